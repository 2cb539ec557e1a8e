"""A frontier's knots as kernels read them: what a score costs there, and what grades pay for it."""

from math import exp
from typing import NamedTuple

import numpy as np

from eastwest.choosing.worth import ROOT, NoisyBars
from eastwest.compiled.kernel import part
from eastwest.compiled.normal import share_below
from eastwest.vocabulary import Floats

# A frontier's knots, a row each, with the number of the first even score that is not below.
LINE = 5
(PULL, SCORE, COST, BEND, MARK) = range(LINE)


class Grades(NamedTuple):
    """What grades bring, as in `NoisyBars`: to many governments, worth (n, grades), or to one.

    `rises` says that no grade is worth less than the one below, to anybody.
    """

    worth: Floats
    bars: Floats
    noise: float
    rises: bool


def graded(value: NoisyBars) -> Grades:
    """Return what grades bring as kernels read it."""
    bars = np.array(value.bars, dtype=np.float64)
    return Grades(np.ascontiguousarray(value.worth), bars, float(value.noise), value.rises)


@part
def rising(score: Floats) -> int:
    """Return how many knots there are up to the first of the highest score."""
    number = score.size
    while number > 1 and score[number - 2] == score[number - 1]:
        number -= 1
    return number


@part
def segment(line: Floats, aim: float) -> int:
    """Return the last knot that does not lie above a score, the first if all do."""
    score, knot = line[:, SCORE], 0
    while knot < score.size - 1 and score[knot + 1] <= aim:
        knot += 1
    return knot


@part
def cost_at(line: Floats, knot: int, aim: float) -> float:
    """Return what a score costs, from the last knot that does not lie above it."""
    beyond = aim - line[knot, SCORE]
    return float((beyond * line[knot, BEND] + line[knot, PULL]) * beyond + line[knot, COST])


@part
def value_of(score: float, grades: Grades) -> float:
    """Return what a score is worth; as `NoisyBars`."""
    worth, bars, noise, _ = grades
    total = worth[0]
    for bar in range(bars.size):
        total += (worth[bar + 1] - worth[bar]) * share_below((score - bars[bar]) / noise)
    return float(total)


@part
def slope_of(score: float, grades: Grades) -> tuple[float, float]:
    """Return what one point more is worth, and what that changes by; as `NoisyBars.slope`."""
    worth, bars, noise, _ = grades
    slope, bend = 0.0, 0.0
    for bar in range(bars.size):
        away = (score - bars[bar]) / noise
        bell = (worth[bar + 1] - worth[bar]) * (exp(-0.5 * away * away) / (ROOT * noise))
        slope += bell
        bend -= bell * (away / noise)
    return slope, bend
