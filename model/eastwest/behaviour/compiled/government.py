"""A government's task and its beliefs, number by number: the twin of `behaviour.government`."""

from math import inf
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.government import Position, points_of
from eastwest.choosing.compiled.strip import Tasks
from eastwest.choosing.task import Task
from eastwest.compiled.kernel import kernel
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import Floats


class Where(NamedTuple):
    """The arrays of a `Position`."""

    size: Floats
    capacity: Floats
    full: Floats
    open: Floats
    altruism: Floats
    gain: Floats
    belief: Floats
    target: Floats
    given: Floats


class Weights(NamedTuple):
    """What counts how much: of `Conduct`, and of the audit in force."""

    altruism: float
    cost: float
    growth: float
    most: float
    curvature: float
    pad_cost: float
    price: float
    kept: float


arrays_of = attrgetter(*Where._fields)


def task(position: Position, conduct: Conduct, sheet: Sheet) -> Task:
    """Return what governments weigh this year where a plain sum of capped channels is scored."""
    n, points, audit = len(position.capacity), points_of(sheet), sheet.regime.observe.audit
    work = Tasks(*np.empty((len(Tasks._fields) - 2, n, len(points) + 1)), *np.empty((2, n)))
    weights = Weights(
        altruism=conduct.altruism,
        cost=conduct.cost,
        growth=conduct.growth,
        most=conduct.most,
        curvature=conduct.curvature,
        pad_cost=conduct.pad_cost,
        price=audit.certainty * audit.penalty,
        kept=audit.kept,
    )
    _weigh(Where(*arrays_of(position)), weights, points, sheet.caps, work)
    return Task(*work, substitution=conduct.substitution)


@kernel
def _weigh(where: Where, weights: Weights, points: Floats, caps: Floats, work: Tasks) -> None:
    """Write the task of each row; own growth is the column after the channels."""
    growth = len(points)
    for row in range(len(where.capacity)):
        size, idea = where.size[row], weights.altruism * where.altruism[row]
        work.curvature[row], base = weights.curvature / max(where.capacity[row], 1e-9), 0.0
        for c in range(growth):
            target, most = where.target[row, c], points[c] * caps[c] if points[c] > 0.0 else inf
            unit = points[c] / target if target > 0.0 else 0.0
            free = min(unit * where.given[row, c], most)
            base += free
            work.gain[row, c] = idea + where.gain[row, c] - weights.cost
            work.slope[row, c] = unit * where.belief[row, c]
            work.lift[row, c] = points[c] if target > 0.0 else 0.0
            work.ceiling[row, c] = most - free
            work.limit[row, c] = weights.most * where.open[c] * where.full[row, c]
            work.pad_price[row, c] = weights.price * size
        work.gain[row, growth], work.base[row] = weights.growth, base
        work.slope[row, growth] = work.lift[row, growth] = work.pad_price[row, growth] = 0.0
        work.ceiling[row, growth] = work.limit[row, growth] = inf
        work.kept[row, :], work.pad_cost[row, :] = weights.kept, weights.pad_cost * size


def learn(belief: Floats, effort: Floats, counted: Floats, conduct: Conduct, few: Floats) -> Floats:
    """Return beliefs after a year; as `government.learn`."""
    moved = belief.copy()
    _learn(moved, effort, counted, few, conduct.learn, conduct.imitate)
    return moved


@kernel
def _learn(
    belief: Floats, effort: Floats, counted: Floats, few: Floats, learn: float, imitate: float
) -> None:
    """Move the beliefs of each column by own yields, then towards what peers see."""
    for c in range(belief.shape[1]):
        number, total = 0, 0.0
        for row in range(len(belief)):
            if effort[row, c] > few[row, c]:
                number += 1
                total += counted[row, c] / effort[row, c]
        for row in range(len(belief)):
            before = belief[row, c]
            tried = effort[row, c] > few[row, c]
            own = counted[row, c] / effort[row, c] if tried else before
            moved = before + learn * (own - before)
            peers = total / number if number > 0 else before
            belief[row, c] = moved + imitate * (peers - moved)
