"""Many indicators to one number for each government.

A rule of one's own needs `__call__` alone. Weights and caps have a value for each column, all
weights above nil but in a plain weighted sum; what a point of fulfilment brings is measured.
"""

from typing import Annotated, Literal, Protocol

import numpy as np
from annotated_types import Ge

from eastwest.vocabulary import About, Floats, Positive, Share, parameters

FULL = About("points", "assumed", "Score when every target is met")


class Score(Protocol):
    """A rule from fulfilments to points."""

    def __call__(self, weight: Floats, fulfilment: Floats, cap: Floats) -> Floats:
        """Return the score, non-decreasing in each fulfilment.

        Args:
            weight: Weight of each column, shape (columns,).
            fulfilment: Counted value over target, >= 0, shape (..., columns).
            cap: Most fulfilment that counts, shape (columns,), inf where there is no cap.

        Returns:
            Points, shape (...,).
        """


@parameters
class WeightedSum:
    """Add up weight x fulfilment of each indicator; `points` is the score of full fulfilment."""

    kind: Literal["weighted_sum"] = "weighted_sum"
    points: Annotated[Positive, FULL] = 100.0

    def weights(self, weight: Floats) -> Floats:
        """Return points for each indicator at fulfilment 1; they add up to `points`."""
        total = float(weight.sum())
        return self.points * weight / (total if total > 0.0 else 1.0)

    def __call__(self, weight: Floats, fulfilment: Floats, cap: Floats) -> Floats:
        """Return the sum of points; arguments as in `Score`."""
        shape = (-1, *[1] * (fulfilment.ndim - 1))
        columns = np.ascontiguousarray(fulfilment.T)  # short rows are slow to add up
        points = self.weights(weight).reshape(shape) * np.minimum(columns, cap.reshape(shape))
        return np.asarray(points.sum(axis=0).T)


@parameters
class GeometricMean:
    """Multiply fulfilments, each to the power of its weight: what is left undone spoils all."""

    kind: Literal["geometric_mean"] = "geometric_mean"
    points: Annotated[Positive, FULL] = 100.0

    def __call__(self, weight: Floats, fulfilment: Floats, cap: Floats) -> Floats:
        """Return points x prod f^(w / sum of w), nil if one f is; arguments as in `Score`."""
        if not len(weight):
            return np.zeros(fulfilment.shape[:-1])
        with np.errstate(divide="ignore"):
            logs = np.log(np.minimum(fulfilment, cap))
        return np.asarray(self.points * np.exp((logs * (weight / weight.sum())).sum(axis=-1)))


@parameters
class Minimum:
    """The weakest indicator alone decides (短板); weights above nil only say which count."""

    kind: Literal["minimum"] = "minimum"
    points: Annotated[Positive, FULL] = 100.0

    def __call__(self, weight: Floats, fulfilment: Floats, cap: Floats) -> Floats:
        """Return points x the smallest fulfilment; arguments as in `Score`."""
        if not len(weight):
            return np.zeros(fulfilment.shape[:-1])
        return np.asarray(self.points * np.minimum(fulfilment, cap).min(axis=-1))


@parameters
class Discretion:
    """Part of the score for what a unit is best at, among the `optional` indicators."""

    share: Annotated[Share, About("share of the score", "assumed", "Part it decides")] = 0.2
    pick: Annotated[
        Annotated[int, Ge(1)], About("indicators", "assumed", "How many of the best count")
    ] = 1
