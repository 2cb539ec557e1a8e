"""Sums over rows that belong together."""

import numpy as np

from eastwest.vocabulary import Floats, Ints


def sums(owner: Ints, values: Floats, rows: int) -> Floats:
    """Add up values by owner: shape (n,) or (n, columns) to (rows,) or (rows, columns)."""
    if values.ndim == 1:
        return np.bincount(owner, values, minlength=rows).astype(float)
    columns = [np.bincount(owner, each, minlength=rows) for each in values.T]
    return np.stack(columns, axis=1)


def share(part: Floats, whole: Floats) -> Floats:
    """Return part over whole, zero where the whole is zero."""
    shape = np.broadcast_shapes(part.shape, whole.shape)
    return np.divide(part, whole, out=np.zeros(shape), where=whole > 0.0)
