"""The cheapest cost of every score, read between knots.

Between two knots the score is linear in the pull, hence the cost is quadratic in the score and
its slope is the pull.
"""

from dataclasses import dataclass

import numpy as np

from eastwest.vocabulary import Floats, Ints

CHUNK = 16_000
"""Scores worked on at a time, so that they stay in the core's cache."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Knots of the cheapest cost as a function of the score; arrays (n, knots).

    Args:
        pull: Price of a point, from 0 upwards. [utility per point]
        total: Total effort. [1e8 yuan]
        score: Believed score, non-decreasing. [points]
        cost: Cost net of intrinsic gain, convex in the score. [utility]
        bend: Half of what a point more adds to the pull, up to the next knot.
    """

    pull: Floats
    total: Floats
    score: Floats
    cost: Floats
    bend: Floats

    @classmethod
    def through(cls, pull: Floats, total: Floats, score: Floats, cost: Floats) -> "Frontier":
        """Join knots; where the score stands still there is nothing to bend."""
        rise, wide = _rises(score), _rises(pull)
        wide *= rise > 0
        return cls(pull, total, score, cost, wide / (2 * np.where(rise > 0, rise, 1.0)))

    def even_scores(self, first: Floats, step: Floats, count: int) -> tuple[Floats, Floats]:
        """Return evenly spaced scores, held inside the frontier, and what they cost.

        Args:
            first: First score of each row. [points], shape (n, 1)
            step: Distance between scores. [points], shape (n, 1)
            count: Number of scores.
        """
        scores, costs = np.empty((2, len(first), count))
        size = max(CHUNK // count, 1)
        for start in range(0, len(first), size):
            part = slice(start, start + size)
            knots = self._places(part, first[part], step[part], count)
            at = np.multiply(step[part], np.arange(count), out=scores[part])
            at += first[part]
            np.clip(at, self.score[part, :1], self.score[part, -1:], out=at)
            self._cost_from(knots, at, out=costs[part])
        return scores, costs

    def _places(self, part: slice, first: Floats, step: Floats, count: int) -> Ints:
        """Return the number, in the flat table, of the knot below each evenly spaced score."""
        place = np.ceil((self.score[part] - first) / np.where(step > 0, step, np.inf))
        place = np.clip(place, 0.0, count, out=place)
        place[:, 0] = 0.0
        lengths: Ints = np.full(place.shape, count, dtype=np.int64)
        lengths[:, :-1] = place[:, 1:]
        lengths -= place.astype(np.int64)
        knots = np.arange(lengths.size) + part.start * lengths.shape[1]
        return np.repeat(knots, lengths.ravel()).reshape(len(first), count)

    def cost_of(self, scores: Floats) -> Floats:
        """Return the cheapest cost of a few scores inside the frontier, shape (n, q)."""
        knots = self.segment(scores) + np.arange(len(scores))[:, None] * self.score.shape[1]
        return self._cost_from(knots, scores, np.empty(scores.shape))

    def piece(self, below: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """Return score and pull of the knots below, and what both rise by to the next, (n, 1)."""
        knots = np.arange(len(self.score))[:, None] * self.score.shape[1] + below
        after = knots + (below < self.score.shape[1] - 1)
        score, pull = self.score.take(knots), self.pull.take(knots)
        return score, pull, self.score.take(after) - score, self.pull.take(after) - pull

    def rows(self, rows: Ints) -> "Frontier":
        """Return the frontier of some of the governments."""
        return Frontier(
            self.pull[rows], self.total[rows], self.score[rows], self.cost[rows], self.bend[rows]
        )

    def segment(self, scores: Floats) -> Ints:
        """Return the last knot that does not lie above each of a few scores, shape (n, q)."""
        passed = (scores[:, :, None] >= self.score[:, None, :]).sum(axis=-1)
        return np.asarray(np.maximum(passed - 1, 0))

    def _cost_from(self, knots: Ints, scores: Floats, out: Floats) -> Floats:
        beyond = scores - self.score.take(knots)
        np.multiply(beyond, self.bend.take(knots), out=out)
        out += self.pull.take(knots)
        out *= beyond
        out += self.cost.take(knots)
        return out


def _rises(values: Floats) -> Floats:
    """Return the differences to the next column, nil in the last."""
    rises = np.zeros(values.shape)
    np.subtract(values[:, 1:], values[:, :-1], out=rises[:, :-1])
    return rises
