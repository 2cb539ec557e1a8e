"""People live: stocks, migrants, incomes and poverty of every place move."""

import numpy as np

from eastwest.columns import mapped, share, sums
from eastwest.context import Context, Year
from eastwest.living.income import YUAN, Sources
from eastwest.phases.grants import absorbed, programmes
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, RECIPIENT, Floats


def live(context: Context, state: State, year: Year) -> None:
    """Move people's lives by a year; write the places."""
    work = by_place(context, year)
    state.places.aid = work["activity"][:, CHANNEL["aid"]]
    granted = absorbed(context, state, year)
    year.granted = float(granted.sum())
    work["result"][:, CHANNEL["aid"]] += granted
    _stocks(context, state, year, work)
    _labour(context, state, work["activity"], work["result"])
    _hosts(context, state, year)
    aid, income = context.scenario.tables.channel.aid, context.scenario.tables.income
    state.places.assets *= 1.0 - income.asset_decay
    spent = work["result"][:, CHANNEL["aid"]]
    state.places.assets += aid.assets * spent
    _income(context, state, year, work["result"][:, CHANNEL["consumption"]])
    _poverty(context, state, year, aid.paid_out(year.depth) * spent)


def by_place(context: Context, year: Year) -> dict[str, Floats]:
    """Return activity and result of every channel at each place, shape (places, channels)."""
    rows, owner = len(context.world.places.id), year.plan.link_place
    return {
        "activity": sums(owner, year.links.activity, rows),
        "result": sums(owner, year.links.result, rows),
    }


def _stocks(context: Context, state: State, year: Year, work: dict[str, Floats]) -> None:
    """Raise stocks by the channels' work, by central money and by organizations.

    Of aid and grants only what is absorbed builds anything, of central funds what is not paid out.
    """
    tables, places = context.scenario.tables, context.world.places
    done = work["activity"].copy()
    done[:, CHANNEL["aid"]] = work["result"][:, CHANNEL["aid"]]
    fulfilled = share(done, context.norm * places.counties[:, None])
    lift = mapped(fulfilled, context.lifts)
    building = (1.0 - year.levers.top_up) * funds(context, state, year)
    a_county = share(building, places.counties)
    lift += a_county[:, None] * tables.stocks.vertical.column()
    lift += programmes(context, year)
    people = context.rural_people(year.index)[:, None]
    lift += mapped(share(state.places.reached, people), tables.stocks.by_field())
    state.places.stock = tables.stocks(state.places.stock, context.start.stock, lift)


def funds(context: Context, state: State, year: Year) -> Floats:
    """Return central poverty funds at each place [1e8 yuan], shape (places,).

    They go by the people who were below the line before any support, and a little by the
    people of poverty counties, who keep a claim once nobody is.
    """
    total = year.levers.vertical * context.world.vertical_funds[year.index]
    people = context.rural_people(year.index) * (context.world.places.kind == RECIPIENT)
    key = state.places.below + context.scenario.tables.poverty.upkeep * people
    whole = float(key.sum())
    return total * key / whole if whole > 0.0 else np.zeros_like(key)


def _labour(context: Context, state: State, activity: Floats, result: Floats) -> None:
    """Keep part of last year's placed, let some migrants come home, note this year's placed."""
    column, places = CHANNEL["labour"], state.places
    kept = places.kept_next
    places.kept = kept
    places.migrants *= 1.0 - context.scenario.tables.channel.labour.returning
    places.migrants += kept
    places.placed = activity[:, column]
    places.kept_next = result[:, column]


def _hosts(context: Context, state: State, year: Year) -> None:
    """Add up jobs and capital of the firms at each place."""
    firms, weight = state.firms, context.world.firms.weight
    here, rows = firms.host[year.hosted], len(context.world.places.id)
    state.places.jobs = weight * sums(here, firms.jobs[year.hosted], rows)
    state.places.capital = weight * sums(here, firms.capital[year.hosted], rows)


def added(context: Context, state: State, year: Year, sales: Floats) -> Sources:
    """Return what collaboration adds to each place's rural income this year. [1e8 yuan]."""
    tables, people = context.scenario.tables, context.rural_people(year.index)
    standard = float((people * context.start.income).sum() / people.sum())
    standard *= trend(context.world.trend_income, year)
    margin = tables.channel.consumption.margin
    places = state.places
    return tables.income.sources(
        places.jobs, places.migrants, margin * sales, places.assets, standard
    )


def trend(factors: Floats, year: Year) -> float:
    """Return growth since the first year that everybody shares."""
    return float(factors[: year.index + 1].prod())


def _income(context: Context, state: State, year: Year, sales: Floats) -> None:
    """Set rural and urban income and GDP a head."""
    tables, places, start = context.scenario.tables, state.places, context.start
    grown = trend(context.world.trend_income, year)
    own = tables.income.own(start.income, grown, places.stock, start.stock)
    year.sources = added(context, state, year, sales)
    extra = share(year.sources.total() * YUAN, context.rural_people(year.index))
    places.income = own + extra
    places.urban_income = start.urban_income * grown * urban_lift(context, state, year)
    produced = tables.income.output * places.capital * YUAN
    people = context.people(year.index)
    places.gdp_head = start.gdp_head * trend(context.world.trend_gdp, year) + share(
        produced, people
    )


def urban_lift(context: Context, state: State, year: Year) -> Floats:
    """Return how much the townspeople's part of new jobs raises urban income, a factor."""
    income, towns = context.scenario.tables.income, context.towns(year.index)
    return 1.0 + (1.0 - income.local) * income.job * share(state.places.jobs, towns)


def _poverty(context: Context, state: State, year: Year, from_aid: Floats) -> None:
    """Move the register of the poor."""
    world, places = context.world, state.places
    year.poor_before = places.poor
    top_up = year.levers.top_up * funds(context, state, year) + from_aid
    register = context.scenario.tables.poverty(
        poor=places.poor,
        people=context.rural_people(year.index),
        income=places.income,
        sigma=world.places.sigma,
        line=float(world.line[year.index]),
        funds=top_up,
        plan=year.levers.exit_plan,
    )
    places.poor, places.supported = register.poor, register.supported
    places.entered, places.left, places.below = register.entered, register.left, register.below
    places.relapsed = np.minimum(register.entered, places.lifted)
    places.lifted = places.lifted + register.left - places.relapsed
    year.top_up = float(np.minimum(top_up, register.spent).sum())
