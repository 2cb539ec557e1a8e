"""Cheapest effort and padding for a given pull, the price of a point: closed form.

A column's effort is t + pull * slope / k', t = (gain - d k X) / k', k' = (1 - d) k, between 0
and its limit. Where effort and padding together pass the ceiling the column's own price of a
point falls until they just reach it: then effort is keep * t + share, or ceiling / slope once
padding is not worth its price, and never less than t, what gain alone wants. Columns meet only
in total effort X, the root of a decreasing, piecewise linear function.

Work arrays have columns first, shape (c, n, g), and are only combined element by element, so
that a row alone gives the same bits as the whole column.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from eastwest.behaviour.task import Task
from eastwest.vocabulary import Bools, Floats, Ints

Number = TypeVar("Number", np.float64, np.int8)

ROUNDS = 60
"""Most steps to the root of total effort; three to five are usual."""
EXACT = 1e-14
"""Relative error of total effort that counts as none."""
TINY = 1e-100
"""Stands in for a cost of zero in rows that have nothing to decide."""


@dataclass(frozen=True, slots=True)
class Levers:
    """The columns of a task as coefficients, arrays (c, n, 1); `total_cost`, `base` (n, 1)."""

    gain: Floats
    slope: Floats
    lift: Floats
    ceiling: Floats
    limit: Floats
    own_cost: Floats  # k'
    total_cost: Floats  # d k
    pad_cost: Floats
    pad_price: Floats
    base: Floats
    start: Floats  # effort that gain alone wants while total effort is nil
    step: Floats  # effort that a unit of pull adds
    scored: Bools  # effort gives points
    keep: Floats  # under a shared ceiling: part of t that effort keeps ...
    share: Floats  # ... and effort's share of the ceiling at t = 0
    reach: Floats  # effort that reaches the ceiling without padding
    unlift: Floats  # padding that gives one point, 0 where padding gives none
    room: Floats  # points that padding can give, 0 where it gives none
    begin: Floats  # pull from which padding is worth its price
    pad_per_point: Floats  # pull that adds one unit of padding
    pad_power: Floats  # points that a unit of pull adds by padding
    crowding: float  # effort that a unit of total effort takes from each column
    shares: bool  # some column's effort and padding share a ceiling

    @classmethod
    def of(cls, task: Task) -> "Levers":
        """Prepare a task; once, whatever the number of pulls."""
        gain, slope, lift, ceiling, limit, pad_cost, pad_price = (
            np.ascontiguousarray(array.T)[:, :, None]
            for array in (
                *(task.gain, task.slope, task.lift, task.ceiling, task.limit),
                *(np.maximum(task.pad_cost, TINY), task.pad_price),
            )
        )
        curvature = np.maximum(task.curvature, TINY)[:, None]
        own_cost = np.broadcast_to((1 - task.substitution) * curvature, gain.shape)
        scored, lifted = slope > 0, lift > 0
        unlift = np.where(lifted, 1.0, 0.0) / np.where(lifted, lift, 1.0)
        step, pad_step = slope / own_cost, lift / pad_cost
        both = np.where(scored, slope * step + lift * pad_step, 1.0)
        full = np.where(scored, ceiling + pad_step * pad_price, np.inf)
        return cls(
            gain=gain,
            slope=slope,
            lift=lift,
            ceiling=ceiling,
            limit=limit,
            own_cost=own_cost,
            total_cost=task.substitution * curvature,
            pad_cost=pad_cost,
            pad_price=pad_price,
            base=task.base[:, None],
            start=gain / own_cost,
            step=step,
            scored=step > 0,
            keep=np.where(scored, lift * pad_step / both, 0.0),
            share=np.where(scored, step / both, 1.0) * full,
            reach=np.where(scored, ceiling, np.inf) / np.where(scored, slope, 1.0),
            unlift=unlift,
            room=np.where(lifted, ceiling, 0.0),
            begin=pad_price * unlift,
            pad_per_point=pad_cost * unlift,
            pad_power=lift * pad_step,
            crowding=task.substitution / (1 - task.substitution),
            shares=bool((scored & lifted & np.isfinite(ceiling)).any()),
        )

    def rows(self, rows: Ints) -> "Levers":
        """Return the levers of some of the governments."""
        return Levers(*(_rows_of(getattr(self, name), rows) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where each column stands at a pull and a total effort; arrays (c, n, g).

    Args:
        effort: Effort of the column. [1e8 yuan]
        wanted: What gain alone wants (t). [1e8 yuan]
        free: What gain and pull want. [1e8 yuan]
        shared: Effort's part of a ceiling that it shares with padding. [1e8 yuan]
        cap: Most effort that the ceiling is worth; `shared` or `reach`. [1e8 yuan]
    """

    effort: Floats
    wanted: Floats
    free: Floats
    shared: Floats
    cap: Floats

    def held(self) -> Bools:
        """Return which columns stand at a ceiling and would rather do more."""
        return (self.free > self.cap) & (self.wanted < self.cap)


def _rows_of(value: Any, rows: Ints) -> Any:
    """Return rows of one coefficient: (c, n, 1), (n, 1) or the same for everybody."""
    return value.take(rows, axis=-2) if isinstance(value, np.ndarray) else value


def stand(levers: Levers, pull: Floats, total: Floats) -> Stand:
    """Return the effort of every column when the points pull and total effort crowds."""
    wanted = levers.start - levers.crowding * total
    free = levers.step * pull
    free += wanted
    shared = levers.keep * wanted + levers.share if levers.shares else levers.share
    cap = np.minimum(shared, levers.reach)
    effort = np.minimum(free, cap)
    np.maximum(effort, wanted, out=effort)
    np.maximum(effort, 0.0, out=effort)
    np.minimum(effort, levers.limit, out=effort)
    return Stand(effort, wanted, free, shared, cap)


def inside(levers: Levers, at: Stand) -> Bools:
    """Return which columns' effort is neither nil nor at its limit."""
    return (at.effort > 0) & (at.effort < levers.limit)


def yielding(levers: Levers, at: Stand, inside: Bools, held: Bools) -> Floats:
    """Return the columns that give way to crowding, those at a shared ceiling in part, (n, g)."""
    number = np.asarray(add_up((inside & ~held).view(np.int8)) * 1.0)
    if levers.shares:
        partly = inside & held & (at.shared < levers.reach)
        number += add_up(levers.keep * partly.astype(np.float64))
    return number


def add_up(columns: NDArray[Number]) -> NDArray[Number]:
    """Sum over the columns, one after the other, whatever the shape."""
    if columns[0].size == 1:  # a single line would be summed in an order of its own
        return np.asarray(np.add.accumulate(columns, axis=0, dtype=columns.dtype)[-1])
    return np.asarray(np.add.reduce(columns, axis=0, dtype=columns.dtype))


def settle(levers: Levers, pull: Floats, guess: Floats, within: float) -> tuple[Floats, Stand]:
    """Return the total effort that the columns agree on, shape (n, g), and where they stand.

    Newton's steps on a piecewise linear function end on the root; a step that leaves what is
    known to hold the root halves it instead. Each element stops on its own, as soon as the
    columns add up to the total `within` a relative error.
    """
    at = stand(levers, pull, guess)
    if levers.crowding == 0:
        return add_up(at.effort), at
    total = guess
    low, high = np.asarray(-np.inf), np.asarray(np.inf)
    for _ in range(ROUNDS):
        excess = add_up(at.effort) - total
        open_ = np.abs(excess) > within * total
        if not np.count_nonzero(open_):
            break
        number = yielding(levers, at, inside(levers, at), at.held())
        moved = total + excess / (1 + levers.crowding * number)
        short = excess > 0
        low, high = np.where(short, total, low), np.where(short, high, total)
        astray = ((moved <= low) | (moved >= high)) & open_
        if np.count_nonzero(astray):
            moved[astray] = (low[astray] + high[astray]) / 2
        total = np.where(open_, moved, total)
        at = stand(levers, pull, total)
    return total, at
