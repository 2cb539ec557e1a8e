"""What a government can do in a year, and what it chose: one row a government.

Utility is V(S) + sum_c gain_c x_c - curvature/2 [(1 - d) sum x_c^2 + d (sum x_c)^2]
- sum_c (pad_cost/2 m_c^2 + pad_price m_c) with effort x, padding m, substitution d and the
believed score S = base + sum_c [kept_c min(slope_c x_c + lift_c m_c, ceiling_c)
+ (1 - kept_c) min(slope_c x_c, ceiling_c)]: padding that is found counts for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from eastwest.vocabulary import Bools, Floats, Ints

Value = Callable[[Floats], Floats]
"""Utility of a believed score: (n, g) -> (n, g), row i is government i's."""


@dataclass(frozen=True, slots=True)
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

    def rows(self, rows: Ints | Bools | slice) -> "Task":
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
