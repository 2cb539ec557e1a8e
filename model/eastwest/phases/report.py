"""Both sides report, with padding; the centre audits a sample and corrects what it finds."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from eastwest.asking import Asked
from eastwest.columns import share, sums
from eastwest.context import Context, Side, Year
from eastwest.evaluation.sheet import Sheet
from eastwest.state import GovernmentState, State
from eastwest.streams import uniforms
from eastwest.vocabulary import CHANNEL, GROWTH, Bools, Floats, Ints

Shown = tuple[Floats, Floats, Floats]
"""What can be shown: pledge, activity and result, a row a dyad or a government, by channel."""

INDUSTRY, SOCIETY = CHANNEL["industry"], CHANNEL["society"]


def report(context: Context, state: State, year: Year) -> None:
    """Write true, counted, reported and verified values of governments, and who was audited."""
    rows = len(context.world.east.id)
    owner, joint = context.dyads.east, evidence_east(state)
    done = _of_owners(owner, joint, rows)
    free = unguided(state, owner, done[1])
    outcomes = _outcomes(context, state, year, context.east)
    _side(context.east, state.east, year, Shows(done, done, outcomes, free))
    rows, owner = len(context.world.west.id), context.dyads.west
    done = _of_owners(owner, evidence_west(context, state, year), rows)
    outcomes = _outcomes(context, state, year, context.west)
    nothing = np.zeros_like(done[1])
    _side(
        context.west,
        state.west,
        year,
        Shows(done, _of_owners(owner, joint, rows), outcomes, nothing),
    )
    for side, governments in ((context.east, state.east), (context.west, state.west)):
        audit(context, side, governments, year)


@dataclass(frozen=True, slots=True)
class Shows:
    """What the governments of a side have to show.

    Args:
        own: Pledge, activity and result of each, shape (n, channels).
        joint: The same of their dyads as a whole, for which pairs answer together.
        outcomes: Value of each outcome of the layout by its column.
        free: Part of own values that came without effort, shape (n, channels).
    """

    own: Shown
    joint: Shown
    outcomes: dict[int, Floats]
    free: Floats


def _of_owners(owner: Ints, shown: Shown, rows: int) -> Shown:
    """Add up what dyads show by government."""
    pledge, activity, result = (sums(owner, each, rows) for each in shown)
    return pledge, activity, result


def _outcomes(context: Context, state: State, year: Year, side: Side) -> dict[int, Floats]:
    """Return what came about in the places that each government's dyads hold, by column."""
    plan, found = year.plan, {}
    owner = getattr(context.dyads, side.name)
    for column, (_, indicator) in enumerate(side.layout.extras, start=GROWTH):
        if indicator.outcome is not None:
            rule = indicator.outcome
            asked = Asked("outcome", rule, year.year, context.world.places.id)
            places = asked.answer(partial(rule, context, state, year))
            asked.check("an outcome", places, least=0.0)
            held = sums(plan.link_dyad, plan.link_weight * places[plan.link_place], len(owner))
            found[column] = sums(owner, held * year.active, len(side.governments.id))
    return found


def evidence_east(state: State) -> Shown:
    """Return what eastern governments can show in each dyad: pledge, activity, result."""
    return state.dyads.pledge, state.dyads.activity, state.dyads.result


def unguided(state: State, owner: Ints, activity: Floats) -> Floats:
    """Return the part of each government's activity that no effort brought: firms' only."""
    free, rows = np.zeros_like(activity), len(activity)
    alone = state.dyads.unguided * state.dyads.activity[:, INDUSTRY]
    free[:, INDUSTRY] = share(sums(owner, alone, rows), activity[:, INDUSTRY])
    free[:, SOCIETY] = share(sums(owner, state.dyads.forced, rows), activity[:, SOCIETY])
    return free


def evidence_west(context: Context, state: State, year: Year) -> Shown:
    """Return what western governments can show in each dyad: own cooperation, and results."""
    plan = year.plan
    work = year.links.cooperation * context.norm * plan.link_counties[:, None]
    own = sums(plan.link_dyad, work, len(plan.active))
    return own, own, state.dyads.result


def _side(side: Side, governments: GovernmentState, year: Year, shows: Shows) -> None:
    """Set true, counted, given and reported values of one side, all tiers."""
    true, counted = _values(side, year.sheets[side.name], shows)
    if year.announced is not None:
        sheet = Sheet.of(side.name, year.announced, side.layout)
        later = _values(side, sheet, shows)[1][:, :GROWTH]
        year.foreseen[side.name] = later * (1.0 - shows.free)
    effort = side.layout.effort(year.handed[side.name])
    reports = side.layout.reports >= 0
    given = counted * side.layout.read(shows.free)
    governments.given = np.where(reports, given, governments.given)
    own = side.layout.effort(governments.effort[side.sub][:, :GROWTH])
    part = share(own, effort[side.parent])
    governments.given[side.sub] = side.weight[:, None] * governments.given[side.parent]
    counted[side.sub] = part * counted[side.parent]
    true[side.sub] = part * true[side.parent]
    governments.true, governments.counted = true, counted
    year.passed[side.name] = passed_up(side, governments)
    padding = side.layout.read(year.passed[side.name])
    governments.reported = counted + governments.target * padding


def _values(side: Side, sheet: Sheet, shows: Shows) -> tuple[Floats, Floats]:
    """Return true and counted values of a side's top governments by column of a sheet."""
    layout = side.layout
    true = layout.read(shows.own[1]).copy()
    counted = true.copy()
    lines = dict(enumerate((each for _, each in layout.extras), start=GROWTH))
    lines |= {column: each for column, each in sheet.indicators if column < GROWTH}
    for column, indicator in lines.items():
        if indicator.channel is None:
            true[:, column] = counted[:, column] = shows.outcomes[column]
            continue
        shown = shows.joint if indicator.side == "pair" else shows.own
        pledge, did, lasts = (each[:, CHANNEL[indicator.channel]] for each in shown)
        counted[:, column] = indicator.evidence.counted(pledge, did, lasts)
        true[:, column] = indicator.evidence.counted(did, did, lasts)
    return true, counted


def passed_up(side: Side, governments: GovernmentState) -> Floats:
    """Return the padding in each report: a province's own and that of its counties."""
    total, top, part = governments.padding.copy(), side.top, governments.part[side.top]
    below = sums(side.parent, side.weight[:, None] * total[side.sub], len(total))
    total[top] = (1.0 - part) * total[top] + part * below[top]
    return total


def audit(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Check a sample of governments; what is found out counts in place of what was reported."""
    governments.verified = governments.reported.copy()
    governments.audited = np.zeros(len(governments.score), dtype=bool)
    governments.caught = np.zeros(len(governments.score))
    rule, layout = year.regime.observe.audit, side.layout
    if not rule.share:
        return
    draw = uniforms(context.key, "audit", year.year, side.identity)
    governments.audited = draw < rule.share
    channel = np.arange(GROWTH)
    found = uniforms(context.key, "detection", year.year, side.identity[:, None], channel)
    caught: Bools = governments.audited[:, None] & (found < rule.finds)
    governments.caught = (caught * year.passed[side.name]).sum(axis=1)
    if rule.replaces:
        by_column = layout.read(caught.astype(np.float64)) > 0.0
        governments.verified = np.where(by_column, governments.counted, governments.reported)
    if rule.false_alarm > 0.0:
        luck = uniforms(context.key, "alarm", year.year, side.identity[:, None], channel)
        alarm: Bools = governments.audited[:, None] & ~caught & (luck < rule.false_alarm)
        struck = governments.target * layout.read(rule.doubted * alarm.astype(np.float64))
        governments.verified = (governments.verified - struck).clip(min=0.0)
        asked = governments.target[:, :GROWTH] > 0.0
        governments.caught += rule.doubted * (alarm & asked).sum(axis=1)
