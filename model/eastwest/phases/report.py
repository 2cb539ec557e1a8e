"""Both sides report, with padding; the centre audits a sample and corrects what it finds."""

import numpy as np

from eastwest.columns import share, sums
from eastwest.context import Context, Side, Year
from eastwest.state import GovernmentState, State
from eastwest.streams import uniforms
from eastwest.vocabulary import CHANNEL, CHANNELS, GROWTH, Floats, Ints

INDUSTRY, SOCIETY = CHANNEL["industry"], CHANNEL["society"]


def report(context: Context, state: State, year: Year) -> None:
    """Write true, counted, reported and verified values of governments, and who was audited."""
    rows = len(context.world.east.id)
    owner = context.dyads.east
    done = [sums(owner, each, rows) for each in evidence_east(state)]
    _side(context.east, state.east, year, done, unguided(state, owner, done[1]))
    rows = len(context.world.west.id)
    done = [sums(context.dyads.west, each, rows) for each in evidence_west(context, state, year)]
    _side(context.west, state.west, year, done, np.zeros_like(done[1]))
    for side, governments in ((context.east, state.east), (context.west, state.west)):
        audit(context, side, governments, year)


def evidence_east(state: State) -> tuple[Floats, Floats, Floats]:
    """Return what eastern governments can show in each dyad: pledge, activity, result."""
    return state.dyads.pledge, state.dyads.activity, state.dyads.result


def unguided(state: State, owner: Ints, activity: Floats) -> Floats:
    """Return the part of each government's activity that no effort brought: firms' only."""
    free, rows = np.zeros_like(activity), len(activity)
    alone = state.dyads.unguided * state.dyads.activity[:, INDUSTRY]
    free[:, INDUSTRY] = share(sums(owner, alone, rows), activity[:, INDUSTRY])
    free[:, SOCIETY] = share(sums(owner, state.dyads.forced, rows), activity[:, SOCIETY])
    return free


def evidence_west(context: Context, state: State, year: Year) -> tuple[Floats, Floats, Floats]:
    """Return what western governments can show in each dyad: own cooperation, and results."""
    plan = year.plan
    work = year.links.cooperation * context.norm * plan.link_counties[:, None]
    own = sums(plan.link_dyad, work, len(plan.active))
    return own, own, state.dyads.result


def _side(
    side: Side, governments: GovernmentState, year: Year, done: list[Floats], free: Floats
) -> None:
    """Set true, counted, given and reported values of one side, all tiers.

    Args:
        done: Pledge, activity and result, shape (n, channels) each.
        free: Part of them that came without effort, same shape.
    """
    pledge, activity, result = done
    true, counted = activity.copy(), activity.copy()
    if year.regime is not None:
        for column, indicator in year.regime.sheet(side.name).items():
            did, lasts = activity[:, column], result[:, column]
            counted[:, column] = indicator.evidence.counted(pledge[:, column], did, lasts)
            true[:, column] = indicator.evidence.counted(did, did, lasts)
    governments.given = counted * free
    effort = year.handed[side.name]
    own = governments.effort[side.sub][:, :GROWTH]
    part = share(own, effort[side.parent])
    governments.given[side.sub] = side.weight[:, None] * governments.given[side.parent]
    counted[side.sub] = part * counted[side.parent]
    true[side.sub] = part * true[side.parent]
    governments.true, governments.counted = true, counted
    governments.reported = counted + governments.target * passed_up(side, governments)


def passed_up(side: Side, governments: GovernmentState) -> Floats:
    """Return the padding in each report: a province's own and that of its counties."""
    padding = governments.padding
    below = sums(side.parent, side.weight[:, None] * padding[side.sub], len(padding))
    total = (1.0 - governments.part) * padding + governments.part * below
    total[side.sub] = padding[side.sub]
    return total


def audit(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Check a sample of governments; what is found out counts in place of what was reported."""
    governments.verified = governments.reported.copy()
    governments.audited = np.zeros(len(governments.score), dtype=bool)
    governments.caught = np.zeros(len(governments.score))
    if year.regime is None or not year.regime.observe.audit.share:
        return
    rule = year.regime.observe.audit
    draw = uniforms(context.key, "audit", year.year, side.identity)
    governments.audited = draw < rule.share
    found = uniforms(
        context.key, "detection", year.year, side.identity[:, None], np.arange(len(CHANNELS))
    )
    caught = governments.audited[:, None] & (found < rule.detection)
    governments.caught = (caught * passed_up(side, governments)).sum(axis=1)
    if rule.replaces:
        governments.verified = np.where(caught, governments.counted, governments.reported)
