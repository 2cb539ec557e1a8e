"""People live: stocks, migrants, incomes and poverty of every place move."""

import numpy as np

from eastwest.columns import mapped, sums
from eastwest.context import Context, Year
from eastwest.living.income import YUAN
from eastwest.phases.grants import absorbed, programmes
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, Floats

AID, LABOUR, CONSUMPTION = CHANNEL["aid"], CHANNEL["labour"], CHANNEL["consumption"]


def live(context: Context, state: State, year: Year) -> None:
    """Move people's lives by a year; write the places."""
    places, tables, links = state.places, context.scenario.tables, year.links
    places.aid = _here(context, year, links.activity[:, AID])
    granted = absorbed(context, state, year)
    year.granted = float(granted.sum())
    spent = _here(context, year, links.result[:, AID]) + granted
    central = funds(context, state, year)
    year.central = float(central.sum())
    _stocks(context, state, year, spent, central)
    _labour(context, state, year)
    _hosts(context, state, year)
    aid, income = tables.channel.aid, tables.income
    places.assets = places.assets * (1.0 - income.asset_decay) + aid.assets * spent
    _income(context, state, year)
    _poverty(context, state, year, year.levers.top_up * central + aid.paid_out(year.depth) * spent)


def _here(context: Context, year: Year, values: Floats) -> Floats:
    """Add up values of links at their places: shape (links,) or (links, columns)."""
    return sums(year.plan.link_place, values, len(context.world.places.id))


def _stocks(context: Context, state: State, year: Year, spent: Floats, central: Floats) -> None:
    """Raise stocks by the channels' work, by money and by organizations.

    Args:
        spent: Aid and grants that are absorbed; no more builds anything. [1e8 yuan], (places,)
        central: Central poverty funds, which build as far as they are not paid out, the same.
    """
    rule, places, programme = context.scenario.tables.stocks, state.places, context.programme
    work = year.links.activity / year.coverage.place
    lift = _here(context, year, mapped(np.ascontiguousarray(work.T), programme.lifts))
    moved = np.array([spent, (1.0 - year.levers.top_up) * central, *places.reached.T])
    moved[:2] /= programme.counties
    moved[2:] /= context.crowd.each_rural[year.index]
    lift += mapped(moved, programme.moved)
    aimed = programmes(context, year)
    if aimed.any():
        lift += context.grantees.here[:, None] * aimed
    places.stock = rule(places.stock, context.start.stock, lift)


def funds(context: Context, state: State, year: Year) -> Floats:
    """Return central poverty funds at each place [1e8 yuan], shape (places,).

    They go by the people who were below the line before any support, and a little by the
    people of poverty counties, who keep a claim once nobody is.
    """
    money = year.levers.vertical * context.world.vertical_funds[year.index]
    key = state.places.below + context.crowd.claim[year.index]
    whole = float(key.sum())
    return money / whole * key if whole > 0.0 else np.zeros_like(key)


def _labour(context: Context, state: State, year: Year) -> None:
    """Keep part of last year's placed, let some migrants come home, note this year's placed."""
    places, links = state.places, year.links
    places.kept = places.kept_next
    places.migrants *= 1.0 - context.scenario.tables.channel.labour.returning
    places.migrants += places.kept
    places.placed = _here(context, year, links.activity[:, LABOUR])
    places.kept_next = _here(context, year, links.result[:, LABOUR])


def _hosts(context: Context, state: State, year: Year) -> None:
    """Add up jobs and capital of the firms at each place."""
    firms, weight, rows = year.hosted, context.world.firms.weight, len(context.world.places.id)
    state.places.jobs = weight * sums(firms.host, firms.jobs, rows)
    state.places.capital = weight * sums(firms.host, firms.capital, rows)


def _income(context: Context, state: State, year: Year) -> None:
    """Set rural and urban income and GDP a head, and note what collaboration adds to the first."""
    tables, places, start = context.scenario.tables, state.places, context.start
    rule, growth, crowd, now = tables.income, context.growth, context.crowd, year.index
    sales = _here(context, year, year.links.result[:, CONSUMPTION])
    sold = tables.channel.consumption.margin * sales
    grown, standard = float(growth.income[now]), float(growth.standard[now])
    year.sources = rule.sources(places.jobs, places.migrants, sold, places.assets, standard)
    extra = YUAN * year.sources.total() / crowd.each_rural[now]
    places.income = rule.own(start.income, grown, places.stock, start.stock) + extra
    lift = rule.urban_lift(places.jobs / crowd.each_town[now])
    places.urban_income = grown * start.urban_income * lift
    produced = rule.output * YUAN * places.capital / crowd.each_one[now]
    places.gdp_head = float(growth.gdp[now]) * start.gdp_head + produced


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
        exits=world.part * year.levers.exit_plan,
    )
    places.poor, places.supported = register.poor, register.supported
    places.entered, places.left, places.below = register.entered, register.left, register.below
    places.relapsed = np.minimum(register.entered, places.lifted)
    places.lifted = places.lifted + register.left - places.relapsed
    year.top_up = float(np.minimum(money, register.spent).sum())
