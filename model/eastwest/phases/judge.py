"""The centre scores, grades and rewards; ties and beliefs move."""

from dataclasses import replace
from functools import partial

import numpy as np

from eastwest.asking import Asked
from eastwest.behaviour.government import learn, learn_outcome
from eastwest.columns import share, sums
from eastwest.context import Context, Side, Year
from eastwest.evaluation.grade import Prospect
from eastwest.evaluation.observe import Audit
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.sheet import Sheet
from eastwest.phases.target import able
from eastwest.state import GovernmentState, State
from eastwest.streams import identity, normals, uniforms
from eastwest.vocabulary import CHANNEL, GROWTH, Bools, Floats, Ints

MOVED = 0.1
"""Change of effort, over a full programme, that teaches half of what an outcome shows."""


def judge(context: Context, state: State, year: Year) -> None:
    """Write scores, grades, rewards and beliefs of governments, and all ties."""
    for side, governments in ((context.east, state.east), (context.west, state.west)):
        _grade(context, side, governments, year)
        _learn(context, side, governments, year)
        _centre_tie(context, side, governments, year)
    _praise(context, state, year)
    _dyad_ties(context, state, year)
    _firm_ties(context, state, year)


def _grade(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Score and grade one side, tier by tier; nobody is graded where nothing is scored."""
    governments.grade[:] = -1
    regime, sheet = year.regime, year.sheets[side.name]
    done = sheet.fulfilled(governments.verified, governments.target, governments.floor)
    judged = (governments.target > 0.0).any(axis=1) & (sheet.weights.sum() > 0.0)
    size = able(context, side, year)
    size[side.sub] = size[side.parent]
    for rows in (side.top, side.sub) if sheet.by_rank.any() else ():
        there = rows[judged[rows]]
        done[there] = sheet.ranked(done[there], done[there], np.eye(len(there)))
    governments.score = _scored(side, sheet, year, done) * (1.0 if sheet.plain else judged)
    draws = normals(context.key, "grade", year.year, side.identity)
    luck_of_all = uniforms(context.key, "draw", year.year, identity(side.name), np.arange(2))
    for rows, chance in zip((side.top, side.sub), luck_of_all.tolist(), strict=True):
        there = rows[judged[rows]]
        prospect = replace(_graded(governments, regime, there, size), luck=chance)
        asked = Asked("grade", regime.grade, year.year, side.governments.id[there])
        score, luck = governments.score[there], draws[there]
        grade = asked.answer(partial(regime.grade.assign, score, luck, prospect))
        asked.check("a grade", grade, least=0.0, most=regime.grade.grades - 1)
        governments.grade[there] = grade
    part = np.ones(len(judged))
    part[side.sub] = side.weight
    level = regime.reward.level(year.age)
    _reward(governments, regime, np.flatnonzero(judged), level, part)


def _scored(side: Side, sheet: Sheet, year: Year, done: Floats) -> Floats:
    """Return the score of each government."""
    asked = Asked("score", sheet.regime.score, year.year, side.governments.id)
    score = asked.answer(lambda: sheet.points(done), lambda row: sheet.points(done[[row]]))
    asked.check("a score", score)
    return score


def _graded(governments: GovernmentState, regime: Regime, rows: Ints, size: Floats) -> Prospect:
    """Return what a grade rule needs to know of those who are graded together."""
    none = np.zeros((len(rows), regime.grade.grades))
    bias = regime.grade.bias(governments.praise[rows])
    return Prospect(none, bias, np.zeros(len(rows)), regime.observe.noise, size[rows])


def _reward(
    governments: GovernmentState, regime: Regime, rows: Ints, level: float, part: Floats
) -> None:
    """Turn grades into standing, praise, career and next year's money, of which each has a part."""
    reward, grade, grades = regime.reward, governments.grade[rows], regime.grade.grades

    def won(name: str) -> Floats:
        return reward.column(name, grades)[grade]

    governments.credit *= reward.kept("career")
    governments.stain *= reward.kept("summons")
    governments.standing *= reward.kept("reputation")
    governments.praise *= reward.kept("publicity")
    governments.bonus *= reward.kept("money")
    lasting = governments.credit - governments.stain
    governments.credit[rows] += level * won("career")
    governments.stain[rows] += level * won("summons")
    governments.standing[rows] += level * won("reputation")
    governments.praise[rows] += won("publicity")
    governments.career = lasting - regime.observe.audit.penalty * governments.caught
    governments.career[rows] += level * (won("career") - won("summons"))
    governments.bonus[rows] += won("money") * part[rows]


def _praise(context: Context, state: State, year: Year) -> None:
    """Add the dated praise of the sources, if it counts."""
    for when, row in context.praise if year.levers.praise_events else ():
        if when == year.year:
            state.east.praise[row] += 1.0


def _learn(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Move beliefs by own and peers' yields; counties share their province's belief.

    Effort that lingers after a pairing has ended yields nothing and teaches nothing. Where
    another rule is announced, the lesson is what the work would have counted for under it.
    """
    top, layout = side.top, side.layout
    by_channel, counties = year.handed[side.name][top], year.counties[side.name][top]
    effort = layout.effort(by_channel)
    size = layout.effort(side.full[None, :]) * np.where(counties > 0.0, counties, np.inf)[:, None]
    seen = governments.counted[top] - governments.given[top]
    if side.name in year.foreseen:
        seen[:, :GROWTH] = year.foreseen[side.name][top]
    conduct, before = side.conduct, governments.belief[top]
    belief = learn(before, effort, seen, conduct, 1e-3 * size)
    for column in np.flatnonzero(layout.reports < 0):
        sign = -1.0 if layout.extras[column - GROWTH][1].less else 1.0
        belief[:, column] = learn_outcome(
            before[:, column],
            (governments.did[top, column], effort[:, column]),
            sign * seen[:, column],
            conduct,
            MOVED * size[:, column],
        )
        free = governments.counted[top, column] - sign * belief[:, column] * effort[:, column]
        governments.given[top, column] = free.clip(min=0.0)
        governments.given[side.sub, column] = side.weight * governments.given[side.parent, column]
    governments.did[top] = effort
    rule = year.regime.observe.audit
    if rule.by == "ring" and rule.peer_learning > 0.0:
        belief = _from_the_audited(belief, governments.audited[top], counties > 0.0, rule)
    governments.belief[top] = belief
    governments.belief[side.sub] = governments.belief[side.parent]


def _from_the_audited(belief: Floats, audited: Bools, paired: Bools, rule: Audit) -> Floats:
    """Return beliefs after each auditor of the ring has seen what the one it checks believes."""
    ring = np.flatnonzero(paired)
    auditor = np.roll(ring, -1)
    here = audited[ring]
    moved = belief.copy()
    moved[auditor[here]] += rule.peer_learning * (belief[ring[here]] - belief[auditor[here]])
    return moved


def _centre_tie(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Move ties to the centre by how much of the full programme each government carries out."""
    ties, top, met = context.scenario.tables.tie, side.top, np.zeros(len(governments.tie))
    full = side.full * year.counties[side.name][top, None]
    met[top] = ties.interaction(share(year.handed[side.name][top], full).mean(axis=1))
    met[side.sub] = met[side.parent]
    governments.tie = ties(governments.tie, met)


def _dyad_ties(context: Context, state: State, year: Year) -> None:
    """Move ties of dyads by this year's work; dyads not in force only fade."""
    ties, dyads = context.scenario.tables.tie, state.dyads
    full = context.east.full * year.plan.counties[:, None]
    work = share(dyads.effort, full) * year.active[:, None]
    dyads.tie = ties(dyads.tie, ties.interaction(work.mean(axis=1)))
    dyads.firm_tie = ties(dyads.firm_tie, ties.interaction(work[:, CHANNEL["industry"]]))
    society = ties.interaction(work[:, CHANNEL["society"]])
    dyads.organization_tie = ties(dyads.organization_tie, society)


def _firm_ties(context: Context, state: State, year: Year) -> None:
    """Move ties of hosted firms to organizations by how many work in the same place."""
    ties, firms = context.scenario.tables.tie, state.firms
    weight = context.world.organizations.weight
    host = state.organizations.host
    here = host[host >= 0]
    at_work = sums(here, np.full(len(here), weight), len(context.world.places.id))
    met = ties.interaction(share(at_work, context.world.places.counties))
    rows = year.hosted  # those at home have none
    firms.tie[rows] = ties(firms.tie[rows], met[firms.host[rows]])
