"""Scenarios compared under every setting of a sweep: does what holds in one hold in all?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from eastwest.vocabulary import Floats
from eastwest_lab.comparing.outcomes import LUCK
from eastwest_lab.comparing.paired import LEVEL, settled


def by_setting(runs: pd.DataFrame, outcomes: Sequence[str], reference: object) -> pd.DataFrame:
    """Return the mean paired difference from one scenario under every setting.

    Args:
        runs: A row for each run: scenario, setting, seed, replicate, the outcomes.
        outcomes: What was measured.
        reference: The scenario that the others are compared with.

    Returns:
        scenario, outcome, setting, reference (its mean), difference, low, high (95 % t interval
        of the paired replicates, nan with one), sign: 1 or -1 where the interval lies on one
        side of zero, else 0; with one replicate the difference's own.
    """
    keys, found = ["setting", *LUCK], []
    first = runs[runs["scenario"] == reference].set_index(keys)
    for other in dict.fromkeys(runs["scenario"]):
        if other == reference:
            continue
        second = runs[runs["scenario"] == other].set_index(keys).reindex(first.index)
        for name in outcomes:
            part = _of(*(side[name].to_numpy(dtype=float) for side in (first, second)))
            part.insert(0, "setting", first.index.get_level_values("setting"))
            found.append(_told(part).assign(scenario=other, outcome=name))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _of(first: Floats, second: Floats) -> pd.DataFrame:
    """Return pairs that have both sides; what rounding sets apart is equal."""
    change = settled(first, second) - first
    return pd.DataFrame({"reference": np.where(np.isnan(change), np.nan, first), "change": change})


def _told(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return mean, interval and sign of each setting."""
    grouped = pairs.groupby("setting")
    found = grouped.mean().rename(columns={"change": "difference"})
    n = grouped["change"].count().to_numpy()
    spread = grouped["change"].std(ddof=1).to_numpy(dtype=float)
    half = stats.t.ppf((1 + LEVEL) / 2, np.maximum(n - 1, 1)) * spread / np.sqrt(np.maximum(n, 1))
    middle = found["difference"].to_numpy(dtype=float)
    found["low"], found["high"] = middle - half, middle + half
    apart = (middle - half > 0) * 1.0 - (middle + half < 0)
    found["sign"] = np.where(n == 1, np.sign(middle), apart)
    return found.dropna(subset="difference").reset_index()
