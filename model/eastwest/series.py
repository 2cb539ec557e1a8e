"""Dated series: a value for every year from the few years that have data.

Between data years a series grows at a constant rate; before the first it is constant;
after the last it grows as the caller says (all such growth is assumed).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from eastwest.vocabulary import Floats, Ints

Known = Mapping[int, float]
"""Value of each year that has data, all above zero."""


def dated(known: Known, years: Ints, growth: float | None) -> Floats:
    """Return the value of each year; log-linear between the known ones, exact in them.

    Args:
        known: One series.
        years: Calendar years asked for, any order.
        growth: After the last known year, or None: as between the last two. [share a year]
    """
    return side_by_side([known], years, growth)[:, 0]


def side_by_side(series: Sequence[Known], years: Ints, growth: float | None) -> Floats:
    """Return the values of several series, as `dated`, shape (years, series)."""
    found = np.empty((len(years), len(series)))
    for dates, columns in _of_same_dates(series):
        values = np.array([[series[column][date] for column in columns] for date in dates])
        found[:, columns] = _paths(np.array(dates), values, years, growth)
    return found


def shares(series: Sequence[Known], years: Ints, step: float, cap: float) -> Floats:
    """Return shares side by side: as `dated`, but after the last known year they grow by steps.

    Args:
        series: Shares in (0, 1].
        years: Calendar years asked for.
        step: Yearly step after the last known year. [share a year]
        cap: Highest value that the steps may reach; data above it stay. [share]

    Returns:
        Shares, shape (years, series).
    """
    last = np.array([max(known) for known in series])
    path = side_by_side(series, years, 0.0)
    later = path + step * np.maximum(years[:, None] - last, 0)
    return np.asarray(np.maximum(path, np.minimum(later, cap)))


def _of_same_dates(series: Sequence[Known]) -> Iterable[tuple[tuple[int, ...], list[int]]]:
    """Return all dates that occur, each with the columns of the series that have just these."""
    found: dict[tuple[int, ...], list[int]] = {}
    for column, known in enumerate(series):
        found.setdefault(tuple(sorted(known)), []).append(column)
    return found.items()


def _paths(dates: Ints, values: Floats, years: Ints, growth: float | None) -> Floats:
    """Return series of the same dates; values of shape (dates, series) to (years, series)."""
    paces = (values[1:] / values[:-1]) ** (1 / np.diff(dates))[:, None]
    after = np.full((1, values.shape[1]), 0.0 if growth is None else growth)
    if growth is None and len(paces):
        after = paces[-1:] - 1
    since = np.maximum(np.searchsorted(dates, years, side="right") - 1, 0)
    elapsed = np.maximum(years - dates[since], 0)
    return np.asarray(values[since] * np.concatenate([paces, 1 + after])[since] ** elapsed[:, None])
