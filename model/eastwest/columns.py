"""Sums over rows that belong together, and how wide columns of firms are."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from eastwest.backend import backend, twinned
from eastwest.vocabulary import Bools, Floats, Ints

Number = TypeVar("Number", bound=np.generic)

KEPT = 1 << 24
"""Size of the largest arrays that are not handed back; it is never touched. [bytes]"""


def sums(owner: Ints, values: Floats, rows: int) -> Floats:
    """Add up values by owner: shape (n,) or (n, columns) to (rows,) or (rows, columns)."""
    if values.ndim == 1:
        return np.bincount(owner, values, minlength=rows).astype(np.float64, copy=False)
    return table_sums(owner, values, rows)


@twinned
def table_sums(owner: Ints, values: Floats, rows: int) -> Floats:
    """Add up rows of a table by owner: shape (n, columns) to (rows, columns)."""
    columns = values.shape[1]
    cell = (owner * columns)[:, None] + np.arange(columns)
    total = np.bincount(cell.ravel(), values.ravel(), minlength=rows * columns)
    return total.astype(np.float64, copy=False).reshape(rows, columns)


def mapped(values: Floats, table: Floats) -> Floats:
    """Return what columns, a row each, bring by a table: (a, n) and (a, b) to (n, b).

    It is their product, term after term: that of a library may depend on its threads.
    """
    return np.ascontiguousarray(np.einsum("an,ab->bn", values, table).T)


@twinned
def rows_where(marks: Bools) -> Ints:
    """Return the rows that are marked."""
    return np.flatnonzero(marks)


def share(part: Floats, whole: Floats) -> Floats:
    """Return part over whole, zero where the whole is zero."""
    return np.asarray(part / divisor(whole))


def divisor(whole: Floats) -> Floats:
    """Return a whole to divide by: inf where it is zero, of which every part is none."""
    return np.where(whole > 0.0, whole, np.inf)


def keep_freed() -> None:
    """Let the C library keep what arrays leave for the next ones, as glibc does from here on.

    It hands freed memory back, and fetches it anew page by page, unless a larger array was freed
    before. Else the next year's arrays cost a sixth of a year by NumPy.
    """
    np.empty(KEPT, np.uint8)


def ended(column: NDArray[Number]) -> NDArray[Number]:
    """Return a column with a zero at its end, which is what row -1, nobody's, then finds."""
    longer = np.zeros(len(column) + 1, column.dtype)
    longer[:-1] = column
    return longer


def total(column: Floats) -> float:
    """Return the sum of a column in double precision, however narrow the column is."""
    return float(column.sum(dtype=np.float64))


def width() -> type[np.floating[Any]]:
    """Return the type of firms' amounts, of which there may be millions: `fast` halves them."""
    return np.float32 if backend() == "fast" else np.float64
