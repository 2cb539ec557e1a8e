"""The frontier followed from kink to kink, so that it is exact in between.

As the pull rises from nil, effort and padding move along straight lines until some column
starts, stops, meets its limit or its ceiling. Knots are set just behind these kinks. A grid of
pulls is neither as exact nor as fast.

References:
    Markowitz (1956), The optimization of a quadratic function subject to linear constraints,
    Naval Research Logistics Quarterly 3 (critical lines): https://doi.org/10.1002/nav.3800030110
"""

from dataclasses import dataclass

import numpy as np

from eastwest.backend import twinned
from eastwest.choosing import outcome
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.spread import EXACT, NIL, Spread, add_up, settle, yielding
from eastwest.choosing.task import Menu, Task
from eastwest.vocabulary import Floats, Ints

KNOTS = 400
"""Most kinks that are followed; ten columns have twenty to thirty."""
CARRIED, FEW = 0.2, 50
"""Rows that have arrived are dropped once they are more than this share and so many besides."""
BEHIND = 1e-13
"""How far behind a kink its knot lies, relative to the pull; more each time it did not help."""
AGREED = 1e-9
"""Relative error of total effort at a knot; costs are off by its square."""


Knot = tuple[Floats, ...]


@dataclass(slots=True)
class _Walk:
    """Rows that are still on their way; arrays (n, 1)."""

    menu: Menu
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

    def knot(self, before: Knot | None = None) -> Knot:
        """Return pull, total effort, score and cost of all, those who arrived as `before`."""
        here = self.pull, self.total, self.score, self.cost
        if before is None or len(before[0]) == len(self.rows):
            return here
        return tuple(_replaced(old, self.rows, new) for old, new in zip(before, here, strict=True))

    def only(self, kept: Ints) -> "_Walk":
        names = tuple(self.__slots__)[1:]
        return _Walk(self.menu.rows(kept), *(getattr(self, name)[kept] for name in names))


@twinned
def trace(task: Task, most: Floats) -> Frontier:
    """Follow the frontier from pull 0 until nothing moves or the added cost reaches `most`.

    Args:
        task: What can be done, n rows.
        most: Utility at stake, so no more is ever worth spending. [utility], shape (n,)
    """
    walk = _begin(task.menu, np.maximum(most, 0.0)[:, None])
    knots = [walk.knot()]
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(KNOTS):
            moving = walk.ahead > walk.pull
            number = np.count_nonzero(moving)
            if number == 0:
                break
            if moving.size - number > CARRIED * moving.size + FEW:
                walk = walk.only(np.flatnonzero(moving))
            _step(walk)
            knots.append(walk.knot(knots[-1]))
    return Frontier.through(*(np.concatenate(each, axis=1) for each in zip(*knots, strict=True)))


def _replaced(column: Floats, rows: Ints, values: Floats) -> Floats:
    column = column.copy()
    column[rows] = values
    return column


def _begin(menu: Menu, stake: Floats) -> _Walk:
    """Spread at pull 0, where gain alone counts."""
    pull = np.zeros(stake.shape)
    total, at = settle(menu, pull, pull, EXACT)
    pad = np.zeros(at.effort.shape)
    score = outcome.score(menu, menu.slope * at.effort, pad)
    cost = outcome.cost(menu, at.effort, pad)
    power = add_up(menu.slope * menu.step + menu.pad_power)
    usual = np.sqrt(2 * stake / np.where(power > 0, power, np.inf))
    return _Walk(
        menu=menu,
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


def _step(walk: _Walk) -> None:
    """Go to the next knot and look for the kink after it."""
    menu, pull = walk.menu, walk.ahead
    pulls = np.empty(menu.gain.shape)
    pulls[...] = pull
    total, at = settle(menu, pulls, walk.guess, AGREED)
    points = menu.slope * at.effort
    room = outcome.most_padding(menu, points)
    pad = outcome.padding(menu, pulls, room)
    score = np.maximum(outcome.score(menu, points, pad), walk.score)
    cost = walk.cost + (walk.pull + pull) / 2 * (score - walk.score)
    left = walk.budget - cost
    kink, climb, rise = _next_kink(menu, at, pulls, room)
    spent = np.sqrt(pull * pull + 2 * np.maximum(left, NIL) / rise)
    # Where rounding hides that a kink was passed, look from ever farther behind it.
    went = pull - walk.pull
    farther = 4 * walk.behind
    behind = np.where(went < farther * pull, farther, BEHIND)
    ahead = np.fmin(pull + kink, spent) * (1 + behind)
    goes_on = (went > NIL) & (left > AGREED * walk.stake) & np.isfinite(ahead)
    ahead = np.where(goes_on, ahead, pull)
    walk.pull, walk.total, walk.score, walk.cost = pull, total, score, cost
    walk.ahead, walk.guess, walk.behind = ahead, total + climb * (ahead - pull), behind


def _next_kink(menu: Menu, at: Spread, pull: Floats, room: Floats) -> tuple[Floats, Floats, Floats]:
    """Return how far the next kink is, and what total effort and score rise by till then.

    What falls at `speed` towards a bound at `distance` below is there after distance / speed. Its
    inverse, the haste, is negative if it moves away, nil if it never arrives.
    """
    inside, held = at.inside(menu), at.held()
    moves = inside & (at.free < at.cap)
    moves &= menu.scored
    moving = moves.astype(np.float64)
    sharing = (inside & held & (at.shared < menu.reach)).astype(np.float64)
    climb = add_up(menu.step * moving)
    climb += add_up(menu.hold * sharing)
    climb /= 1 + menu.crowding * yielding(menu, at, inside, held)
    sinks = np.empty(pull.shape)
    sinks[...] = menu.crowding * climb
    falls, lowers = sinks - menu.step, menu.keep * sinks
    lowers -= menu.hold
    nears = falls - lowers * (at.shared < menu.reach).astype(np.float64)
    haste = nears / (at.free - at.cap)
    np.fmax(haste, NIL, out=haste)
    leads, speed = _leading(at, falls, lowers, sinks)
    for bound in (NIL, menu.limit, menu.reach):
        _hasten(haste, leads - bound, speed)
    full = room * menu.pad_per_point
    full += menu.begin
    pads = (pull >= menu.begin) & (pull < full)
    full -= pull
    np.fmax(haste, 1 / (menu.begin - pull), out=haste)
    _hasten(haste, full, (pads & ~moves).astype(np.float64))
    rises = menu.slope * (falls * moving)
    np.subtract(menu.pad_power * pads.astype(np.float64), rises, out=rises)
    rises -= (1.0 - menu.kept) * menu.slope * (lowers * sharing)
    # Adding nil turns -0 into 0: the inverse of never is then inf, not -inf.
    return 1 / (np.maximum.reduce(haste, axis=0) + NIL), climb, add_up(rises)


def _leading(at: Spread, falls: Floats, lowers: Floats, sinks: Floats) -> tuple[Floats, Floats]:
    """Return what effort follows, and how fast that falls.

    Below the ceiling it is what gain and pull want, at the ceiling effort's part of it, and beyond
    what gain alone wants.
    """
    full, over = at.free > at.cap, at.wanted > at.cap
    leads, speed = np.where(full, at.shared, at.free), np.where(full, lowers, falls)
    if np.count_nonzero(over):
        leads, speed = np.where(over, at.wanted, leads), np.where(over, sinks, speed)
    return leads, speed


def _hasten(haste: Floats, distance: Floats, falls: Floats) -> None:
    """Keep the higher haste; `distance` is used up."""
    np.divide(falls, distance, out=distance)
    np.fmax(haste, distance, out=haste)
