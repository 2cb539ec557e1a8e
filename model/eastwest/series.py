"""Dated series: a value for every year from the few years that have data.

Between data years a series grows at a constant rate; before the first it is constant;
after the last it grows as the caller says (all such growth is assumed).
"""

from collections.abc import Mapping

import numpy as np

from eastwest.vocabulary import Floats, Ints


def dated(known: Mapping[int, float], years: Ints, growth: float | None) -> Floats:
    """Return the value of each year; log-linear between the known ones, exact in them.

    Args:
        known: Value of each year that has data, all above zero.
        years: Calendar years asked for, any order.
        growth: After the last known year, or None: as between the last two. [share a year]
    """
    dates = np.array(sorted(known))
    values = np.array([known[date] for date in dates.tolist()], dtype=np.float64)
    paces = (values[1:] / values[:-1]) ** (1 / np.diff(dates))
    if growth is None:
        growth = float(paces[-1]) - 1 if len(paces) else 0.0
    since = np.maximum(np.searchsorted(dates, years, side="right") - 1, 0)
    elapsed = np.maximum(years - dates[since], 0)
    return np.asarray(values[since] * np.append(paces, 1 + growth)[since] ** elapsed)


def dated_share(known: Mapping[int, float], years: Ints, step: float, cap: float) -> Floats:
    """Return a share for each year: as `dated`, but after the last it grows by steps.

    Args:
        known: Share of each year that has data, in (0, 1].
        years: Calendar years asked for.
        step: Yearly step after the last known year. [share a year]
        cap: Highest value that the steps may reach; data above it stay. [share]
    """
    last = max(known)
    path = dated(known, years, 0.0)
    later = path + step * np.maximum(years - last, 0)
    return np.asarray(np.maximum(path, np.minimum(later, cap)))
