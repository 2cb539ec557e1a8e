"""What is done at a price of a point and about a score: `choosing.reach`, a strip at a time."""

from typing import NamedTuple

import numpy as np

from eastwest.choosing.compiled.spread import act, judge, settle
from eastwest.choosing.compiled.strip import (
    MENU,
    STAND,
    STRIP,
    Records,
    Tasks,
    laid_out,
    lanes_of,
    prepare,
)
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.reach import WAYS, Reached
from eastwest.choosing.spread import EXACT
from eastwest.choosing.task import Task
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats

Knots = tuple[Floats, Floats, Floats]
"""Pull, total effort and score of the knots, shape (n, knots) each."""
POINT = lanes_of("pull total beyond")
"""Pull and total effort at a knot, and how far the aim is beyond it, as part of the way on."""
ENDS = lanes_of("low_effort low_pad high_effort high_pad")
"""What a column does at the knots below and above."""


class About(NamedTuple):
    """What is known about the aims of a strip.

    Args:
        points: A record for no pull, for the knots below, and for those above.
        ends: A record for each column.
    """

    points: Records
    ends: Records


def cheapest(task: Task, pull: Floats) -> tuple[Floats, Floats]:
    """Return the best effort and padding at some prices of a point; as `reach.cheapest`."""
    effort = np.empty((*pull.shape, task.gain.shape[1]))
    padding = np.empty_like(effort)
    _act_at_prices(*laid_out(task), np.ascontiguousarray(pull), effort, padding)
    return effort, padding


def reach(task: Task, line: Frontier, score: Floats) -> Reached:
    """Return ways to act about a score; as `reach.reach`."""
    (rows, columns), ways = task.gain.shape, WAYS if line.score.shape[1] > 1 else 1
    effort, padding = np.empty((2, rows, ways, columns))
    found = np.empty((2, rows, ways))
    knots = line.pull, line.total, line.score
    _act_about(*laid_out(task), knots, np.ascontiguousarray(score), effort, padding, found)
    return Reached(effort, padding, *found)


@kernel
def _act_at_prices(
    tasks: Tasks, substitution: float, pull: Floats, effort: Floats, padding: Floats
) -> None:
    """Write effort and padding of each row at each of its prices, shape (n, g, c)."""
    menu, stand = np.empty(tasks.gain.shape[1], MENU), np.empty(1, STAND)
    crowding = substitution / (1 - substitution)
    for first in range(0, len(pull), STRIP):
        lanes = min(STRIP, len(pull) - first)
        prepare(tasks, substitution, first, menu, stand, lanes)
        for price in range(pull.shape[1]):
            for lane in range(lanes):
                stand[0].pull[lane], stand[0].total[lane] = pull[first + lane, price], 0.0
            settle(menu, stand, crowding, EXACT, lanes)
            act(menu, stand, crowding, lanes)
            rows = slice(first, first + lanes)
            _write(menu, effort[rows, price], padding[rows, price])


@kernel
def _act_about(
    tasks: Tasks,
    substitution: float,
    knots: Knots,
    aim: Floats,
    effort: Floats,
    padding: Floats,
    found: Floats,
) -> None:
    """Write ways to act of each row: no pull and, if asked for, the knot below, between, the next.

    Args:
        tasks, substitution: What can be done.
        knots: Pull, total effort and score of the knots, shape (n, knots) each.
        aim: Score of each row, shape (n, 1).
        effort, padding: Written here, shape (n, ways, c).
        found: Score and cost of each way, written here, shape (2, n, ways).
    """
    menu, stand = np.empty(tasks.gain.shape[1], MENU), np.empty(1, STAND)
    about = no_aim(len(menu))
    for first in range(0, len(aim), STRIP):
        lanes = min(STRIP, len(aim) - first)
        prepare(tasks, substitution, first, menu, stand, lanes)
        seek(knots, aim, first, about, lanes)
        for way in range(found.shape[2]):
            go(way, menu, stand, about, substitution, lanes)
            rows = slice(first, first + lanes)
            _write(menu, effort[rows, way], padding[rows, way])
            for lane in range(lanes):
                found[0, first + lane, way] = stand[0].score[lane]
                found[1, first + lane, way] = stand[0].cost[lane]


@part
def no_aim(columns: int) -> About:
    """Return room for what is known about the aims of a strip."""
    return About(np.empty(3, POINT), np.empty(columns, ENDS))


@part
def seek(knots: Knots, aim: Floats, first: int, about: About, lanes: int) -> None:
    """Write where no pull is and the knots about each aim, and how far the aim is beyond one."""
    pull, total, score = knots
    nothing, below, above = about.points[0], about.points[1], about.points[2]
    last = score.shape[1] - 1
    for lane in range(lanes):
        row, knot = first + lane, 0
        while knot < last and score[row, knot + 1] <= aim[row, 0]:
            knot += 1
        after = min(knot + 1, last)
        width, rest = score[row, after] - score[row, knot], aim[row, 0] - score[row, knot]
        below.beyond[lane] = min(rest / width, 1.0) if rest > 0.0 else rest
        nothing.pull[lane], nothing.total[lane] = pull[row, 0], total[row, 0]
        below.pull[lane], below.total[lane] = pull[row, knot], total[row, knot]
        above.pull[lane], above.total[lane] = pull[row, after], total[row, after]


@part
def go(
    way: int, menu: Records, stand: Records, about: About, substitution: float, lanes: int
) -> None:
    """Write effort and padding of a way, its score and its cost; ways are asked for in order."""
    if way < len(about.points):
        here, point = stand[0], about.points[way]
        for lane in range(lanes):
            here.pull[lane], here.total[lane] = point.pull[lane], point.total[lane]
        act(menu, stand, substitution / (1 - substitution), lanes)
    if way == 1:
        _keep_below(menu, about, lanes)
    elif way == 2:
        _mix(menu, about, lanes)
    elif way == 3:
        _take_up(menu, about, lanes)
    judge(menu, stand, lanes)


@part
def _keep_below(menu: Records, about: About, lanes: int) -> None:
    """Keep what is done at the knot below."""
    for c in range(len(menu)):
        column, end = menu[c], about.ends[c]
        for lane in range(lanes):
            end.low_effort[lane], end.low_pad[lane] = column.effort[lane], column.pad[lane]


@part
def _mix(menu: Records, about: About, lanes: int) -> None:
    """Keep what is done at the knot above, and go there part of the way from the one below."""
    beyond = about.points[1].beyond
    for c in range(len(menu)):
        column, end = menu[c], about.ends[c]
        for lane in range(lanes):
            low, high = end.low_effort[lane], column.effort[lane]
            end.high_effort[lane], column.effort[lane] = high, low + beyond[lane] * (high - low)
            low, high = end.low_pad[lane], column.pad[lane]
            end.high_pad[lane], column.pad[lane] = high, low + beyond[lane] * (high - low)


@part
def _take_up(menu: Records, about: About, lanes: int) -> None:
    """Write what was kept of the knot above."""
    for c in range(len(menu)):
        column, end = menu[c], about.ends[c]
        for lane in range(lanes):
            column.effort[lane], column.pad[lane] = end.high_effort[lane], end.high_pad[lane]


@part
def _write(menu: Records, effort: Floats, padding: Floats) -> None:
    """Write effort and padding of a strip where they are asked for, shape (lanes, c) each."""
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(len(effort)):
            effort[lane, c], padding[lane, c] = column.effort[lane], column.pad[lane]
