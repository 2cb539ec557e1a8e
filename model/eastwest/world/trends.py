"""The growth that everybody has: that of central provinces that never took part.

No province's own growth is read in; what recipients do better must come from the model.
"""

from functools import lru_cache

import numpy as np

from eastwest.series import dated
from eastwest.vocabulary import Floats
from eastwest.world.facts import Facts

INCOME_GROWTH = 0.07
"""National rural income after the last data year. [share a year], assumed"""

MEASURED = 2023
"""Year of the official mean investment of a firm: 1268 over 2510 (1e8 yuan)."""


@lru_cache(maxsize=16)
def trend_income(facts: Facts, first: int, last: int) -> Floats:
    """Return each year's rural income over the year before; the first is one.

    Mean of the trend provinces in their data years, weighted by their rural residents.
    """
    rows = np.flatnonzero(facts.known.trend).tolist()
    known = [facts.known.values["rural_income"][row] for row in rows]
    dates = np.array(sorted(set.intersection(*(set(one) for one in known))))
    income = np.array([[one[date] for one in known] for date in dates.tolist()])
    residents = facts.path("population", dates) * (1 - facts.path("urban_share", dates))
    rural = residents[:, rows]
    level = (income * rural).sum(axis=1) / rural.sum(axis=1)
    path = dict(zip(dates.tolist(), level.tolist(), strict=True))
    return _factors(dated(path, np.arange(first, last + 1), INCOME_GROWTH))


@lru_cache(maxsize=16)
def trend_gdp(facts: Facts, first: int, last: int) -> Floats:
    """Return each year's GDP per head over the year before, of the trend provinces together."""
    years, rows = np.arange(first, last + 1), facts.known.trend
    gdp, people = facts.path("gdp", years)[:, rows], facts.path("population", years)[:, rows]
    return _factors(np.asarray(gdp.sum(axis=1) / people.sum(axis=1)))


@lru_cache(maxsize=16)
def capital_level(facts: Facts, first: int, last: int) -> Floats:
    """Return how large an investment is each year over its size when firms' was measured.

    It follows GDP per head of the trend provinces (assumed): money is nominal.
    """
    factors = trend_gdp(facts, first, max(last, MEASURED))
    level = np.cumprod(factors)
    return np.asarray(level[: last - first + 1] / level[MEASURED - first])


def _factors(level: Floats) -> Floats:
    factors = np.ones(len(level))
    factors[1:] = level[1:] / level[:-1]
    factors.flags.writeable = False
    return factors
