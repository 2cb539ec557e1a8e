"""Shares, sums over rows that belong together, rows that are marked: as `columns`, bit for bit."""

from math import inf
from typing import cast

import numpy as np

from eastwest import columns as plain
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


def share(part: Floats, whole: Floats) -> Floats:
    """Return part over whole, zero where the whole is zero; as `columns.share`."""
    if part.shape != whole.shape:
        return cast(Floats, vars(plain.share)["__wrapped__"](part, whole))
    found = np.empty(part.shape)
    _divide(np.ravel(part), np.ravel(whole), found.ravel())
    return found


@kernel
def _divide(part: Floats, whole: Floats, found: Floats) -> None:
    for row in range(len(found)):
        found[row] = part[row] / whole[row] if whole[row] > 0.0 else part[row] / inf
