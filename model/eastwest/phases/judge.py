"""The centre scores, grades and rewards; ties and beliefs move."""

from functools import partial

import numpy as np

from eastwest.asking import Asked
from eastwest.behaviour.government import learn, learn_outcome
from eastwest.context import Context, Side, Year
from eastwest.evaluation.grade import Prospect
from eastwest.evaluation.observe import Audit
from eastwest.evaluation.reward import RAMPED
from eastwest.phases.ties import centre_tie, dyad_ties, firm_ties
from eastwest.state import GovernmentState, State
from eastwest.streams import identities, normals, uniforms
from eastwest.vocabulary import GROWTH, Bools, Floats

SIDES = identities(np.array(["east", "west"]))[:, np.newaxis]
"""The sides, as chance knows them."""
MOVED = 0.1
"""Change of effort, over a full programme, that teaches half of what an outcome shows."""


def judge(context: Context, state: State, year: Year) -> None:
    """Write scores, grades, rewards and beliefs of governments, and all ties."""
    luck = uniforms(context.key, "draw", year.year, SIDES, np.arange(2)).tolist()
    for (side, governments), chances in zip(context.both(state), luck, strict=True):
        _grade(context, side, governments, year, chances)
        _learn(context, side, governments, year)
        centre_tie(context, side, governments, year)
    _praise(context, state, year)
    dyad_ties(context, state, year)
    firm_ties(context, state, year)


def _grade(
    context: Context, side: Side, governments: GovernmentState, year: Year, chances: list[float]
) -> None:
    """Score and grade one side, tier by tier, of which each has its chance; see `Prospect.luck`.

    Nobody is graded where nothing is scored; a county is where its province is.
    """
    rule, noise = year.regime.grade, year.regime.observe.noise
    judged = _judged(side, governments, year)
    rows = judged.nonzero()[0]
    governments.score = score = _scored(side, governments, year, judged)
    draws, capacity = np.zeros(len(score)), context.able[side.name][year.index]
    draws[rows] = normals(context.key, "grade", year.year, side.identity[rows])
    governments.grade = np.full(len(score), -1)
    for there, chance in zip(side.tiers(rows), chances, strict=True):
        worth, rivals = np.zeros((len(there), rule.grades)), np.zeros(len(there))
        bias = rule.bias(governments.praise[there])
        prospect = Prospect(worth, bias, rivals, noise, capacity[there], chance)
        asked = Asked("grade", rule, year.year, side.governments.id, there)
        given = asked.answer(partial(rule.assign, score[there], draws[there], prospect))
        asked.check("a grade", given, least=0.0, most=rule.grades - 1)
        governments.grade[there] = given
    _reward(side, governments, year)


def _judged(side: Side, governments: GovernmentState, year: Year) -> Bools:
    """Return who is judged: who has a part in what is asked of its top government."""
    if not year.sheets[side.name].number:
        return np.zeros(len(side.head), dtype=bool)
    is_asked: Bools = np.logical_or.reduce(governments.target[: side.tops] > 0.0, axis=1)
    return is_asked.take(side.head) & side.has_part


def _scored(side: Side, governments: GovernmentState, year: Year, judged: Bools) -> Floats:
    """Return the score of each government."""
    sheet = year.sheets[side.name]
    if sheet.plain and not sheet.number:
        return np.zeros(len(judged))
    done = sheet.fulfilled(governments.verified, governments.target, governments.floor)
    for there in side.tiers(np.flatnonzero(judged)) if sheet.has_ranks else ():
        done[there] = sheet.ranked(done[there], done[there], np.eye(len(there)))
    asked = Asked("score", sheet.regime.score, year.year, side.governments.id)
    score = asked.answer(lambda: sheet.points(done), lambda row: sheet.points(done[[row]]))
    asked.check("a score", score)
    return score if sheet.plain else score * judged


def _reward(side: Side, governments: GovernmentState, year: Year) -> None:
    """Turn grades into standing, praise, career and next year's money, of which each has a part."""
    sheet, penalty = year.sheets[side.name], year.regime.observe.audit.penalty
    kept, brought = sheet.kept, sheet.brings.take(governments.grade, axis=1)
    brought[: len(RAMPED)] *= year.regime.reward.level(year.age)
    reputation, career, summons, money, publicity = brought
    governments.standing = kept["reputation"] * governments.standing + reputation
    governments.praise = kept["publicity"] * governments.praise + publicity
    governments.bonus = kept["money"] * governments.bonus + side.size * money
    governments.credit = kept["career"] * governments.credit + career
    governments.stain = kept["summons"] * governments.stain + summons
    governments.career = governments.credit - governments.stain - penalty * governments.caught


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
    tops, layout, measure = side.tops, side.layout, year.coverage.measure[side.name]
    effort = layout.effort(year.handed[side.name])
    seen = governments.counted[:tops] - governments.given[:tops]
    if side.name in year.foreseen:
        seen[:, :GROWTH] = year.foreseen[side.name]
    belief = learn(governments.belief[:tops], effort, seen, side.conduct, 1e-3 * measure)
    for column, (_, indicator) in enumerate(layout.extras, start=GROWTH):
        if indicator.channel is None:
            lesson = effort[:, column], seen[:, column], MOVED * measure[:, column]
            sign = -1.0 if indicator.less else 1.0
            belief[:, column] = _outcome(side, governments, column, sign, lesson)
    governments.did[:tops] = effort
    rule = year.regime.observe.audit
    if rule.by == "ring" and rule.peer_learning > 0.0:
        paired = year.counties[side.name][:tops] > 0.0
        belief = _from_the_audited(belief, governments.audited[:tops], paired, rule)
    governments.belief = belief.take(side.head, axis=0)


def _outcome(
    side: Side,
    governments: GovernmentState,
    column: int,
    sign: float,
    lesson: tuple[Floats, Floats, Floats],
) -> Floats:
    """Return top governments' beliefs about an outcome; write what is given of it without effort.

    Args:
        sign: -1 where less is better, else 1.
        lesson: Effort of the year, value beyond what was given, change of effort that teaches
            half. shape (top,)
    """
    (effort, seen, few), tops = lesson, side.tops
    before, did = governments.belief[:tops, column], governments.did[:tops, column]
    belief = learn_outcome(before, (did, effort), sign * seen, side.conduct, few)
    free = np.maximum(governments.counted[:tops, column] - sign * belief * effort, 0.0)
    governments.given[:, column] = side.size * free.take(side.head)
    return belief


def _from_the_audited(belief: Floats, audited: Bools, paired: Bools, rule: Audit) -> Floats:
    """Return beliefs after each auditor of the ring has seen what the one it checks believes."""
    ring = np.flatnonzero(paired)
    auditor = np.roll(ring, -1)
    here = audited[ring]
    moved = belief.copy()
    moved[auditor[here]] += rule.peer_learning * (belief[ring[here]] - belief[auditor[here]])
    return moved
