"""What governments do at a price of a point and about a score, one row after the other.

The equations are those of `task.Menu`, `spread`, `outcome` and `reach`, in the same order and
therefore with the same bits; see there. One government's coefficients fit into the cache.
"""

from math import inf
from typing import NamedTuple

import numpy as np

from eastwest.choosing.spread import EXACT, ROUNDS
from eastwest.choosing.task import TINY, Task
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats

# One government's columns as in `Menu`, a row each.
LEVER = 19
(GAIN, SLOPE, LIFT, KEPT, CEILING, LIMIT, PAD_COST, PAD_PRICE, START, STEP) = range(10)
(KEEP, SHARE, HOLD, REACH, UNLIFT, ROOM, BEGIN, PAD_PER_POINT, PAD_POWER) = range(10, LEVER)
# Where they stand, as in `Spread`, with room for padding and padding.
STAND = 7
(EFFORT, WANTED, FREE, SHARED, CAP, FREE_ROOM, PAD) = range(STAND)


class Tasks(NamedTuple):
    """The arrays of a `Task`, rows and columns as there."""

    gain: Floats
    slope: Floats
    lift: Floats
    kept: Floats
    ceiling: Floats
    limit: Floats
    pad_cost: Floats
    pad_price: Floats
    curvature: Floats
    base: Floats


class Sums(NamedTuple):
    """What the columns add up to where they stand.

    `climb` is what a unit of pull adds to them while they do not crowd each other, `yielding` how
    many give way to crowding, those at a shared ceiling in part.
    """

    effort: float
    climb: float
    yielding: float


class Mind(NamedTuple):
    """What one government's columns have in common, as in `Menu`."""

    own_cost: float
    total_cost: float
    crowding: float
    base: float


def laid_out(task: Task) -> tuple[Tasks, float, Floats, Floats]:
    """Return a task as kernels read it, and room for one government."""
    tasks = Tasks(*(np.ascontiguousarray(getattr(task, name)) for name in Tasks._fields))
    columns = task.gain.shape[1]
    return tasks, task.substitution, np.empty((columns, LEVER)), np.empty((columns, STAND))


@kernel
def act_at_prices(
    tasks: Tasks,
    substitution: float,
    lever: Floats,
    at: Floats,
    pull: Floats,
    effort: Floats,
    padding: Floats,
) -> None:
    """Write effort and padding of each row at each of its prices, shape (n, g, c)."""
    for row in range(pull.shape[0]):
        mind = prepared(tasks, row, substitution, lever, at)
        for price in range(pull.shape[1]):
            settle(lever, mind, at, pull[row, price], 0.0, EXACT)
            _padded(lever, mind, at, pull[row, price])
            for c in range(len(at)):
                effort[row, price, c], padding[row, price, c] = at[c, EFFORT], at[c, PAD]


@kernel
def act_about(
    tasks: Tasks,
    substitution: float,
    lever: Floats,
    at: Floats,
    knots: tuple[Floats, Floats, Floats],
    aim: Floats,
    effort: Floats,
    padding: Floats,
    found: Floats,
) -> None:
    """Write four ways to act of each row: no pull, the knot below, between, the next.

    Args:
        tasks, substitution, lever, at: As in `follow`.
        knots: Pull, total effort and score of the knots, shape (n, knots) each.
        aim: Score of each row, shape (n, 1).
        effort, padding: Written here, shape (n, 4, c).
        found: Score and cost of each way, written here, shape (2, n, 4).
    """
    pull, total, points = knots
    last = points.shape[1] - 1
    for row in range(len(aim)):
        mind, below = prepared(tasks, row, substitution, lever, at), 0
        while below < last and points[row, below + 1] <= aim[row, 0]:
            below += 1
        above = min(below + 1, last)
        part = aim[row, 0] - points[row, below]
        if part > 0.0:
            part = min(part / (points[row, above] - points[row, below]), 1.0)
        for way in (0, 1, 3, 2):
            if way == 2:
                for c in range(len(at)):
                    low, high = effort[row, 1, c], effort[row, 3, c]
                    at[c, EFFORT] = low + part * (high - low)
                    low, high = padding[row, 1, c], padding[row, 3, c]
                    at[c, PAD] = low + part * (high - low)
                found[0, row, way] = score_of(lever, mind, at)
            elif way == 0 or pull[row, last] > 0.0:
                knot = above if way == 3 else below * way
                _stand(lever, mind, at, pull[row, knot], total[row, knot])
                found[0, row, way] = _padded(lever, mind, at, pull[row, knot])
            else:  # the frontier is a point
                found[0, row, way] = found[0, row, 0]
            for c in range(len(at)):
                effort[row, way, c], padding[row, way, c] = at[c, EFFORT], at[c, PAD]
            found[1, row, way] = cost_of(lever, mind, at)


@part
def prepared(tasks: Tasks, row: int, substitution: float, lever: Floats, at: Floats) -> Mind:
    """Work out one government's coefficients, as `Menu.of`; it pads nothing yet."""
    curvature = max(tasks.curvature[row], TINY)
    own_cost = (1 - substitution) * curvature
    for c in range(len(lever)):
        gain, slope, kept = tasks.gain[row, c], tasks.slope[row, c], tasks.kept[row, c]
        ceiling, pad_price = tasks.ceiling[row, c], tasks.pad_price[row, c]
        lift = tasks.lift[row, c] if kept > 0.0 else 0.0
        pad_cost = max(tasks.pad_cost[row, c], TINY)
        step, pad_step = slope / own_cost, lift / pad_cost
        keep, share, reach = 0.0, inf, inf
        if slope > 0.0:
            both = slope * step + lift * pad_step
            keep = lift * pad_step / both
            share = step / both * (ceiling + pad_step * pad_price)
            reach = ceiling / slope
        unlift, worth = (1.0 / lift, kept) if lift > 0.0 else (0.0, 1.0)
        lever[c, GAIN], lever[c, SLOPE], lever[c, LIFT], lever[c, KEPT] = gain, slope, lift, kept
        lever[c, CEILING], lever[c, LIMIT] = ceiling, tasks.limit[row, c]
        lever[c, PAD_COST], lever[c, PAD_PRICE] = pad_cost, pad_price
        lever[c, START], lever[c, STEP] = gain / own_cost, step
        lever[c, KEEP], lever[c, SHARE], lever[c, REACH] = keep, share, reach
        lever[c, HOLD] = (1.0 - kept) * keep * step
        lever[c, UNLIFT], lever[c, ROOM] = unlift, ceiling if lift > 0.0 else 0.0
        lever[c, BEGIN] = pad_price * unlift / worth
        lever[c, PAD_PER_POINT] = pad_cost * unlift / worth
        lever[c, PAD_POWER] = kept * kept * lift * pad_step
        at[c, PAD] = 0.0
    total_cost, crowding = substitution * curvature, substitution / (1 - substitution)
    return Mind(own_cost, total_cost, crowding, tasks.base[row])


@part
def _stand(lever: Floats, mind: Mind, at: Floats, pull: float, total: float) -> Sums:
    """Write where the columns stand at a pull and a total effort; return what they add up to."""
    effort, climb, held, number, partly = 0.0, 0.0, 0.0, 0.0, 0.0
    for c in range(len(at)):
        limit, reach = lever[c, LIMIT], lever[c, REACH]
        wanted = lever[c, START] - mind.crowding * total
        free = lever[c, STEP] * pull + wanted
        shared = lever[c, KEEP] * wanted + lever[c, SHARE] + lever[c, HOLD] * pull
        cap = min(shared, reach)
        own = min(max(min(free, cap), wanted, 0.0), limit)
        at[c, EFFORT], at[c, WANTED], at[c, FREE] = own, wanted, free
        at[c, SHARED], at[c, CAP] = shared, cap
        effort += own
        if 0.0 < own < limit:
            if free < cap:
                climb += lever[c, STEP]
            if not free > cap > wanted:
                number += 1.0
            elif shared < reach:
                held += lever[c, HOLD]
                partly += lever[c, KEEP]
    return Sums(effort, climb + held, number + partly)


@part
def settle(
    lever: Floats, mind: Mind, at: Floats, pull: float, guess: float, within: float
) -> tuple[float, Sums]:
    """Return the total effort that the columns agree on, and their sums; as `spread.settle`."""
    sums, total = _stand(lever, mind, at, pull, guess), guess
    if mind.crowding == 0.0:
        return sums.effort, sums
    low, high = -inf, inf
    for _ in range(ROUNDS):
        excess = sums.effort - total
        if not abs(excess) > within * total:
            break
        moved = total + excess / (1 + mind.crowding * sums.yielding)
        if excess > 0.0:
            low = total
        else:
            high = total
        total = moved if low < moved < high else (low + high) / 2
        sums = _stand(lever, mind, at, pull, total)
    return total, sums


@part
def _padded(lever: Floats, mind: Mind, at: Floats, pull: float) -> float:
    """Write the padding that the pull is worth and has room for; return the score."""
    total = 0.0
    for c in range(len(at)):
        total += pad(lever, at, c, pull)
    return mind.base + total


@part
def pad(lever: Floats, at: Floats, c: int, pull: float) -> float:
    """Write one column's padding and the room for it; return the column's points."""
    room = max(lever[c, ROOM] - lever[c, SLOPE] * at[c, EFFORT], 0.0) * lever[c, UNLIFT]
    wanted = max(lever[c, KEPT] * lever[c, LIFT] * pull - lever[c, PAD_PRICE], 0.0)
    at[c, FREE_ROOM], at[c, PAD] = room, min(wanted / lever[c, PAD_COST], room)
    return _worth(lever, at, c)


@part
def score_of(lever: Floats, mind: Mind, at: Floats) -> float:
    """Return the believed score; as `outcome.score`."""
    total = 0.0
    for c in range(len(at)):
        total += _worth(lever, at, c)
    return mind.base + total


@part
def _worth(lever: Floats, at: Floats, c: int) -> float:
    """Return the points of one column."""
    done = min(lever[c, SLOPE] * at[c, EFFORT], lever[c, CEILING])
    return float(done + min(lever[c, LIFT] * at[c, PAD], lever[c, CEILING] - done) * lever[c, KEPT])


@part
def cost_of(lever: Floats, mind: Mind, at: Floats) -> float:
    """Return the cost less the gain; as `outcome.cost`."""
    own, total = 0.0, 0.0
    for c in range(len(at)):
        effort, pad = at[c, EFFORT], at[c, PAD]
        each = effort * (mind.own_cost * effort / 2 - lever[c, GAIN])
        own += each + pad * (lever[c, PAD_COST] * pad / 2 + lever[c, PAD_PRICE])
        total += effort
    return own + mind.total_cost / 2 * total * total
