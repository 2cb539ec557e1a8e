"""The frontiers of `choosing.path`, one after the other."""

import numpy as np

from eastwest.choosing.compiled.acts import follow, join, laid_out
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.task import Task
from eastwest.vocabulary import Floats

ROOM = 40
"""Knots that there is room for at first."""


def trace(task: Task, most: Floats) -> Frontier:
    """Follow the frontiers; as `path.trace`."""
    work, stake, room = laid_out(task), np.maximum(most, 0.0), ROOM
    number = np.empty(len(stake), dtype=np.int64)
    while True:
        knots = np.empty((len(stake), room, 4))
        most_knots = follow(*work, stake, knots, number)
        if most_knots <= room:
            lines = np.empty((5, len(stake), most_knots))
            join(knots, number, lines)
            return Frontier(*lines)
        room = most_knots
