"""How a government spreads its effort: the best point of the frontier, anywhere on it.

The value of a score is not concave, so a local search strands everybody in a low-effort trap.
Here the cheapest cost of every score is followed exactly, the payoff is compared on many
scores and on the bars, and the best is refined between its neighbours.
"""

from dataclasses import dataclass

import numpy as np

from eastwest.choosing import outcome
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.menu import Menu
from eastwest.choosing.path import trace
from eastwest.choosing.spread import EXACT, settle, spread
from eastwest.choosing.task import Choice, Task, Value
from eastwest.vocabulary import Floats, Ints

__all__ = ["Choice", "Outlook", "Task", "Value", "best_response", "cheapest"]

SCORES = 400
"""Scores compared first; 100 mis-score by up to 5.6 points."""
BLOCK = 20
"""Scores that are looked at, or passed over, together."""
ENDS = np.append(np.arange(0.0, SCORES, BLOCK), SCORES - 1)
INSIDE = np.arange(1.0 * BLOCK)
DOUBT = 1e-9
"""What rounding can add to a payoff, over values and costs, with much to spare."""
CLOSER = 8
"""A refinement looks at this many scores on either side of the best, between its neighbours."""
NEAR = np.arange(2.0 * CLOSER + 1)
REFINEMENTS = 5
ABOVE = 1e-12
"""How far above a bar one aims, relative to the bar, so that rounding cannot miss it."""


def cheapest(task: Task, pull: Floats) -> tuple[Floats, Floats]:
    """Return the effort and padding that maximise pull * S - cost, exactly.

    Args:
        task: What can be done, n rows and c columns.
        pull: Price of a point, >= 0. [utility per point], shape (n, g)

    Returns:
        Effort [1e8 yuan] and padding [units], both of shape (n, g, c).
    """
    menu = Menu.of(task)
    _, at = settle(menu, pull, np.zeros(pull.shape), EXACT)
    pad = outcome.padding(menu, pull, outcome.most_padding(menu, menu.slope * at.effort))
    return _columns_last(at.effort), _columns_last(pad)


def best_response(task: Task, value: Value, most: Floats, kinks: Floats | None = None) -> Choice:
    """Return the choice of highest payoff; of equal ones that of least effort.

    Args:
        task: What can be done, n rows and c columns.
        value: Utility of believed scores, (n, g) -> (n, g), non-decreasing in the score.
        most: Upper bound of the range of `value`, the utility at stake. Shape (n,)
        kinks: Scores at which `value` jumps or bends, tried as well. [points], shape (n, q)
    """
    return Outlook.of(task, most).best_response(value, kinks)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What governments can do and what each score costs them, whatever it may be worth."""

    menu: Menu
    frontier: Frontier

    @classmethod
    def of(cls, task: Task, most: Floats) -> "Outlook":
        """Follow the frontier of a task; `most` as in `best_response`."""
        menu = Menu.of(task)
        return cls(menu, trace(menu, most))

    def rows(self, rows: Ints) -> "Outlook":
        """Return the outlook of some of the governments."""
        return Outlook(self.menu.rows(rows), self.frontier.rows(rows))

    def score(self, effort: Floats, padding: Floats) -> Floats:
        """Return the believed score of some ways to act, (c, n, g) twice to (n, g). [points]."""
        return outcome.score(self.menu, self.menu.slope * effort, padding)

    def best_response(self, value: Value, kinks: Floats | None = None) -> Choice:
        """Return the choice of highest payoff; arguments as in the function of that name."""
        return self.choice(self.best_score(value, kinks), value)

    def best_score(self, value: Value, kinks: Floats | None = None) -> Floats:
        """Return the score of highest payoff, shape (n, 1)."""
        low, high = self.frontier.score[:, :1], self.frontier.score[:, -1:]
        if self.frontier.score.shape[1] == 1:
            return low
        step = (high - low) / (SCORES - 1)
        best, payoff = self._best_of_even(value, low, step)
        if kinks is not None:
            bars = np.clip(kinks + ABOVE * np.abs(kinks), low, high)
            bar, at_bar = _best(bars, value(bars) - self.frontier.cost_of(bars))
            best = np.where(at_bar >= payoff, bar, best)
        for _ in range(REFINEMENTS):
            step = step / CLOSER
            scores, costs = self.frontier.even_scores(best - CLOSER * step, step, NEAR)
            # Exactly the best so far, which may be a bar, stays among the candidates.
            scores[:, CLOSER : CLOSER + 1] = best
            costs[:, CLOSER : CLOSER + 1] = self.frontier.cost_of(best)
            best, _ = _best(scores, value(scores) - costs)
        return best

    def _best_of_even(self, value: Value, low: Floats, step: Floats) -> tuple[Floats, Floats]:
        """Return the best of `SCORES` evenly spaced scores and its payoff, (n, 1) each.

        Value and cost both rise with the score: inside a block of scores no payoff exceeds the
        value at its end less the cost at its start. Only where that reaches the best payoff so
        far are all scores of the block looked at; one block or two, of twenty, are usual.
        """
        scores, costs = self.frontier.even_scores(low, step, ENDS)
        values = value(scores)
        sure = (values - costs).max(axis=1, keepdims=True)
        size = np.abs(values[:, [0, -1]]) + np.abs(costs[:, [0, -1]])
        hopeful = values[:, 1:] - costs[:, :-1] >= sure - DOUBT * size.sum(axis=1, keepdims=True)
        hopeful &= step > 0
        most = max(np.count_nonzero(hopeful, axis=1).max(initial=0), 1)
        blocks = np.sort(np.argsort(~hopeful, axis=1, kind="stable")[:, :most], axis=1)
        numbers = (blocks[:, :, None] * BLOCK + INSIDE).reshape(len(low), -1)
        scores, costs = self.frontier.even_scores(low, step, numbers)
        return _best(scores, value(scores) - costs)

    def choice(self, score: Floats, value: Value) -> Choice:
        """Return the effort that reaches a score, or the knots beside it or no pull if better.

        Args:
            score: Aim of each row. [points], shape (n, 1)
            value: As in `best_response`.
        """
        effort, pad = self._ways(score)
        scores = self.score(effort, pad)
        costs = outcome.cost(self.menu, effort, pad)
        payoffs = value(scores) - costs
        rows, way = np.arange(len(score)), payoffs.argmax(axis=1)
        return Choice(
            effort=np.ascontiguousarray(effort[:, rows, way].T),
            padding=np.ascontiguousarray(pad[:, rows, way].T),
            score=scores[rows, way],
            cost=costs[rows, way],
            payoff=payoffs[rows, way],
        )

    def _ways(self, score: Floats) -> tuple[Floats, Floats]:
        """Return four ways to act: no pull, the knot below, on the way to the next, the next."""
        line = self.frontier
        last = line.score.shape[1] - 1
        below = line.segment(score)
        knots = np.concatenate((below * 0, below, below, np.minimum(below + 1, last)), axis=1)
        rows = np.arange(len(score))[:, None]
        pull, total, points = (array[rows, knots] for array in (line.pull, line.total, line.score))
        effort = spread(self.menu, pull, total).effort
        pad = outcome.padding(
            self.menu, pull, outcome.most_padding(self.menu, self.menu.slope * effort)
        )
        way = score - points[:, 1:2]
        np.divide(way, points[:, 3:] - points[:, 1:2], out=way, where=way > 0)
        for array in (effort, pad):
            array[:, :, 2:3] += np.minimum(way, 1.0) * (array[:, :, 3:] - array[:, :, 2:3])
        return effort, pad


def _best(scores: Floats, payoffs: Floats) -> tuple[Floats, Floats]:
    """Return the score of highest payoff, the lowest of equals, and the payoff, (n, 1) each."""
    rows, best = np.arange(len(scores)), payoffs.argmax(axis=1)
    return scores[rows, best][:, None], payoffs[rows, best][:, None]


def _columns_last(array: Floats) -> Floats:
    return np.ascontiguousarray(np.moveaxis(array, 0, -1))
