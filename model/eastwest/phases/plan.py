"""Governments choose effort and padding, and go part of the way there."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from eastwest.asking import Asked
from eastwest.behaviour.believed import Believed, Peers
from eastwest.behaviour.decision import DecisionRule, Past, Situation
from eastwest.behaviour.government import Position, bare, task
from eastwest.behaviour.linear import Search
from eastwest.behaviour.searching import among_peers, small_copies
from eastwest.choosing.effort import Outlook
from eastwest.choosing.sampled import Sampled
from eastwest.choosing.task import Choice, Task, Value
from eastwest.choosing.ways import Ways
from eastwest.context import Context, Side, Year
from eastwest.evaluation.grade import Prospect, stakes
from eastwest.evaluation.sheet import Sheet
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import GROWTH, Ints


def plan(context: Context, state: State, year: Year) -> None:
    """Choose and move part of the way there; write effort and padding of governments."""
    for side, governments in context.both(state):
        choice = decision(context, side, governments, year).choose(year)
        step = side.conduct.adjust * year.levers.response
        governments.effort += step * (choice.effort - governments.effort)
        governments.padding += step * (choice.padding[:, :GROWTH] - governments.padding)
        governments.effort *= year.coverage.busy[side.name]


@dataclass(frozen=True, slots=True)
class Decision:
    """What governments weigh: their task, what scores cost them, and what scores promise."""

    task: Task
    outlook: Outlook
    prospect: Prospect
    rule: DecisionRule
    past: Past
    row: Ints

    def choose(self, year: Year) -> Choice:
        """Return the effort and padding that each government decides on."""
        asked = Asked("decision", self.rule, year.year, self.past.id, self.row)
        choice = asked.answer(
            lambda: self.rule(self.situation(year)),
            lambda row: self.rule(self.rows(np.array([row])).situation(year)),
            Choice,
        )
        width = self.task.gain.shape[1]
        asked.check("effort", choice.effort, width, least=0.0)
        asked.check("padding", choice.padding, width, least=0.0)
        return choice

    def best(self, year: Year) -> Choice:
        """Return the effort and padding that each government thinks best."""
        rule, whom = year.regime.grade, (year.year, self.past.id, self.row)
        asked = Asked("grade", rule, *whom)
        choice = asked.answer(partial(rule.follow, self.outlook, self.prospect), due=Choice)
        Asked("score", year.regime.score, *whom).check("a believed score", choice.score)
        asked.check("the value of a score", choice.payoff)
        return choice

    def rows(self, rows: Ints) -> "Decision":
        """Return the decision of some governments alone."""
        own = (self.task.rows(rows), self.outlook.rows(rows), self.prospect.rows(rows))
        return Decision(*own, self.rule, self.past, self.row[rows])

    def situation(self, year: Year) -> Situation:
        """Return what a rule of decision is shown."""
        value: Value = partial(year.regime.grade.value, prospect=self.prospect)
        return Situation(
            task=self.task,
            outlook=self.outlook,
            value=value,
            follow=partial(self.best, year),
            part=lambda rows: self.rows(rows).situation(year),
            past=self.past,
            row=self.row,
        )


def decision(context: Context, side: Side, governments: GovernmentState, year: Year) -> Decision:
    """Return the decision of all governments of a side, their peers' answers known."""
    where = position(context, side, governments, year)
    sheet, prospect = year.sheets[side.name], promise(context, side, governments, year)
    if sheet.plain:
        work = task(where, side.conduct, sheet)
        outlook = Outlook.of(work, stakes(prospect))
    else:
        work = bare(where, side.conduct, sheet)
        believed = Believed.of(sheet, where)
        asked = Asked("score", sheet.regime.score, year.year, side.governments.id)
        outlook = asked.answer(partial(searched, side, governments, believed, work, prospect))
    past, rows = before(side, governments, where), np.arange(len(prospect.bias))
    graded = Asked("grade", sheet.regime.grade, year.year, side.governments.id)
    promised = graded.answer(partial(met, side, sheet, outlook, prospect))
    return Decision(work, outlook, promised, side.conduct.decision, past, rows)


def before(side: Side, governments: GovernmentState, where: Position) -> Past:
    """Return what governments of a side did last year and how it was judged."""
    padding, size = np.zeros((2, *governments.effort.shape))
    padding[:, :GROWTH] = governments.padding
    size[:, :GROWTH], size[:, GROWTH] = where.full, where.capacity
    return Past(
        side.governments.id, side.tier, governments.effort, padding, governments.score, size
    )


def searched(
    side: Side, governments: GovernmentState, believed: Believed, work: Task, prospect: Prospect
) -> Outlook:
    """Return an outlook by search: of the top tier, then of counties, small copies of it."""
    (top, sub), grade = side.tiers(np.arange(len(side.head))), believed.sheet.regime.grade
    whole = Search(work.rows(top), believed.rows(top), stakes(prospect)[top])
    padding = np.pad(governments.padding[top], ((0, 0), (0, 1)))
    last = Ways.single(governments.effort[top], padding)

    def answer(outlook: Sampled) -> Choice:
        here, outlook = prospect.rows(top), outlook.rough()
        return grade.follow(outlook, here.against(grade.rivals(outlook, here)))

    whole, best = among_peers(whole, last, answer)
    peers = whole.believed.peers
    believed = replace(believed, peers=Peers(peers.fulfilment, peers.alone[side.head]))
    part = Search(work.rows(sub), believed.rows(sub), stakes(prospect)[sub])
    copies = small_copies(whole, best, part, side.head[sub], side.size[sub])
    return Sampled.side_by_side(work, believed, [(top, best), (sub, copies)])


def met(side: Side, sheet: Sheet, outlook: Outlook, prospect: Prospect) -> Prospect:
    """Return a prospect with the rivals that the top tier makes for itself; counties meet them."""
    top = slice(side.tops)
    known = outlook.rows(top)
    known = known.rough() if isinstance(known, Sampled) else known
    rivals = sheet.regime.grade.rivals(known, prospect.rows(top))
    if rivals.shape[:1] != (side.tops,):  # too many rows are refused
        rivals = np.broadcast_to(rivals, (side.tops, *rivals.shape[1:]))
    return prospect.against(rivals.take(side.head, axis=0))


def position(context: Context, side: Side, governments: GovernmentState, year: Year) -> Position:
    """Return where governments of a side stand; a county is a small copy of its province."""
    table, sheet = side.governments, year.sheets[side.name]
    able, left = context.able[side.name][year.index], 1.0 - year.regime.observe.lost(sheet.number)
    return Position(
        size=side.size,
        capacity=able * left * side.size,
        full=year.coverage.full[side.name],
        open=side.open,
        altruism=table.altruism,
        gain=side.gain + governments.earned,
        belief=governments.belief,
        target=governments.target,
        floor=governments.floor,
        given=governments.given,
    )


def promise(context: Context, side: Side, governments: GovernmentState, year: Year) -> Prospect:
    """Return what a score promises, before rivals are known.

    A county meets the rivals that its province meets; its stakes are its share of them.
    """
    number, regime = len(governments.score), year.regime
    scale = regime.reward.level(year.age)
    if regime.reward.per_dyad:
        scale *= float(year.active.sum())
    concern, value = side.governments.career_concern, side.conduct.money_value
    grades, rule = regime.grade.grades, regime.reward
    asked = Asked("reward", rule, year.year, side.governments.id)
    worth = asked.answer(lambda: rule.worth(grades, concern, value, scale))
    asked.check("the worth of grades", worth, grades)
    asked_for = np.ascontiguousarray((governments.target > 0.0).T).any(axis=0)
    worth *= (asked_for * side.size)[:, None]
    bias = regime.grade.bias(governments.praise.take(side.head))
    capacity = context.able[side.name][year.index]
    return Prospect(worth, bias, np.zeros(number), regime.observe.noise, capacity)
