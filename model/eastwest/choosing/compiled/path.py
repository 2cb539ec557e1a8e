"""The frontiers of `choosing.path`, a strip after the other, with the same bits.

A strip goes on until all its governments have arrived.
"""

from math import inf, sqrt

import numpy as np

from eastwest.choosing.compiled.kinks import WALK, look_ahead
from eastwest.choosing.compiled.spread import act, judge, settle
from eastwest.choosing.compiled.strip import (
    MENU,
    STAND,
    STRIP,
    Records,
    Tasks,
    laid_out,
    prepare,
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
    while True:
        knots, number = np.empty((len(stake), room, 4)), np.zeros(len(stake), dtype=np.int64)
        most_knots = _follow(*work, stake, knots, number)
        if most_knots <= room:
            lines = np.empty((5, len(stake), most_knots))
            _join(knots, number, lines)
            return Frontier(*lines)
        room = most_knots


@kernel
def _follow(tasks: Tasks, substitution: float, stake: Floats, knots: Floats, number: Ints) -> int:
    """Follow the frontier of each row; return the most knots, which may not find room.

    Args:
        tasks, substitution: What can be done.
        stake: Utility at stake, shape (n,).
        knots: Pull, total effort, score and cost, written here, shape (n, knots, 4).
        number: How many knots each row has, counted here from nil, shape (n,).
    """
    menu, stand, walk = np.empty(tasks.gain.shape[1], MENU), np.empty(1, STAND), np.empty(1, WALK)
    crowding, most = substitution / (1 - substitution), 1
    for first in range(0, len(stake), STRIP):
        lanes = min(STRIP, len(stake) - first)
        line, found = knots[first : first + lanes], number[first : first + lanes]
        prepare(tasks, substitution, first, menu, stand, lanes)
        _begin(menu, stand, walk, crowding, stake[first : first + lanes])
        _note(stand, walk, line, found)
        for _ in range(KNOTS):
            if not _onward(stand, walk, lanes):
                break
            settle(menu, stand, crowding, AGREED, lanes)
            look_ahead(menu, stand, walk, crowding, lanes)
            _turn(stand, walk, lanes)
            _note(stand, walk, line, found)
        most = max(most, found.max())
    return most


@part
def _begin(menu: Records, stand: Records, walk: Records, crowding: float, stake: Floats) -> None:
    """Spread at pull 0, where gain alone counts; as `path._begin`."""
    here, way, lanes = stand[0], walk[0], len(stake)
    for lane in range(lanes):
        here.pull[lane] = here.total[lane] = way.rise[lane] = 0.0
    settle(menu, stand, crowding, EXACT, lanes)
    act(menu, stand, crowding, lanes)
    judge(menu, stand, lanes)
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(lanes):
            way.rise[lane] += column.slope[lane] * column.step[lane] + column.pad_power[lane]
    for lane in range(lanes):
        power, way.stake[lane] = way.rise[lane], stake[lane]
        way.score[lane], way.cost[lane] = here.score[lane], here.cost[lane]
        way.budget[lane] = here.cost[lane] + stake[lane]
        way.ahead[lane] = BEHIND * (sqrt(2 * stake[lane] / power) if power > 0.0 else 0.0)
        way.behind[lane], way.before[lane], here.climb[lane] = BEHIND, -1.0, 0.0


@part
def _note(stand: Records, walk: Records, line: Floats, number: Ints) -> None:
    """Note the knots of those who have moved, as far as there is room."""
    here, way = stand[0], walk[0]
    for lane in range(len(number)):
        knot = number[lane]
        if here.pull[lane] > way.before[lane]:
            number[lane] += 1
            if knot < line.shape[1]:
                line[lane, knot, 0], line[lane, knot, 1] = here.pull[lane], here.total[lane]
                line[lane, knot, 2], line[lane, knot, 3] = way.score[lane], way.cost[lane]


@part
def _onward(stand: Records, walk: Records, lanes: int) -> bool:
    """Go to the next knots and guess total effort there; return whether anybody moves."""
    here, way, moving = stand[0], walk[0], 0
    for lane in range(lanes):
        pull, ahead = here.pull[lane], way.ahead[lane]
        moving += ahead > pull
        here.total[lane] += here.climb[lane] * (ahead - pull)
        way.before[lane], here.pull[lane] = pull, ahead
    return moving > 0


@part
def _turn(stand: Records, walk: Records, lanes: int) -> None:
    """Take up score and cost of the knots, and look for the kinks after them; as `path._step`.

    Who has arrived stays where it is.
    """
    here, way = stand[0], walk[0]
    for lane in range(lanes):
        pull, before, was = here.pull[lane], way.before[lane], way.score[lane]
        went, score = pull - before, max(here.base[lane] + way.points[lane], was)
        cost = way.cost[lane] + (before + pull) / 2 * (score - was)
        left = way.budget[lane] - cost
        spent = sqrt(pull * pull + 2 * max(left, 0.0) / way.rise[lane])
        reached = pull + 1 / max(way.haste[lane], 1 / way.soon[lane])
        farther = 4 * way.behind[lane]
        behind = farther if went < farther * pull else BEHIND
        ahead = (spent if spent < reached else reached) * (1 + behind)
        goes_on = (went > 0.0) & (left > AGREED * way.stake[lane]) & (ahead < inf)
        way.score[lane], way.cost[lane] = score, cost
        way.behind[lane], way.ahead[lane] = behind, ahead if goes_on else pull


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
