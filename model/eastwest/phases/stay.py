"""Hosted firms: what supports them, whether they stay, and what is left of those who leave."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.market import FirmColumns, Offers
from eastwest.behaviour.survival import Fates, Tenants
from eastwest.columns import ended, rows_where, share
from eastwest.context import Context, Year
from eastwest.state import State
from eastwest.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Support:
    """What firms in the West get and give this year, over their capital, a row each.

    Args:
        rows: Of the firms.
        host, capital: The place and the capital of each, before any leaves. [1e8 yuan]
        link: Through which each came, -1 where none is left or nothing is asked of it.
        subsidy: Paid by the East.
        interest: Saved, as the centre pays it to banks.
        donation: Forced.
    """

    rows: Ints
    host: Ints
    capital: Floats
    link: Ints
    subsidy: Floats
    interest: Floats
    donation: Floats

    @property
    def net(self) -> Floats:
        """Return what it adds to profit."""
        return self.subsidy + self.interest - self.donation


def support_of(context: Context, state: State, year: Year, offered: Offers) -> Support:
    """Return what supports firms, for some years after they came, and what they must give."""
    firms, table = state.firms, context.scenario.tables.channel.industry
    rows = rows_where(firms.host >= 0)
    dyad, is_new = firms.dyad[rows], firms.age[rows] < table.subsidy_years
    host, link = firms.host[rows], np.full(len(rows), -1)
    if offered.donation > 0.0:  # nothing else asks for it
        link = year.plan.link[dyad, host]
    return Support(
        rows=rows,
        host=host,
        capital=firms.capital[rows],
        link=link,
        subsidy=ended(offered.subsidy)[dyad] * is_new,
        interest=is_new * offered.credit,
        donation=np.where(link >= 0, offered.donation, 0.0),
    )


def fates_of(
    context: Context,
    state: State,
    year: Year,
    columns: FirmColumns,
    offered: Offers,
    support: Support,
) -> Fates:
    """Return what becomes of hosted firms."""
    survival = context.scenario.tables.firm.survival
    tenants, company = tenants_of(support), company_of(context, state)
    return survival(context.key, year.year, columns, tenants, offered, company)


def tenants_of(support: Support) -> Tenants:
    """Return the hosted firms."""
    return Tenants(support.rows, support.host, support.capital, support.net)


def company_of(context: Context, state: State) -> Floats:
    """Return the presence of organizations at places, in [0, 1], shape (places,)."""
    host = state.organizations.host
    return presence(context, host[host >= 0], context.world.organizations.weight)


def leave(context: Context, state: State, year: Year, fates: Fates, support: Support) -> None:
    """Let firms that fail go home or give their row to a newborn; write firms."""
    firms, weight = state.firms, context.world.firms.weight
    gone = fates.rows[fates.leaves]
    year.capital_returned = weight * float(fates.returned.sum())
    year.capital_lost = weight * float(fates.lost.sum())
    year.subsidies = weight * float((support.subsidy * support.capital).sum())
    year.interest = weight * float((support.interest * support.capital).sum())
    state.firms_left = weight * float(len(gone))
    firms.identity[gone] = fates.identity[fates.leaves]
    firms.host[gone] = -1
    firms.dyad[gone] = -1
    firms.age[gone] = 0
    for column in (firms.capital, firms.pledged, firms.jobs, firms.tie):
        column[gone] = 0.0


def presence(context: Context, here: Ints, weight: float) -> Floats:
    """Return n / (1 + n) for the number n of real actors a county; as `a_county`."""
    number = a_county(context, here, weight)
    return number / (1.0 + number)


def a_county(context: Context, here: Ints, weight: float) -> Floats:
    """Return the number of real actors a county, shape (places,).

    Args:
        here: The place of each row that is at some place.
        weight: Real actors that a row stands for.
    """
    places = context.world.places
    number = np.bincount(here, minlength=len(places.id)).astype(np.float64)
    return share(weight * number, places.counties)
