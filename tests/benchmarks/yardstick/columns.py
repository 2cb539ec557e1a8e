"""The yardstick's objects laid out as the model's columns, to be compared with them."""

from dataclasses import fields

import numpy as np

from eastwest import metrics
from eastwest.accounting import ACCOUNT, no_flows
from eastwest.context import Hosted, Links, Year
from eastwest.living.income import Sources
from eastwest.phases.deliver import handed_down
from eastwest.phases.report import passed_up
from eastwest.state import (
    DyadState,
    FirmState,
    GovernmentState,
    OrganizationState,
    PlaceState,
    State,
    channels,
)
from eastwest.vocabulary import CHANNELS

BY_CHANNEL = {each.name for each in fields(Links)}
"""Attributes with a number for each channel, as far as there may be no object that has them."""

BEYOND = {
    **dict.fromkeys(("floor", "did", "earned"), (len(CHANNELS),)),
    **dict.fromkeys(("credit", "stain", "forced"), ()),
}
"""Columns that history never needs: the yardstick leaves them nil; the shape of a row."""


def as_state(model) -> State:
    """Return the state after the last step."""
    flow = no_flows()
    for (payer, payee), amount in model.ledger.flow.items():
        flow[ACCOUNT[payer], ACCOUNT[payee]] = amount
    return State(
        year=model.now,
        plan=model.centre.plan,
        east=table(GovernmentState, model.east.everybody),
        west=table(GovernmentState, model.west.everybody),
        dyads=table(DyadState, model.dyads),
        places=table(PlaceState, model.places),
        firms=table(FirmState, model.firms),
        organizations=table(OrganizationState, model.organizations),
        balance=np.array([model.ledger.balance[account] for account in ACCOUNT]),
        flow=flow,
        firms_entered=model.firm_weight * model.firms_entered,
        firms_left=model.firm_weight * model.firms_left,
    )


def table(kind: type, objects: list):
    """Return a table of the state with one row an object."""
    return kind(**{each.name: column(objects, each.name) for each in fields(kind)})


def column(objects: list, name: str) -> np.ndarray:
    """Return one attribute of all objects; places and dyads by their rows, -1 for none."""
    if name == "part":
        return np.array([[one.handed_down] for one in objects])
    if name in BEYOND:
        return np.zeros((len(objects), *BEYOND[name]))
    values = [getattr(one, name) for one in objects]
    if not values and name in BY_CHANNEL:
        return channels(0)
    if name in ("host", "dyad"):
        return np.array([-1 if value is None else value.row for value in values])
    return np.array(values, dtype=np.uint64 if name == "identity" else None)


def as_notes(model) -> Year:
    """Return the notes of the last year as far as the national variables need them."""
    year = model.context.begin(model.now)
    year.take(model.context.coverage(model.centre.plan), model.centre.before)
    links = list(model.links.values())
    year.links = table(Links, links)
    year.capital_landed = model.firm_weight * model.capital_landed
    year.capital_pledged = model.firm_weight * model.capital_pledged
    year.sources = Sources(
        *(column(model.places, name) for name in ("wages", "remittances", "sales", "yields"))
    )
    return year


def national(model) -> dict[str, float]:
    """Return the national variables of the last year."""
    state, year = as_state(model), as_notes(model)
    year.hosted = Hosted.of(state.firms, np.flatnonzero(state.firms.host >= 0))
    for side, governments in model.context.both(state):
        year.handed[side.name] = handed_down(side, governments)
        year.passed[side.name] = passed_up(side, governments)
    return dict(metrics.national(model.context, state, year))
