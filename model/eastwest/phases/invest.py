"""Firms choose whether to stay and where to invest; their capital is industry's activity."""

from dataclasses import replace

import numpy as np

from eastwest.behaviour.firms import Entries
from eastwest.behaviour.market import FirmColumns, Offers
from eastwest.columns import share, sums, total
from eastwest.context import Context, Hosted, Year
from eastwest.phases.stay import Support, fates_of, leave, support_of
from eastwest.state import State
from eastwest.vocabulary import CHANNEL, STOCKS, Floats, Ints

INDUSTRY, SOCIETY = CHANNEL["industry"], CHANNEL["society"]


def invest(context: Context, state: State, year: Year) -> None:
    """Let failing firms leave and others come; write firms, their part in links, dyads' work."""
    offered = offers(context, state, year)
    columns = firms_now(context, state)
    support = support_of(context, state, year, offered)
    year.capital_before = context.world.firms.weight * total(support.capital)
    donate(context, state, year, support)
    fates = fates_of(context, state, year, columns, offered, support)
    leave(context, state, year, fates, support)
    stayed = fates.rows[~fates.leaves]
    state.firms.age[stayed] += 1
    location = context.scenario.tables.firm.location
    entries = location(context.key, year.year, columns, state.firms.host, offered)
    come(state, entries)
    rows = np.sort(np.concatenate([stayed, entries.rows]), kind="stable")  # both are rising
    year.hosted = Hosted.of(state.firms, rows)
    _industry(context, year, entries)
    _dyads(context, state, year, entries)
    state.dyads.unguided = location.unguided(offered)


def firms_now(context: Context, state: State) -> FirmColumns:
    """Return the columns of firms with the birth numbers of those who live now."""
    return replace(context.world.firms, identity=state.firms.identity)


def offers(context: Context, state: State, year: Year) -> Offers:
    """Return what the year offers to firms."""
    world = context.world
    matching = dyad_mean(year.links.joint[:, INDUSTRY], year)
    table = context.scenario.tables.channel.industry
    full = year.coverage.full["east"][:, INDUSTRY]
    east = share(sums(context.dyads.east, state.dyads.effort[:, INDUSTRY], len(full)), full)
    stock = state.places.stock
    people = context.rural_people(year.index).take(context.donors)
    rich = (people * state.places.income.take(context.donors)).sum() / people.sum()
    return Offers(
        ground=year.coverage.ground,
        province=world.places.province,
        infrastructure=stock[:, STOCKS.index("infrastructure")],
        environment=stock[:, STOCKS.index("environment")],
        need=year.levers.orientation * year.need,
        wage_gap=np.log(rich / state.places.income),
        endowment=world.places.endowment,
        matching=matching,
        subsidy=year.levers.subsidy * table.subsidy * matching.clip(max=1.0),
        tie=state.dyads.firm_tie,
        pressure=year.levers.pressure * east[context.dyads.east].clip(max=1.0),
        bluff=np.full(len(matching), table.bluff * pledge_share(year)),
        distance=world.distance,
        property_security=year.levers.property_security,
        capital_level=float(world.capital_level[year.index]),
        credit=year.levers.credit * table.interest,
        donation=year.levers.forced_donation,
        platform=year.levers.firm_platform,
    )


def pledge_share(year: Year) -> float:
    """Return how much of the East's industry score is pledges; that is what bluff pays for."""
    return year.regime.pledge_share("industry")


def dyad_mean(values: Floats, year: Year) -> Floats:
    """Return the mean over a dyad's counties, zero for dyads without any, shape (dyads,)."""
    return sums(year.plan.link_dyad, values * year.coverage.link_part, len(year.active))


def donate(context: Context, state: State, year: Year, support: Support) -> None:
    """Add to the links' donations what firms are made to give that came through their dyad."""
    given = support.donation * context.world.firms.weight * support.capital
    forced = _on_links(year, support.link, given)
    year.links.activity[:, SOCIETY] += forced
    year.links.pledge[:, SOCIETY] += forced
    state.dyads.forced = sums(year.plan.link_dyad, forced, len(year.plan.active))
    year.forced = float(forced.sum())


def come(state: State, entries: Entries) -> None:
    """Write what firms that invest this year bring."""
    firms, rows = state.firms, entries.rows
    firms.host[rows] = entries.place
    firms.dyad[rows] = entries.dyad
    firms.capital[rows] = entries.landed
    firms.pledged[rows] = entries.pledged
    firms.jobs[rows] = entries.jobs
    firms.age[rows] = 0


def _industry(context: Context, year: Year, entries: Entries) -> None:
    """Write the links' landed and pledged capital, and what came some years ago and lasts."""
    links, firms, weight = year.links, year.hosted, context.world.firms.weight
    old = np.flatnonzero(firms.age == context.scenario.tables.channel.industry.cohort)
    came = year.plan.link[entries.dyad, entries.place]
    stayed = year.plan.link[firms.dyad[old], firms.host[old]]
    links.activity[:, INDUSTRY] = weight * _on_links(year, came, entries.landed)
    links.pledge[:, INDUSTRY] = weight * _on_links(year, came, entries.pledged)
    links.result[:, INDUSTRY] = weight * _on_links(year, stayed, firms.capital[old])


def _on_links(year: Year, link: Ints, values: Floats) -> Floats:
    """Add up firms' values on the links they came through; others (-1) are left out."""
    return sums(link + 1, values, len(year.plan.link_dyad) + 1)[1:]


def _dyads(context: Context, state: State, year: Year, entries: Entries) -> None:
    """Add up links to dyads, and count firms."""
    dyads, plan, links = state.dyads, year.plan, year.links
    number, weight = len(plan.active), context.world.firms.weight
    dyads.activity = sums(plan.link_dyad, links.activity, number)
    dyads.pledge = sums(plan.link_dyad, links.pledge, number)
    dyads.result = sums(plan.link_dyad, links.result, number)
    dyads.entered = weight * _count(entries.dyad, number)
    dyads.active = weight * _count(year.hosted.dyad, number)
    state.firms_entered = weight * float(len(entries.rows))
    year.capital_landed = weight * total(entries.landed)
    year.capital_pledged = weight * total(entries.pledged)


def _count(dyad: Ints, number: int) -> Floats:
    """Return the firms of each dyad, those that came through none (-1) left out."""
    return np.bincount(dyad + 1, minlength=number + 1)[1:].astype(np.float64)
