"""Every flow of money finds payer and payee; identities are checked and kept."""

from eastwest.accounting import no_flows, pay, residual, settled
from eastwest.columns import total
from eastwest.context import Context, Year
from eastwest.living.income import YUAN
from eastwest.phases.earn import earned, returned
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, Floats


def settle(context: Context, state: State, year: Year) -> None:
    """Book the year's payments; write flows, balances, residuals, and what the East expects."""
    flow = no_flows()
    _governments(context, state, year, flow)
    _centre(context, state, year, flow)
    _quotas(context, year, flow)
    _market(context, state, year, flow)
    _households(context, state, year, flow)
    state.flow = flow
    state.balance = settled(state.balance, flow)
    state.residual = residuals(context, state, year)
    state.east.earned = earned(context, state, year)


def _governments(context: Context, state: State, year: Year, flow: Floats) -> None:
    """Book aid, what is bought and paid out of it, and what results bring to the East."""
    aid = float(state.places.aid.sum())
    pay(flow, "east_budgets", "west_budgets", aid)
    pay(flow, "west_budgets", "west_rural", year.top_up)
    spent = float(year.links.result[:, CHANNEL["aid"]].sum()) + year.granted
    pay(flow, "west_budgets", "outside", context.scenario.tables.channel.aid.assets * spent)
    pay(flow, "firms", "east_budgets", returned(context, state, year))


def _centre(context: Context, state: State, year: Year, flow: Floats) -> None:
    """Book central funds, grants and programmes, and bonuses for last year.

    Counties' bonuses are their share in their province's.
    """
    levers = year.levers
    pay(flow, "centre", "west_budgets", year.central)
    to_counties = context.grantees.share
    pay(flow, "centre", "west_budgets", levers.transfer * to_counties)
    built = (levers.infrastructure_programme + levers.services_programme) * to_counties
    pay(flow, "centre", "outside", built)
    pay(flow, "centre", "east_budgets", float(state.east.bonus[: context.east.tops].sum()))
    pay(flow, "centre", "west_budgets", float(state.west.bonus[: context.west.tops].sum()))
    pay(flow, "centre", "outside", audit_cost(context, state, year))


def audit_cost(context: Context, state: State, year: Year) -> float:
    """Return what the centre pays for checking top governments this year. [1e8 yuan]."""
    cost, checked = year.regime.observe.audit.cost, 0
    if cost == 0.0:
        return cost
    for side, governments in context.both(state):
        asked = (governments.target[: side.tops] > 0.0).any(axis=1)
        checked += int((governments.audited[: side.tops] & asked).sum())
    return cost * checked


def _market(context: Context, state: State, year: Year, flow: Floats) -> None:
    """Book capital, loans, subsidies, wages and what assets yield."""
    lent = max(context.scenario.tables.channel.industry.loan, year.levers.credit)
    pay(flow, "banks", "firms", lent * year.capital_landed)
    pay(flow, "centre", "banks", year.interest)
    pay(flow, "firms", "outside", year.capital_landed)
    pay(flow, "outside", "firms", year.capital_returned)
    pay(flow, "east_budgets", "firms", year.subsidies)
    income = context.scenario.tables.income
    wages = float(year.sources.wages.sum())
    pay(flow, "firms", "west_rural", wages)
    rest = wages * (1.0 - income.local) / income.local if income.local > 0.0 else 0.0
    pay(flow, "firms", "west_urban", rest)
    pay(flow, "firms", "west_rural", float(year.sources.remittances.sum()))
    pay(flow, "outside", "west_rural", float(year.sources.assets.sum()))


def _quotas(context: Context, year: Year, flow: Floats) -> None:
    """Book land quotas: the East pays the West, and earns what building land is worth."""
    sold, table = float(year.quotas.sum()), context.scenario.tables.channel.ecology
    pay(flow, "east_budgets", "west_budgets", table.land_price * sold)
    pay(flow, "outside", "east_budgets", table.land_worth * sold)


def _households(context: Context, state: State, year: Year, flow: Floats) -> None:
    """Book purchases with the producers' costs, donations, and what people earn by themselves."""
    bought = float(year.links.activity[:, CHANNEL["consumption"]].sum())
    pay(flow, "east_households", "west_rural", bought)
    margin = context.scenario.tables.channel.consumption.margin
    pay(flow, "west_rural", "outside", (1.0 - margin) * bought)
    given = float(year.links.activity[:, CHANNEL["society"]].sum())
    pay(flow, "east_households", "west_budgets", max(given - year.forced, 0.0))
    pay(flow, "firms", "west_budgets", year.forced)
    people = context.rural_people(year.index)
    earned = float((state.places.income * people).sum()) / YUAN
    pay(flow, "outside", "west_rural", earned - float(year.sources.total().sum()))


def residuals(context: Context, state: State, year: Year) -> dict[str, float]:
    """Return what each identity misses, over its gross flow."""
    links, places, dyads = year.links, state.places, state.dyads
    sent = float(dyads.effort[:, CHANNEL["aid"]].sum())
    price = context.scenario.tables.channel.ecology.land_price
    granted = year.levers.transfer * context.grantees.share
    granted += price * float(year.quotas.sum())
    capital = context.world.firms.weight * total(year.hosted.capital)
    counted = float(context.people(year.index).sum())
    return {
        "aid": residual(sent, float(places.aid.sum())),
        "grants": residual(granted, float(year.grants.sum())),
        "dyads": residual(float(dyads.activity.sum()), float(links.activity.sum())),
        "capital": residual(
            year.capital_before + year.capital_landed,
            capital + year.capital_returned + year.capital_lost,
        ),
        "placed": residual(
            float(links.activity[:, CHANNEL["labour"]].sum()), float(places.placed.sum())
        ),
        "people": residual(float(context.world.provinces.population[year.index].sum()), counted),
        "poor": residual(
            float((year.poor_before + places.entered).sum()),
            float((places.poor + places.left).sum()),
        ),
    }
