"""A government's plan for a year, taken apart into terms that add up to its payoff."""

from dataclasses import replace

import numpy as np

from eastwest.behaviour.believed import Believed
from eastwest.choosing.sampled import Sampled
from eastwest.choosing.task import Choice, Task
from eastwest.context import Context, Year
from eastwest.explaining.sheet import full, linear, lines, measured
from eastwest.explaining.terms import GovernmentStory, GradeTerms, TaskTerms
from eastwest.phases.plan import Decision, decision, position
from eastwest.state import GovernmentState
from eastwest.vocabulary import GROWTH, TASKS, TIERS, Bools, Floats

STEP = 1e-3
"""Points on either side of the score between which the value of a point is measured."""
NEAR = 1e-6
"""How near a bound counts as at it, relative to the bound; relative to all effort at nil."""


def explain_government(
    context: Context, name: str, governments: GovernmentState, year: Year, row: int
) -> GovernmentStory:
    """Return the plan of one government, from the state just before governments plan."""
    side = getattr(context, name)
    whole = decision(context, side, governments, year)
    own = whole.rows(np.array([row]))
    choice = own.choose(year)
    table, regime, task = side.governments, year.regime, own.task
    total = float(choice.effort.sum())
    step = side.conduct.adjust * year.levers.response
    scorer = own.outlook.scorer if isinstance(own.outlook, Sampled) else None
    where = position(context, side, governments, year)
    return GovernmentStory(
        id=str(table.id[row]),
        name={"en": str(table.name_en[row]), "zh": str(table.name_zh[row])},
        side=name,
        tier=TIERS[int(table.tier[row])],
        year=year.year,
        regime=dict(regime.title),
        capacity=float(where.capacity[row]),
        counties=float(year.counties[name][row]),
        base=float(task.base[0]),
        score=float(choice.score[0]),
        noise=own.prospect.noise,
        bars=getattr(regime.grade, "bars", ()),
        memory=float(own.prospect.bias[0]),
        shares=getattr(regime.grade, "shares", ()),
        lines=lines(scorer, choice, where.target[row], where.belief[row])
        if isinstance(scorer, Believed)
        else (),
        rivals=float(own.prospect.rivals[0]) if own.prospect.rivals.ndim == 1 else 0.0,
        point_value=_point_value(own, choice, year),
        grades=_grades(own, choice, year),
        tasks=_tasks(own, choice, year, governments, row, step),
        shared_cost=float(task.curvature[0]) * task.substitution / 2 * total**2,
        payoff=float(choice.payoff[0]),
        step=step,
    )


def _value(own: Decision, score: float, year: Year) -> float:
    """Return what a believed score is worth."""
    return float(year.regime.grade.value(np.array([[score]]), own.prospect)[0, 0])


def _point_value(own: Decision, choice: Choice, year: Year) -> float:
    """Return what one more point is worth at the believed score."""
    score = float(choice.score[0])
    low, high = max(score - STEP, 0.0), score + STEP
    return (_value(own, high, year) - _value(own, low, year)) / (high - low)


def _grades(own: Decision, choice: Choice, year: Year) -> tuple[GradeTerms, ...]:
    """Return the grades; the chance of one is what a score is worth if only it is worth 1."""
    worth, terms = own.prospect.worth, []
    for grade in range(worth.shape[1]):
        alone = np.zeros_like(worth)
        alone[0, grade] = 1.0
        only = replace(own, prospect=replace(own.prospect, worth=alone))
        chance = _value(only, float(choice.score[0]), year)
        terms.append(GradeTerms(float(worth[0, grade]), chance))
    return tuple(terms)


def _tasks(
    own: Decision,
    choice: Choice,
    year: Year,
    governments: GovernmentState,
    row: int,
    step: float,
) -> tuple[TaskTerms, ...]:
    """Return the terms of each task."""
    worth, effort, padding = _point_value(own, choice, year), choice.effort[0], choice.padding[0]
    task, reported, padded_points, is_full = _pointed(own, choice)
    score, curvature = float(choice.score[0]), float(task.curvature[0])
    cost = curvature * ((1 - task.substitution) * effort + task.substitution * effort.sum())
    last = governments.effort[row]
    padded = np.append(governments.padding[row], 0.0)
    return tuple(
        TaskTerms(
            name=TASKS[c],
            target=_of_channel(governments.target[row], c),
            belief=_of_channel(governments.belief[row], c),
            slope=float(task.slope[0, c]),
            points=float(reported[c]),
            ceiling=float(task.ceiling[0, c]),
            effort_before=float(last[c]),
            effort_best=float(effort[c]),
            effort=float(last[c] + step * (effort[c] - last[c])),
            padding_before=float(padded[c]),
            padding_best=float(padding[c]),
            padding=float(padded[c] + step * (padding[c] - padded[c])),
            marginal_gain=float(task.gain[0, c] + worth * task.slope[0, c]),
            marginal_cost=float(cost[c]),
            intrinsic=float(task.gain[0, c] * effort[c]),
            effort_cost=float(curvature * (1 - task.substitution) / 2 * effort[c] ** 2),
            padding_gain=_value(own, score, year)
            - _value(own, score - float(padded_points[c]), year),
            padding_cost=float(task.pad_cost[0, c] / 2 * padding[c] ** 2),
            penalty=float(task.pad_price[0, c] * padding[c]),
            bound="ceiling" if is_full[c] else _bound(task, c, effort),
        )
        for c in range(GROWTH + 1)
    )


def _pointed(own: Decision, choice: Choice) -> tuple[Task, Floats, Floats, Bools]:
    """Return the task with what a unit of effort brings, and three arrays (tasks,).

    Points by task, those of its padding, and whether it is at full marks.
    """
    task, effort, padding = own.task, choice.effort[0], choice.padding[0]
    if isinstance(own.outlook, Sampled):
        scorer, nowhere = own.outlook.scorer, np.zeros(GROWTH + 1, dtype=bool)
        is_full = full(scorer, choice) if isinstance(scorer, Believed) else nowhere
        slope, points, padded = measured(own, choice, is_full)
        return linear(task, slope), points, padded, is_full
    honest = np.minimum(task.slope[0] * effort, task.ceiling[0])
    points = np.minimum(task.slope[0] * effort + task.lift[0] * padding, task.ceiling[0])
    is_full = (task.slope[0] > 0.0) & (points >= task.ceiling[0] * (1 - NEAR))
    return task, points, points - honest, is_full


def _of_channel(values: Floats, column: int) -> float:
    """Return a channel's value; own growth has none."""
    return float(values[column]) if column < GROWTH else 0.0


def _bound(task: Task, column: int, effort: Floats) -> str:
    """Return the bound that the best effort is at, if it is not at full marks."""
    if effort[column] <= NEAR * effort.sum():
        return "nil"
    return "limit" if effort[column] >= task.limit[0, column] * (1 - NEAR) else ""
