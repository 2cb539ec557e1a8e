"""Channels turn effort into money, people, orders and services, where a dyad meets a place."""

import numpy as np

from eastwest.asking import Asked
from eastwest.channels.channel import ChannelRule, Output, Work
from eastwest.columns import share, sums
from eastwest.context import Context, Side, Year, needs
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import CHANNEL, COUNTIES, FIELDS, GROWTH, STOCKS, Floats


def deliver(context: Context, state: State, year: Year) -> None:
    """Carry out the plans; write what is handed down, the year's links, the effort of dyads."""
    links, plan, dyads = year.links, year.plan, context.dyads
    for side, governments in ((context.east, state.east), (context.west, state.west)):
        year.handed[side.name] = handed_down(side, governments)
    given = year.handed["east"]
    owner, counties = dyads.east, year.counties["east"]
    part = share(plan.counties * plan.active, counties[owner])
    state.dyads.effort = given[owner] * part[:, None]
    full = context.east.full * plan.counties[:, None]
    links.effort = share(state.dyads.effort, full)[plan.link_dyad]
    links.effort[:, CHANNEL["aid"]] *= _tilt(context, state, year)
    links.cooperation = _cooperation(context, state, year)
    tie = state.dyads.tie[plan.link_dyad, None]
    lost = context.scenario.tables.tie.handover * year.fresh[plan.link_dyad, None]
    joint = context.scenario.tables.joint(links.effort, links.cooperation, tie)
    links.joint = (1.0 - lost) * joint
    _channels(context, state, year)


def handed_down(side: Side, governments: GovernmentState) -> Floats:
    """Return what each top government's own staff and counties do, shape (n, channels)."""
    effort = governments.effort[:, :GROWTH]
    below = sums(side.parent, effort[side.sub], len(effort))
    total, top, part = np.zeros(effort.shape), side.top, governments.part[side.top]
    total[top] = (1.0 - part) * effort[top] + part * below[top]
    return total


def _tilt(context: Context, state: State, year: Year) -> Floats:
    """Return how much more aid than its dyad's mean each link gets; the dyad's sum is kept.

    Who is tied by the province alone cannot tell its counties' needs apart.
    """
    plan = year.plan
    need = needs(context, state, year)[plan.link_place]
    weight = np.exp(context.scenario.tables.channel.aid.tilt * need * min(year.depth, COUNTIES))
    mean = share(sums(plan.link_dyad, plan.link_counties * weight, len(plan.active)), plan.counties)
    return share(weight, mean[plan.link_dyad])


def _cooperation(context: Context, state: State, year: Year) -> Floats:
    """Return western effort over the full programme's at each link, shape (links, channels).

    The province's own part and the county's part stand in for each other as money does.
    """
    side, plan = context.west, year.plan
    effort = state.west.effort[:, :GROWTH]
    counties = year.counties["west"]
    top = share(effort, side.full * counties[:, None])
    whole = np.zeros(len(effort))
    whole[side.sub] = side.weight * counties[side.parent]
    below = share(effort, side.full * whole[:, None])
    row_of_place = np.full(len(context.world.places.id), -1)
    row_of_place[side.governments.place[side.sub]] = side.sub
    county = row_of_place[plan.link_place]
    province = context.dyads.west[plan.link_dyad]
    handed = side.conduct.subcontract * min(year.depth, COUNTIES)
    part = np.where(county >= 0, handed, 0.0)[:, None]
    return np.asarray((1.0 - part) * top[province] + part * below[county])


def _channels(context: Context, state: State, year: Year) -> None:
    """Let every channel but industry, which waits for firms, do its work at each link."""
    links = year.links
    limits = _limits(context, state, year)
    for column, table in enumerate(context.scenario.tables.channel.all()):
        if column == CHANNEL["industry"]:
            continue
        work = Work(
            effort=links.effort[:, column],
            cooperation=links.cooperation[:, column],
            joint=links.joint[:, column],
            counties=year.plan.link_counties,
            limits=limits,
        )
        own = table.rule
        output = table(work) if own is None else _ruled(context, year, own, table.norm, work)
        links.activity[:, column] = output.activity
        links.result[:, column] = output.result
        links.pledge[:, column] = output.activity


def _ruled(context: Context, year: Year, rule: ChannelRule, norm: float, work: Work) -> Output:
    """Return what a rule of somebody's own makes of the work."""
    asked = Asked("channel", rule, year.year, context.dyads.id[year.plan.link_dyad])
    output = asked.answer(
        lambda: rule(work, norm),
        lambda row: rule(work.rows(np.array([row])), norm),
        Output,
    )
    asked.check("activity", output.activity, least=0.0)
    asked.check("result", output.result, least=0.0)
    return output


def _limits(context: Context, state: State, year: Year) -> dict[str, Floats]:
    """Return the columns that bound channels, gathered to the links."""
    plan, labour = year.plan, context.scenario.tables.channel.labour
    place = plan.link_place
    skills, environment = STOCKS.index("skills"), STOCKS.index("environment")
    stock = state.places.stock[place]
    people = context.rural_people(year.index)[place]
    surplus = labour.surplus * people
    gone = (state.places.migrants + state.places.kept_next)[place]
    reached = state.places.reached[place, FIELDS.index("migrants")]
    helped = share(reached, state.places.placed[place])
    return {
        "ability": 0.5 * (stock[:, skills] + stock[:, environment]),
        "surplus": plan.link_weight * (surplus - gone).clip(min=0.0),
        "coverage": share(gone, surplus),
        "care": year.links.joint[:, CHANNEL["services"]] + helped,
    }
