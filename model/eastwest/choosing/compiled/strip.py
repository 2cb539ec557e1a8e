"""A strip of governments side by side: what they can do and where they stand.

The equations are those of `task.Menu`, `spread` and `outcome`, in the same order and therefore
with the same bits; see there. A government has a lane, and the innermost loops go over lanes, so
that the processor does the same step for several of them at once. There conditions are numbers to
choose between, not ways to go.
"""

from math import inf
from typing import Any, NamedTuple

import numpy as np

from eastwest.choosing.spread import ROUNDS
from eastwest.choosing.task import TINY, Task
from eastwest.compiled.kernel import part
from eastwest.vocabulary import Floats

STRIP = 16
"""Governments in a strip, a small multiple of what processors do at once."""


def lanes_of(names: str, single: str = "") -> np.dtype[np.void]:
    """Return a record with a number for each lane under each name, and marks for all of them.

    In a record everything has its fixed place: so compilers see that no two of them overlap.
    """
    marks = [(name, np.bool_) for name in single.split()]
    return np.dtype([(name, np.float64, (STRIP,)) for name in names.split()] + marks, align=True)


MENU = lanes_of(
    "gain slope lift kept ceiling limit pad_cost pad_price start step keep share hold reach"
    " unlift room begin pad_per_point pad_power effort pad",
    "bounded",
)
"""A column as in `Menu`, with the effort and the padding of it, and if a ceiling binds anybody."""
STAND = lanes_of(
    "own_cost total_cost base pull total low high effort climb yielding hold keep score cost"
)
"""What columns have in common as in `Menu`, where they stand, and what they add up to.

`climb` is what a unit of pull adds to effort while columns do not crowd each other, `yielding` how
many give way to crowding; of both, `hold` and `keep` are what comes from shared ceilings.
"""

Records = Any
"""A record for each column, or a single one: arrays of a type above."""


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


def laid_out(task: Task) -> tuple[Tasks, float]:
    """Return a task as kernels read it."""
    arrays = (np.ascontiguousarray(getattr(task, name)) for name in Tasks._fields)
    return Tasks(*arrays), task.substitution


@part
def prepare(
    tasks: Tasks, substitution: float, first: int, menu: Records, stand: Records, lanes: int
) -> None:
    """Work out the coefficients of some governments, as `Menu.of`.

    Args:
        tasks, substitution: What can be done.
        first, lanes: Row of the first government and how many there are.
        menu: Written here, a record a column.
        stand: Written here, a single record.
    """
    here = stand[0]
    for lane in range(lanes):
        curvature = max(tasks.curvature[first + lane], TINY)
        here.own_cost[lane] = (1 - substitution) * curvature
        here.total_cost[lane] = substitution * curvature
        here.base[lane] = tasks.base[first + lane]
    _take(tasks, first, menu, lanes)
    for c in range(len(menu)):
        _work_out(menu[c], stand[0], lanes)


@part
def _take(tasks: Tasks, first: int, menu: Records, lanes: int) -> None:
    """Write the numbers of a task."""
    for lane in range(lanes):
        row = first + lane
        for c in range(len(menu)):
            column = menu[c]
            column.gain[lane], column.slope[lane] = tasks.gain[row, c], tasks.slope[row, c]
            column.lift[lane], column.kept[lane] = tasks.lift[row, c], tasks.kept[row, c]
            column.ceiling[lane], column.limit[lane] = tasks.ceiling[row, c], tasks.limit[row, c]
            column.pad_cost[lane] = max(tasks.pad_cost[row, c], TINY)
            column.pad_price[lane] = tasks.pad_price[row, c]


@part
def _work_out(column: Records, here: Records, lanes: int) -> None:
    """Write what follows from the numbers of a task."""
    bounded = 0
    for lane in range(lanes):
        slope, kept, ceiling = column.slope[lane], column.kept[lane], column.ceiling[lane]
        pad_cost, pad_price = column.pad_cost[lane], column.pad_price[lane]
        lift = column.lift[lane] if kept > 0.0 else 0.0
        scored, lifted = slope > 0.0, lift > 0.0
        step, pad_step = slope / here.own_cost[lane], lift / pad_cost
        both = slope * step + lift * pad_step if scored else 1.0
        keep = lift * pad_step / both if scored else 0.0
        share = step / both * (ceiling + pad_step * pad_price)
        unlift = (1.0 if lifted else 0.0) / (lift if lifted else 1.0)
        worth = kept if lifted else 1.0
        column.lift[lane], column.step[lane] = lift, step
        column.start[lane] = column.gain[lane] / here.own_cost[lane]
        column.keep[lane], column.share[lane] = keep, share if scored else inf
        column.hold[lane] = (1.0 - kept) * keep * step
        column.reach[lane] = (ceiling if scored else inf) / (slope if scored else 1.0)
        column.unlift[lane], column.room[lane] = unlift, ceiling if lifted else 0.0
        column.begin[lane] = pad_price * unlift / worth
        column.pad_per_point[lane] = pad_cost * unlift / worth
        column.pad_power[lane] = kept * kept * lift * pad_step
        bounded += (scored | lifted) & (ceiling < inf)
    column.bounded = bounded > 0


@part
def spread(
    column: Records, lane: int, crowding: float, pull: float, total: float
) -> tuple[float, float, float, float, float]:
    """Return effort, wanted, free, shared and cap of a column, as `Spread`."""
    wanted = column.start[lane] - crowding * total
    free = column.step[lane] * pull + wanted
    shared = column.keep[lane] * wanted + column.share[lane] + column.hold[lane] * pull
    cap = min(shared, column.reach[lane])
    effort = min(max(min(free, cap), wanted, 0.0), column.limit[lane])
    return effort, wanted, free, shared, cap


@part
def unbounded(
    column: Records, lane: int, crowding: float, pull: float, total: float
) -> tuple[float, float]:
    """Return effort and what is free of a column without a ceiling; as `spread`."""
    wanted = column.start[lane] - crowding * total
    free = column.step[lane] * pull + wanted
    return min(max(free, wanted, 0.0), column.limit[lane]), free


@part
def padding(column: Records, lane: int, pull: float, effort: float) -> tuple[float, float]:
    """Return the padding that the pull is worth, and the room for it."""
    room = max(column.room[lane] - column.slope[lane] * effort, 0.0) * column.unlift[lane]
    gain = column.kept[lane] * column.lift[lane] * pull - column.pad_price[lane]
    return min(max(gain, 0.0) / column.pad_cost[lane], room), room


@part
def points(column: Records, lane: int, effort: float, pad: float) -> float:
    """Return the points of a column; as `outcome.score`."""
    ceiling = column.ceiling[lane]
    done = min(column.slope[lane] * effort, ceiling)
    padded = min(column.lift[lane] * pad, ceiling - done) * column.kept[lane]
    return float(done + padded)


@part
def settle(menu: Records, stand: Records, crowding: float, within: float, lanes: int) -> None:
    """Move total effort to what the columns agree on at the pull; as `spread.settle`."""
    here = stand[0]
    _add_up(menu, stand, crowding, lanes)
    for lane in range(lanes):
        here.low[lane], here.high[lane] = -inf, inf
        if crowding == 0.0:
            here.total[lane] = here.effort[lane]
    for _ in range(ROUNDS):
        number = 0
        for lane in range(lanes):
            total, low, high = here.total[lane], here.low[lane], here.high[lane]
            excess = here.effort[lane] - total
            is_open, short = abs(excess) > within * total, excess > 0.0
            number += is_open
            low, high = total if is_open & short else low, high if short else total
            moved = total + excess / (1 + crowding * here.yielding[lane])
            moved = moved if (low < moved) & (moved < high) else (low + high) / 2
            here.total[lane] = moved if is_open else total
            here.low[lane], here.high[lane] = low, high
        if number == 0:
            break
        _add_up(menu, stand, crowding, lanes)


@part
def _add_up(menu: Records, stand: Records, crowding: float, lanes: int) -> None:
    """Write what the columns add up to at a pull and a total effort."""
    here = stand[0]
    for lane in range(lanes):
        here.effort[lane] = here.climb[lane] = here.yielding[lane] = 0.0
        here.hold[lane] = here.keep[lane] = 0.0
    for c in range(len(menu)):
        if menu[c].bounded:
            _add_bounded(menu[c], here, crowding, lanes)
        else:
            _add_free(menu[c], here, crowding, lanes)
    for lane in range(lanes):
        here.climb[lane] += here.hold[lane]
        here.yielding[lane] += here.keep[lane]


@part
def _add_free(column: Records, here: Records, crowding: float, lanes: int) -> None:
    """Add a column without a ceiling."""
    for lane in range(lanes):
        own, _ = unbounded(column, lane, crowding, here.pull[lane], here.total[lane])
        inside = (own > 0.0) & (own < column.limit[lane])
        here.effort[lane] += own
        here.climb[lane] += column.step[lane] if inside else 0.0
        here.yielding[lane] += 1.0 if inside else 0.0


@part
def _add_bounded(column: Records, here: Records, crowding: float, lanes: int) -> None:
    """Add a column with a ceiling."""
    for lane in range(lanes):
        own, wanted, free, shared, cap = spread(
            column, lane, crowding, here.pull[lane], here.total[lane]
        )
        inside = (own > 0.0) & (own < column.limit[lane])
        held = (free > cap) & (cap > wanted)
        partly = inside & held & (shared < column.reach[lane])
        here.effort[lane] += own
        here.climb[lane] += column.step[lane] if inside & (free < cap) else 0.0
        here.yielding[lane] += 1.0 if inside & (not held) else 0.0
        here.hold[lane] += column.hold[lane] if partly else 0.0
        here.keep[lane] += column.keep[lane] if partly else 0.0


@part
def act(menu: Records, stand: Records, crowding: float, lanes: int) -> None:
    """Write effort and padding of the columns at a pull and a total effort."""
    here = stand[0]
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(lanes):
            pull = here.pull[lane]
            own, _, _, _, _ = spread(column, lane, crowding, pull, here.total[lane])
            column.effort[lane], column.pad[lane] = own, padding(column, lane, pull, own)[0]


@part
def judge(menu: Records, stand: Records, lanes: int) -> None:
    """Write score and cost of what is done; as `outcome.score` and `outcome.cost`."""
    here = stand[0]
    for lane in range(lanes):
        here.score[lane] = here.cost[lane] = here.effort[lane] = 0.0
    for c in range(len(menu)):
        column = menu[c]
        for lane in range(lanes):
            effort, pad = column.effort[lane], column.pad[lane]
            own = effort * (here.own_cost[lane] * effort / 2 - column.gain[lane])
            pads = pad * (column.pad_cost[lane] * pad / 2 + column.pad_price[lane])
            here.score[lane] += points(column, lane, effort, pad)
            here.cost[lane] += own + pads
            here.effort[lane] += effort
    for lane in range(lanes):
        total = here.effort[lane]
        here.score[lane] = here.base[lane] + here.score[lane]
        here.cost[lane] += here.total_cost[lane] / 2 * total * total
