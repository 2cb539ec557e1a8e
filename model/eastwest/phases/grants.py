"""Money of western counties beside aid and central funds: grants, programmes, sold quotas."""

import numpy as np

from eastwest.columns import sums
from eastwest.context import Context, Year
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, STOCKS, Floats

ECOLOGY = CHANNEL["ecology"]


def grants(context: Context, year: Year) -> Floats:
    """Return central grants and money for sold quotas at each place [1e8 yuan], (places,)."""
    price = context.scenario.tables.channel.ecology.land_price
    sold = sums(year.plan.link_place, year.quotas, len(context.world.places.id))
    return year.levers.transfer * context.grantees.part + price * sold


def absorbed(context: Context, state: State, year: Year) -> Floats:
    """Return what counties absorb of their grants, after aid [1e8 yuan], shape (places,).

    A yuan does what a yuan of aid does; the county needs no partner to plan it.
    """
    if not year.grants.any():
        return year.grants
    table, stock = context.scenario.tables.channel.aid, state.places.stock
    ability = 0.5 * (stock[:, STOCKS.index("skills")] + stock[:, STOCKS.index("environment")])
    counties, aid = context.world.places.counties, state.places.aid
    whole = table.taken_up(aid + year.grants, counties, ability)
    return np.where(year.grants > 0.0, whole - table.taken_up(aid, counties, ability), 0.0)


def programmes(context: Context, year: Year) -> Floats:
    """Return the rise of stocks that central programmes aim at in poverty counties, (stocks,)."""
    every, money = context.world.recipient_counties or np.inf, np.zeros(len(STOCKS))
    money[STOCKS.index("infrastructure")] = year.levers.infrastructure_programme
    money[STOCKS.index("services")] = year.levers.services_programme
    return context.scenario.tables.stocks.programme * (money / every)


def quotas(context: Context, year: Year) -> Floats:
    """Return the land quotas sold at each link [mu], shape (links,); nobody buys at a loss."""
    table, plan = context.scenario.tables.channel.ecology, year.plan
    traded = year.levers.quota_trade * (table.surplus > 0.0)
    if traded == 0.0:
        return np.zeros(len(plan.link_dyad))
    return traded * table.sold(year.links.activity[:, ECOLOGY], plan.link_counties)
