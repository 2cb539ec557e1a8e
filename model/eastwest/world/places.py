"""Where people live: how a province's people, money and poor fall to its places.

The parts of a province add up to the province exactly, whatever is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from eastwest.drawing import fill, hand_out, lognormals, sealed
from eastwest.lognormal import rate, sigma_from_poor
from eastwest.streams import normals
from eastwest.vocabulary import SECTORS, STOCKS, Floats, Ints, Texts
from eastwest.world.facts import Facts
from eastwest.world.known import Known
from eastwest.world.provinces import Provinces, registered_in
from eastwest.world.sites import Sites
from eastwest.world.units import MOST, Units

RELATIVE_INCOME = np.array([0.65, 1.1, 1.2, 1.0])
"""Rural income of each kind of place over that of the rest of its province (assumed)."""
INCOME_SPREAD, SIZE_SPREAD = 0.1, 0.4
"""Log standard deviation of rural income and of people between counties (assumed)."""
GDP_POWER, REVENUE_POWER = 2.0, 3.0
"""How GDP and revenue a head follow relative rural income between places (assumed)."""
POOR_URBAN = 0.6
"""Urban share of poverty counties over that of their province (assumed)."""
PART_OF_KIND = np.array([0, 1, 2, 2])
"""Part of its territory that a place of each kind lies in: poverty, eastern, other."""
NO_DATA_SIGMA = 0.5
"""Spread of rural income where nothing is known of the poor (assumed)."""
SECTOR_NUMBERS = np.arange(len(SECTORS))
LEVEL = np.array([0.70, 0.70, 0.65, 0.65, 0.65])
FALL = np.array([0.50, 0.40, 0.40, 0.40, 0.15])
STOCK_SPREAD = 0.05
"""Stocks start at LEVEL - FALL x poverty rate, plus a draw (all assumed)."""


@dataclass(frozen=True, slots=True)
class Places:
    """One row a place, sorted by province, inside it: counties, eastern counties, cities, rest.

    Args:
        id: `52-017` poverty county, `32-E05` eastern county, `32-Suzhou` city, `52-rest`.
        province: Row of the world's provinces.
        kind: RECIPIENT (poverty county), DONOR (eastern county), URBAN (donor city), REST.
        counties: Real counties that the row stands for.
        prefecture: Row of the world's prefectures, -1 none or not told apart.
        population_share, rural_share, revenue_share: Share of the province's series.
        rural_income: At the first year; the mean over a province is the province's. [yuan]
        sigma: Lognormal spread of rural income inside the place.
        poor: People below the line at the first year. [persons]
        gdp_head: At the first year. [yuan]
        infrastructure, services, skills, environment, ecology: Start values. [0, 1]
        endowment: Fit of each sector, mean 0, s.d. 1 (drawn, assumed). shape (places, 6)
    """

    id: Texts
    name_en: Texts
    name_zh: Texts
    province: Ints
    kind: Ints
    counties: Floats
    prefecture: Ints
    population_share: Floats
    rural_share: Floats
    revenue_share: Floats
    rural_income: Floats
    sigma: Floats
    poor: Floats
    gdp_head: Floats
    infrastructure: Floats
    services: Floats
    skills: Floats
    environment: Floats
    ecology: Floats
    endowment: Floats


def draw_places(
    sites: Sites, first: int, everybody: Provinces, facts: Facts, key: np.uint64
) -> Places:
    """Draw the places of some sites as they are at the start of the first year.

    Args:
        everybody: All provinces from the first year on, rows as in the full table.
    """
    rural, population = _people(sites, everybody, facts, key)
    relative = _relative_income(sites, rural, key)
    gdp = hand_out(sites.units.gdp, population * relative**GDP_POWER, sites.unit)
    revenue = hand_out(sites.units.revenue, population * relative**REVENUE_POWER, sites.unit)
    gdp_head = 1e8 * everybody.gdp[0] / everybody.population[0]
    sigma = _sigma(sites, relative, rural, facts)[sites.province]
    income = relative * facts.at("rural_income", first)[sites.province]
    people = rural * everybody.rural_registered[0][sites.province]
    expected = rate(income, sigma, facts.line(first))
    poor = _poor(sites, first, people, expected, facts)
    return sealed(
        Places(
            id=sites.id,
            name_en=sites.name_en,
            name_zh=sites.name_zh,
            province=np.searchsorted(sites.chosen, sites.province),
            kind=sites.kind,
            counties=sites.counties,
            prefecture=sites.prefecture,
            population_share=population,
            rural_share=rural,
            revenue_share=revenue,
            rural_income=income,
            sigma=sigma,
            poor=poor,
            gdp_head=gdp_head[sites.province] * gdp / population,
            endowment=normals(key, "endowment", 0, sites.identity[:, None], SECTOR_NUMBERS),
            **_stocks(sites, expected, key),
        )
    )


def below_line(places: Places, everybody: Provinces, line: float) -> Floats:
    """Return the people below a poverty line at the start, listed or not. [persons], (places,).

    Args:
        places: Those of all provinces.
        everybody: All provinces.
        line: [yuan]
    """
    people = places.rural_share * everybody.rural_registered[0][places.province]
    return np.asarray(people * rate(places.rural_income, places.sigma, line))


def _people(
    sites: Sites, everybody: Provinces, facts: Facts, key: np.uint64
) -> tuple[Floats, Floats]:
    """Return each place's share of its province's registered rural people and population.

    A territory has up to three parts: poverty counties, eastern counties and the rest.
    """
    units, urban = sites.units, everybody.urban_share[0][sites.units.province]
    poor_part, east_part = _parts(units, facts.known)
    poor_rural = units.rural * poor_part
    poor_people = poor_rural * (1 - urban) / (1 - POOR_URBAN * urban)
    part = 3 * sites.unit + PART_OF_KIND[sites.kind]
    draws = normals(key, "people", 0, sites.identity)
    weights = sites.counties * lognormals(draws, SIZE_SPREAD / np.sqrt(sites.counties))
    shares = []
    for whole, poor in (
        (units.rural, poor_rural),
        (units.population, np.minimum(poor_people, MOST * units.population)),
    ):
        east = (whole - poor) * east_part / (1 - poor_part)
        parts = np.stack([poor, east, whole - poor - east], axis=1)
        shares.append(hand_out(parts.ravel(), weights, part))
    return shares[0], shares[1]


def _parts(units: Units, known: Known) -> tuple[Floats, Floats]:
    """Return the part of each unit's rural people in poverty and in eastern counties.

    A county is taken as an average one of its province; something is left to the rest.
    """
    given = np.bincount(units.province, units.counties, len(known.id))
    poor, east = known.poverty_counties / known.counties, given / known.counties
    scale = np.minimum(1, MOST / np.maximum(poor + east, MOST))
    is_province = np.arange(len(units.id)) < len(known.id)
    poor_part = np.where(is_province, (poor * scale)[units.province], 0.0)
    east_part = np.where(units.counties > 0, (east * scale)[units.province], 0.0)
    return poor_part, east_part


def _relative_income(sites: Sites, rural: Floats, key: np.uint64) -> Floats:
    """Return rural income over the province's; the mean over a province is one."""
    draws = normals(key, "rural_income", 0, sites.identity)
    raw = RELATIVE_INCOME[sites.kind] * lognormals(draws, INCOME_SPREAD / np.sqrt(sites.counties))
    return np.asarray(raw / np.bincount(sites.province, rural * raw)[sites.province])


def _sigma(sites: Sites, relative: Floats, rural: Floats, facts: Facts) -> Floats:
    """Return each province's spread inside places, from the first year with poor data.

    Lognormal places with this spread together have as many poor as the province had.
    """
    poor = facts.known.values.get("poor", ())
    years = [year for one in poor for year in one]
    sigma = np.full(len(facts.known.id), NO_DATA_SIGMA)
    if not years:
        return sigma
    year = min(years)
    people = rural * registered_in(facts, year)[sites.province]
    income = relative * facts.at("rural_income", year)[sites.province]
    found = np.array([one.get(year, 0.0) for one in poor])
    fitted = sigma_from_poor(income, people, facts.line(year), sites.province, found)
    return np.where(found > 0, fitted, sigma)


def _poor(sites: Sites, first: int, people: Floats, expected: Floats, facts: Facts) -> Floats:
    """Return the poor of each place, in persons.

    A province's total is the table's, linear between its years (assumed); outside them it is
    what lognormal incomes say. Provinces that the table does not name have none.
    """
    wanted = people * expected
    sums = np.bincount(sites.province, wanted, len(facts.known.id))
    table = facts.known.values.get("poor", tuple({} for _ in sums))
    totals = [_total(one, first, own) for one, own in zip(table, sums.tolist(), strict=True)]
    room = np.bincount(sites.province, people, len(facts.known.id))
    return fill(np.minimum(totals, room), wanted, people, sites.province)


def _total(table: Mapping[int, float], year: int, otherwise: float) -> float:
    if not table:
        return 0.0
    years = sorted(table)
    if not years[0] <= year <= years[-1]:
        return otherwise
    return float(np.interp(year, years, [table[one] for one in years]))


def _stocks(sites: Sites, poverty: Floats, key: np.uint64) -> dict[str, Floats]:
    """Return the start value of each stock, lower where more people are poor."""
    columns = np.arange(len(STOCKS))
    draws = normals(key, "stocks", 0, sites.identity, columns[:, None])
    levels = LEVEL[:, None] - FALL[:, None] * poverty
    starts = np.clip(levels + STOCK_SPREAD / np.sqrt(sites.counties) * draws, 0.05, 0.95)
    return dict(zip(STOCKS, starts, strict=True))
