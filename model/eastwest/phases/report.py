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
"""What can be shown by channel: pledge, activity and result, a row a government."""

INDUSTRY, SOCIETY = CHANNEL["industry"], CHANNEL["society"]


def report(context: Context, state: State, year: Year) -> None:
    """Write true, counted, reported and verified values of governments, and who was audited."""
    for side, governments in context.both(state):
        _side(side, governments, year, _shows(context, state, year, side))
    for side, governments in context.both(state):
        audit(context, side, governments, year)


@dataclass(frozen=True, slots=True)
class Shows:
    """What the top governments of a side have to show.

    Args:
        own: Pledge, activity and result of each, shape (top, channels).
        joint: The same of their dyads as a whole, for which pairs answer together.
        outcomes: Value of each outcome of the layout by its column, shape (top,).
        free: Part of own values that came without effort, shape (top, channels).
    """

    own: Shown
    joint: Shown
    outcomes: dict[int, Floats]
    free: Floats


def _shows(context: Context, state: State, year: Year, side: Side) -> Shows:
    """Return what a side shows: the East what became of its dyads, the West its cooperation."""
    dyads, owner = state.dyads, getattr(context.dyads, side.name)
    all_three = np.concatenate([dyads.pledge, dyads.activity, dyads.result], axis=1)
    shown = sums(owner, all_three, side.tops).reshape(side.tops, 3, GROWTH)
    pledge, activity, result = shown.swapaxes(0, 1)
    joint, outcomes = (pledge, activity, result), _outcomes(context, state, year, side)
    if side is context.east:
        return Shows(joint, joint, outcomes, unguided(state, owner, activity))
    work = year.links.cooperation * year.coverage.norm
    own = sums(owner[year.plan.link_dyad], work, side.tops)
    return Shows((own, own, result), joint, outcomes, np.zeros_like(own))


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
            found[column] = sums(owner, held * year.active, side.tops)
    return found


def unguided(state: State, owner: Ints, activity: Floats) -> Floats:
    """Return the part of each government's activity that no effort brought: firms' only."""
    free, rows = np.zeros_like(activity), len(activity)
    alone = state.dyads.unguided * state.dyads.activity[:, INDUSTRY]
    free[:, INDUSTRY] = share(sums(owner, alone, rows), activity[:, INDUSTRY])
    free[:, SOCIETY] = share(sums(owner, state.dyads.forced, rows), activity[:, SOCIETY])
    return free


def _side(side: Side, governments: GovernmentState, year: Year, shows: Shows) -> None:
    """Set true, counted, given and reported values of one side, all tiers."""
    layout, tops = side.layout, side.tops
    sheet = year.sheets[side.name]
    true, counted = _values(side, sheet, shows)
    if year.announced is not None:
        coming = Sheet.of(side.name, year.announced, layout)
        later = _values(side, coming, shows)[1][:, :GROWTH]
        year.foreseen[side.name] = later * (1.0 - shows.free)
    given = counted * layout.read(shows.free)
    if layout.extras:  # what nobody reports is learned of in another way
        given = np.where(layout.reports >= 0, given, governments.given[:tops])
    governments.given = side.passed_down(given)
    effort, own = (
        layout.effort(each) for each in (year.handed[side.name], governments.effort[tops:, :GROWTH])
    )
    governments.counted = _with_counties(side, counted, effort, own)
    governments.true = governments.counted.copy()
    if sheet.counts_pledges:
        governments.true = _with_counties(side, true, effort, own)
    year.passed[side.name] = passed_up(side, governments)
    padding = layout.read(year.passed[side.name])
    governments.reported = governments.counted + governments.target * padding


def _with_counties(side: Side, tops: Floats, effort: Floats, own: Floats) -> Floats:
    """Return values of all tiers: counties have of their top government's by their effort in its.

    Args:
        tops: Values of top governments, shape (top, columns).
        effort: What they and their counties do, same shape. [1e8 yuan]
        own: What counties do, shape (counties, columns). [1e8 yuan]
    """
    found, head = tops.take(side.head, axis=0), side.head[side.tops :]
    found[side.tops :] *= share(own, effort.take(head, axis=0))
    return found


def _values(side: Side, sheet: Sheet, shows: Shows) -> tuple[Floats, Floats]:
    """Return true and counted values of a side's top governments by column of a sheet."""
    shown = (side.layout.shown(*each) for each in zip(shows.own, shows.joint, strict=True))
    pledge, did, lasts = shown
    counted = sheet.counted(pledge, did, lasts)
    true = sheet.counted(did, did, lasts) if sheet.counts_pledges else counted
    for column, value in shows.outcomes.items():
        true[:, column] = counted[:, column] = value
    return true, counted


def passed_up(side: Side, governments: GovernmentState) -> Floats:
    """Return the padding in each report, (n, channels): a province's own and its counties'."""
    passed, tops = governments.padding.copy(), side.tops
    counties = side.sizes[tops:, :GROWTH] * passed[tops:]
    passed[:tops] = side.with_counties(passed[:tops], counties, governments.part[:tops])
    return passed


def audit(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Check a sample of governments; what is found out counts in place of what was reported."""
    rule, layout, number = year.regime.observe.audit, side.layout, len(governments.score)
    governments.verified = governments.reported.copy()
    governments.caught = np.zeros(number)
    governments.audited = np.zeros(number, dtype=bool)
    if not rule.share:
        return
    key, now, channel = context.key, year.year, np.arange(GROWTH)
    governments.audited = uniforms(key, "audit", now, side.identity) < rule.share
    rows = np.flatnonzero(governments.audited)
    who, verified = side.identity[rows, None], governments.reported.take(rows, axis=0)
    caught: Bools = uniforms(key, "detection", now, who, channel) < rule.finds
    found = caught * year.passed[side.name].take(rows, axis=0)
    governments.caught[rows] = np.ascontiguousarray(found.T).sum(axis=0)  # short rows are slow
    if rule.replaces:
        verified = np.where(layout.read(caught), governments.counted.take(rows, axis=0), verified)
    if rule.false_alarm > 0.0:
        luck = uniforms(key, "alarm", now, who, channel)
        alarm: Bools = ~caught & (luck < rule.false_alarm)
        struck = rule.doubted * layout.read(alarm) * governments.target[rows]
        verified = np.maximum(verified - struck, 0.0)
        asked = layout.asked(governments.target[rows])
        governments.caught[rows] += rule.doubted * (alarm & asked).sum(axis=1)
    governments.verified[rows] = verified
