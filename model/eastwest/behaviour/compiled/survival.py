"""Profits of hosted firms, firm by firm: the twin of `behaviour.survival`."""

from operator import attrgetter
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.market import FirmColumns, Offers
from eastwest.behaviour.survival import FirmSurvival, Tenants
from eastwest.compiled.draws import agent, draw
from eastwest.compiled.kernel import kernel
from eastwest.compiled.normal import BULK, bulk, normal
from eastwest.streams import UInts, root
from eastwest.vocabulary import Floats, Ints


class Weights(NamedTuple):
    """What each term counts for, see `FirmSurvival`."""

    base: float
    productivity: float
    match: float
    infrastructure: float
    environment: float
    distance: float
    company: float
    shock: float


class Columns(NamedTuple):
    """Firms, see `FirmColumns`."""

    identity: UInts
    home: Ints
    sector: Ints
    productivity: Floats


class Places(NamedTuple):
    """What places are like, see `Offers`."""

    province: Ints
    endowment: Floats
    infrastructure: Floats
    environment: Floats
    distance: Floats


weights_of, columns_of, places_of = (
    attrgetter(*table._fields) for table in (Weights, Columns, Places)
)


def profits(
    rule: FirmSurvival,
    key: np.uint64,
    year: int,
    firms: FirmColumns,
    tenants: Tenants,
    offers: Offers,
    company: Floats,
) -> Floats:
    """Return the profit of each hosted firm. [share of capital]."""
    weights, columns = Weights(*weights_of(rule)), Columns(*columns_of(firms))
    places = Places(*places_of(offers))
    luck = np.uint64(root(key, "firm profit", year))
    return earned(
        weights, columns, tenants.rows, tenants.host, tenants.support, places, company, luck
    )


@kernel
def earned(
    weights: Weights,
    firms: Columns,
    rows: Ints,
    host: Ints,
    support: Floats,
    places: Places,
    company: Floats,
    luck: np.uint64,
) -> Floats:
    """Add up the terms in the order of the plain rule.

    What must come from memory is fetched first, in loops that do nothing else: the processor then
    waits for many rows at once.
    """
    profit = np.empty(len(rows))
    home, sector = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    born, skill = np.empty(len(rows), np.uint64), np.empty(len(rows))
    drawn, shock = np.empty(len(rows)), np.empty(len(rows))
    for at in range(len(rows)):
        row = np.uint64(rows[at])
        home[at], sector[at] = firms.home[row], firms.sector[row]
    for at in range(len(rows)):
        row = np.uint64(rows[at])
        born[at], skill[at] = firms.identity[row], firms.productivity[row]
    for at in range(len(rows)):
        place = np.uint64(host[at])
        away = places.distance[home[at], places.province[place]] / 1000.0
        earns = weights.base + weights.productivity * skill[at]
        earns += weights.match * places.endowment[place, sector[at]]
        earns += weights.infrastructure * places.infrastructure[place]
        earns += weights.environment * places.environment[place]
        earns += -weights.distance * away
        earns += weights.company * company[place]
        profit[at] = earns + support[at]
    for at in range(len(rows)):  # the processor takes several rows at a time but for the tails
        drawn[at] = draw(agent(luck, born[at]), np.uint64(0))
        shock[at] = bulk(drawn[at] - 0.5)
    for at in range(len(rows)):
        if abs(drawn[at] - 0.5) > BULK:
            shock[at] = normal(drawn[at])
        profit[at] += weights.shock * shock[at]
    return profit
