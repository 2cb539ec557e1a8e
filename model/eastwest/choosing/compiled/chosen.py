"""Which of a few ways to act about a score is best, a strip at a time: `choosing.chosen`.

What bars and a contest promise is weighed here; any other value is asked for all ways at once.
"""

from typing import NamedTuple, cast

import numpy as np

from eastwest.choosing import chosen as plain
from eastwest.choosing.compiled.knots import Grades, graded, value_of
from eastwest.choosing.compiled.reach import Knots, go, no_aim, seek
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
from eastwest.choosing.reach import WAYS
from eastwest.choosing.task import Choice, Task, Value
from eastwest.choosing.worth import Contested, NoisyBars
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats

PROMISE = lanes_of("worth")
"""What a way promises."""


class Picked(NamedTuple):
    """The arrays of a `Choice`."""

    effort: Floats
    padding: Floats
    score: Floats
    cost: Floats
    payoff: Floats


class Share(NamedTuple):
    """The arrays of `Contested`."""

    prize: Floats
    bias: Floats
    exponent: float
    rivals: Floats


def chosen(task: Task, line: Frontier, score: Floats, value: Value) -> Choice:
    """Return the way to act about a score that pays most; as `chosen.chosen`."""
    if not isinstance(value, NoisyBars | Contested):
        return cast(Choice, vars(plain.chosen)["__wrapped__"](task, line, score, value))
    shape, knots = task.gain.shape, (line.pull, line.total, line.score)
    picked = Picked(np.empty(shape), np.empty(shape), *np.empty((3, shape[0])))
    ways = WAYS if line.score.shape[1] > 1 else 1
    work = (*laid_out(task), knots, np.ascontiguousarray(score), ways)
    if isinstance(value, NoisyBars):
        _choose_by_bars(*work, graded(value), picked)
    else:
        rivals, exponent = np.ascontiguousarray(value.rivals), float(value.exponent)
        _choose_in_contest(*work, Share(value.prize, value.bias, exponent, rivals), picked)
    return Choice(*picked)


@kernel
def _choose_by_bars(
    tasks: Tasks,
    substitution: float,
    knots: Knots,
    aim: Floats,
    ways: int,
    grades: Grades,
    picked: Picked,
) -> None:
    """Write the best of the ways of each row, by what grades are worth."""
    menu, stand = np.empty(tasks.gain.shape[1], MENU), np.empty(1, STAND)
    about, promise = no_aim(len(menu)), np.empty(1, PROMISE)
    for first in range(0, len(aim), STRIP):
        lanes = min(STRIP, len(aim) - first)
        prepare(tasks, substitution, first, menu, stand, lanes)
        seek(knots, aim, first, about, lanes)
        for way in range(ways):
            go(way, menu, stand, about, substitution, lanes)
            for lane in range(lanes):
                worth = grades.worth[first + lane]
                own = Grades(worth, grades.bars, grades.noise, grades.rises)
                promise[0].worth[lane] = value_of(stand[0].score[lane], own)
            _keep(way, menu, stand, promise, first, lanes, picked)


@kernel
def _choose_in_contest(
    tasks: Tasks,
    substitution: float,
    knots: Knots,
    aim: Floats,
    ways: int,
    share: Share,
    picked: Picked,
) -> None:
    """Write the best of the ways of each row, by the share of the prize that a score wins."""
    menu, stand = np.empty(tasks.gain.shape[1], MENU), np.empty(1, STAND)
    about, promise = no_aim(len(menu)), np.empty(1, PROMISE)
    for first in range(0, len(aim), STRIP):
        lanes = min(STRIP, len(aim) - first)
        prepare(tasks, substitution, first, menu, stand, lanes)
        seek(knots, aim, first, about, lanes)
        for way in range(ways):
            go(way, menu, stand, about, substitution, lanes)
            for lane in range(lanes):
                row, score = first + lane, max(stand[0].score[lane], 0.0)
                mass = share.bias[row] * score**share.exponent
                total = mass + share.rivals[row]
                prize = share.prize[row] * mass
                promise[0].worth[lane] = prize / (total if total > 0.0 else 1.0)
            _keep(way, menu, stand, promise, first, lanes, picked)


@part
def _keep(
    way: int,
    menu: Records,
    stand: Records,
    promise: Records,
    first: int,
    lanes: int,
    picked: Picked,
) -> None:
    """Write a way where it pays more than those before it."""
    here, known = stand[0], promise[0]
    for lane in range(lanes):
        row, payoff = first + lane, known.worth[lane] - here.cost[lane]
        if way > 0 and not payoff > picked.payoff[row]:
            continue
        picked.score[row], picked.cost[row] = here.score[lane], here.cost[lane]
        picked.payoff[row] = payoff
        for c in range(len(menu)):
            picked.effort[row, c], picked.padding[row, c] = menu[c].effort[lane], menu[c].pad[lane]
