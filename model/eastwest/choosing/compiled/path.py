"""The frontiers of `choosing.path`, one after the other, with the same bits.

A row that has arrived costs nothing more.
"""

from math import inf, isfinite, sqrt

import numpy as np

from eastwest.choosing.compiled.acts import (
    BEGIN,
    CAP,
    EFFORT,
    FREE,
    FREE_ROOM,
    HOLD,
    KEEP,
    KEPT,
    LIMIT,
    PAD_PER_POINT,
    PAD_POWER,
    REACH,
    SHARED,
    SLOPE,
    STEP,
    WANTED,
    Mind,
    Tasks,
    cost_of,
    laid_out,
    pad,
    prepared,
    score_of,
    settle,
)
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.path import AGREED, BEHIND, KNOTS
from eastwest.choosing.spread import EXACT
from eastwest.choosing.task import Task
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats, Ints

ROOM = 40
"""Knots that there is room for at first."""


def trace(task: Task, most: Floats) -> Frontier:
    """Follow the frontiers; as `path.trace`."""
    work, stake, room = laid_out(task), np.maximum(most, 0.0), ROOM
    number = np.empty(len(stake), dtype=np.int64)
    while True:
        knots = np.empty((len(stake), room, 4))
        most_knots = _follow(*work, stake, knots, number)
        if most_knots <= room:
            lines = np.empty((5, len(stake), most_knots))
            _join(knots, number, lines)
            return Frontier(*lines)
        room = most_knots


@kernel
def _follow(
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
        mind = prepared(tasks, row, substitution, lever, at)
        number[row] = _followed(lever, mind, at, stake[row], knots[row])
        most = max(most, number[row])
    return most


@part
def _followed(lever: Floats, mind: Mind, at: Floats, stake: float, line: Floats) -> int:
    """Follow one frontier; return the knots it has."""
    total, _ = settle(lever, mind, at, 0.0, 0.0, EXACT)
    score, cost = score_of(lever, mind, at), cost_of(lever, mind, at)
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
        total, sums = settle(lever, mind, at, pull, guess, AGREED)
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
        total += pad(lever, at, c, pull)
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


@kernel
def _join(knots: Floats, number: Ints, lines: Floats) -> None:
    """Write pull, total, score, cost and bend of each knot, ends repeated, (5, n, knots)."""
    for row in range(knots.shape[0]):
        end = number[row] - 1
        for knot in range(lines.shape[2]):
            here, after = knots[row, min(knot, end)], knots[row, min(knot + 1, end)]
            for each in range(4):
                lines[each, row, knot] = here[each]
            rise = after[2] - here[2]
            lines[4, row, knot] = (after[0] - here[0]) / (2 * rise) if rise > 0.0 else 0.0
