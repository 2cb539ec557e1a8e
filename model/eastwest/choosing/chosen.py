"""Which of a few ways to act about a score is best."""

import numpy as np

from eastwest.backend import twinned
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.reach import reach
from eastwest.choosing.task import Choice, Task, Value
from eastwest.vocabulary import Floats


@twinned
def chosen(task: Task, line: Frontier, score: Floats, value: Value) -> Choice:
    """Return the way to act about a score that pays most, of equals the first; see `reach`.

    Args:
        task: What can be done, n rows.
        line: Its frontier.
        score: Aim of each row. [points], shape (n, 1)
        value: Utility of believed scores, (n, g) -> (n, g).
    """
    ways = reach(task, line, score)
    payoffs = value(ways.score) - ways.cost
    best = np.arange(0, payoffs.size, payoffs.shape[1]) + payoffs.argmax(axis=1)
    flat = (each.reshape(-1, *each.shape[2:]) for each in (*ways, payoffs))
    return Choice(*(each.take(best, axis=0) for each in flat))
