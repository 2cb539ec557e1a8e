"""One outcome of two scenarios, replicate by replicate: how far apart, and how surely.

Replicates with the same seed and number share their luck, agent by agent. So each pair is one
measurement of the difference, and what luck does to both drops out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, nan, sqrt

import numpy as np
from scipy import stats
from scipy.optimize import brentq

from eastwest.vocabulary import Floats

LEVEL = 0.95
"""Confidence of every interval; what lies outside it has p below 0.05."""
POWER = 0.8
"""How often a difference that can be detected would be seen: four times in five."""
RESAMPLES = 4999
"""Resamples of a bootstrap."""
FEWEST = 8
"""Pairs below which no bootstrap is drawn: there are too few different resamples (our choice)."""
MOST = 1_000_000
"""Replicates above which nobody is told how many it would take."""
ROUNDING = 1e-9
"""Difference, as a share of the larger mean, that is rounding and no difference (our choice)."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Two scenarios in one outcome; nan wherever the replicates cannot tell.

    Args:
        pairs: Replicates in which both have a value.
        reference, other: Means of the two. [unit of the outcome]
        difference: Mean of other - reference. [same unit]
        low, high: Its 95 % interval by Student's t on the paired differences. [same unit]
        boot_low, boot_high: The same by the bootstrap (BCa). [same unit]
        unpaired: Width of Welch's interval, as if luck were not shared. [same unit]
        narrower: Width of the unpaired over the paired interval; inf where the pairs agree.
        spread: Standard deviation of the paired differences. [same unit]
        effect: Difference over the mean standard deviation of the two (Cohen's d).
        p: Of no difference, two-sided, by the paired t test.
        p_wilcoxon: The same by signed ranks.
        detectable: Least difference that would have been seen in `POWER` of all tries.
    """

    pairs: int
    reference: float
    other: float
    difference: float
    low: float
    high: float
    boot_low: float
    boot_high: float
    unpaired: float
    narrower: float
    spread: float
    effect: float
    p: float
    p_wilcoxon: float
    detectable: float


def paired(reference: Floats, other: Floats) -> Paired:
    """Compare two outcomes, a value for each replicate; pairs with a nan are left out.

    References:
        Cohen (1988), "Statistical power analysis", on d; Efron (1987), "Better bootstrap
        confidence intervals", doi:10.1080/01621459.1987.10478410; Welch (1947),
        doi:10.1093/biomet/34.1-2.28.
    """
    both = np.isfinite(reference) & np.isfinite(other)
    first = reference[both]
    second = settled(first, other[both])
    n = len(first)
    if n == 0:
        return Paired(0, *[nan] * 14)
    change = second - first
    means = (float(first.mean()), float(second.mean()), float(change.mean()))
    if n == 1:
        return Paired(1, *means, *[nan] * 11)
    spread = float(change.std(ddof=1))
    half = half_width(spread, n)
    unpaired = welch(first, second)
    return Paired(
        n,
        *means,
        low=means[2] - half,
        high=means[2] + half,
        **dict(zip(("boot_low", "boot_high"), bootstrap(change), strict=True)),
        unpaired=unpaired,
        narrower=_over(unpaired, 2 * half),
        spread=spread,
        effect=_over(means[2], sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2)),
        p=_by_chance(means[2], spread, n),
        p_wilcoxon=float(stats.wilcoxon(change).pvalue) if change.any() else 1.0,
        detectable=detectable(spread, n),
    )


def settled(first: Floats, second: Floats) -> Floats:
    """Return the second of two arrays, equal to the first where rounding alone sets them apart.

    Args:
        first, second: Of one shape, a row for each replicate; nan where nothing is known.
    """
    apart = np.abs(second - first)
    if not np.isfinite(apart).any():
        return second
    sizes = [np.abs(np.where(np.isnan(apart), np.nan, side)) for side in (first, second)]
    known = np.maximum((~np.isnan(apart)).sum(axis=0), 1)
    size = np.maximum(*(np.nansum(side, axis=0) / known for side in sizes))
    return np.asarray(np.where(apart <= ROUNDING * size, first, second), dtype=np.float64)


def differs(values: Floats) -> bool:
    """Return whether any two values are further apart than rounding sets them."""
    known = values[np.isfinite(values)]
    return bool(len(known) and np.ptp(known) > ROUNDING * np.abs(known).max())


def half_width(spread: float, n: int) -> float:
    """Return half the width of the t interval of a mean of `n` values."""
    return float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) * spread / sqrt(n)


def welch(first: Floats, second: Floats) -> float:
    """Return the width of the interval of a difference whose sides share no luck."""
    parts = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    if sum(parts) == 0:
        return 0.0
    freedom = sum(parts) ** 2 / sum(part**2 / (len(first) - 1) for part in parts)
    return float(2 * stats.t.ppf((1 + LEVEL) / 2, freedom) * sqrt(sum(parts)))


def bootstrap(values: Floats) -> tuple[float, float]:
    """Return the BCa interval of a mean; the same values always give the same interval."""
    if np.ptp(values) == 0:
        return float(values[0]), float(values[0])
    if len(values) < FEWEST:
        return nan, nan
    found = stats.bootstrap(
        (values,),
        np.mean,
        confidence_level=LEVEL,
        n_resamples=RESAMPLES,
        method="BCa",
        rng=np.random.default_rng(0),
    ).confidence_interval
    return float(found.low), float(found.high)


def detectable(spread: float, n: int) -> float:
    """Return the least true difference that a paired t test sees in `POWER` of all tries.

    The test's statistic is noncentral t with shift = difference sqrt(n) / spread; the shift
    is found at which it passes the two-sided bar, on the right side, with that probability.
    """
    if spread == 0 or n < 2:
        return 0.0 if spread == 0 else nan
    bar = stats.t.ppf((1 + LEVEL) / 2, n - 1)

    def lack(shift: float) -> float:
        return float(stats.nct.sf(bar, n - 1, shift)) - POWER

    return float(brentq(lack, 0.1, 4 * bar)) * spread / sqrt(n)


def needed(spread: float, width: float) -> float:
    """Return how many replicates make half the interval at most `width`; inf if over a million.

    At least two, since one replicate has no interval.
    """
    if not np.isfinite(spread) or not width > 0:
        return nan if not np.isfinite(spread) or spread > 0 else 2.0
    low, high = 2, max(2, ceil((2 * spread / width) ** 2) + 40)
    if high > MOST:
        return inf
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if half_width(spread, middle) <= width else (middle + 1, high)
    return float(low)


def holm(p: Sequence[float] | Floats) -> Floats:
    """Return p values that allow for how many were looked at; nan stays nan.

    References:
        Holm (1979), "A simple sequentially rejective multiple test procedure",
        Scandinavian Journal of Statistics 6, 65-70.
    """
    found = np.array(p, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(found))
    order = known[np.argsort(found[known], kind="stable")]
    steps = found[order] * np.arange(len(order), 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return found


def _by_chance(difference: float, spread: float, n: int) -> float:
    """Return p of a mean; where all pairs agree it is 0, or 1 if they agree on nothing."""
    if spread == 0:
        return 0.0 if difference else 1.0
    return float(2 * stats.t.sf(abs(difference) / spread * sqrt(n), n - 1))


def _over(value: float, by: float) -> float:
    """Return a quotient; by zero it is infinite, and unknown for zero by zero."""
    if by == 0:
        return nan if value == 0 else inf if value > 0 else -inf
    return value / by
