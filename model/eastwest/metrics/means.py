"""Means and shares that are zero where there is nothing to share."""

from collections.abc import Mapping

import numpy as np

from eastwest.vocabulary import Bools, Floats, Ints

Numbers = Mapping[str, float]
Columns = Mapping[str, Floats]


def mean(values: Floats, weights: Floats, rows: Ints) -> float:
    """Return the weighted mean of some rows."""
    weights = weights.take(rows)
    return share_of(float((values.take(rows) * weights).sum()), float(weights.sum()))


def gap(values: Floats, weights: Floats, upper: Ints, lower: Ints) -> float:
    """Return the weighted mean of some rows over that of others."""
    return share_of(mean(values, weights, upper), mean(values, weights, lower))


def share_of(part: float, whole: float) -> float:
    """Return part over whole, zero where the whole is zero."""
    return part / whole if whole != 0.0 else 0.0


def unweighted(values: Floats | Bools) -> float:
    """Return the plain mean of values, or the part that is true."""
    return share_of(float(values.sum()), float(len(values)))


def gini(values: Floats, weights: Floats) -> float:
    """Return the Gini coefficient of weighted values: mean difference over twice the mean."""
    order = np.argsort(values, kind="stable")
    part, amount = weights[order], (values * weights)[order]
    below = np.cumsum(amount) - 0.5 * amount
    area = share_of(float((part * below).sum()), float(part.sum() * amount.sum()))
    return 1.0 - 2.0 * area if len(values) else 0.0
