"""Channels turn effort into money, people, orders and services, where a dyad meets a place."""

import numpy as np

from eastwest.asking import Asked
from eastwest.channels.channel import ChannelRule, Output, Work
from eastwest.columns import share, sums
from eastwest.context import Context, Side, Year, needs
from eastwest.phases.grants import grants, quotas
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import CHANNEL, COUNTIES, FIELDS, GROWTH, STOCKS, Floats


def deliver(context: Context, state: State, year: Year) -> None:
    """Carry out the plans; write the effort of dyads, note what comes of it at each link."""
    links, plan, dyads = year.links, year.plan, context.dyads
    for side, governments in context.both(state):
        year.handed[side.name] = handed_down(side, governments)
    given, counties = year.handed["east"][dyads.east], year.counties["east"][dyads.east]
    part = share(plan.counties * plan.active, counties)
    state.dyads.effort = given * part[:, None]
    year.work = state.dyads.effort / year.coverage.whole
    year.need = needs(context, state, year)
    links.effort = year.work.take(plan.link_dyad, axis=0)
    links.effort[:, CHANNEL["aid"]] *= _tilt(context, year)
    links.cooperation = _cooperation(context, state, year)
    tie = state.dyads.tie[plan.link_dyad, None]
    lost = context.scenario.tables.tie.handover * year.fresh[plan.link_dyad, None]
    joint = context.scenario.tables.joint(links.effort, links.cooperation, tie)
    links.joint = (1.0 - lost) * joint
    _channels(context, state, year)
    year.quotas = quotas(context, year)
    year.grants = grants(context, year)


def handed_down(side: Side, governments: GovernmentState) -> Floats:
    """Return what each top government's own staff and counties do, shape (top, channels)."""
    effort, tops = governments.effort[:, :GROWTH], side.tops
    return side.with_counties(effort[:tops], effort[tops:], governments.part[:tops])


def _tilt(context: Context, year: Year) -> Floats:
    """Return how much more aid than its dyad's mean each link gets; the dyad's sum is kept.

    Who is tied by the province alone cannot tell its counties' needs apart.
    """
    plan, tilt = year.plan, context.scenario.tables.channel.aid.tilt
    weight = np.exp(tilt * year.need[plan.link_place] * min(year.depth, COUNTIES))
    mean = share(sums(plan.link_dyad, plan.link_counties * weight, len(plan.active)), plan.counties)
    return share(weight, mean[plan.link_dyad])


def _cooperation(context: Context, state: State, year: Year) -> Floats:
    """Return western effort over the full programme's at each link, shape (links, channels).

    The province's own part and the county's part stand in for each other as money does.
    """
    side, plan = context.west, year.plan
    counties = side.size * year.counties["west"].take(side.head)
    done = share(state.west.effort[:, :GROWTH], side.full * counties[:, None])
    province, county = context.dyads.west[plan.link_dyad], context.county[plan.link_place]
    handed = side.conduct.subcontract * min(year.depth, COUNTIES)
    part = np.where(county >= 0, handed, 0.0)[:, None]
    return (1.0 - part) * done.take(province, axis=0) + part * done.take(county, axis=0)


def _channels(context: Context, state: State, year: Year) -> None:
    """Let every channel but industry, which waits for firms, do its work at each link."""
    links, counties = year.links, year.plan.link_counties
    limits = _limits(context, state, year)
    for column, table in enumerate(context.scenario.tables.channel.all()):
        if column == CHANNEL["industry"]:
            continue
        done = (links.effort[:, column], links.cooperation[:, column], links.joint[:, column])
        work, own = Work(*done, counties, limits), table.rule
        output = table(work) if own is None else _ruled(context, year, own, table.norm, work)
        links.activity[:, column] = links.pledge[:, column] = output.activity
        links.result[:, column] = output.result


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
    plan, places, table = year.plan, state.places, context.scenario.tables.channel.labour
    place = plan.link_place
    skills, environment = STOCKS.index("skills"), STOCKS.index("environment")
    surplus = table.surplus * context.rural_people(year.index)[place]
    gone = (places.migrants + places.kept_next)[place]
    reached = places.reached[place, FIELDS.index("migrants")]
    return {
        "ability": 0.5 * (places.stock[place, skills] + places.stock[place, environment]),
        "surplus": plan.link_weight * np.maximum(surplus - gone, 0.0),
        "coverage": share(gone, surplus),
        "care": year.links.joint[:, CHANNEL["services"]] + share(reached, places.placed[place]),
    }
