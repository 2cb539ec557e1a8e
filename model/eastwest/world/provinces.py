"""Provinces: who they are, and the outside world's dated series about them."""

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from eastwest.drawing import sealed
from eastwest.vocabulary import Bools, Floats, Ints, Texts
from eastwest.world.facts import Facts


@dataclass(frozen=True, slots=True)
class Provinces:
    """One row a province, in the order of the table; years run from the world's first.

    Args:
        id: Two-digit code, such as `52`.
        region: east, northeast, central or west; a label, sides follow the plans.
        gdp, revenue: [1e8 yuan a year], shape (years, provinces)
        population: Residents. [persons]
        urban_share: Share of residents in towns. [share]
        rural_registered: People registered as rural, the base of poverty rates; about 1.45
            times the rural residents in 2010. [persons]
        has_role: Gives or receives, as a whole or in part, in some plan.
    """

    id: Texts
    name_en: Texts
    name_zh: Texts
    region: Texts
    gdp: Floats
    revenue: Floats
    population: Floats
    urban_share: Floats
    rural_registered: Floats
    has_role: Bools

    def only(self, rows: Ints) -> "Provinces":
        """Return the table of some provinces."""
        columns = (getattr(self, field.name) for field in fields(self))
        return sealed(Provinces(*(column[..., rows] for column in columns)))


@lru_cache(maxsize=16)
def provinces(facts: Facts, first: int, last: int) -> Provinces:
    """Return all provinces with their series from `first` to `last`, both included."""
    known, years = facts.known, np.arange(first, last + 1)
    pairs = [pair for plan in facts.plans.values() for pair in plan]
    roles = {end for pair in pairs for end in (pair.east.split("-")[0], pair.west_province)}
    table = Provinces(
        id=known.id,
        name_en=known.name_en,
        name_zh=known.name_zh,
        region=known.region,
        gdp=facts.path("gdp", years),
        revenue=facts.path("revenue", years),
        population=facts.path("population", years),
        urban_share=facts.path("urban_share", years),
        rural_registered=registered_rural(facts, years),
        has_role=np.isin(known.id, sorted(roles)),
    )
    return sealed(table)


def registered_rural(facts: Facts, years: Ints) -> Floats:
    """Split the nation's registered rural people by the provinces' rural residents.

    Registration does not follow the move to town: official counts of the poor over official
    rates give 963 million in 2010 and in 2016, while rural residents fell. After the last
    year with data on towns the split stays as it is.

    Returns:
        At most the residents of a province; binds in Tibet. [persons], (years, provinces)
    """
    latest = max(max(one) for one in facts.known.values["urban_share"])
    held = np.minimum(years, latest)
    resident = facts.path("population", held) * (1 - facts.path("urban_share", held))
    total = facts.national("registered_rural", years)
    shares = resident / resident.sum(axis=1, keepdims=True)
    registered = total[:, None] * shares
    return np.asarray(np.minimum(registered, facts.path("population", years)))


@lru_cache(maxsize=16)
def registered_in(facts: Facts, year: int) -> Floats:
    """Return the registered rural people of all provinces in one year, (provinces,)."""
    people: Floats = registered_rural(facts, np.array([year]))[0]
    people.flags.writeable = False
    return people
