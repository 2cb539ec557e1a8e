"""Social organizations choose counties and work; with firms in one place both gain."""

import numpy as np

from eastwest.behaviour.organizations import Openings
from eastwest.columns import share
from eastwest.context import Context, Year
from eastwest.phases.invest import dyad_mean
from eastwest.phases.stay import presence
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, STOCKS, Floats

SOCIETY = CHANNEL["society"]


def serve(context: Context, state: State, year: Year) -> None:
    """Let organizations go and work; write organizations and people reached at places."""
    table = context.scenario.tables.organization
    world, here = context.world, state.organizations
    opened = openings(context, state, year)
    service = table(context.key, year.year, world.organizations, here.host, here.dyad, opened)
    weight = world.organizations.weight
    state.organizations.host = service.host
    state.organizations.dyad = service.dyad
    state.organizations.reached = service.reached
    field = world.organizations.field
    state.places.reached = weight * service.by_place(field, len(world.places.id))


def openings(context: Context, state: State, year: Year) -> Openings:
    """Return what the year offers to organizations."""
    return Openings(
        paths=year.coverage.paths,
        identity=context.place_identity,
        need=field_needs(context, state, year),
        visibility=_visibility(context, state, year),
        company=presence(context, year.hosted.host, context.world.firms.weight),
        mobilisation=dyad_mean(year.links.joint[:, SOCIETY], year),
        tie=state.dyads.organization_tie,
        platform=year.levers.platform,
    )


def field_needs(context: Context, state: State, year: Year) -> Floats:
    """Return what each field has to do at each place, shape (places, fields).

    Education and health: services lacking; skills: skills lacking; migrants: workers away
    over those who could go; charity: income below the national mean.
    """
    stock, places = state.places.stock, state.places
    services = 1.0 - stock[:, STOCKS.index("services")]
    skills = 1.0 - stock[:, STOCKS.index("skills")]
    surplus = context.crowd.surplus[year.index]
    away = np.minimum(share(places.migrants, surplus), 1.0)
    return np.array([services, services, skills, away, year.need]).T


def _visibility(context: Context, state: State, year: Year) -> Floats:
    """Return how much each place is praised and known, in [0, 1]: its donors' stock of praise."""
    plan = year.plan
    praise = state.east.praise[context.dyads.east][plan.link_dyad]
    known = np.zeros(len(context.world.places.id))
    np.maximum.at(known, plan.link_place, praise / (1.0 + praise))
    return known
