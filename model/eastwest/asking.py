"""Ask a rule and look at its answer: what is wrong names the rule, the agent and the year."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from eastwest.backend import twinned
from eastwest.errors import EastwestError, RuleError
from eastwest.rules import origin
from eastwest.vocabulary import Floats, Ints, Texts

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Asked:
    """A rule that is asked for a column, a row an agent.

    Args:
        group: What kind of rule it is, such as `score`.
        rule: The rule.
        year: The year that is simulated.
        ids: Stable ids of agents.
        rows: Which of these have a row; None: each of them.
    """

    group: str
    rule: object
    year: int
    ids: Texts
    rows: Ints | None = None

    @property
    def number(self) -> int:
        """Return how many rows there are."""
        return len(self.ids if self.rows is None else self.rows)

    def answer(
        self,
        whole: Callable[[], Answer],
        alone: Callable[[int], object] | None = None,
        due: type = object,
    ) -> Answer:
        """Return what the rule says; if it raises, find the agent whose row does so alone.

        Args:
            whole: Asks the rule for all rows.
            alone: Asks it for one.
            due: What it must answer with, where that is no column.
        """
        try:
            said = whole()
        except EastwestError:
            raise
        except Exception as error:
            row = None if alone is None else self._culprit(alone)
            text = f"raised {type(error).__name__}: {error}".removesuffix(": ")
            raise self.error(text, row) from error
        if not isinstance(said, due):
            raise self.error(f"must give {due.__name__} (got {type(said).__name__})")
        return said

    def check(
        self,
        what: str,
        values: object,
        width: int | None = None,
        least: float = -np.inf,
        most: float = np.inf,
    ) -> None:
        """Refuse a column of a wrong shape, nan, infinity, or numbers out of their range.

        Args:
            what: The column in words.
            values: A number for each agent, or `width` numbers for each.
            width: Numbers for each agent; none: one.
            least, most: Lowest and highest number allowed.
        """
        due = (self.number,) if width is None else (self.number, width)
        shape = getattr(values, "shape", None)
        if shape != due:
            given = type(values).__name__ if shape is None else f"shape {shape}"
            raise self.error(f"must give {what} of shape {due} (got {given})")
        column = np.asarray(values)
        if column.dtype.kind not in "fiub":
            raise self.error(f"must give numbers for {what} (got {column.dtype})")
        if column.size and not within(column, float(least), float(most)):
            wrong = np.argwhere(~np.isfinite(column) | (column < least) | (column > most))
            bounds = (f" and at least {least:g}" if least > -np.inf else "") + (
                f" and at most {most:g}" if most < np.inf else ""
            )
            given = column[tuple(wrong[0])]
            raise self.error(f"{what} must be finite{bounds} (got {given:g})", int(wrong[0, 0]))

    def error(self, text: str, row: int | None = None) -> RuleError:
        """Return what is wrong with an answer as an error."""
        kind, own = getattr(self.rule, "kind", type(self.rule).__name__), origin(self.rule)
        agent = "all agents" if row is None else self._agent(row)
        brought = f" ({own})" if own else ""
        return RuleError(f"{self.group} rule {kind!r}{brought}, {agent} in {self.year}: {text}")

    def _agent(self, row: int) -> str:
        """Return the id of a row's agent."""
        return str(self.ids[row if self.rows is None else self.rows[row]])

    def _culprit(self, alone: Callable[[int], object]) -> int | None:
        """Return the first row for which the rule raises alone."""
        for row in range(self.number):
            try:
                alone(row)
            except Exception:  # noqa: BLE001  whatever other people's rules raise
                return row
        return None


@twinned
def within(column: Floats, least: float, most: float) -> bool:
    """Return whether all numbers are finite and in their range; nan is in none."""
    low = np.minimum.reduce(column, axis=None).item()
    high = np.maximum.reduce(column, axis=None).item()
    return bool(least <= low and high <= most and -np.inf < low and high < np.inf)
