"""Money of western counties beside aid and central funds: grants, programmes, sold quotas."""

import numpy as np

from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, RECIPIENT, STOCKS, Floats

ECOLOGY = CHANNEL["ecology"]


def counties_of(context: Context) -> Floats:
    """Return the real poverty counties at each place of the recipients, shape (places,)."""
    places = context.world.places
    return np.where(context.is_recipient & (places.kind == RECIPIENT), places.counties, 0.0)


def grants(context: Context, year: Year) -> Floats:
    """Return central grants and money for sold quotas at each place [1e8 yuan], (places,)."""
    counties = counties_of(context)
    whole = np.full_like(counties, counties.sum())
    price = context.scenario.tables.channel.ecology.land_price
    sold = sums(year.plan.link_place, quotas(context, year), len(counties))
    return year.levers.transfer * share(counties, whole) + price * sold


def absorbed(context: Context, state: State, year: Year) -> Floats:
    """Return what counties absorb of their grants, after aid [1e8 yuan], shape (places,).

    A yuan does what a yuan of aid does; the county needs no partner to plan it.
    """
    table, stock = context.scenario.tables.channel.aid, state.places.stock
    ability = 0.5 * (stock[:, STOCKS.index("skills")] + stock[:, STOCKS.index("environment")])
    counties, aid = context.world.places.counties, state.places.aid
    given = grants(context, year)
    whole = table.taken_up(aid + given, counties, ability)
    return np.where(given > 0.0, whole - table.taken_up(aid, counties, ability), 0.0)


def programmes(context: Context, year: Year) -> Floats:
    """Return the rise of stocks that central programmes aim at, shape (places, stocks)."""
    counties, levers = counties_of(context), year.levers
    money = np.zeros(len(STOCKS))
    money[STOCKS.index("infrastructure")] = levers.infrastructure_programme
    money[STOCKS.index("services")] = levers.services_programme
    a_county = share(money, np.full_like(money, counties.sum()))
    return context.scenario.tables.stocks.programme * (counties > 0.0)[:, None] * a_county


def quotas(context: Context, year: Year) -> Floats:
    """Return the land quotas sold at each link [mu], shape (links,); nobody buys at a loss."""
    table, plan = context.scenario.tables.channel.ecology, year.plan
    traded = year.levers.quota_trade * (table.surplus > 0.0)
    return traded * table.sold(year.links.activity[:, ECOLOGY], plan.link_counties)
