"""What a score that is no plain sum is believed to be made of, line by line."""

from dataclasses import replace

import numpy as np

from eastwest.behaviour.believed import Believed
from eastwest.choosing.task import Choice, Task
from eastwest.choosing.ways import Ways
from eastwest.evaluation.lines import unit_of
from eastwest.explaining.terms import LineTerms
from eastwest.phases.plan import Decision
from eastwest.vocabulary import Bools, Floats

STEP = 1e-4
"""Change of effort between which a point is measured, over all effort."""
NEAR = 1e-6
"""How near a cap counts as at it, relative to the cap."""


def lines(
    believed: Believed, choice: Choice, target: Floats, belief: Floats
) -> tuple[LineTerms, ...]:
    """Return the lines of one government's sheet at its best choice.

    Args:
        target, belief: Its own by column; see `Position`.
    """
    sheet = believed.sheet
    done = _done(believed, choice)
    slope, at_cap = believed.slopes(done)[0, 0], _at_cap(believed, done)
    found = sheet.ranked(done, believed.peers.fulfilment, believed.peers.alone)[0, 0]
    return tuple(
        LineTerms(
            name=name,
            unit=unit_of(each),
            target=float(target[column]),
            belief=float(belief[column]),
            fulfilment=float(found[column]),
            cap=float(sheet.caps[column]),
            marginal=0.0 if at_cap[column] else float(slope[column]),
            bonus=float(sheet.bonus[column]) * bool(found[column] >= sheet.above[column]),
            bottom=float(sheet.bottom[column]),
            optional=each.optional,
            by_rank=bool(sheet.by_rank[column]),
        )
        for column, (name, each) in sheet.lines.items()
    )


def _done(believed: Believed, choice: Choice) -> Floats:
    """Return the fulfilment of one government at its best choice, (1, 1, columns)."""
    way = Ways.single(choice.effort, choice.padding)
    return believed.fulfilment(way, believed.kept).clip(min=0.0)


def _at_cap(believed: Believed, done: Floats) -> Bools:
    """Return which columns' fulfilment is at its cap, (columns,)."""
    return np.asarray(done[0, 0] >= believed.sheet.caps * (1.0 - NEAR))


def full(believed: Believed, choice: Choice) -> Bools:
    """Return the tasks whose effort goes up to the caps of all lines that it moves, (tasks,)."""
    sheet, effort = believed.sheet, choice.effort[0]
    counts = (sheet.weights > 0.0)[:, None] & sheet.layout.through
    limited = ~sheet.by_rank & _at_cap(believed, _done(believed, choice))
    there = counts.any(axis=0) & ~(counts & ~limited[:, None]).any(axis=0)
    return np.asarray(np.append(there, False) & (effort > 0.0))


def measured(own: Decision, choice: Choice, full: Bools) -> tuple[Floats, Floats, Floats]:
    """Return points of a unit of effort, and points lost without a task or without its padding.

    Three arrays (tasks,); points lost do not add up to the score where it is no plain sum. At
    full marks the last unit is measured, since one more brings nothing.
    """
    effort, padding = choice.effort[0], choice.padding[0]
    kinds = np.eye(len(effort))
    unit = STEP * max(float(effort.sum()), STEP)
    step = np.where(full, -np.minimum(unit, effort), unit)

    def score(efforts: Floats, paddings: Floats) -> Floats:
        return np.asarray(own.outlook.score(efforts.T[:, None, :], paddings.T[:, None, :])[0])

    here, same = (np.tile(each, (len(effort), 1)) for each in (padding, effort))
    more = score(effort + step[:, None] * kinds, here) - score(same, here)
    without = score(effort * (1.0 - kinds), padding * (1.0 - kinds))
    honest = score(same, padding * (1.0 - kinds))
    whole = float(choice.score[0])
    return more / step, whole - without, whole - honest


def linear(task: Task, slope: Floats) -> Task:
    """Return a task with the measured points of a unit of effort."""
    return replace(task, slope=slope[None, :])
