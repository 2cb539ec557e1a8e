"""The frontier followed from kink to kink, so that it is exact in between.

As the pull rises from nil, effort and padding move along straight lines until some column
starts, stops, meets its limit or its ceiling. Knots are set just behind these kinks. A grid of
pulls is neither as exact nor as fast.

References:
    Markowitz (1956), The optimization of a quadratic function subject to linear constraints,
    Naval Research Logistics Quarterly 3 (critical lines): https://doi.org/10.1002/nav.3800030110
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from eastwest.behaviour import levers as lever
from eastwest.behaviour import outcome
from eastwest.behaviour.frontier import Frontier
from eastwest.behaviour.levers import Levers, Stand, add_up
from eastwest.vocabulary import Floats, Ints

KNOTS = 400
"""Most kinks that are followed; ten columns have twenty to thirty."""
WORTH_CARRYING = 0.8
"""Rows that have arrived are dropped once fewer than this share still move."""
BEHIND = 1e-13
"""How far behind a kink its knot lies, relative to the pull; more each time it did not help."""
AGREED = 1e-9
"""Relative error of total effort at a knot; costs are off by its square."""


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
    behind: Floats

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
    score, cost = outcome.score(levers, at.effort, pad), outcome.cost(levers, at.effort, pad)
    power = add_up(levers.slope * levers.step + levers.pad_power)
    usual = np.sqrt(2 * stake / np.where(power > 0, power, np.inf))
    return _Walk(
        levers=levers,
        rows=np.arange(len(stake)),
        pull=pull,
        total=total,
        score=score,
        cost=cost,
        ahead=BEHIND * usual,
        guess=total,
        budget=cost + stake,
        stake=stake,
        behind=np.full(stake.shape, BEHIND),
    )


def _step(walk: _Walk) -> _Walk:
    """Go to the next knot and look for the kink after it."""
    levers, pull = walk.levers, walk.ahead
    total, at = lever.settle(levers, pull, walk.guess, AGREED)
    pad = outcome.padding(levers, pull, at.effort)
    score = np.maximum(outcome.score(levers, at.effort, pad), walk.score)
    cost = walk.cost + (walk.pull + pull) / 2 * (score - walk.score)
    left = walk.budget - cost
    with np.errstate(divide="ignore", invalid="ignore"):
        kink, climb, rise = _next_kink(levers, at, pull)
        spent = np.sqrt(pull * pull + 2 * np.maximum(left, 0.0) / rise)
    # Where rounding hides that a kink was passed, look from ever farther behind it.
    stuck = pull - walk.pull < 4 * walk.behind * pull
    behind = np.where(stuck, 4 * walk.behind, BEHIND)
    ahead = np.fmin(kink, spent) * (1 + behind)
    goes_on = (pull > walk.pull) & (left > AGREED * walk.stake) & np.isfinite(ahead)
    ahead = np.where(goes_on, ahead, pull)
    return replace(
        walk,
        pull=pull,
        total=total,
        score=score,
        cost=cost,
        ahead=ahead,
        guess=total + climb * (ahead - pull),
        behind=behind,
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
    full = levers.begin + outcome.most_padding(levers, at.effort) * levers.pad_per_point
    pads = (pull >= levers.begin) & (pull < full)
    _hasten(haste, levers.begin - pull, -1.0)
    _hasten(haste, full - pull, np.where(pads & ~moves, -1.0, 0.0))
    rises = levers.slope * (speed * moves)
    rises += levers.pad_power * pads
    # Adding nil turns -0 into 0: the inverse of never is then inf, not -inf.
    return pull + 1 / (haste.max(axis=0) + 0.0), climb, add_up(rises)


def _sinking(levers: Levers, at: Stand, falls: Floats) -> Floats:
    """Return the speed of the ceiling that effort shares with padding."""
    if not levers.shares:
        return np.zeros(falls.shape)
    return np.asarray(levers.keep * falls * (at.shared < levers.reach))


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
