"""What is done at a price of a point, and on the way from one knot of a frontier to the next."""

from typing import NamedTuple

import numpy as np

from eastwest.backend import twinned
from eastwest.choosing import outcome
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.spread import EXACT, settle, spread
from eastwest.choosing.task import Task
from eastwest.vocabulary import Floats

WAYS = 4
"""Ways to act about a score."""


class Reached(NamedTuple):
    """A few ways to act of each government.

    Args:
        effort, padding: Shape (n, ways, c). [1e8 yuan, units]
        score, cost: Believed score and cost, shape (n, ways). [points, utility]
    """

    effort: Floats
    padding: Floats
    score: Floats
    cost: Floats


@twinned
def cheapest(task: Task, pull: Floats) -> tuple[Floats, Floats]:
    """Return the effort and padding that maximise pull * S - cost, exactly.

    Args:
        task: What can be done, n rows and c columns.
        pull: Price of a point, >= 0. [utility per point], shape (n, g)

    Returns:
        Effort [1e8 yuan] and padding [units], both of shape (n, g, c).
    """
    menu = task.menu
    _, at = settle(menu, pull, np.zeros(pull.shape), EXACT)
    pad = outcome.padding(menu, pull, outcome.most_padding(menu, menu.slope * at.effort))
    return _columns_last(at.effort), _columns_last(pad)


@twinned
def reach(task: Task, line: Frontier, score: Floats) -> Reached:
    """Return four ways to act: no pull, the knot below, on the way to the next, the next.

    Where nobody has a second knot the first way is the only one.

    Args:
        task: What can be done, n rows and c columns.
        line: Its frontier.
        score: Aim of each row. [points], shape (n, 1)
    """
    menu, last = task.menu, line.score.shape[1] - 1
    below = line.segment(score)
    knots = np.concatenate((below * 0, below, below, np.minimum(below + 1, last)), axis=1)
    knots = knots[:, : WAYS if last else 1]
    rows = np.arange(len(score))[:, None]
    pull, total, points = (array[rows, knots] for array in (line.pull, line.total, line.score))
    effort = spread(menu, pull, total).effort
    pad = outcome.padding(menu, pull, outcome.most_padding(menu, menu.slope * effort))
    way = score - points[:, 1:2]
    np.divide(way, points[:, 3:] - points[:, 1:2], out=way, where=way > 0)
    for array in (effort, pad):
        array[:, :, 2:3] += np.minimum(way, 1.0) * (array[:, :, 3:] - array[:, :, 2:3])
    scores = outcome.score(menu, menu.slope * effort, pad)
    costs = outcome.cost(menu, effort, pad)
    return Reached(_columns_last(effort), _columns_last(pad), scores, costs)


def _columns_last(array: Floats) -> Floats:
    return np.ascontiguousarray(np.moveaxis(array, 0, -1))
