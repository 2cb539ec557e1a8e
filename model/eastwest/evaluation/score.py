"""Many indicators to one number for each government."""

from typing import Annotated, Literal

import numpy as np

from eastwest.vocabulary import About, Floats, Positive, parameters


@parameters
class WeightedSum:
    """Add up weight x fulfilment of each indicator; `points` is the score of full fulfilment."""

    kind: Literal["weighted_sum"] = "weighted_sum"
    points: Annotated[Positive, About("points", "assumed", "Score when every target is met")] = (
        100.0
    )

    def weights(self, weight: Floats) -> Floats:
        """Return points for each indicator at fulfilment 1; they add up to `points`."""
        total = weight.sum(axis=-1, keepdims=True)
        return self.points * weight / np.where(total > 0.0, total, 1.0)

    def __call__(self, weight: Floats, fulfilment: Floats, cap: Floats) -> Floats:
        """Return the score of each row.

        Args:
            weight: Weight of each column, shape (columns,).
            fulfilment: Counted value over target, shape (rows, columns).
            cap: Most fulfilment that counts, shape (columns,), inf where there is no cap.
        """
        points = self.weights(weight) * np.minimum(fulfilment, cap)
        return np.asarray(points.sum(axis=-1))
