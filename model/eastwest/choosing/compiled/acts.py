"""What governments do at a price of a point, and their frontiers, one row after the other.

The equations are those of `task.Menu`, `spread`, `outcome`, `reach` and `path`, in the same order
and therefore with the same bits; see there. One government's coefficients fit into the cache, and a
row that has arrived costs nothing more.
"""

from math import inf, isfinite, sqrt
from typing import NamedTuple

import numpy as np

from eastwest.choosing.path import AGREED, BEHIND, KNOTS
from eastwest.choosing.spread import EXACT, ROUNDS
from eastwest.choosing.task import TINY, Task
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats, Ints

# One government's columns as in `Menu`, a row of an array each.
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
    return tasks, task.substitution, np.empty((LEVER, columns)), np.empty((STAND, columns))


@kernel
def follow(
    tasks: Tasks,
    substitution: float,
    lever: Floats,
    at: Floats,
    stake: Floats,
    knots: Floats,
    number: Ints,
) -> int:
    """Follow the frontier of each row; return the most knots, which may not find room.

    Args:
        tasks, substitution: What can be done.
        lever, at: Room for one government.
        stake: Utility at stake, shape (n,).
        knots: Pull, total effort, score and cost, written here, shape (n, knots, 4).
        number: How many knots each row has, written here, shape (n,).
    """
    most = 1
    for row in range(len(stake)):
        mind = _prepared(tasks, row, substitution, lever, at)
        number[row] = _followed(lever, mind, at, stake[row], knots[row])
        most = max(most, number[row])
    return most


@part
def _followed(lever: Floats, mind: Mind, at: Floats, stake: float, line: Floats) -> int:
    """Follow one frontier; return the knots it has."""
    total = _settle(lever, mind, at, 0.0, 0.0, EXACT)
    score, cost = _score(lever, mind, at), _cost(lever, mind, at)
    power = 0.0
    for c in range(lever.shape[1]):
        power += lever[SLOPE, c] * lever[STEP, c] + lever[PAD_POWER, c]
    pull, budget, behind, guess = 0.0, cost + stake, BEHIND, total
    ahead = BEHIND * (sqrt(2 * stake / power) if power > 0.0 else 0.0)
    last = 0
    _note(line, 0, pull, total, score, cost)
    for _ in range(KNOTS):
        if not ahead > pull:
            break
        went, before, worth = ahead - pull, pull, score
        pull = ahead
        total = _settle(lever, mind, at, pull, guess, AGREED)
        score = max(_points(lever, mind, at, pull), worth)
        cost = cost + (before + pull) / 2 * (score - worth)
        left = budget - cost
        kink, climb, rise = _next_kink(lever, mind, at, pull)
        spent = sqrt(pull * pull + 2 * max(left, 0.0) / rise)
        reached = pull + kink
        ahead = spent if spent < reached else reached
        farther = 4 * behind
        behind = farther if went < farther * pull else BEHIND
        ahead = ahead * (1 + behind)
        if not (went > 0.0 and left > AGREED * stake and isfinite(ahead)):
            ahead = pull
        guess = total + climb * (ahead - pull)
        last += 1
        _note(line, last, pull, total, score, cost)
    return last + 1


@part
def _note(line: Floats, knot: int, pull: float, total: float, score: float, cost: float) -> None:
    if knot < line.shape[0]:
        line[knot, 0], line[knot, 1], line[knot, 2], line[knot, 3] = pull, total, score, cost


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
        mind = _prepared(tasks, row, substitution, lever, at)
        for price in range(pull.shape[1]):
            _settle(lever, mind, at, pull[row, price], 0.0, EXACT)
            _points(lever, mind, at, pull[row, price])
            for c in range(at.shape[1]):
                effort[row, price, c], padding[row, price, c] = at[EFFORT, c], at[PAD, c]


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
        mind, below = _prepared(tasks, row, substitution, lever, at), 0
        while below < last and points[row, below + 1] <= aim[row, 0]:
            below += 1
        above = min(below + 1, last)
        part = aim[row, 0] - points[row, below]
        if part > 0.0:
            part = min(part / (points[row, above] - points[row, below]), 1.0)
        for way in (0, 1, 3, 2):
            if way == 2:
                for c in range(at.shape[1]):
                    low, high = effort[row, 1, c], effort[row, 3, c]
                    at[EFFORT, c] = low + part * (high - low)
                    low, high = padding[row, 1, c], padding[row, 3, c]
                    at[PAD, c] = low + part * (high - low)
            else:
                knot = above if way == 3 else below * way
                _stand(lever, mind, at, pull[row, knot], total[row, knot])
                _points(lever, mind, at, pull[row, knot])
            for c in range(at.shape[1]):
                effort[row, way, c], padding[row, way, c] = at[EFFORT, c], at[PAD, c]
            found[0, row, way] = _score(lever, mind, at)
            found[1, row, way] = _cost(lever, mind, at)


@part
def _prepared(tasks: Tasks, row: int, substitution: float, lever: Floats, at: Floats) -> Mind:
    """Work out one government's coefficients, as `Menu.of`; it pads nothing yet."""
    curvature = max(tasks.curvature[row], TINY)
    own_cost = (1 - substitution) * curvature
    for c in range(lever.shape[1]):
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
        lever[GAIN, c], lever[SLOPE, c], lever[LIFT, c], lever[KEPT, c] = gain, slope, lift, kept
        lever[CEILING, c], lever[LIMIT, c] = ceiling, tasks.limit[row, c]
        lever[PAD_COST, c], lever[PAD_PRICE, c] = pad_cost, pad_price
        lever[START, c], lever[STEP, c] = gain / own_cost, step
        lever[KEEP, c], lever[SHARE, c], lever[REACH, c] = keep, share, reach
        lever[HOLD, c] = (1.0 - kept) * keep * step
        lever[UNLIFT, c], lever[ROOM, c] = unlift, ceiling if lift > 0.0 else 0.0
        lever[BEGIN, c] = pad_price * unlift / worth
        lever[PAD_PER_POINT, c] = pad_cost * unlift / worth
        lever[PAD_POWER, c] = kept * kept * lift * pad_step
        at[PAD, c] = 0.0
    total_cost, crowding = substitution * curvature, substitution / (1 - substitution)
    return Mind(own_cost, total_cost, crowding, tasks.base[row])


@part
def _stand(lever: Floats, mind: Mind, at: Floats, pull: float, total: float) -> float:
    """Write where the columns stand at a pull and a total effort; return their sum."""
    effort = 0.0
    for c in range(at.shape[1]):
        wanted = lever[START, c] - mind.crowding * total
        free = lever[STEP, c] * pull + wanted
        shared = lever[KEEP, c] * wanted + lever[SHARE, c] + lever[HOLD, c] * pull
        cap = min(shared, lever[REACH, c])
        at[EFFORT, c] = min(max(min(free, cap), wanted, 0.0), lever[LIMIT, c])
        at[WANTED, c], at[FREE, c], at[SHARED, c], at[CAP, c] = wanted, free, shared, cap
        effort += at[EFFORT, c]
    return effort


@part
def _settle(
    lever: Floats, mind: Mind, at: Floats, pull: float, guess: float, within: float
) -> float:
    """Return the total effort that the columns agree on; as `spread.settle`."""
    effort = _stand(lever, mind, at, pull, guess)
    if mind.crowding == 0.0:
        return effort
    total, low, high = guess, -inf, inf
    for _ in range(ROUNDS):
        excess = effort - total
        if not abs(excess) > within * total:
            break
        moved = total + excess / (1 + mind.crowding * _yielding(lever, at))
        if excess > 0.0:
            low = total
        else:
            high = total
        total = moved if low < moved < high else (low + high) / 2
        effort = _stand(lever, mind, at, pull, total)
    return total


@part
def _yielding(lever: Floats, at: Floats) -> float:
    """Return the columns that give way to crowding; as `spread.yielding`."""
    number, partly = 0.0, 0.0
    for c in range(at.shape[1]):
        if 0.0 < at[EFFORT, c] < lever[LIMIT, c]:
            if not at[FREE, c] > at[CAP, c] > at[WANTED, c]:
                number += 1.0
            elif at[SHARED, c] < lever[REACH, c]:
                partly += lever[KEEP, c]
    return number + partly


@part
def _points(lever: Floats, mind: Mind, at: Floats, pull: float) -> float:
    """Write the padding that the pull is worth and has room for; return the score."""
    total = 0.0
    for c in range(at.shape[1]):
        if lever[SLOPE, c] > 0.0 or lever[LIFT, c] > 0.0:
            done = lever[SLOPE, c] * at[EFFORT, c]
            room = max(lever[ROOM, c] - done, 0.0) * lever[UNLIFT, c]
            wanted = max(lever[KEPT, c] * lever[LIFT, c] * pull - lever[PAD_PRICE, c], 0.0)
            at[FREE_ROOM, c], at[PAD, c] = room, min(wanted / lever[PAD_COST, c], room)
            total += _worth(lever, at, c)
    return mind.base + total


@part
def _score(lever: Floats, mind: Mind, at: Floats) -> float:
    """Return the believed score; as `outcome.score`."""
    total = 0.0
    for c in range(at.shape[1]):
        total += _worth(lever, at, c)
    return mind.base + total


@part
def _worth(lever: Floats, at: Floats, c: int) -> float:
    """Return the points of one column."""
    done = min(lever[SLOPE, c] * at[EFFORT, c], lever[CEILING, c])
    return float(done + min(lever[LIFT, c] * at[PAD, c], lever[CEILING, c] - done) * lever[KEPT, c])


@part
def _cost(lever: Floats, mind: Mind, at: Floats) -> float:
    """Return the cost less the gain; as `outcome.cost`."""
    own, total = 0.0, 0.0
    for c in range(at.shape[1]):
        effort, pad = at[EFFORT, c], at[PAD, c]
        each = effort * (mind.own_cost * effort / 2 - lever[GAIN, c])
        own += each + pad * (lever[PAD_COST, c] * pad / 2 + lever[PAD_PRICE, c])
        total += effort
    return own + mind.total_cost / 2 * total * total


@part
def _next_kink(lever: Floats, mind: Mind, at: Floats, pull: float) -> tuple[float, float, float]:
    """Return how far the next kink is, and what effort and score rise by; as in `path`."""
    climb, held, number, partly = 0.0, 0.0, 0.0, 0.0
    for c in range(at.shape[1]):
        if 0.0 < at[EFFORT, c] < lever[LIMIT, c]:
            if at[FREE, c] < at[CAP, c]:
                climb += lever[STEP, c]
            if not at[FREE, c] > at[CAP, c] > at[WANTED, c]:
                number += 1.0
            elif at[SHARED, c] < lever[REACH, c]:
                held += lever[HOLD, c]
                partly += lever[KEEP, c]
    climb = (climb + held) / (1 + mind.crowding * (number + partly))
    sinks = mind.crowding * climb
    haste, rise = 0.0, 0.0
    for c in range(at.shape[1]):
        if lever[SLOPE, c] > 0.0 or lever[LIFT, c] > 0.0:
            each, rises = _hasty(lever, at, c, pull, sinks)
            haste, rise = max(haste, each), rise + rises
        else:
            haste = max(haste, _bounded(sinks, at[FREE, c], lever[LIMIT, c], inf))
    return 1 / haste, climb, rise


@part
def _hasty(lever: Floats, at: Floats, c: int, pull: float, sinks: float) -> tuple[float, float]:
    """Return the haste of one column towards its next bound, and what it adds to the score."""
    wanted, free, shared, cap = at[WANTED, c], at[FREE, c], at[SHARED, c], at[CAP, c]
    limit, reach, begin = lever[LIMIT, c], lever[REACH, c], lever[BEGIN, c]
    inside = 0.0 < at[EFFORT, c] < limit
    falls = sinks - lever[STEP, c]
    lowers = lever[KEEP, c] * sinks - lever[HOLD, c]
    nears = falls - lowers if shared < reach else falls
    haste, rises = _haste(nears, free - cap), 0.0
    if wanted > cap:
        haste = max(haste, _bounded(sinks, wanted, limit, reach))
    elif free > cap:
        haste = max(haste, _bounded(lowers, shared, limit, reach))
        if inside and cap > wanted and shared < reach:
            rises -= (1.0 - lever[KEPT, c]) * lever[SLOPE, c] * lowers
    else:
        haste = max(haste, _bounded(falls, free, limit, reach))
    moves = inside and free < cap and lever[STEP, c] > 0.0
    if moves:
        rises -= lever[SLOPE, c] * falls
    if pull <= begin:
        haste = max(haste, 1 / (begin - pull))
    if pull >= begin:
        full = at[FREE_ROOM, c] * lever[PAD_PER_POINT, c] + begin
        if pull < full:
            rises += lever[PAD_POWER, c]
            if not moves:
                haste = max(haste, 1 / (full - pull))
    return haste, rises


@part
def _haste(falls: float, distance: float) -> float:
    """Return the inverse of the time till a bound is met, nil if never."""
    if (falls > 0.0 and distance >= 0.0) or (falls < 0.0 and distance < 0.0):
        return falls / distance
    return 0.0


@part
def _bounded(speed: float, leads: float, limit: float, reach: float) -> float:
    """Return the haste of what effort follows towards the nearest of nil, limit and ceiling."""
    if speed > 0.0 and leads >= 0.0:
        bound = limit if limit <= leads else 0.0
        return speed / (leads - (max(bound, reach) if reach <= leads else bound))
    if speed < 0.0 and leads < max(limit, reach):
        bound = min(limit if limit > leads else inf, reach if reach > leads else inf)
        return speed / (leads - (0.0 if leads < 0.0 else bound))
    return 0.0
