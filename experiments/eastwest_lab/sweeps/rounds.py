"""How many replicates: a number, or rounds of them until a difference is known or time is over."""

import time
from collections.abc import Callable, Iterator
from math import inf, sqrt

import numpy as np
from scipy.special import stdtrit

from eastwest.vocabulary import Floats
from eastwest_lab.design import Point
from eastwest_lab.study import Replicates, Until

CONFIDENCE = 0.95

Read = Callable[[str, int], Floats]
"""Outcome by name and number of replicates, shape (points, replicates)."""


def rounds(
    replicates: Replicates,
    points: tuple[Point, ...],
    read: Read,
    begun: Callable[[], int],
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[int]:
    """Yield how many replicates every point must have; ask again when it has.

    Rounds are whole, so all points have as many, and their differences stay paired. Whether a
    round follows depends on what was measured alone, never on who measured it, unless there is
    a budget of time.

    Args:
        replicates: What the study asks for.
        points: Its points.
        read: Reads an outcome.
        begun: Returns how many replicates are stored in part already.
        clock: Seconds.
    """
    wanted, started = replicates.first, clock()
    yield wanted
    longest = clock() - started
    budget = inf if replicates.minutes is None else 60 * replicates.minutes
    while replicates.number is None and wanted < replicates.most:
        until = replicates.until
        if until and width(until, points, read(until.outcome, wanted)) <= until.width:
            return
        before = clock()
        if wanted >= begun() and before - started + longest > budget:
            return
        wanted = min(wanted + replicates.step, replicates.most)
        yield wanted
        longest = max(longest, clock() - before) if replicates.minutes else 0.0


def width(until: Until, points: tuple[Point, ...], values: Floats) -> float:
    """Return the width of the 95 % interval of a mean paired difference, from end to end.

    A side that is a scenario is the mean over its points, replicate by replicate. Replicates
    that failed or are no finite numbers are left out. Student's t, as for a fixed number:
    looking again after every round makes it a little too narrow.

    Args:
        until: Which difference.
        points: The points.
        values: The outcome, shape (points, replicates).
    """
    first, second = (values[_rows(side, points)].mean(axis=0) for side in until.between)
    differences = second - first
    differences = differences[np.isfinite(differences)]
    number = len(differences)
    if number < 2:
        return inf
    error = float(differences.std(ddof=1)) / sqrt(number)
    return 2 * float(stdtrit(number - 1, (1 + CONFIDENCE) / 2)) * error


def _rows(side: str | int, points: tuple[Point, ...]) -> list[int]:
    return [each.number for each in points if side in (each.number, each.scenario)]
