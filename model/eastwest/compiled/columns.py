"""Sums over rows that belong together, one row after the other: as `columns`, bit for bit."""

import numpy as np

from eastwest.compiled.kernel import kernel
from eastwest.vocabulary import Floats, Ints


def table_sums(owner: Ints, values: Floats, rows: int) -> Floats:
    """Add up rows of a table by owner; as `columns.table_sums`."""
    total = np.zeros((rows, values.shape[1]))
    _add(np.asarray(owner, np.int64), np.ascontiguousarray(values, np.float64), total)
    return total


@kernel
def _add(owner: Ints, values: Floats, total: Floats) -> None:
    for row in range(len(owner)):
        for column in range(values.shape[1]):
            total[owner[row], column] += values[row, column]
