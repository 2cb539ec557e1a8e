"""Closed forms of a lognormal income: who is poor, by how much, and how unequal it is.

Income x has mean m and log standard deviation s, so ln x is normal with mean ln m - s^2/2.
`mean` and `line` are in yuan a head and year; all arguments broadcast.

References:
    Aitchison and Brown (1957), The Lognormal Distribution, Cambridge, chapters 2 and 11.
"""

import numpy as np
from scipy.special import ndtr

from eastwest.vocabulary import Floats, Ints

Numbers = Floats | float
NARROW, WIDE = 1e-3, 5.0
"""Bracket of sigma; no income of a Chinese county comes near either end (assumed)."""
HALVINGS = 50


def rate(mean: Numbers, sigma: Numbers, line: Numbers) -> Floats:
    """Return the share of people below the line: Phi(ln(line / mean) / s + s / 2)."""
    return np.asarray(ndtr(_score(mean, sigma, line)))


def rate_and_gap(mean: Numbers, sigma: Numbers, line: Numbers) -> tuple[Floats, Floats]:
    """Return the rate, and what lifts all the poor to the line, in yuan a year per head of all.

    The second is line * Phi(z) - mean * Phi(z - s), z as in `rate`.
    """
    z = _score(mean, sigma, line)
    below = np.asarray(ndtr(z))
    return below, np.asarray(line * below - mean * ndtr(z - sigma))


def gini(sigma: Numbers) -> Floats:
    """Return the Gini coefficient, 2 Phi(s / sqrt 2) - 1."""
    return np.asarray(2 * ndtr(np.asarray(sigma) / np.sqrt(2)) - 1)


def theil(sigma: Numbers) -> Floats:
    """Return the Theil index T, s^2 / 2."""
    return np.asarray(np.square(sigma) / 2)


def sigma_from_poor(mean: Floats, people: Floats, line: float, group: Ints, poor: Floats) -> Floats:
    """Return one sigma per group under which its places together have that many poor.

    Several places with means of their own need less spread inside each than one place
    with their common mean. Found by bisection, the same number of steps for all groups.

    Args:
        mean: Mean income of each place. [yuan a head], shape (places,)
        people: People of each place, shape (places,).
        group: Group of each place, 0 to len(poor) - 1.
        poor: Poor people of each group, shape (groups,).
    """
    low, high = np.full(len(poor), NARROW), np.full(len(poor), WIDE)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        found = np.bincount(group, people * rate(mean, middle[group], line), len(poor))
        low, high = np.where(found < poor, middle, low), np.where(found < poor, high, middle)
    return np.asarray((low + high) / 2)


def theil_parts(
    weights: Floats, means: Floats, sigmas: Numbers, groups: Ints | None = None
) -> tuple[float, float]:
    """Split the Theil index into what lies between groups and what lies within them.

    Args:
        weights: People of each place; any scale. shape (places,)
        means: Mean income of each place. [yuan a head]
        sigmas: Spread of income inside each place.
        groups: Group of each place; without it every place is a group of its own.
    """
    people, income = weights / weights.sum(), weights * means
    income /= income.sum()
    apart = float((income * np.log(income / people)).sum())
    inside = float((income * theil(sigmas)).sum())
    if groups is None:
        return apart, inside
    members, earned = np.bincount(groups, people), np.bincount(groups, income)
    held = members > 0
    between = float((earned[held] * np.log(earned[held] / members[held])).sum())
    return between, apart + inside - between


def _score(mean: Numbers, sigma: Numbers, line: Numbers) -> Floats:
    return np.asarray(np.log(np.asarray(line) / mean) / sigma + np.asarray(sigma) / 2)
