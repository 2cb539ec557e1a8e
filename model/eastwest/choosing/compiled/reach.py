"""What is done at a price of a point and about a score: `choosing.reach`, row by row."""

import numpy as np

from eastwest.choosing.compiled.acts import act_about, act_at_prices, laid_out
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.reach import Reached
from eastwest.choosing.task import Task
from eastwest.vocabulary import Floats


def cheapest(task: Task, pull: Floats) -> tuple[Floats, Floats]:
    """Return the best effort and padding at some prices of a point; as `reach.cheapest`."""
    effort = np.empty((*pull.shape, task.gain.shape[1]))
    padding = np.empty_like(effort)
    act_at_prices(*laid_out(task), np.ascontiguousarray(pull), effort, padding)
    return effort, padding


def reach(task: Task, line: Frontier, score: Floats) -> Reached:
    """Return four ways to act about a score; as `reach.reach`."""
    rows, columns = task.gain.shape
    effort, padding = np.empty((2, rows, 4, columns))
    found = np.empty((2, rows, 4))
    knots = line.pull, line.total, line.score
    act_about(*laid_out(task), knots, np.ascontiguousarray(score), effort, padding, found)
    return Reached(effort, padding, *found)
