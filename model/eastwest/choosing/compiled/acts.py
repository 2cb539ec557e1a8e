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
    total, _ = _settle(lever, mind, at, 0.0, 0.0, EXACT)
    score, cost = _score(lever, mind, at), _cost(lever, mind, at)
    power = 0.0
    for c in range(len(lever)):
        power += lever[c, SLOPE] * lever[c, STEP] + lever[c, PAD_POWER]
    pull, budget, behind, guess = 0.0, cost + stake, BEHIND, total
    ahead = BEHIND * (sqrt(2 * stake / power) if power > 0.0 else 0.0)
    last = 0
    _note(line, 0, pull, total, score, cost)
    for _ in range(KNOTS):
        if not ahead > pull:
            break
        went, before, worth = ahead - pull, pull, score
        pull = ahead
        total, sums = _settle(lever, mind, at, pull, guess, AGREED)
        climb = sums.climb / (1 + mind.crowding * sums.yielding)
        points, kink, rise = _ahead(lever, mind, at, pull, mind.crowding * climb)
        score = max(points, worth)
        cost = cost + (before + pull) / 2 * (score - worth)
        left = budget - cost
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
        mind, below = _prepared(tasks, row, substitution, lever, at), 0
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
                found[0, row, way] = _score(lever, mind, at)
            elif way == 0 or pull[row, last] > 0.0:
                knot = above if way == 3 else below * way
                _stand(lever, mind, at, pull[row, knot], total[row, knot])
                found[0, row, way] = _padded(lever, mind, at, pull[row, knot])
            else:  # the frontier is a point
                found[0, row, way] = found[0, row, 0]
            for c in range(len(at)):
                effort[row, way, c], padding[row, way, c] = at[c, EFFORT], at[c, PAD]
            found[1, row, way] = _cost(lever, mind, at)


@part
def _prepared(tasks: Tasks, row: int, substitution: float, lever: Floats, at: Floats) -> Mind:
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
def _settle(
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
        total += _padding(lever, at, c, pull)
    return mind.base + total


@part
def _padding(lever: Floats, at: Floats, c: int, pull: float) -> float:
    """Write one column's padding and the room for it; return the column's points."""
    room = max(lever[c, ROOM] - lever[c, SLOPE] * at[c, EFFORT], 0.0) * lever[c, UNLIFT]
    wanted = max(lever[c, KEPT] * lever[c, LIFT] * pull - lever[c, PAD_PRICE], 0.0)
    at[c, FREE_ROOM], at[c, PAD] = room, min(wanted / lever[c, PAD_COST], room)
    return _worth(lever, at, c)


@part
def _score(lever: Floats, mind: Mind, at: Floats) -> float:
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
def _cost(lever: Floats, mind: Mind, at: Floats) -> float:
    """Return the cost less the gain; as `outcome.cost`."""
    own, total = 0.0, 0.0
    for c in range(len(at)):
        effort, pad = at[c, EFFORT], at[c, PAD]
        each = effort * (mind.own_cost * effort / 2 - lever[c, GAIN])
        own += each + pad * (lever[c, PAD_COST] * pad / 2 + lever[c, PAD_PRICE])
        total += effort
    return own + mind.total_cost / 2 * total * total


@part
def _ahead(
    lever: Floats, mind: Mind, at: Floats, pull: float, sinks: float
) -> tuple[float, float, float]:
    """Return the score, how far the next kink is, and what the score rises by; as in `path`.

    Conditions are numbers to choose between, not ways to go: a branch that is guessed wrong costs
    more than all the arithmetic of a column.

    Args:
        lever, mind, at: Where one government stands.
        pull: Price of a point.
        sinks: What a unit of pull takes from every column by crowding.
    """
    haste, rise, soon, total = 0.0, 0.0, inf, 0.0
    for c in range(len(at)):
        wanted, free, shared, cap = at[c, WANTED], at[c, FREE], at[c, SHARED], at[c, CAP]
        slope, limit, reach = lever[c, SLOPE], lever[c, LIMIT], lever[c, REACH]
        total += _padding(lever, at, c, pull)
        inside = (at[c, EFFORT] > 0.0) & (at[c, EFFORT] < limit)
        falls = sinks - lever[c, STEP]
        lowers = lever[c, KEEP] * sinks - lever[c, HOLD]
        shares = shared < reach
        nears = falls - lowers if shares else falls
        over, full = wanted > cap, free > cap
        leads = wanted if over else (shared if full else free)
        speed = sinks if over else (lowers if full else falls)
        haste = max(haste, _haste(nears, free - cap), _bounded(speed, leads, limit, reach))
        moves = inside & (free < cap) & (lever[c, STEP] > 0.0)
        rises = slope * falls if moves else 0.0
        held = inside & full & (cap > wanted) & shares
        rises += (1.0 - lever[c, KEPT]) * slope * lowers if held else 0.0
        begin = lever[c, BEGIN]
        filled = at[c, FREE_ROOM] * lever[c, PAD_PER_POINT] + begin
        pads = (pull >= begin) & (pull < filled)
        soon = min(soon, begin - pull if pull <= begin else inf)
        soon = min(soon, filled - pull if pads & (not moves) else inf)
        rise += (lever[c, PAD_POWER] if pads else 0.0) - rises
    return mind.base + total, 1 / max(haste, 1 / soon), rise


@part
def _haste(falls: float, distance: float) -> float:
    """Return the inverse of the time till a bound is met, nil if never."""
    meets = ((falls > 0.0) & (distance >= 0.0)) | ((falls < 0.0) & (distance < 0.0))
    return (falls if meets else 0.0) / (distance if meets else 1.0)


@part
def _bounded(speed: float, leads: float, limit: float, reach: float) -> float:
    """Return the haste of what effort follows towards the nearest of nil, limit and ceiling."""
    below = max(limit if limit <= leads else 0.0, reach if reach <= leads else 0.0)
    above = min(limit if limit > leads else inf, reach if reach > leads else inf)
    sinks, climbs = speed > 0.0, speed < 0.0
    meets = (sinks & (leads >= 0.0)) | (climbs & (leads < max(limit, reach)))
    bound = below if sinks else (0.0 if leads < 0.0 else above)
    return (speed if meets else 0.0) / (leads - bound if meets else 1.0)
