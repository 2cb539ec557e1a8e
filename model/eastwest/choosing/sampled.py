"""Ways to act that were worked out beforehand, for scores that no closed form knows.

Candidates come as paths, efforts that change little from one to the next. Each is judged by its
true score and its true cost; the best is refined between its neighbours on the path.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from eastwest.choosing import outcome
from eastwest.choosing.effort import Outlook
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.spread import add_up
from eastwest.choosing.task import Choice, Menu, Task, Value
from eastwest.choosing.worth import of_rows
from eastwest.vocabulary import Bools, Floats, Ints, Rows

CLOSER, REFINEMENTS = 12, 4
"""Places looked at between the best and each neighbour, and how often."""
SPLIT = 6
"""Parts into which the way between two candidates is cut at first."""
STEPS = tuple(0.3 * 0.7 ** np.arange(24))
"""Steps of one column that are tried in turn, over its effort and the mean of all."""
LITTLE = 0.05
"""Padding that counts as some, over the target."""
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


class Ways(NamedTuple):
    """Effort and padding of some candidates, shape (columns, n, g) each."""

    effort: Floats
    padding: Floats

    def rows(self, rows: Rows) -> "Ways":
        """Return the ways of some governments."""
        return Ways(self.effort[:, rows], self.padding[:, rows])


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
        ways = Ways(*(np.concatenate(parts, axis=2) for parts in zip(*paths, strict=True)))
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
        between, part = self._on_the_way(value)
        row, last = np.arange(len(best))[:, None], self.found.shape[1] - 1
        before, after = np.maximum(best - 1, 0), np.minimum(best + 1, last)
        ends = (
            self.at(np.where(self.joined[row, before], before, best)),
            self.at(best),
            self.at(np.where(self.joined[row, best], after, best)),
        )
        first = self._refined(ends, value)
        low, high = self.at(between), self.at(np.minimum(between + 1, last))
        middle = Ways(*(a + part * (b - a) for a, b in zip(low, high, strict=True)))
        second = self._refined((low, middle, high), value)
        tried = Ways(*(np.concatenate(each, axis=2) for each in zip(first, second, strict=True)))
        found = self._chosen(tried, value)
        here = Ways(found.effort.T[:, :, None], found.padding.T[:, :, None])
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
            tried = _between(below, here, above)
            at = (value(self.scorer(*tried)) - outcome.cost(self.task.menu, *tried)).argmax(axis=1)
            below, here, above = (
                _take(tried, np.clip(at + step, 0, 2 * CLOSER)[:, None]) for step in (-1, 0, 1)
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
            steps = _steps(menu, here, step)
            gained = payoff(steps) - worth
            single = _take(steps, gained.argmax(axis=1)[:, None])
            both = _together(here, steps, gained)
            for there in (single, both):
                now = payoff(there)
                better = now > worth
                here = Ways(*(np.where(better, b, a) for a, b in zip(here, there, strict=True)))
                worth = np.where(better, now, worth)
        effort, padding = best.effort.copy(), best.padding.copy()
        effort[:, rows], padding[:, rows] = here
        return Ways(effort, padding)

    def choice(self, score: Floats, value: Value) -> Choice:
        """Return the best of no pull, the knots beside a score and the way between them."""
        below = self.frontier.segment(score)
        above = np.minimum(below + 1, self.knot.shape[1] - 1)
        rows = np.arange(len(score))[:, None]
        ends = [self.at(self.knot[rows, knot]) for knot in (below * 0, below, above)]
        points = [self.frontier.score[rows, knot] for knot in (below, above)]
        rise = points[1] - points[0]
        way = np.divide(score - points[0], rise, out=np.zeros_like(rise), where=rise > 0.0)
        between = Ways(*(a + way.clip(0.0, 1.0) * (b - a) for a, b in zip(*ends[1:], strict=True)))
        tried = Ways(*(np.concatenate(each, axis=2) for each in zip(*ends, between, strict=True)))
        return self._chosen(tried, value)

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

    def at(self, number: Ints) -> Ways:
        """Return a few candidates of each row, numbers (n, k) to (columns, n, k)."""
        return _take(self.ways, number)

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


def _take(ways: Ways, number: Ints) -> Ways:
    """Return a few candidates of each row, `number` (n, k) to (columns, n, k)."""
    rows = np.arange(len(number))[:, None]
    return Ways(ways.effort[:, rows, number], ways.padding[:, rows, number])


def _steps(menu: Menu, here: Ways, step: float) -> Ways:
    """Return ways that differ by one step up or down in one column, (columns, n, 4 columns)."""
    columns = len(here.effort)
    one = np.eye(columns)[:, None, :]
    size = step * (here.effort + add_up(here.effort) / columns)
    pad = step * (here.padding + LITTLE)
    none = 0.0 * one
    moves = np.concatenate((one, -one, none, none), axis=2)
    pads = np.concatenate((none, none, one, -one), axis=2) * (menu.pad_cost > 0.0)
    effort = np.clip(here.effort + size * moves, 0.0, menu.limit)
    return Ways(effort, (here.padding + pad * pads).clip(min=0.0))


def _together(here: Ways, steps: Ways, gained: Floats) -> Ways:
    """Return all steps that gain, half of each, taken at once."""
    gains = (gained > 0.0)[None]
    return Ways(
        *(
            (a + 0.5 * ((b - a) * gains).sum(axis=2, keepdims=True)).clip(min=0.0)
            for a, b in zip(here, steps, strict=True)
        )
    )


def _between(below: Ways, here: Ways, above: Ways) -> Ways:
    """Return evenly spaced ways from one to the next but one, `here` in the middle."""
    step = np.arange(CLOSER) / CLOSER
    return Ways(
        *(
            np.concatenate((a + (b - a) * step, b, b + (c - b) * (1.0 - step[::-1])), axis=2)
            for a, b, c in zip(below, here, above, strict=True)
        )
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
