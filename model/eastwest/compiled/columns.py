"""Sums over rows that belong together, and rows that are marked: as `columns`, bit for bit."""

import numpy as np

from eastwest.compiled.kernel import kernel
from eastwest.vocabulary import Bools, Floats, Ints


def table_sums(owner: Ints, values: Floats, rows: int) -> Floats:
    """Add up rows of a table by owner; as `columns.table_sums`."""
    total = np.zeros((rows, values.shape[1]))
    _add(np.asarray(owner, np.int64), np.ascontiguousarray(values, np.float64), total)
    return total


@kernel
def _add(owner: Ints, values: Floats, total: Floats) -> None:
    for row in range(len(owner)):
        whole = total[owner[row]]
        for column in range(len(whole)):
            whole[column] += values[row, column]


def rows_where(marks: Bools) -> Ints:
    """Return the rows that are marked; as `columns.rows_where`."""
    rows = np.empty(len(marks) + 1, np.int64)
    return rows[: marked(marks, rows)].copy()


@kernel
def marked(marks: Bools, rows: Ints) -> int:
    """Write the rows that are marked and return how many, at most all but the last of `rows`.

    Every row is written and most are written over: a branch would be guessed wrong.
    """
    found = 0
    for row in range(len(marks)):
        rows[np.uint64(found)] = row
        found += marks[row]
    return found
