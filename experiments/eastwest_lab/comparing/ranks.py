"""Who does best in what: ranks within each replicate, and what no other scenario beats."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from eastwest.vocabulary import Bools, Floats
from eastwest_lab.comparing.outcomes import LUCK

BLOCK = 256
"""Points that are held against all others at once."""


def ranks(table: pd.DataFrame, better: Mapping[str, int]) -> pd.DataFrame:
    """Return mean ranks, 1 is best: a row for each scenario, a column for each outcome.

    Scenarios are ranked within each replicate, where they share their luck; equal ones share a
    rank. A replicate in which a scenario has no value counts for none.

    Args:
        table: A row for each scenario, seed and replicate, a column for each outcome.
        better: Outcome -> 1 if more is better, -1 if less is.
    """
    order, found = list(dict.fromkeys(table["scenario"])), {}
    for name, direction in better.items():
        wide = table.pivot(index=LUCK, columns="scenario", values=name)[order].dropna()
        values = pd.DataFrame(_settled(wide.to_numpy(dtype=float)), wide.index, wide.columns)
        found[name] = (-direction * values).rank(axis=1).mean()
    return pd.DataFrame(found, index=pd.Index(order, name="scenario"))


def _settled(values: Floats) -> Floats:
    """Return values at ten figures: what rounding sets apart is equal."""
    size = np.where(values == 0, 1.0, np.abs(values))
    scale = 10.0 ** (9 - np.floor(np.log10(size)))
    return np.asarray(np.round(values * scale) / scale, dtype=np.float64)


def front(points: Floats, better: Sequence[int]) -> Bools:
    """Return which points no other point beats: at least as good in all, better in one.

    Args:
        points: Shape (points, outcomes); a row with a nan is on no front.
        better: For each outcome 1 if more is better, -1 if less is.
    """
    good = _settled(points) * np.asarray(better, dtype=float)
    there = np.isfinite(good).all(axis=1)
    rivals = good[there][:, None, :]

    def beaten(some: Floats) -> Bools:
        at_least, more = (rivals >= some).all(axis=2), (rivals > some).any(axis=2)
        return np.asarray((at_least & more).any(axis=0))

    # A block at a time: all against all would take gigabytes with ten thousand points.
    blocks = [beaten(good[first : first + BLOCK]) for first in range(0, len(good), BLOCK)]
    return np.asarray(there & ~np.concatenate([*blocks, np.zeros(0, dtype=bool)]))
