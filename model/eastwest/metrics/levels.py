"""What is measured at each level: of the country, and of each dyad, province and county."""

import numpy as np

from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.metrics.governments import governments, rank
from eastwest.metrics.means import Columns, Numbers
from eastwest.metrics.people import people, province_mean
from eastwest.metrics.ties import match, matching, ties
from eastwest.metrics.work import channels, market
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, RECIPIENT, Floats


def national(context: Context, state: State, year: Year) -> Numbers:
    """Return the national variables of a year."""
    return {
        **channels(context, state),
        **market(context, state, year),
        **people(context, state, year),
        **ties(context, state, year),
        **matching(context, state, year),
        **governments(context, state, year),
    }


def pair(context: Context, state: State, year: Year) -> Columns:
    """Return the variables of dyads, shape (dyads,)."""
    dyads, done = state.dyads, state.dyads.activity
    east, west = context.dyads.east, context.dyads.west
    province = context.world.east.province[east], context.world.west.province[west]
    income = province_mean(context, state.places.income, context.rural_people(year.index))
    return {
        "active": year.active.astype(float),
        "counties": year.plan.counties * year.active,
        "aid": done[:, CHANNEL["aid"]],
        "donations": done[:, CHANNEL["society"]],
        "purchases": done[:, CHANNEL["consumption"]],
        "workers_placed": done[:, CHANNEL["labour"]],
        "investment_landed": done[:, CHANNEL["industry"]],
        "firms_entered": dyads.entered,
        "firms_active": dyads.active,
        "tie": dyads.tie,
        "score": state.east.score[east] * year.active,
        "gap": share(income[province[0]], income[province[1]]),
        **match(context, state, year),
    }


def province(context: Context, state: State, year: Year) -> Columns:
    """Return the variables of provinces, shape (provinces,)."""
    world, places = context.world, state.places
    rows, owner = len(world.provinces.id), world.places.province
    people = context.rural_people(year.index)
    aid = state.dyads.activity[:, CHANNEL["aid"]]
    poor = sums(owner, places.poor, rows)
    own = context.own_government
    return {
        "poor": poor,
        "poverty_rate": share(poor, sums(owner, people, rows)),
        "rural_income": province_mean(context, places.income, people),
        "gdp_head": province_mean(context, places.gdp_head, context.people(year.index)),
        "aid_given": sums(world.east.province[context.dyads.east], aid, rows),
        "aid_received": sums(owner, places.aid, rows),
        "firms_hosted": sums(owner, hosted(context, state, year), rows),
        "score": own(state.east.score, state.west.score),
        "grade": own(rank(state.east.grade, year), rank(state.west.grade, year)),
        "standing": own(state.east.standing, state.west.standing),
    }


def hosted(context: Context, state: State, year: Year) -> Floats:
    """Return the eastern firms at each place, shape (places,). [firms]."""
    number = np.bincount(year.hosted.host, minlength=len(context.world.places.id))
    return np.asarray(context.world.firms.weight * number, np.float64)


def county(context: Context, state: State, year: Year) -> Columns:
    """Return the variables of recipient counties, shape (counties,)."""
    places, rows = state.places, context.world.places.kind == RECIPIENT
    names = ("infrastructure", "services", "skills", "environment", "ecology")
    stocks = {name: places.stock[rows, column] for column, name in enumerate(names)}
    return {
        "poor": places.poor[rows],
        "rural_income": places.income[rows],
        "aid_received": places.aid[rows],
        "firms_hosted": hosted(context, state, year)[rows],
        "jobs": places.jobs[rows],
        "migrants": places.migrants[rows],
        "relapsed": places.relapsed[rows],
        **stocks,
    }
