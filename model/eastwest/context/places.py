"""What is known of places before a run: where they begin, who lives there, which are paired."""

from dataclasses import dataclass

import numpy as np

from eastwest.columns import divisor, sums
from eastwest.drawing import sealed
from eastwest.scenario import Tables
from eastwest.vocabulary import RECIPIENT, STOCKS, Bools, Floats
from eastwest.world import World


@dataclass(frozen=True, slots=True)
class Start:
    """Places in the first year: stocks (places, 5), the rest (places,).

    Args:
        stock: Infrastructure, services, skills, environment, ecology. [-]
        income, urban_income: A head, rural and urban. [yuan]
        gdp_head: GDP a head. [yuan]
    """

    stock: Floats
    income: Floats
    urban_income: Floats
    gdp_head: Floats

    @classmethod
    def of(cls, world: World, tables: Tables) -> "Start":
        """Return where places begin; urban income is a multiple of the province's rural mean."""
        places = world.places
        stock = np.stack([getattr(places, name) for name in STOCKS], axis=1)
        provinces = len(world.provinces.id)
        mean = sums(places.province, places.rural_share * places.rural_income, provinces)
        urban = tables.income.urban * mean[places.province]
        return cls(stock, places.rural_income, urban, places.gdp_head)


@dataclass(frozen=True, slots=True)
class People:
    """Who lives at each place in each year, shape (years, places). [persons].

    Args:
        rural: Registered rural population.
        everyone: Population.
        towns: Residents in towns.
        each_rural, each_one, each_town: The same to divide by, inf where there is nobody.
        surplus: Registered rural people who are free to work elsewhere.
        claim: Listed poor that the people of poverty counties stand for when funds are shared.
    """

    rural: Floats
    everyone: Floats
    towns: Floats
    each_rural: Floats
    each_one: Floats
    each_town: Floats
    surplus: Floats
    claim: Floats

    @classmethod
    def of(cls, world: World, tables: Tables) -> "People":
        """Return the people of a world; who may leave and who has a claim, the scenario says."""
        places, provinces = world.places, world.provinces
        rural = places.rural_share * provinces.rural_registered[:, places.province]
        everyone = places.population_share * provinces.population[:, places.province]
        towns = everyone * provinces.urban_share[:, places.province]
        surplus = tables.channel.labour.surplus * rural
        claim = tables.poverty.upkeep * (rural * (places.kind == RECIPIENT))
        return sealed(
            cls(
                rural=rural,
                everyone=everyone,
                towns=towns,
                each_rural=divisor(rural),
                each_one=divisor(everyone),
                each_town=divisor(towns),
                surplus=surplus,
                claim=claim,
            )
        )


@dataclass(frozen=True, slots=True)
class Grantees:
    """Poverty counties of the recipients, to which grants and programmes of the centre go.

    Args:
        counties: Real ones at each place, shape (places,).
        here: 1 where a place has any, else 0, shape (places,).
        part: Counties at each place over all recipients' counties in the nation, shape (places,).
        share: The same of all places together; 1 where every recipient is in the world.
    """

    counties: Floats
    here: Floats
    part: Floats
    share: float

    @classmethod
    def of(cls, world: World, is_recipient: Bools) -> "Grantees":
        """Return those of a world; `is_recipient` are the places of recipient provinces."""
        places = world.places
        counties = np.where(is_recipient & (places.kind == RECIPIENT), places.counties, 0.0)
        every = world.recipient_counties or np.inf
        share = float(counties.sum()) / every
        return sealed(cls(counties, np.sign(counties), counties / every, share))


@dataclass(frozen=True, slots=True)
class Growth:
    """What has come of the growth that everybody shares, shape (years,).

    Args:
        income, gdp: Rural income and GDP a head over those of the first year.
        standard: Rural income a head that jobs are measured in. [yuan]
    """

    income: Floats
    gdp: Floats
    standard: Floats

    @classmethod
    def of(cls, world: World, people: Floats) -> "Growth":
        """Return the growth of a world with its registered rural population by year."""
        income = np.multiply.accumulate(world.trend_income)
        gdp = np.multiply.accumulate(world.trend_gdp)
        mean = [(each * world.places.rural_income).sum() / each.sum() for each in people]
        return sealed(cls(income, gdp, np.array(mean) * income))


def ends(world: World, side: str) -> Bools:
    """Return which places lie in provinces on one side of the last known plan, (places,)."""
    ids = world.donors if side == "east" else world.recipients
    return np.isin(world.provinces.id[world.places.province], ids)
