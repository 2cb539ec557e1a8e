"""The centre pairs: a plan of its own or by a rule; what ends loses part of its ties."""

from functools import partial

import numpy as np

from eastwest.asking import Asked
from eastwest.columns import share, sums
from eastwest.context import Context, Year, needs
from eastwest.pairing import NOBODY, Pairing, Plan, Scene, links_of, parts_of, possible, reached
from eastwest.scenario import Dated, in_force
from eastwest.state import DyadState, State
from eastwest.streams import identities
from eastwest.ties import Ties
from eastwest.vocabulary import COUNTIES, RECIPIENT, Ints


def pair(context: Context, state: State, year: Year) -> None:
    """Take up the plan due this year; write it, what counties do in it, and dyads' ties."""
    before = state.plan
    entry = in_force(context.scenario.pairings, year.year)
    if entry is not None and entry.start == year.year:
        state.plan = drawn_up(context, state, entry, year)
    year.take(context.coverage(state.plan), before)
    for side, governments in context.both(state):
        governments.part = side.part * min(year.depth, COUNTIES)
    if state.plan is not before:
        _break_and_begin(context.scenario.tables.tie, state.dyads, year, before)


def _break_and_begin(ties: Ties, dyads: DyadState, year: Year, before: Plan) -> None:
    """Let dyads that end lose part of their ties; those that begin have some at the least."""
    kept = np.where(before.active & ~year.active, ties.kept, 1.0)
    least = np.where(year.fresh, ties.start, 0.0)
    dyads.tie = np.maximum(dyads.tie * kept, least)
    dyads.firm_tie = np.maximum(dyads.firm_tie * kept, least)
    dyads.organization_tie = np.maximum(dyads.organization_tie * kept, least)


def drawn_up(context: Context, state: State, entry: Dated[str | Pairing], year: Year) -> Plan:
    """Return the plan of an entry: the one that it names, or what its rule makes of today."""
    rule = entry.rule
    if isinstance(rule, str):
        return context.plans[rule]
    dyads = choices(context, rule, entry.start)
    if not dyads.size:
        return context.plans[NOBODY]
    home = recipient_of(context, dyads)
    people = context.rural_people(year.index)
    size = np.where(home >= 0, context.world.places.counties, 0.0)
    seen = scene(context, state, entry.start, dyads, year)
    asked = Asked(
        "pairing", rule, year.year, context.world.east.id[context.dyads.east[dyads[:, 0]]]
    )
    linked = asked.answer(partial(rule, seen))
    asked.check("who helps whom", linked, dyads.shape[1], least=0, most=1)
    linked = np.asarray(linked, dtype=np.bool_)
    reach = np.ones(len(home))
    if rule.counties is not None:
        most = rule.counties * linked.sum(axis=0)
        reach = reached(home, size, share(state.places.poor, people), most)
    return links_of(linked, dyads, home, size, reach, len(context.dyads.id))


def choices(context: Context, rule: Pairing, date: int) -> Ints:
    """Return the dyads of which a rule chooses, shape (donors, recipients)."""
    pairs = possible(context.world, rule, date)
    row = {name: number for number, name in enumerate(context.dyads.id.tolist())}
    donors = len({pair.east for pair in pairs})
    rows = np.array([row[pair.id] for pair in pairs], dtype=np.int64)
    return rows.reshape(donors, -1) if donors else rows


def recipient_of(context: Context, dyads: Ints) -> Ints:
    """Return the column of the recipient whose poverty county each place is, -1 none."""
    world = context.world
    column = np.full(len(world.provinces.id), -1)
    column[world.west.province[context.dyads.west[dyads[0]]]] = np.arange(dyads.shape[1])
    return np.where(world.places.kind == RECIPIENT, column[world.places.province], -1)


def scene(context: Context, state: State, date: int, dyads: Ints, year: Year) -> Scene:
    """Return what is known of donors and recipients before the year."""
    world, home = context.world, recipient_of(context, dyads)
    east, west = context.dyads.east[dyads[:, 0]], context.dyads.west[dyads[0]]
    donor, recipient = world.east.province[east], world.west.province[west]
    rows, here = len(west), np.flatnonzero(home >= 0)
    size = world.places.counties[here]
    poor = state.places.poor[here]
    short = (context.rural_people(year.index) * needs(context, state, year))[here]
    counties = sums(home[here], size, rows)
    fits = sums(home[here], (context.fit[:, here] * size).T, rows).T
    return Scene(
        key=context.key,
        date=date,
        donor=identities(world.east.id[east]),
        recipient=identities(world.west.id[west]),
        capacity=context.able["east"][year.index][east],
        need=parts_of(sums(home[here], poor, rows), sums(home[here], short, rows)),
        counties=counties,
        fit=share(fits, counties)[donor],
        distance=world.distance[np.ix_(donor, recipient)],
    )
