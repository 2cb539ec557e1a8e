"""Dated series: a value for every year from the few years that have data.

Between data years a series is log-linear (a constant rate of growth); before the first
it is constant; after the last it grows at a rate that the caller states (all assumed).
"""

from collections.abc import Mapping

import numpy as np

from eastwest.vocabulary import Floats, Ints


def dated(known: Mapping[int, float], years: Ints, growth: float | None) -> Floats:
    """Return the value of each year; log-linear between the known ones.

    Args:
        known: Value of each year that has data, all above zero.
        years: Calendar years asked for, any order.
        growth: Yearly growth after the last known year, or None: as between the
            last two. [share a year]
    """
    dates, logs = _logs(known)
    path: Floats = np.interp(years, dates, logs)
    if growth is None:
        pace = (logs[-1] - logs[-2]) / (dates[-1] - dates[-2]) if len(dates) > 1 else 0.0
    else:
        pace = np.log1p(growth)
    return np.asarray(np.exp(path + pace * np.maximum(years - dates[-1], 0)))


def dated_share(known: Mapping[int, float], years: Ints, step: float, cap: float) -> Floats:
    """Return a share for each year, as `dated`, but growing by a step and up to a cap.

    Args:
        known: Share of each year that has data, in (0, 1].
        years: Calendar years asked for.
        step: Yearly step after the last known year. [share a year]
        cap: Highest value that the steps may reach; data above it stay. [share]
    """
    dates, logs = _logs(known)
    path: Floats = np.exp(np.interp(years, dates, logs))
    later = path + step * np.maximum(years - dates[-1], 0)
    return np.asarray(np.maximum(path, np.minimum(later, cap)))


def _logs(known: Mapping[int, float]) -> tuple[Floats, Floats]:
    dates = np.array(sorted(known), dtype=np.float64)
    return dates, np.log(np.array([known[int(date)] for date in dates]))
