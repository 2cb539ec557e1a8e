"""Firms in the West: whether to stay. Nothing is written."""

from dataclasses import dataclass
from functools import reduce
from typing import Annotated

import numpy as np

from eastwest.backend import twinned
from eastwest.behaviour.market import FirmColumns, Offers
from eastwest.streams import UInts, normals
from eastwest.vocabulary import About, Bools, Floats, Ints, Positive, Pull, Share, parameters


@dataclass(frozen=True, slots=True)
class Tenants:
    """Firms in the West, a row each: their rows among the world's firms, and where they are.

    Capital in 1e8 yuan; `support` is the subsidy paid and the interest saved this year less what
    the firm is made to donate, over its capital.
    """

    rows: Ints
    host: Ints
    capital: Floats
    support: Floats


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the hosted firms this year, a row each.

    Args:
        profit: Share of capital.
        leaves: Whether it gives up and is at home again.
        bankrupt: Whether it also goes under; its row goes to a newborn. Implies `leaves`.
        returned, lost: Its capital, brought home or written off. [1e8 yuan]
        identity: Birth number of whoever holds the row from now on.
    """

    rows: Ints
    profit: Floats
    leaves: Bools
    bankrupt: Bools
    returned: Floats
    lost: Floats
    identity: UInts


@parameters
class FirmSurvival:
    """Leave: hosted firms realise a profit; below zero they go, far below they are bankrupt.

    Who came for a subsidy to a place that does not suit it falls below when support ends.
    """

    base: Annotated[Pull, About("share", "assumed; sets the level", "Profit")] = 0.115
    productivity: Annotated[Pull, About("share per s.d.", "assumed", "Productive firm")] = 0.03
    match: Annotated[Pull, About("share per s.d.", "assumed", "Suitable endowment")] = 0.03
    infrastructure: Annotated[Pull, About("share", "assumed", "Full infrastructure")] = 0.06
    environment: Annotated[Pull, About("share", "assumed", "Best business environment")] = 0.06
    distance: Annotated[Pull, About("share per 1000 km", "assumed", "Loss with distance")] = 0.02
    company: Annotated[Pull, About("share", "assumed; sign open", "Organizations near")] = 0.01
    shock: Annotated[Positive, About("share", "assumed", "S.d. of a year's luck")] = 0.1
    ruin: Annotated[Positive, About("share", "assumed", "Loss that ends in bankruptcy")] = 0.1
    written_off: Annotated[Share, About("share", "assumed", "Capital lost by who leaves")] = 0.6

    def __call__(
        self,
        key: np.uint64,
        year: int,
        firms: FirmColumns,
        tenants: Tenants,
        offers: Offers,
        company: Floats,
    ) -> Fates:
        """Return the fates; `company` is the presence of organizations at places, in [0, 1]."""
        rows, capital, born = tenants.rows, tenants.capital, firms.identity[tenants.rows]
        profit = profits(self, key, year, firms, tenants, offers, company)
        leaves, bankrupt = profit < 0.0, profit < -self.ruin
        lost = capital * np.where(bankrupt, 1.0, np.where(leaves, self.written_off, 0.0))
        returned = np.where(leaves, capital - lost, 0.0)
        identity = np.where(bankrupt, heir(born, year), born)
        return Fates(rows, profit, leaves, bankrupt, returned, lost, identity)

    def terms(
        self,
        key: np.uint64,
        year: int,
        firms: FirmColumns,
        tenants: Tenants,
        offers: Offers,
        company: Floats,
    ) -> dict[str, Floats]:
        """Return what makes the profit, term by term. [share of capital]."""
        rows, place = tenants.rows, tenants.host
        away = offers.distance[firms.home[rows], offers.province[place]] / 1000.0
        return {
            "base": np.full(rows.shape, self.base),
            "productivity": self.productivity * firms.productivity[rows],
            "match": self.match * offers.endowment[place, firms.sector[rows]],
            "infrastructure": self.infrastructure * offers.infrastructure[place],
            "environment": self.environment * offers.environment[place],
            "distance": -self.distance * away,
            "company": self.company * company[place],
            "support": tenants.support,
            "shock": self.shock * normals(key, "firm profit", year, firms.identity[rows]),
        }


@twinned
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
    terms = rule.terms(key, year, firms, tenants, offers, company)
    return reduce(np.add, terms.values())


def heir(identity: UInts, year: int) -> UInts:
    """Return the newborn's number on a bankrupt firm's row; odd factor: no two have the same."""
    return identity * np.uint64(0xD1342543DE82EF95) + np.uint64(year)
