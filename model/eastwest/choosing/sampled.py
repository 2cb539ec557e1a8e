"""Ways to act that were worked out beforehand, for scores that no closed form knows.

Candidates come as paths, efforts that change little from one to the next. Each is judged by its
true score and its true cost; the best is refined between its neighbours on the path.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from eastwest.choosing import outcome
from eastwest.choosing.effort import Outlook
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.task import Choice, Task, Value
from eastwest.choosing.ways import CLOSER, Ways, between, half_of_all, steps
from eastwest.choosing.worth import of_rows
from eastwest.vocabulary import Bools, Floats, Ints, Rows

REFINEMENTS = 4
"""How often places between the best and its neighbours are looked at, ever closer."""
SPLIT = 6
"""Parts into which the way between two candidates is cut at first."""
STEPS = tuple(0.3 * 0.7 ** np.arange(24))
"""Steps of one column that are tried in turn, over its effort and the mean of all."""
PRICES = np.concatenate([[0.0], np.geomspace(1e-3, 1e2, 99)])
"""Prices of a point at which the frontier is drawn, over the mean price of its points."""
POINTS = 100.0
"""Points over which stakes are spread to give that mean price."""


class Scorer(Protocol):
    """The true score of any effort and padding."""

    def __call__(self, effort: Floats, padding: Floats) -> Floats:
        """Return believed scores, (columns, n, g) twice to (n, g). [points]."""

    def rows(self, rows: Rows) -> "Scorer":
        """Return the scorer of some governments."""


@dataclass(frozen=True, slots=True)
class Sampled(Outlook):
    """An outlook over candidates; its frontier joins those that are best at some price.

    Args:
        ways: The candidates.
        joined: Whether one may go half way from a candidate to the next, shape (n, g).
        found, cost: Score and cost of each candidate, shape (n, g).
        scorer: The true score.
        knot: Candidate at each knot of the frontier, shape (n, knots).
        fine: Whose best candidate is polished column by column, shape (n,).
    """

    ways: Ways
    joined: Bools
    found: Floats
    cost: Floats
    scorer: Scorer
    knot: Ints
    fine: Bools

    @classmethod
    def through(
        cls,
        task: Task,
        scorer: Scorer,
        paths: Sequence[Ways],
        most: Floats,
        *,
        fine: bool = False,
    ) -> "Sampled":
        """Judge the candidates of some paths; `most` is the utility at stake, shape (n,)."""
        ways = Ways.all_of(paths)
        ends = np.cumsum([each.effort.shape[2] for each in paths]) - 1
        joined = np.ones(ways.effort.shape[1:], dtype=bool)
        joined[:, ends] = False
        score, cost = scorer(*ways), outcome.cost(task.menu, *ways)
        frontier, knot = _frontier(score, cost, most)
        polished = np.full(len(most), fine)
        return cls(task, frontier, ways, joined, score, cost, scorer, knot, polished)

    def rough(self) -> "Sampled":
        """Return the same without polish, for rounds of answers."""
        return replace(self, fine=np.zeros_like(self.fine))

    def rows(self, rows: Rows) -> "Sampled":
        """Return the outlook of some of the governments."""
        return Sampled(
            self.task.rows(rows),
            self.frontier.rows(rows),
            self.ways.rows(rows),
            self.joined[rows],
            self.found[rows],
            self.cost[rows],
            self.scorer.rows(rows),
            self.knot[rows],
            self.fine[rows],
        )

    def score(self, effort: Floats, padding: Floats) -> Floats:
        """Return the true score of some ways to act, (c, n, g) twice to (n, g). [points]."""
        return self.scorer(effort, padding)

    def best_response(
        self, value: Value, kinks: Floats | None = None, *, rising: bool = False
    ) -> Choice:
        """Return the choice of highest payoff among the candidates and between them.

        A peak of the value may lie between two candidates: so the way from one to the next is
        looked at too, first as a straight line of scores and costs.
        """
        best = (value(self.found) - self.cost).argmax(axis=1)[:, None]
        behind, part = self._on_the_way(value)
        row, last = np.arange(len(best))[:, None], self.found.shape[1] - 1
        before, after = np.maximum(best - 1, 0), np.minimum(best + 1, last)
        ends = (
            self.ways.at(np.where(self.joined[row, before], before, best)),
            self.ways.at(best),
            self.ways.at(np.where(self.joined[row, best], after, best)),
        )
        first = self._refined(ends, value)
        low, high = self.ways.at(behind), self.ways.at(np.minimum(behind + 1, last))
        second = self._refined((low, low.towards(high, part), high), value)
        found = self._chosen(Ways.all_of((first, second)), value)
        here = Ways.single(found.effort, found.padding)
        return self._chosen(self._polished(here, value), value) if self.fine.any() else found

    def _on_the_way(self, value: Value) -> tuple[Ints, Floats]:
        """Return the candidate behind which the best straight way lies, and how far, (n, 1)."""
        best = np.full((len(self.found), 1), -np.inf)
        number, part = np.zeros(best.shape, dtype=np.int64), np.zeros(best.shape)
        rise = np.diff(self.found, axis=1)
        dearer = np.diff(self.cost, axis=1)
        for way in np.arange(1, SPLIT) / SPLIT:
            score = self.found[:, :-1] + way * rise
            payoff = value(score) - (self.cost[:, :-1] + way * dearer)
            payoff[~self.joined[:, :-1]] = -np.inf
            at = payoff.argmax(axis=1)[:, None]
            here = np.take_along_axis(payoff, at, axis=1)
            number, part = np.where(here > best, at, number), np.where(here > best, way, part)
            best = np.maximum(best, here)
        return np.where(np.isfinite(best), number, 0), np.where(np.isfinite(best), part, 0.0)

    def _refined(self, ends: tuple[Ways, Ways, Ways], value: Value) -> Ways:
        """Return the best way between neighbours, looked at ever more closely."""
        below, here, above = ends
        for _ in range(REFINEMENTS):
            tried = between(below, here, above)
            at = (value(self.scorer(*tried)) - outcome.cost(self.task.menu, *tried)).argmax(axis=1)
            below, here, above = (
                tried.at(np.clip(at + step, 0, 2 * CLOSER)[:, None]) for step in (-1, 0, 1)
            )
        return here

    def _polished(self, best: Ways, value: Value) -> Ways:
        """Return ways that no small step of one column betters, where that is asked for."""
        rows = np.flatnonzero(self.fine)
        if not len(rows):
            return best
        menu, scorer = self.task.menu.rows(rows), self.scorer.rows(rows)
        own = of_rows(value, rows, len(self.fine))

        def payoff(ways: Ways) -> Floats:
            return np.asarray(own(scorer(*ways)) - outcome.cost(menu, *ways))

        here = best.rows(rows)
        worth = payoff(here)
        for step in STEPS:
            tried = steps(menu, here, step)
            gained = payoff(tried) - worth
            best_one = tried.at(gained.argmax(axis=1)[:, None])
            for there in (best_one, half_of_all(here, tried, gained)):
                now = payoff(there)
                better = now > worth
                here, worth = here.or_else(there, better), np.where(better, now, worth)
        effort, padding = best.effort.copy(), best.padding.copy()
        effort[:, rows], padding[:, rows] = here
        return Ways(effort, padding)

    def choice(self, score: Floats, value: Value) -> Choice:
        """Return the best of no pull, the knots beside a score and the way between them."""
        below = self.frontier.segment(score)
        above = np.minimum(below + 1, self.knot.shape[1] - 1)
        rows = np.arange(len(score))[:, None]
        knots = [self.knot[rows, knot] for knot in (below * 0, below, above)]
        none, low, high = map(self.ways.at, knots)
        points = [self.frontier.score[rows, knot] for knot in (below, above)]
        rise = points[1] - points[0]
        way = np.divide(score - points[0], rise, out=np.zeros_like(rise), where=rise > 0.0)
        middle = low.towards(high, way.clip(0.0, 1.0))
        return self._chosen(Ways.all_of((none, low, high, middle)), value)

    def _chosen(self, tried: Ways, value: Value) -> Choice:
        """Return the best of a few ways, by their true score and cost."""
        scores, costs = self.scorer(*tried), outcome.cost(self.task.menu, *tried)
        payoffs = value(scores) - costs
        rows, way = np.arange(len(scores)), payoffs.argmax(axis=1)
        return Choice(
            effort=np.ascontiguousarray(tried.effort[:, rows, way].T),
            padding=np.ascontiguousarray(tried.padding[:, rows, way].T),
            score=scores[rows, way],
            cost=costs[rows, way],
            payoff=payoffs[rows, way],
        )

    def anew(self, scorer: Scorer, most: Floats) -> "Sampled":
        """Return the same candidates judged by another score."""
        score = scorer(*self.ways)
        frontier, knot = _frontier(score, self.cost, most)
        return replace(self, frontier=frontier, found=score, scorer=scorer, knot=knot)

    @classmethod
    def side_by_side(
        cls, task: Task, scorer: Scorer, parts: Sequence[tuple[Ints, "Sampled"]]
    ) -> "Sampled":
        """Return one outlook of parts that hold some rows each, all rows of the task together.

        A part with fewer candidates repeats its last one.
        """
        most = max(part.found.shape[1] for _, part in parts)
        order = np.argsort(np.concatenate([rows for rows, _ in parts]), kind="stable")

        def joined(columns: Sequence[NDArray[Any]], axis: int = 0) -> NDArray[Any]:
            return np.concatenate(columns, axis=axis).take(order, axis=axis)

        wide = [(part, np.minimum(np.arange(most), part.found.shape[1] - 1)) for _, part in parts]
        lines = [[getattr(part.frontier, name) for part, _ in wide] for name in Frontier.__slots__]
        return cls(
            task,
            Frontier(*(joined(line) for line in lines)),
            Ways(*(joined([part.ways[k][:, :, at] for part, at in wide], 1) for k in (0, 1))),
            joined([part.joined[:, at] & (np.diff(at, append=at[-1:]) > 0) for part, at in wide]),
            joined([part.found[:, at] for part, at in wide]),
            joined([part.cost[:, at] for part, at in wide]),
            scorer,
            joined([part.knot for part, _ in wide]),
            joined([part.fine for part, _ in wide]),
        )


def _frontier(score: Floats, cost: Floats, most: Floats) -> tuple[Frontier, Ints]:
    """Return the candidates that are best at some price of a point, joined by rising price."""
    price = PRICES * (most[:, None] / POINTS)
    knot = np.empty(price.shape, dtype=np.int64)
    for at in range(price.shape[1]):
        knot[:, at] = (price[:, at : at + 1] * score - cost).argmax(axis=1)
    rows = np.arange(len(score))[:, None]
    points = np.maximum.accumulate(score[rows, knot], axis=1)
    return Frontier.through(price, np.zeros(price.shape), points, cost[rows, knot]), knot
