"""The year on one page."""

from collections.abc import Callable

import numpy as np

from eastwest.accounting import ACCOUNTS, no_flows
from eastwest.columns import width
from eastwest.context import Context, Year
from eastwest.errors import RegimeError
from eastwest.pairing import NOBODY
from eastwest.phases.deliver import deliver
from eastwest.phases.invest import invest
from eastwest.phases.judge import judge
from eastwest.phases.live import live
from eastwest.phases.pair import drawn_up, pair
from eastwest.phases.plan import plan
from eastwest.phases.report import report
from eastwest.phases.serve import serve
from eastwest.phases.settle import settle
from eastwest.phases.target import target
from eastwest.scenario import found_late, in_force, ruling
from eastwest.state import (
    DyadState,
    FirmState,
    GovernmentState,
    OrganizationState,
    PlaceState,
    State,
    channels,
)
from eastwest.vocabulary import FIELDS

Phase = Callable[[Context, State, Year], None]

PHASES: tuple[Phase, ...] = (
    pair,  # the centre pairs East and West
    target,  # the centre sets targets, provinces pass them down
    plan,  # governments choose effort and padding
    deliver,  # channels turn effort into money, people, orders, services
    invest,  # firms leave, come, pledge and hire
    serve,  # social organizations choose counties and work
    live,  # incomes, poverty, skills, services and ecology move
    report,  # both sides report; the centre audits
    settle,  # every flow finds payer and payee, last year's bonuses too
    judge,  # score, grade, reward; ties and beliefs move
)


def advance(context: Context, state: State) -> Year:
    """Simulate the next year in place; return the rules that held and the notes it left."""
    year = context.begin(state.year + 1)
    try:
        for phase in PHASES:
            phase(context, state, year)
    except RegimeError as error:
        raise found_late(ruling(context.scenario.regimes, year.year), year.year, error) from None
    state.year = year.year
    return year


def until(context: Context, state: State, phase: Phase) -> tuple[State, Year]:
    """Return a copy of the state, and the coming year's notes, just before one of its phases."""
    ahead, year = state.copy(), context.begin(state.year + 1)
    for earlier in PHASES[: PHASES.index(phase)]:
        earlier(context, ahead, year)
    return ahead, year


def begin(context: Context) -> State:
    """Return the state before the first year; a pairing of before is that of the day before."""
    world, tie = context.world, context.scenario.tables.tie.start
    firms = len(world.firms.home)
    state = State(
        year=world.first - 1,
        plan=context.plans[NOBODY],
        east=GovernmentState.new(len(world.east.id), context.east.prior, tie),
        west=GovernmentState.new(len(world.west.id), context.west.prior, tie),
        dyads=_dyads(len(context.dyads.id), tie),
        places=_places(context),
        firms=FirmState(
            host=np.full(firms, -1, dtype=np.int32),
            dyad=np.full(firms, -1, dtype=np.int32),
            capital=np.zeros(firms, width()),
            pledged=np.zeros(firms, width()),
            jobs=np.zeros(firms, width()),
            age=np.zeros(firms, dtype=np.int16),
            identity=world.firms.identity.copy(),
            tie=np.zeros(firms, width()),
        ),
        organizations=OrganizationState(
            host=np.full(len(world.organizations.home), -1),
            dyad=np.full(len(world.organizations.home), -1),
            reached=np.zeros(len(world.organizations.home)),
        ),
        balance=np.zeros(len(ACCOUNTS)),
        flow=no_flows(),
    )
    entry = in_force(context.scenario.pairings, state.year)
    if entry is not None:
        state.plan = drawn_up(context, state, entry, context.begin(world.first))
    return state


def _dyads(rows: int, tie: float) -> DyadState:
    return DyadState(
        tie=np.full(rows, tie),
        firm_tie=np.full(rows, tie),
        organization_tie=np.full(rows, tie),
        effort=channels(rows),
        activity=channels(rows),
        pledge=channels(rows),
        result=channels(rows),
        unguided=np.zeros(rows),
        forced=np.zeros(rows),
        entered=np.zeros(rows),
        active=np.zeros(rows),
    )


def _places(context: Context) -> PlaceState:
    """Return places as the data hold them in the first year."""
    start, places = context.start, context.world.places
    empty = [
        name
        for name in PlaceState.__dataclass_fields__
        if name not in ("stock", "income", "urban_income", "gdp_head", "poor", "below", "reached")
    ]
    return PlaceState(
        stock=start.stock.copy(),
        income=start.income.copy(),
        urban_income=start.urban_income.copy(),
        gdp_head=start.gdp_head.copy(),
        poor=places.poor.copy(),
        below=places.poor.copy(),
        reached=np.zeros((len(places.id), len(FIELDS))),
        **{name: np.zeros(len(places.id)) for name in empty},
    )
