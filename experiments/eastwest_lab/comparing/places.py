"""Winners and losers: counties under one scenario beside the same counties under another."""

import numpy as np
import pandas as pd
from scipy import stats

from eastwest.vocabulary import Floats
from eastwest_lab.comparing.outcomes import LUCK
from eastwest_lab.comparing.paired import LEVEL, settled

KINDS = ("better", "unclear", "worse")
"""What can be said of a place: its interval lies above zero, holds it, or lies below."""
LEAST = 1e-4
"""Difference, as a share of the reference, below which a place counts as unmoved (our choice)."""


def place_means(places: pd.DataFrame, variable: str, years: tuple[int, int]) -> pd.DataFrame:
    """Return a variable's mean over some years: scenario, seed, replicate, id, value."""
    within = (places["variable"] == variable) & places["year"].between(*years)
    keys = ["scenario", *LUCK, "id"]
    return places[within].groupby(keys, observed=True, sort=False)["value"].mean().reset_index()


def place_differences(
    means: pd.DataFrame, reference: str, other: str, better: int = 1
) -> pd.DataFrame:
    """Return the mean paired difference of each place, the largest gain first.

    Args:
        means: What `place_means` returned.
        reference: The scenario compared with.
        other: The scenario that is compared.
        better: 1 if more is better, -1 if less is.

    Returns:
        By `id`: `reference`, `difference`, `percent`, `low`, `high` (95 % t interval, nan with
        one replicate), `kind` (one of `KINDS`; with one replicate the sign alone decides).
    """
    sides = [_wide(means, name) for name in (reference, other)]
    both = sides[0].index.intersection(sides[1].index)
    first, second = (side.loc[both].reindex(columns=sides[0].columns) for side in sides)
    same = settled(*(side.to_numpy(dtype=float) for side in (first, second)))
    change = pd.DataFrame(same, first.index, first.columns) - first
    low, high = _interval(change.to_numpy(dtype=float))
    middle = change.mean()
    found = pd.DataFrame(
        {"reference": first.mean(), "difference": middle, "low": low, "high": high}
    )
    found["percent"] = 100 * middle / found["reference"].abs().where(found["reference"] != 0)
    found["kind"] = _kinds(found, better)
    found = found[found["difference"].notna()]
    return found.sort_values("difference", ascending=better < 0, kind="stable").reset_index()


def shares(differences: pd.DataFrame) -> dict[str, float]:
    """Return which share of the places is better off, unclear, and worse off."""
    number = max(len(differences), 1)
    return {kind: float((differences["kind"] == kind).sum()) / number for kind in KINDS}


def by_province(differences: pd.DataFrame) -> "pd.Series[float]":
    """Return the mean difference of each province's counties, by the province's id."""
    return differences.groupby(differences["id"].str[:2])["difference"].mean()


def _wide(means: pd.DataFrame, scenario: str) -> pd.DataFrame:
    return means[means["scenario"] == scenario].pivot(index=LUCK, columns="id", values="value")


def _interval(change: Floats) -> tuple[Floats, Floats]:
    """Return the t interval of each column, nan where fewer than two values are known."""
    n = np.isfinite(change).sum(axis=0)
    enough = n > 1
    low, high = np.full(len(n), np.nan), np.full(len(n), np.nan)
    known = change[:, enough]
    half = stats.t.ppf((1 + LEVEL) / 2, n[enough] - 1) / np.sqrt(n[enough])
    half = half * np.nanstd(known, axis=0, ddof=1)
    middle = np.nanmean(known, axis=0)
    low[enough], high[enough] = middle - half, middle + half
    return low, high


def _kinds(found: pd.DataFrame, better: int) -> Floats:
    low, high = (found[side].fillna(found["difference"]) * better for side in ("low", "high"))
    worst, best = np.minimum(low, high), np.maximum(low, high)
    moved = found["difference"].abs() >= LEAST * found["reference"].abs()
    return np.select([moved & (worst > 0), moved & (best < 0)], ["better", "worse"], "unclear")
