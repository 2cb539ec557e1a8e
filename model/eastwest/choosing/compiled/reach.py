"""What is done at a price of a point and about a score: `choosing.reach`, a strip at a time."""

import numpy as np

from eastwest.choosing.compiled.strip import (
    MENU,
    STAND,
    STRIP,
    Records,
    Tasks,
    act,
    judge,
    laid_out,
    prepare,
    settle,
)
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.reach import WAYS, Reached
from eastwest.choosing.spread import EXACT
from eastwest.choosing.task import Task
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats, Ints


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
    knots: tuple[Floats, Floats, Floats],
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
    crowding = substitution / (1 - substitution)
    below, beyond = np.empty(STRIP, np.int64), np.empty(STRIP)
    for first in range(0, len(aim), STRIP):
        lanes = min(STRIP, len(aim) - first)
        rows = slice(first, first + lanes)
        prepare(tasks, substitution, first, menu, stand, lanes)
        _seek(knots[2][rows], aim[rows], below, beyond)
        for way in (0, 1, 3, 2):
            if way >= found.shape[2]:
                continue
            if way == 2:
                _mix(menu, effort[rows], padding[rows], beyond)
            else:
                _stand_at(stand, knots[0][rows], knots[1][rows], below, way)
                act(menu, stand, crowding, lanes)
            judge(menu, stand, lanes)
            _write(menu, effort[rows, way], padding[rows, way])
            for lane in range(lanes):
                found[0, first + lane, way] = stand[0].score[lane]
                found[1, first + lane, way] = stand[0].cost[lane]


@part
def _seek(score: Floats, aim: Floats, below: Ints, beyond: Floats) -> None:
    """Write the last knot that does not lie above each aim, and the part of the way beyond it."""
    last = score.shape[1] - 1
    for lane in range(len(aim)):
        knot = 0
        while knot < last and score[lane, knot + 1] <= aim[lane, 0]:
            knot += 1
        width = score[lane, min(knot + 1, last)] - score[lane, knot]
        rest = aim[lane, 0] - score[lane, knot]
        below[lane], beyond[lane] = knot, min(rest / width, 1.0) if rest > 0.0 else rest


@part
def _stand_at(stand: Records, pull: Floats, total: Floats, below: Ints, way: int) -> None:
    """Write pull and total effort of a way: those of no pull, of the knot below, of the next."""
    here, last = stand[0], pull.shape[1] - 1
    for lane in range(len(pull)):
        knot = min(below[lane] + 1, last) if way == 3 else below[lane] * way
        here.pull[lane], here.total[lane] = pull[lane, knot], total[lane, knot]


@part
def _mix(menu: Records, effort: Floats, padding: Floats, beyond: Floats) -> None:
    """Write effort and padding part of the way between the knots, shape of both (lanes, 4, c)."""
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(len(effort)):
            low, high = effort[lane, 1, c], effort[lane, 3, c]
            column.effort[lane] = low + beyond[lane] * (high - low)
            low, high = padding[lane, 1, c], padding[lane, 3, c]
            column.pad[lane] = low + beyond[lane] * (high - low)


@part
def _write(menu: Records, effort: Floats, padding: Floats) -> None:
    """Write effort and padding of a strip where they are asked for, shape (lanes, c) each."""
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(len(effort)):
            effort[lane, c], padding[lane, c] = column.effort[lane], column.pad[lane]
