"""What moves which outcome most: one number between 0 and 1 for each key and outcome."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from eastwest.vocabulary import Floats
from eastwest_lab.comparing.paired import differs

FEWEST = 3
"""Points below which nothing can be said."""
TOGETHER = 0.999
"""Rank correlation from which two keys count as one: they always move together."""


def drivers(
    means: pd.DataFrame, keys: Sequence[str], outcomes: Sequence[str], sampled: Sequence[str] = ()
) -> pd.DataFrame:
    """Return how much of each outcome goes with each key, over the points of a sweep.

    A key with a list of values: the correlation ratio, the root of the share of the variance
    between its values. A key sampled from a range: the size of Spearman's rank correlation. Both
    are 0 where the key does not matter and 1 where it decides alone, and have no unit.

    Args:
        means: A row for each point, a column for each key and outcome.
        keys: What was varied.
        outcomes: What was measured.
        sampled: Keys whose values are drawn from a range, so that they hardly repeat.

    Returns:
        key, outcome, effect (nan where nothing varies), direction ("up" or "down" where the
        outcome rises or falls with the key throughout, else ""), p of no effect among points
        drawn by chance.

    References:
        Kleijnen and Helton (1999), "Statistical analyses of scatterplots to identify important
        factors", doi:10.1016/S0951-8320(98)00091-X.
    """
    rows = []
    for key in keys:
        for outcome in outcomes:
            known = means[[key, outcome]].dropna()
            values = known[outcome].to_numpy(dtype=float)
            effect, direction, p = _effect(known[key], values, is_sampled=key in sampled)
            rows.append(
                {"key": key, "outcome": outcome, "effect": effect, "direction": direction, "p": p}
            )
    return pd.DataFrame(rows)


def together(means: pd.DataFrame, keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the sets of keys that always move together, so that nobody can tell them apart."""
    numbers = [key for key in keys if _is_number(means[key]) and means[key].nunique() > 1]
    found: list[list[str]] = []
    for key in numbers:
        for group in found:
            both = stats.spearmanr(means[key], means[group[0]]).statistic
            if abs(both) >= TOGETHER:
                group.append(key)
                break
        else:
            found.append([key])
    return [tuple(group) for group in found if len(group) > 1]


def _effect(
    key: "pd.Series[float]", outcome: Floats, *, is_sampled: bool
) -> tuple[float, str, float]:
    """Return effect, direction and p."""
    if len(outcome) < FEWEST or key.nunique() < 2:
        return np.nan, "", np.nan
    if not differs(outcome):
        return 0.0, "", 1.0
    if is_sampled:
        found = stats.spearmanr(key.to_numpy(dtype=float), outcome)
        rank = float(found.statistic)
        return abs(rank), _way(rank), float(found.pvalue)
    return _ratio(key, outcome)


def _ratio(key: "pd.Series[float]", outcome: Floats) -> tuple[float, str, float]:
    """Return the correlation ratio, the direction of the means, and p of the F test."""
    groups = pd.Series(outcome).groupby(key.to_numpy(), sort=True)
    means, sizes = groups.mean().to_numpy(), groups.size().to_numpy()
    between = float((sizes * (means - outcome.mean()) ** 2).sum())
    whole = float(((outcome - outcome.mean()) ** 2).sum())
    steps = np.sign(np.diff(means)) if _is_number(key) else np.zeros(1)
    way = _way(steps[0]) if (steps == steps[0]).all() else ""
    free = len(outcome) - len(means)
    if not free:
        return 1.0, way, np.nan
    left, apart = max(whole - between, 0.0) / free, between / (len(means) - 1)
    p = float(stats.f.sf(apart / left, len(means) - 1, free)) if left else 0.0
    return min(1.0, (between / whole) ** 0.5), way, p


def _way(sign: float) -> str:
    return "up" if sign > 0 else "down" if sign < 0 else ""


def _is_number(key: "pd.Series[float]") -> bool:
    return key.dtype.kind in "if"
