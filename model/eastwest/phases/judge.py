"""The centre scores, grades and rewards; ties and beliefs move."""

from functools import partial

import numpy as np

from eastwest.asking import Asked
from eastwest.behaviour.government import learn
from eastwest.columns import share, sums
from eastwest.context import Context, Side, Year
from eastwest.evaluation.grade import Prospect
from eastwest.evaluation.regime import Regime
from eastwest.state import GovernmentState, State
from eastwest.streams import normals
from eastwest.vocabulary import CHANNEL, Floats, Ints


def judge(context: Context, state: State, year: Year) -> None:
    """Write scores, grades, rewards and beliefs of governments, and all ties."""
    for side, governments in ((context.east, state.east), (context.west, state.west)):
        _grade(context, side, governments, year)
        _learn(side, governments, year)
        _centre_tie(context, side, governments, year)
    _praise(context, state, year)
    _dyad_ties(context, state, year)
    _firm_ties(context, state)


def _grade(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Score and grade one side, tier by tier; nobody is graded where nothing is scored."""
    governments.grade[:] = -1
    governments.score[:] = 0.0
    regime = year.regime
    if regime is None:
        return
    fulfilment = share(governments.verified, governments.target)
    weights, caps = regime.weights(side.name), regime.caps(side.name)
    governments.score = _scored(side, regime, year, weights, fulfilment, caps)
    judged = (governments.target > 0.0).any(axis=1) & (weights.sum() > 0.0)
    draws = normals(context.key, "grade", year.year, side.identity)
    for rows in (side.top, side.sub):
        there = rows[judged[rows]]
        prospect = _graded(governments, regime, there)
        asked = Asked("grade", regime.grade, year.year, side.governments.id[there])
        score, luck = governments.score[there], draws[there]
        grade = asked.answer(partial(regime.grade.assign, score, luck, prospect))
        asked.check("a grade", grade, least=0.0, most=regime.grade.grades - 1)
        governments.grade[there] = grade
    _reward(governments, regime, np.flatnonzero(judged), regime.reward.level(year.age))
    governments.bonus[side.sub] *= side.weight


def _scored(
    side: Side, regime: Regime, year: Year, weights: Floats, fulfilment: Floats, caps: Floats
) -> Floats:
    """Return the score of each government."""
    rule = regime.score
    asked = Asked("score", rule, year.year, side.governments.id)
    score = asked.answer(
        lambda: rule(weights, fulfilment, caps),
        lambda row: rule(weights, fulfilment[[row]], caps),
    )
    asked.check("a score", score)
    return score


def _graded(governments: GovernmentState, regime: Regime, rows: Ints) -> Prospect:
    """Return what a grade rule needs to know of those who are graded together."""
    none = np.zeros((len(rows), regime.grade.grades))
    bias = regime.grade.bias(governments.praise[rows])
    return Prospect(none, bias, np.zeros(len(rows)), regime.observe.noise)


def _reward(governments: GovernmentState, regime: Regime, rows: Ints, level: float) -> None:
    """Turn grades into standing, praise, career and next year's money."""
    reward, grade, grades = regime.reward, governments.grade[rows], regime.grade.grades
    governments.standing *= reward.decay
    governments.praise *= reward.decay
    governments.standing[rows] += level * reward.column("reputation", grades)[grade]
    governments.praise[rows] += reward.column("publicity", grades)[grade]
    career = reward.column("career", grades) - reward.column("summons", grades)
    governments.career = -regime.observe.audit.penalty * governments.caught
    governments.career[rows] += level * career[grade]
    governments.bonus = np.zeros_like(governments.bonus)
    governments.bonus[rows] = reward.column("money", grades)[grade]


def _praise(context: Context, state: State, year: Year) -> None:
    """Add the dated praise of the sources, if it counts."""
    for when, row in context.praise if year.levers.praise_events else ():
        if when == year.year:
            state.east.praise[row] += 1.0


def _learn(side: Side, governments: GovernmentState, year: Year) -> None:
    """Move beliefs by own and peers' yields; counties share their province's belief.

    Effort that lingers after a pairing has ended yields nothing and teaches nothing.
    """
    top = side.top
    effort, counties = year.handed[side.name][top], year.counties[side.name][top]
    few = 1e-3 * side.full * np.where(counties > 0.0, counties, np.inf)[:, None]
    governments.belief[top] = learn(
        governments.belief[top],
        effort,
        governments.counted[top] - governments.given[top],
        side.conduct,
        few,
    )
    governments.belief[side.sub] = governments.belief[side.parent]


def _centre_tie(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Move ties to the centre by how much of the full programme each government carries out."""
    ties = context.scenario.tables.tie
    work = share(year.handed[side.name], side.full * year.counties[side.name][:, None])
    met = ties.interaction(work.mean(axis=1))
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


def _firm_ties(context: Context, state: State) -> None:
    """Move ties of hosted firms to organizations by how many work in the same place."""
    ties, firms = context.scenario.tables.tie, state.firms
    weight = context.world.organizations.weight
    host = state.organizations.host
    here = host[host >= 0]
    at_work = sums(here, np.full(len(here), weight), len(context.world.places.id))
    met = ties.interaction(share(at_work, context.world.places.counties))
    firms.tie = np.where(firms.host >= 0, ties(firms.tie, np.append(met, 0.0)[firms.host]), 0.0)
