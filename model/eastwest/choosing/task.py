"""What a government can do in a year, and what it chose: one row a government.

Utility is V(S) + sum_c gain_c x_c - curvature/2 [(1 - d) sum x_c^2 + d (sum x_c)^2]
- sum_c (pad_cost/2 m_c^2 + pad_price m_c) with effort x, padding m, substitution d and the
believed score S = base + sum_c [kept_c min(slope_c x_c + lift_c m_c, ceiling_c)
+ (1 - kept_c) min(slope_c x_c, ceiling_c)]: padding that is found counts for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from eastwest.vocabulary import Bools, Floats, Ints, Rows

Value = Callable[[Floats], Floats]
"""Utility of a believed score: (n, g) -> (n, g), row i is government i's."""
TINY = 1e-100
"""Stands in for a cost of zero in rows that have nothing to decide."""


@dataclass(frozen=True, eq=False)
class Task:
    """The choice before n governments, each with c columns: the channels and own growth.

    A column without indicator, such as own growth, has slope and lift 0 and only a gain.

    Args:
        gain: Net intrinsic gain of effort. [utility per 1e8 yuan], shape (n, c)
        slope: Believed points per unit of effort, >= 0. [points per 1e8 yuan], shape (n, c)
        lift: Points per unit of padding that is kept, >= 0. [points per unit], shape (n, c)
        kept: Chance that padding is not found and replaced (1 - q). [-], 0 to 1, shape (n, c)
        ceiling: Most points that a column gives, >= 0, inf if none. [points], shape (n, c)
        limit: Most effort possible, 0 closes a channel, inf if none. [1e8 yuan], shape (n, c)
        pad_cost: Curvature of the cost of padding, > 0. [utility per unit^2], shape (n, c)
        pad_price: Expected penalty of padding, >= 0. [utility per unit], shape (n, c)
        curvature: Cost of effort, kappa over capacity, > 0. [utility per 1e8 yuan^2], shape (n,)
        base: Points given whatever is done. [points], shape (n,)
        substitution: Share of the cost that falls on total effort (delta). [-], 0 to 0.8
    """

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
    substitution: float

    @cached_property
    def menu(self) -> "Menu":
        """The columns as coefficients, worked out once, whatever the number of pulls."""
        return Menu.of(self)

    def rows(self, rows: Rows | Bools) -> "Task":
        """Return the task of some of the governments."""
        return Task(
            gain=self.gain[rows],
            slope=self.slope[rows],
            lift=self.lift[rows],
            kept=self.kept[rows],
            ceiling=self.ceiling[rows],
            limit=self.limit[rows],
            pad_cost=self.pad_cost[rows],
            pad_price=self.pad_price[rows],
            curvature=self.curvature[rows],
            base=self.base[rows],
            substitution=self.substitution,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What n governments chose.

    Args:
        effort: Effort per column (x). [1e8 yuan], shape (n, c)
        padding: What is added to the report per column (m). [units], shape (n, c)
        score: Believed score (S). [points], shape (n,)
        cost: Cost of effort and padding less the intrinsic gain. [utility], shape (n,)
        payoff: Value of the score less the cost. [utility], shape (n,)
    """

    effort: Floats
    padding: Floats
    score: Floats
    cost: Floats
    payoff: Floats


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
    def of(cls, task: "Task") -> "Menu":
        """Prepare a task."""
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
