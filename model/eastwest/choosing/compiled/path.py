"""The frontiers of `choosing.path`, one after the other."""

import numpy as np

from eastwest.choosing.compiled.acts import follow, laid_out
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.task import Task
from eastwest.compiled.kernel import kernel
from eastwest.vocabulary import Floats, Ints

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
            _join(knots, number, lines)
            return Frontier(*lines)
        room = most_knots


@kernel
def _join(knots: Floats, number: Ints, lines: Floats) -> None:
    """Write pull, total, score, cost and bend of each knot, ends repeated, (5, n, knots)."""
    for row in range(knots.shape[0]):
        end = number[row] - 1
        for knot in range(lines.shape[2]):
            here, after = knots[row, min(knot, end)], knots[row, min(knot + 1, end)]
            for each in range(4):
                lines[each, row, knot] = here[each]
            rise = after[2] - here[2]
            lines[4, row, knot] = (after[0] - here[0]) / (2 * rise) if rise > 0.0 else 0.0
