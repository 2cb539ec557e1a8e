"""How a government spreads its effort: the best point of the frontier, anywhere on it.

The value of a score is not concave, so a local search strands everybody in a low-effort trap.
Here the cheapest cost of every score is followed exactly, and the payoff is looked at all over.
"""

from dataclasses import dataclass

from eastwest.choosing import outcome
from eastwest.choosing.chosen import chosen
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.path import trace
from eastwest.choosing.peak import best_score
from eastwest.choosing.task import Choice, Task, Value
from eastwest.vocabulary import Floats, Rows

__all__ = ["Choice", "Outlook", "Task", "Value", "best_response"]


def best_response(task: Task, value: Value, most: Floats, kinks: Floats | None = None) -> Choice:
    """Return the choice of highest payoff; of equal ones that of least effort.

    Args:
        task: What can be done, n rows and c columns.
        value: Utility of believed scores, (n, g) -> (n, g).
        most: Upper bound of the range of `value`, the utility at stake. Shape (n,)
        kinks: Scores at which `value` jumps or bends, tried as well. [points], shape (n, q)
    """
    return Outlook.of(task, most).best_response(value, kinks)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What governments can do and what each score costs them, whatever it may be worth."""

    task: Task
    frontier: Frontier

    @classmethod
    def of(cls, task: Task, most: Floats) -> "Outlook":
        """Follow the frontier of a task; `most` as in `best_response`."""
        return cls(task, trace(task, most))

    def rows(self, rows: Rows) -> "Outlook":
        """Return the outlook of some of the governments."""
        return Outlook(self.task.rows(rows), self.frontier.rows(rows))

    def score(self, effort: Floats, padding: Floats) -> Floats:
        """Return the believed score of some ways to act, (c, n, g) twice to (n, g). [points]."""
        return outcome.score(self.task.menu, self.task.menu.slope * effort, padding)

    def best_response(
        self, value: Value, kinks: Floats | None = None, *, rising: bool = False
    ) -> Choice:
        """Return the choice of highest payoff.

        Args:
            value, kinks: As in the function of that name.
            rising: Promise that no row's value ever falls; the search then asks for less of it.
        """
        return self.choice(best_score(self.frontier, value, kinks, rising=rising), value)

    def choice(self, score: Floats, value: Value) -> Choice:
        """Return the effort that reaches a score, or the knots beside it or no pull if better.

        Args:
            score: Aim of each row. [points], shape (n, 1)
            value: As in `best_response`.
        """
        return chosen(self.task, self.frontier, score, value)
