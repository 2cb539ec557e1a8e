"""Channels turn effort into money, people, orders and services, where a dyad meets a place."""

import numpy as np

from eastwest.asking import Asked
from eastwest.channels.channel import ChannelRule, Output, Work, plain
from eastwest.columns import divisor, share, sums
from eastwest.context import Context, Side, Year, needs
from eastwest.phases.grants import grants, quotas
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import CHANNEL, COUNTIES, FIELDS, GROWTH, STOCKS, Floats

INDUSTRY, MIGRANTS = CHANNEL["industry"], FIELDS.index("migrants")
SKILLS, ENVIRONMENT = STOCKS.index("skills"), STOCKS.index("environment")


def deliver(context: Context, state: State, year: Year) -> None:
    """Carry out the plans; write the effort of dyads, note what comes of it at each link."""
    links, plan, coverage = year.links, year.plan, year.coverage
    for side, governments in context.both(state):
        year.handed[side.name] = handed_down(side, governments)
    given = year.handed["east"].take(context.dyads.east, axis=0)
    state.dyads.effort = coverage.dyad_part * given
    year.work = state.dyads.effort / coverage.whole
    year.need = needs(context, state, year)
    links.effort = year.work.take(plan.link_dyad, axis=0)
    links.effort[:, CHANNEL["aid"]] *= _tilt(context, year)
    links.cooperation = _cooperation(context, state, year)
    tie = state.dyads.tie[plan.link_dyad, None]
    links.joint = context.scenario.tables.joint(links.effort, links.cooperation, tie)
    if year.fresh.any():
        lost = context.scenario.tables.tie.handover * year.fresh[plan.link_dyad, None]
        links.joint *= 1.0 - lost
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
    weight = np.exp(tilt * min(year.depth, COUNTIES) * year.need[plan.link_place])
    whole = sums(plan.link_dyad, plan.link_counties * weight, len(plan.active))
    return weight / divisor(whole / year.coverage.each_county)[plan.link_dyad]


def _cooperation(context: Context, state: State, year: Year) -> Floats:
    """Return western effort over the full programme's at each link, shape (links, channels).

    The province's own part and the county's part stand in for each other as money does.
    """
    coverage = year.coverage
    done = state.west.effort[:, :GROWTH] / coverage.western
    part = context.west.conduct.subcontract * min(year.depth, COUNTIES)
    own, handed = done.take(coverage.province, axis=0), done.take(coverage.county, axis=0)
    return (1.0 - part) * own + part * handed


def _channels(context: Context, state: State, year: Year) -> None:
    """Let every channel but industry, which waits for firms, do its work at each link."""
    links, counties = year.links, year.plan.link_counties
    limits = _limits(context, state, year)
    all_plain = plain(year.coverage.norm, links.joint, links.cooperation)
    links.activity, links.result = all_plain.activity, all_plain.result
    for column, table in context.scenario.tables.channel.particular():
        done = (links.effort[:, column], links.cooperation[:, column], links.joint[:, column])
        work, own = Work(*done, counties, limits), table.rule
        output = table(work) if own is None else _ruled(context, year, own, table.norm, work)
        links.activity[:, column], links.result[:, column] = output.activity, output.result
    links.activity[:, INDUSTRY] = links.result[:, INDUSTRY] = 0.0
    links.pledge = links.activity.copy()


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
    plan, place, places = year.plan, year.plan.link_place, state.places
    stock, surplus = places.stock.take(place, axis=0), context.crowd.surplus[year.index][place]
    gone = (places.migrants + places.kept_next)[place]
    reached = places.reached[:, MIGRANTS][place]
    return {
        "ability": 0.5 * (stock[:, SKILLS] + stock[:, ENVIRONMENT]),
        "surplus": plan.link_weight * np.maximum(surplus - gone, 0.0),
        "coverage": share(gone, surplus),
        "care": year.links.joint[:, CHANNEL["services"]] + share(reached, places.placed[place]),
    }
