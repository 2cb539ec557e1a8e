"""The cheapest cost of every score: followed from kink to kink, so exact in between.

As the pull rises from nil, effort and padding move along straight lines until some column
starts, stops, meets its limit or its ceiling. Knots are set just behind these kinks. Between
two knots the score is linear in the pull, hence the cost is quadratic in the score and its
slope is the pull. No grid of pulls is as exact, and none was as fast.

References:
    Markowitz (1956), The optimization of a quadratic function subject to linear constraints,
    Naval Research Logistics Quarterly 3 (critical lines): https://doi.org/10.1002/nav.3800030110
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from eastwest.behaviour import levers as lever
from eastwest.behaviour.levers import Levers, Stand, add_up
from eastwest.vocabulary import Floats, Ints

KNOTS = 400
"""Most kinks that are followed; ten columns have twenty to thirty."""
CHUNK = 16_000
"""Scores worked on at a time, so that they stay in the core's cache."""
WORTH_CARRYING = 0.8
"""Rows that have arrived are dropped once fewer than this share still move."""
BEHIND = 1e-9
"""How far behind a kink its knot lies, relative to the pull."""
AGREED = 1e-9
"""Relative error of total effort at a knot; costs are off by its square."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Knots of the cheapest cost as a function of the score; arrays (n, knots).

    Args:
        pull: Price of a point, from 0 upwards. [utility per point]
        total: Total effort. [亿元]
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
        rise = np.diff(score, axis=1, append=score[:, -1:])
        wide = np.diff(pull, axis=1, append=pull[:, -1:]) * (rise > 0)
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
        ends = np.full(first.shape, float(count))
        lengths = np.diff(place, axis=1, append=ends).astype(np.int64)
        knots = np.arange(lengths.size) + part.start * lengths.shape[1]
        return np.repeat(knots, lengths.ravel()).reshape(len(first), count)

    def cost_of(self, scores: Floats) -> Floats:
        """Return the cheapest cost of a few scores inside the frontier, shape (n, q)."""
        knots = self.segment(scores) + np.arange(len(scores))[:, None] * self.score.shape[1]
        return self._cost_from(knots, scores, np.empty(scores.shape))

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


@dataclass(frozen=True, slots=True)
class _Walk:
    """Rows that are still on their way; arrays (n, 1)."""

    levers: Levers
    rows: Ints
    pull: Floats
    total: Floats
    score: Floats
    cost: Floats
    ahead: Floats  # the next pull; the present one if nothing more is to come
    guess: Floats  # total effort there
    budget: Floats  # cost beyond which no score is worth it
    stake: Floats

    def only(self, kept: Ints) -> "_Walk":
        levers, *rest = (getattr(self, field.name) for field in fields(self))
        return _Walk(levers.rows(kept), *(array[kept] for array in rest))


def trace(levers: Levers, most: Floats) -> Frontier:
    """Follow the frontier from pull 0 until nothing moves or the added cost reaches `most`.

    Args:
        levers: The task, n rows.
        most: Utility at stake, so no more is ever worth spending. [utility], shape (n,)
    """
    walk = _begin(levers, np.maximum(most, 0.0)[:, None])
    knots = [np.stack((walk.pull, walk.total, walk.score, walk.cost))]
    for _ in range(KNOTS):
        moving = (walk.ahead > walk.pull)[:, 0]
        if not moving.any():
            break
        if moving.mean() < WORTH_CARRYING:
            walk = walk.only(np.flatnonzero(moving))
        walk = _step(walk)
        here = knots[-1].copy()
        here[:, walk.rows] = walk.pull, walk.total, walk.score, walk.cost
        knots.append(here)
    return Frontier.through(*np.concatenate(knots, axis=2))


def _begin(levers: Levers, stake: Floats) -> _Walk:
    """Stand at pull 0, where gain alone counts."""
    pull = np.zeros(stake.shape)
    total, at = lever.settle(levers, pull, pull, lever.EXACT)
    pad = np.zeros(at.effort.shape)
    score, cost = lever.score(levers, at.effort, pad), lever.cost(levers, at.effort, pad)
    power = add_up(levers.slope * levers.step + levers.pad_power)
    usual = np.sqrt(2 * stake / np.where(power > 0, power, np.inf))
    rows, ahead, budget = np.arange(len(stake)), BEHIND * usual, cost + stake
    return _Walk(levers, rows, pull, total, score, cost, ahead, total, budget, stake)


def _step(walk: _Walk) -> _Walk:
    """Go to the next knot and look for the kink after it."""
    levers, pull = walk.levers, walk.ahead
    total, at = lever.settle(levers, pull, walk.guess, AGREED)
    pad = lever.padding(levers, pull, at.effort)
    score = np.maximum(lever.score(levers, at.effort, pad), walk.score)
    cost = walk.cost + (walk.pull + pull) / 2 * (score - walk.score)
    left = walk.budget - cost
    with np.errstate(divide="ignore", invalid="ignore"):
        kink, climb, rise = _next_kink(levers, at, pull)
        spent = np.sqrt(pull * pull + 2 * np.maximum(left, 0.0) / rise)
    ahead = np.fmin(kink, spent) * (1 + BEHIND)
    goes_on = (pull > walk.pull) & (left > BEHIND * walk.stake) & np.isfinite(ahead)
    ahead = np.where(goes_on, ahead, pull)
    guess = total + climb * (ahead - pull)
    return replace(
        walk, pull=pull, total=total, score=score, cost=cost, ahead=ahead, guess=guess
    )


def _next_kink(levers: Levers, at: Stand, pull: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the pull of the next kink, and what total effort and score rise by till then.

    What moves at `speed` towards a bound at `distance` is there after distance / -speed. Its
    inverse, the haste, is negative if it moves away, nil if it never arrives.
    """
    moves = (at.effort > 0) & (at.effort < levers.limit) & (at.free < at.cap)
    moves &= levers.step > 0
    climb = add_up(levers.step * moves)
    climb /= 1 + levers.crowding * lever.yielding(levers, at)
    falls = -levers.crowding * climb
    speed = levers.step + falls
    haste = np.maximum(-speed / at.free, 0.0)
    if levers.crowding > 0:
        _hasten(haste, at.free - at.cap, speed - _sinking(levers, at, falls))
        _hasten(haste, at.free - levers.limit, speed)
        _hasten_the_crowded(haste, levers, at, falls)
    else:
        _hasten(haste, at.free - np.minimum(at.cap, levers.limit), speed)
    full = levers.begin + lever.most_padding(levers, at.effort) * levers.pad_per_point
    pads = (pull >= levers.begin) & (pull < full)
    _hasten(haste, levers.begin - pull, -1.0)
    _hasten(haste, full - pull, -1.0 * (pads & ~moves))
    rises = levers.slope * (speed * moves)
    rises += levers.pad_power * pads
    # Adding nil turns -0 into 0: the inverse of never is then inf, not -inf.
    return pull + 1 / (haste.max(axis=0) + 0.0), climb, add_up(rises)


def _sinking(levers: Levers, at: Stand, falls: Floats) -> Floats:
    """Return the speed of the ceiling that effort shares with padding."""
    return np.asarray(levers.keep * falls * (at.shared < levers.reach) if levers.shares else 0.0)


def _hasten_the_crowded(haste: Floats, levers: Levers, at: Stand, falls: Floats) -> None:
    """Add the kinks of columns at their ceiling that total effort pushes to another bound."""
    if levers.shares:
        speed = levers.keep * falls * ((at.free > at.cap) & (at.wanted <= at.cap))
        for bound in (0.0, levers.limit, levers.reach):
            _hasten(haste, at.shared - bound, speed)
    over = at.wanted > at.cap
    if over.any():
        for bound in (at.cap, levers.limit, 0.0):
            _hasten(haste, at.wanted - bound, falls * over)


def _hasten(haste: Floats, distance: Floats, speed: Floats | float) -> None:
    np.fmax(haste, -speed / distance, out=haste)
