"""People live: stocks, migrants, incomes and poverty of every place move."""

import numpy as np

from eastwest.columns import mapped, share, sums
from eastwest.context import Context, Year
from eastwest.living.income import YUAN
from eastwest.phases.grants import absorbed, programmes
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, Floats

AID, LABOUR, CONSUMPTION = CHANNEL["aid"], CHANNEL["labour"], CHANNEL["consumption"]


def live(context: Context, state: State, year: Year) -> None:
    """Move people's lives by a year; write the places."""
    links, owner, rows = year.links, year.plan.link_place, len(context.world.places.id)
    activity, result = sums(owner, links.activity, rows), sums(owner, links.result, rows)
    places, tables = state.places, context.scenario.tables
    places.aid = activity[:, AID]
    granted = absorbed(context, state, year)
    year.granted = float(granted.sum())
    spent = result[:, AID] + granted
    central = funds(context, state, year)
    done = np.divide(activity.T, context.programme.whole, order="C")
    done[AID] = spent / context.programme.whole[AID]
    _stocks(context, state, year, done, central)
    _labour(context, state, activity[:, LABOUR], result[:, LABOUR])
    _hosts(context, state, year)
    aid, income = tables.channel.aid, tables.income
    places.assets = places.assets * (1.0 - income.asset_decay) + aid.assets * spent
    _income(context, state, year, result[:, CONSUMPTION])
    _poverty(context, state, year, year.levers.top_up * central + aid.paid_out(year.depth) * spent)


def _stocks(context: Context, state: State, year: Year, done: Floats, central: Floats) -> None:
    """Raise stocks by the channels' work, by central money and by organizations.

    Of aid and grants only what is absorbed builds anything, of central funds what is not paid out.

    Args:
        done: Work over a full programme, of aid what is absorbed, shape (channels, places).
        central: Central poverty funds. [1e8 yuan], shape (places,)
    """
    rule, places = context.scenario.tables.stocks, state.places
    a_county = share((1.0 - year.levers.top_up) * central, context.world.places.counties)
    lifts = np.vstack([context.programme.lifts, programmes(context, year)])
    lift = mapped([*done, a_county, np.sign(context.poor_counties)], lifts)
    reached = share(places.reached, context.rural_people(year.index)[:, None])
    lift += mapped(list(reached.T), context.programme.served)
    places.stock = rule(places.stock, context.start.stock, lift)


def funds(context: Context, state: State, year: Year) -> Floats:
    """Return central poverty funds at each place [1e8 yuan], shape (places,).

    They go by the people who were below the line before any support, and a little by the
    people of poverty counties, who keep a claim once nobody is.
    """
    money = year.levers.vertical * context.world.vertical_funds[year.index]
    key = state.places.below + context.crowd.claim[year.index]
    whole = float(key.sum())
    return money * key / whole if whole > 0.0 else np.zeros_like(key)


def _labour(context: Context, state: State, placed: Floats, kept_next: Floats) -> None:
    """Keep part of last year's placed, let some migrants come home, note this year's placed."""
    places = state.places
    places.kept = places.kept_next
    places.migrants *= 1.0 - context.scenario.tables.channel.labour.returning
    places.migrants += places.kept
    places.placed, places.kept_next = placed, kept_next


def _hosts(context: Context, state: State, year: Year) -> None:
    """Add up jobs and capital of the firms at each place."""
    firms, weight, rows = year.hosted, context.world.firms.weight, len(context.world.places.id)
    state.places.jobs = weight * sums(firms.host, firms.jobs, rows)
    state.places.capital = weight * sums(firms.host, firms.capital, rows)


def _income(context: Context, state: State, year: Year, sales: Floats) -> None:
    """Set rural and urban income and GDP a head, and note what collaboration adds to the first."""
    tables, places, start = context.scenario.tables, state.places, context.start
    rule, growth, now = tables.income, context.growth, year.index
    grown, sold = growth.income[now], tables.channel.consumption.margin * sales
    year.sources = rule.sources(
        places.jobs, places.migrants, sold, places.assets, growth.standard[now]
    )
    extra = share(year.sources.total() * YUAN, context.rural_people(now))
    places.income = rule.own(start.income, grown, places.stock, start.stock) + extra
    lift = rule.urban_lift(share(places.jobs, context.towns(now)))
    places.urban_income = start.urban_income * grown * lift
    produced = share(rule.output * places.capital * YUAN, context.people(now))
    places.gdp_head = start.gdp_head * growth.gdp[now] + produced


def _poverty(context: Context, state: State, year: Year, money: Floats) -> None:
    """Move the register of the poor; money tops up incomes. [1e8 yuan], shape (places,)."""
    world, places = context.world, state.places
    year.poor_before = places.poor
    register = context.scenario.tables.poverty(
        poor=places.poor,
        people=context.rural_people(year.index),
        income=places.income,
        sigma=world.places.sigma,
        line=float(world.line[year.index]),
        funds=money,
        exits=year.levers.exit_plan,
    )
    places.poor, places.supported = register.poor, register.supported
    places.entered, places.left, places.below = register.entered, register.left, register.below
    places.relapsed = np.minimum(register.entered, places.lifted)
    places.lifted = places.lifted + register.left - places.relapsed
    year.top_up = float(np.minimum(money, register.spent).sum())
