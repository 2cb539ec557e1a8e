"""Governments: one table for the East, one for the West, each with its tiers."""

from dataclasses import dataclass

import numpy as np

from eastwest.drawing import lognormals, sealed
from eastwest.streams import identities, normals
from eastwest.vocabulary import (
    CITY,
    COUNTY,
    PROVINCE,
    REST,
    URBAN,
    Bools,
    Floats,
    Ints,
    Texts,
)
from eastwest.world.places import Places
from eastwest.world.sites import Sites


@dataclass(frozen=True, slots=True)
class Governments:
    """One row a government: the top tier first, then the counties.

    Args:
        id: `32`, `32-Suzhou`, or the id of the county's place.
        tier: PROVINCE, CITY or COUNTY.
        province: Row of the world's provinces.
        parent: Row of this table that a county answers to, -1 at the top.
        place: Own row of places; a province's is its `rest`.
        revenue_share: Share of the province's revenue. Money of counties is part of their
            parent's; the top tiers of a province add up to one.
        weight_in_parent: A county's part of its parent's counties, by revenue; 0 at the top.
        career_concern, altruism: Traits, lognormal around one (assumed).
    """

    id: Texts
    name_en: Texts
    name_zh: Texts
    tier: Ints
    province: Ints
    parent: Ints
    place: Ints
    revenue_share: Floats
    weight_in_parent: Floats
    career_concern: Floats
    altruism: Floats


def governments(
    sites: Sites, places: Places, units: Bools, county_kind: int, key: np.uint64, spread: float
) -> Governments:
    """Return the governments of some territories and of their counties of one kind.

    Args:
        units: Territories that have a government of this table, shape (units,).
        county_kind: RECIPIENT for the West, DONOR for the East.
        spread: Log standard deviation of traits.
    """
    seats = np.flatnonzero(np.isin(places.kind, (REST, URBAN)) & units[sites.unit])
    # A province's own territory comes before its cities', which come in the order of their table.
    seats = seats[np.argsort(sites.unit[seats], kind="stable")]
    counties = np.flatnonzero((places.kind == county_kind) & units[sites.unit])
    place = np.concatenate([seats, counties])
    top = len(seats)
    row_of_unit = np.full(len(sites.units.id), -1)
    row_of_unit[sites.unit[seats]] = np.arange(top)
    parent = np.full(len(place), -1)
    parent[top:] = row_of_unit[sites.unit[counties]]
    own = sites.unit[seats]
    id = np.concatenate([sites.units.id[own], places.id[counties]])
    revenue = np.concatenate([sites.units.revenue[own], places.revenue_share[counties]])
    within = np.zeros(len(place))
    within[top:] = revenue[top:] / np.bincount(parent[top:], revenue[top:])[parent[top:]]
    is_city = places.kind[place] == URBAN
    tier = np.where(parent >= 0, COUNTY, np.where(is_city, CITY, PROVINCE))
    agents = identities(id)
    concern, altruism = (
        lognormals(normals(key, trait, 0, agents), spread)
        for trait in ("career_concern", "altruism")
    )
    table = Governments(
        id=id,
        name_en=np.concatenate([sites.units.name_en[own], places.name_en[counties]]),
        name_zh=np.concatenate([sites.units.name_zh[own], places.name_zh[counties]]),
        tier=tier,
        province=places.province[place],
        parent=parent,
        place=place,
        revenue_share=revenue,
        weight_in_parent=within,
        career_concern=concern,
        altruism=altruism,
    )
    return sealed(table)
