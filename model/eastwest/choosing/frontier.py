"""The cheapest cost of every score, read between knots.

Between two knots the score is linear in the pull, hence the cost is quadratic in the score and
its slope is the pull.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from eastwest.vocabulary import Floats, Ints, Rows

Slope = Callable[[Floats], tuple[Floats, Floats]]
"""What one point more is worth at some scores, and what that changes by a point further on."""
ROUNDS = 100
"""Most steps to a root; five to ten are usual, some fifty where only halving helps."""
EXACT = 1e-14
"""Relative error of worth against price, and of a place, that counts as none."""


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

    def even_scores(self, first: Floats, step: Floats, numbers: Floats) -> tuple[Floats, Floats]:
        """Return some of evenly spaced scores, held inside the frontier, and what they cost.

        Args:
            first: Score number nil of each row. [points], shape (n, 1)
            step: Distance between scores. [points], shape (n, 1)
            numbers: Which scores, from nil on. Shape (q,) or (n, q)
        """
        place = np.ceil((self.score - first) / np.where(step > 0, step, np.inf))
        scores = np.multiply(step, numbers)
        scores += first
        np.clip(scores, self.score[:, :1], self.score[:, -1:], out=scores)
        return scores, self._cost_from(
            _below(place, np.broadcast_to(numbers, scores.shape)), scores
        )

    def cost_of(self, scores: Floats) -> Floats:
        """Return the cheapest cost of a few scores inside the frontier, shape (n, q)."""
        return self._cost_from(self.segment(scores), scores)

    def piece(self, below: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """Return score and pull of the knots below, and what both rise by to the next, (n, 1)."""
        knots = np.arange(len(self.score))[:, None] * self.score.shape[1] + below
        after = knots + (below < self.score.shape[1] - 1)
        score, pull = self.score.take(knots), self.pull.take(knots)
        return score, pull, self.score.take(after) - score, self.pull.take(after) - pull

    def rows(self, rows: Rows) -> "Frontier":
        """Return the frontier of some of the governments."""
        return Frontier(
            self.pull[rows], self.total[rows], self.score[rows], self.cost[rows], self.bend[rows]
        )

    def segment(self, scores: Floats) -> Ints:
        """Return the last knot that does not lie above each of a few scores, shape (n, q)."""
        return _below(self.score, scores)

    def _cost_from(self, knots: Ints, scores: Floats) -> Floats:
        flat = knots + np.arange(len(self.score))[:, None] * self.score.shape[1]
        beyond = scores - self.score.take(flat)
        cost: Floats = beyond * self.bend.take(flat)
        cost += self.pull.take(flat)
        cost *= beyond
        cost += self.cost.take(flat)
        return cost


def _below(knots: Floats, marks: Floats) -> Ints:
    """Return the last knot that does not lie above each mark, the first if all do, (n, q)."""
    # Knots first: whole rows of marks are compared and counted at a time.
    passed = np.ascontiguousarray(knots.T)[:, :, None] <= marks
    number = np.add.reduce(passed.view(np.int8), axis=0, dtype=np.int16)
    below: Ints = np.maximum(number - 1, 0).astype(np.int64)
    return below


def _rises(values: Floats) -> Floats:
    """Return the differences to the next column, nil in the last."""
    rises = np.zeros(values.shape)
    np.subtract(values[:, 1:], values[:, :-1], out=rises[:, :-1])
    return rises


def part_of_the_way(
    slope: Slope, piece: tuple[Floats, ...], guess: Floats, bounds: tuple[Floats, Floats]
) -> Floats:
    """Return how far along a piece one point more is worth its price, 0 to 1, shape (n, 1).

    Price rises with the score and worth falls, or is thought to: Newton's steps, and halves where
    they leave what holds the root. Each row stops on its own.

    Args:
        slope: What a point more is worth, and what that changes by, of scores (n, 1).
        piece: Score and pull at its start, and what both rise by, as `Frontier.piece`.
        guess: Where to begin.
        bounds: How far it is at least and at most.
    """
    first, price, width, dearer = piece
    low, high = (each.copy() for each in bounds)
    way = np.minimum(np.maximum(guess, low), high)
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(ROUNDS):
            worth, change = slope(first + way * width)
            excess = worth - (price + way * dearer)
            open_ = (np.abs(excess) > EXACT * worth) & (high - low > EXACT)
            if not np.count_nonzero(open_):
                break
            short = excess > 0
            np.putmask(low, short, way)
            np.putmask(high, ~short, way)
            moved = way + excess / (dearer - change * width)
            astray = ~((moved > low) & (moved < high))
            if np.count_nonzero(astray):
                np.putmask(moved, astray, (low + high) / 2)
            np.putmask(way, open_, moved)
    return way
