"""A task made ready for choosing: its columns as coefficients, computed once."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from eastwest.choosing.task import Task
from eastwest.vocabulary import Bools, Floats, Ints

TINY = 1e-100
"""Stands in for a cost of zero in rows that have nothing to decide."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The columns of a task as coefficients, arrays (c, n, 1); `total_cost`, `base` (n, 1)."""

    gain: Floats
    slope: Floats
    lift: Floats  # 0 where no padding is kept
    kept: Floats
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
    share: Floats  # ... effort's share of the ceiling at t = 0 ...
    hold: Floats  # ... and effort that a unit of pull adds there
    reach: Floats  # effort that reaches the ceiling without padding
    unlift: Floats  # padding that gives one point if kept, 0 where padding gives none
    room: Floats  # points that padding can give, 0 where it gives none
    begin: Floats  # pull from which padding is worth its price
    pad_per_point: Floats  # pull that adds one unit of padding
    pad_power: Floats  # points that a unit of pull adds by padding
    crowding: float  # effort that a unit of total effort takes from each column
    shares: bool  # some column's effort and padding share a ceiling

    @classmethod
    def of(cls, task: Task) -> "Menu":
        """Prepare a task; once, whatever the number of pulls."""
        lifts = np.where(task.kept > 0.0, task.lift, 0.0)
        gain, slope, lift, kept, ceiling, limit, pad_cost, pad_price = (
            np.ascontiguousarray(array.T)[:, :, None]
            for array in (
                *(task.gain, task.slope, lifts, task.kept, task.ceiling, task.limit),
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
        keep = np.where(scored, lift * pad_step / both, 0.0)
        worth = np.where(lifted, kept, 1.0)
        return cls(
            gain=gain,
            slope=slope,
            lift=lift,
            kept=kept,
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
            keep=keep,
            share=np.where(scored, step / both, 1.0) * full,
            hold=(1.0 - kept) * keep * step,
            reach=np.where(scored, ceiling, np.inf) / np.where(scored, slope, 1.0),
            unlift=unlift,
            room=np.where(lifted, ceiling, 0.0),
            begin=pad_price * unlift / worth,
            pad_per_point=pad_cost * unlift / worth,
            pad_power=kept * kept * lift * pad_step,
            crowding=task.substitution / (1 - task.substitution),
            shares=bool((scored & lifted & np.isfinite(ceiling)).any()),
        )

    def rows(self, rows: Ints) -> "Menu":
        """Return the menu of some of the governments."""
        return Menu(*(_rows_of(getattr(self, name), rows) for name in self.__slots__))


def _rows_of(value: Any, rows: Ints) -> Any:
    """Return rows of one coefficient: (c, n, 1), (n, 1) or the same for everybody."""
    return value.take(rows, axis=-2) if isinstance(value, np.ndarray) else value
