"""A strip of governments side by side: what they can do and where they stand.

The equations are those of `task.Menu`, in the same order and therefore with the same bits; see
there. A government has a lane, and the innermost loops go over lanes, so that the processor does
the same step for several of them at once. There conditions are numbers to choose between, not ways
to go.
"""

from math import inf
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

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


arrays_of = attrgetter(*Tasks._fields)


def laid_out(task: Task) -> tuple[Tasks, float]:
    """Return a task as kernels read it."""
    return Tasks(*map(np.ascontiguousarray, arrays_of(task))), task.substitution


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
