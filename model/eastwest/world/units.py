"""Top-tier territories: each province without its donor cities, then the donor cities."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from eastwest.drawing import allot, sealed
from eastwest.tables import Row
from eastwest.vocabulary import Floats, Ints, Texts
from eastwest.world.facts import CITY_SHARES, Facts

EASTERN_COUNTIES = 343
"""Eastern counties paired in 2020 (Economic Daily 2022); spread by population (assumed)."""
MOST = 0.9
"""Most of a territory that its counties of the plans can be; something is left (assumed)."""
SPREAD_YEAR = 2015
"""Year of the population that spreads them (assumed)."""


@dataclass(frozen=True, slots=True)
class Units:
    """The first rows are all provinces in the order of their table; cities follow.

    Args:
        province: Row of the province, shape (units,).
        population, rural, gdp, revenue: Share of the province's; adds up to one over it.
        counties: Eastern counties of the unit; none if no plan makes it give.
    """

    id: Texts
    name_en: Texts
    name_zh: Texts
    province: Ints
    population: Floats
    rural: Floats
    gdp: Floats
    revenue: Floats
    counties: Ints


@lru_cache(maxsize=8)
def units(facts: Facts, with_cities: bool) -> Units:
    """Return the units; without cities a province keeps its donor cities inside."""
    known = facts.known
    givers = sorted({pair.east for plan in facts.plans.values() for pair in plan})
    cities = [city for city in facts.cities if with_cities and city.cells["id"] in givers]
    ids = known.id.tolist()
    home = np.array([ids.index(city.text("province", ids)) for city in cities], dtype=np.int64)
    province = np.concatenate([np.arange(len(ids)), home])
    id = np.array([*ids, *(city.text("id") for city in cities)])
    shares = {name: _shares(cities, home, f"{name}_share", len(ids)) for name in CITY_SHARES}
    people = facts.at("population", SPREAD_YEAR)[province] * shares["population"]
    most = np.where(np.arange(len(id)) < len(ids), MOST * known.counties[province] // 1, np.inf)
    table = Units(
        id=id,
        name_en=np.array([*known.name_en, *(city.text("name_en") for city in cities)]),
        name_zh=np.array([*known.name_zh, *(city.text("name_zh") for city in cities)]),
        province=province,
        counties=allot(EASTERN_COUNTIES, np.where(np.isin(id, givers), people, 0.0), most),
        **shares,
    )
    return sealed(table)


def _shares(cities: Sequence[Row], home: Ints, column: str, provinces: int) -> Floats:
    """Return the share of each unit; what its cities hold leaves the province."""
    own = np.array([city.number(column, 1e-9, 1) for city in cities])
    left = 1 - np.bincount(home, own, provinces)
    short = np.flatnonzero(left <= 0)
    if len(short):
        city = cities[int(np.flatnonzero(home == short[0])[-1])]
        raise city.error(column, "the cities of a province must leave something to the rest")
    return np.concatenate([left, own])
