"""How a total is handed out to rows: whatever is drawn, the total holds."""

from dataclasses import fields
from typing import TypeVar

import numpy as np

from eastwest.vocabulary import Floats, Ints

Table = TypeVar("Table")


def allot(total: int, weights: Floats, most: Floats | float = np.inf) -> Ints:
    """Hand out `total` units in proportion to weights by largest remainders.

    Ties go to the earlier row. A row of weight zero gets nothing, none more than `most`;
    what is over then goes to the others.

    Returns:
        Units of each row. shape (n,), adds up to `total` if `most` allows
    """
    limit = np.broadcast_to(most, weights.shape)
    full = np.zeros(len(weights), dtype=np.bool_)
    while True:
        left = total - limit[full].sum()
        units = np.where(full, limit, _allot(int(left), np.where(full, 0.0, weights)))
        over = units > limit
        if not over.any():
            return np.asarray(units, dtype=np.int64)
        full |= over


def _allot(total: int, weights: Floats) -> Floats:
    exact = total * weights / max(weights.sum(), np.finfo(float).tiny)
    units = np.floor(exact)
    left = total - int(units.sum()) if weights.any() else 0
    units[np.argsort(units - exact, kind="stable")[:left]] += 1
    return np.asarray(units)


def strata(counts: Ints, shares: Floats, starts: Floats) -> Ints:
    """Give each member of each group a class, as near to the shares as whole rows allow.

    Member i of a group of n stands at (i + start) / n of the cumulated shares, so classes
    come sorted inside a group and one draw a group decides who rounds up.

    Args:
        counts: Members of each group, shape (groups,).
        shares: Share of each class; adds up to one. shape (classes,)
        starts: A draw in (0, 1) for each group, shape (groups,).

    Returns:
        Class of each member. shape (counts.sum(),)
    """
    first = np.cumsum(counts) - counts
    group = np.repeat(np.arange(len(counts)), counts)
    place = (np.arange(len(group)) - first[group] + starts[group]) / counts[group]
    classes: Ints = np.searchsorted(np.cumsum(shares)[:-1], place, side="right")
    return classes


def hand_out(totals: Floats, weights: Floats, group: Ints) -> Floats:
    """Hand out the total of each group to its rows in proportion to weights.

    Args:
        totals: What each group has, shape (groups,). [any]
        weights: Positive weight of each row, shape (n,).
        group: Group of each row, shape (n,).
    """
    sums = np.bincount(group, weights, len(totals))
    return np.asarray(weights * (totals / np.where(sums > 0, sums, 1.0))[group])


def fill(totals: Floats, wanted: Floats, room: Floats, group: Ints) -> Floats:
    """Scale what rows want until each group holds its total and no row more than its room.

    With too much wanted the amounts shrink, with too little the room left over does.

    Args:
        totals: What each group must hold, at most its room. shape (groups,)
        wanted: Amount of each row, from 0 to its room. shape (n,)
        room: Most that a row can hold, shape (n,).
        group: Group of each row, shape (n,).
    """
    asked = np.bincount(group, wanted, len(totals))
    free = np.bincount(group, room - wanted, len(totals))
    part = totals / np.where(asked > 0, asked, 1.0)
    left = (asked + free - totals) / np.where(free > 0, free, 1.0)
    grown = room - (room - wanted) * left[group]
    return np.asarray(np.where((totals > asked)[group], grown, wanted * part[group]))


def lognormals(draws: Floats, sigma: Floats | float) -> Floats:
    """Turn standard normal draws into lognormal ones of mean one."""
    return np.asarray(np.exp(sigma * draws - np.square(sigma) / 2))


def sealed(table: Table) -> Table:
    """Return the table with its arrays made read-only: a world is fixed."""
    for field in fields(table):  # type: ignore[arg-type]  # every table is a dataclass
        column = getattr(table, field.name)
        if isinstance(column, np.ndarray):
            column.flags.writeable = False
    return table
