"""The score of highest payoff against noisy bars, one government after the other.

As `peak.best_against_bars`, of the same scores; those that cannot be the best are passed over in
ever narrower spans.
"""

from math import ceil, exp, inf
from typing import NamedTuple

import numpy as np

from eastwest.choosing.frontier import EXACT, ROUNDS, Frontier
from eastwest.choosing.peak import ABOVE, CLOSER, DOUBT, REFINEMENTS, SCORES, SMOOTH
from eastwest.choosing.worth import ROOT, NoisyBars
from eastwest.compiled.kernel import kernel, part
from eastwest.compiled.normal import share_below
from eastwest.vocabulary import Floats, Ints

WIDTHS = (SCORES, 80, 20, 5, 1)
"""Scores that are passed over together if they cannot be the best: all, then ever fewer."""

# One frontier's knots, a row each, with the number of the first even score that is not below.
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


def best_against_bars(line: Frontier, value: NoisyBars) -> Floats:
    """Return the score of highest payoff against noisy bars, shape (n, 1)."""
    best = np.empty((len(line.score), 1))
    _peaks(line.pull, line.score, line.cost, line.bend, graded(value), best)
    return best


def graded(value: NoisyBars) -> Grades:
    """Return what grades bring as kernels read it."""
    bars = np.array(value.bars, dtype=np.float64)
    return Grades(np.ascontiguousarray(value.worth), bars, float(value.noise), value.rises)


@kernel
def _peaks(
    pull: Floats, score: Floats, cost: Floats, bend: Floats, grades: Grades, best: Floats
) -> None:
    """Write the best score of each row, shape (n, 1)."""
    line, known = np.empty((score.shape[1], LINE)), np.empty((SCORES, 2))
    spans = np.empty((2, SCORES), np.int64)
    for row in range(len(score)):
        number = _rising(score[row])
        for knot in range(number):
            line[knot, PULL], line[knot, SCORE] = pull[row, knot], score[row, knot]
            line[knot, COST], line[knot, BEND] = cost[row, knot], bend[row, knot]
        own = Grades(grades.worth[row], grades.bars, grades.noise, grades.rises)
        best[row, 0] = _peak(line[:number], own, known, spans)


@part
def _rising(score: Floats) -> int:
    """Return how many knots there are up to the first of the highest score."""
    number = score.size
    while number > 1 and score[number - 2] == score[number - 1]:
        number -= 1
    return number


@part
def _peak(line: Floats, grades: Grades, known: Floats, spans: Ints) -> float:
    """Return the best score of one government; `known` and `spans` as in `_best_of_all`."""
    low, high = line[0, SCORE], line[-1, SCORE]
    if low == high:
        return float(low)
    step = (high - low) / (SCORES - 1)
    best, payoff, sure = _best_of_all(line, step, grades, known, spans)
    at_bars, bar = -inf, low
    for kink in grades.bars[:0] if sure else grades.bars:
        aim = min(max(kink + ABOVE * abs(kink), low), high)
        there = value_of(aim, grades) - _cost(line, _segment(line, aim), aim)
        if there > at_bars:
            at_bars, bar = there, aim
    if at_bars >= payoff:
        best = bar
    if step * SMOOTH > grades.noise:
        return _refined(line, step, best, grades)
    return _met(line, step, best, grades)


@part
def _refined(line: Floats, step: float, best: float, grades: Grades) -> float:
    """Return the best of ever closer scores."""
    for _ in range(REFINEMENTS):
        step = step / CLOSER
        best = _best_near(line, step, best, grades)
    return best


@part
def _met(line: Floats, step: float, best: float, grades: Grades) -> float:
    """Return the score between the best one's neighbours where a point is worth its price."""
    pull, score = line[:, PULL], line[:, SCORE]
    last = score.size - 1
    start, end = max(best - step, score[0]), min(best + step, score[last])
    begun = below = _segment(line, start)
    for knot in range(begun + 1, last + 1):
        if not score[knot] < end:
            break
        if score[knot] > start and _slope(score[knot], grades)[0] > pull[knot]:
            below += 1
    after = min(below + 1, last)
    first, price, width = score[below], pull[below], score[after] - score[below]
    dearer = (pull[after] - price) / width if width > 0.0 else 0.0
    start, end = max(first, start), min(first + width, end)
    price, width = price + dearer * (start - first), max(end - start, 0.0)
    dearer = dearer * width
    rises = width > 0.0 and _slope(start, grades)[0] > price
    goes_on = rises and _slope(start + width, grades)[0] > price + dearer
    low, high = 1.0 if goes_on else 0.0, 1.0 if rises else 0.0
    way = min(max((best - start) / width if width > 0.0 else 0.0, low), high)
    for _ in range(ROUNDS):
        slope, change = _slope(start + way * width, grades)
        excess = slope - (price + way * dearer)
        if not (abs(excess) > EXACT * slope and high - low > EXACT):
            break
        if excess > 0.0:
            low = way
        else:
            high = way
        moved = way + excess / (dearer - change * width)
        way = moved if low < moved < high else (low + high) / 2
    found = start + width * way
    if found == best:
        return best
    value, cost = value_of(best, grades), _cost(line, _segment(line, best), best)
    there = value_of(found, grades) - _cost(line, _segment(line, found), found)
    return best if value - cost - there > DOUBT * (abs(value) + abs(cost)) else found


@part
def _best_of_all(
    line: Floats, step: float, grades: Grades, known: Floats, spans: Ints
) -> tuple[float, float, bool]:
    """Return the best of all even scores, the lowest of equals; its payoff; if no bar beats it.

    In a span no payoff exceeds the value at its end less the cost at its start, as in `_hopeful`;
    from where payoffs rise to the end none but the last one is looked at.

    Args:
        line, step: Knots, and the distance between two scores.
        grades: What scores are worth.
        known: Room for value and cost of each score.
        spans: Room for the first score of each span, twice.
    """
    last, best, size = SCORES - 1, 0, 0.0
    for knot in range(len(line)):
        line[knot, MARK] = ceil((line[knot, SCORE] - line[0, SCORE]) / step)
    for end in (0, last):
        best = _best_within(line, step, end, end + 1, 1, best, grades, known)
        size += abs(known[end, 0]) + abs(known[end, 1])
    doubt = DOUBT * size if grades.rises else inf
    climb = _climb(line, step, grades, doubt)
    if climb < last:
        best = _best_within(line, step, climb, climb + 1, 1, best, grades, known)
    spans[0, 0], number, span, here = 0, 1, climb, 0
    for width in WIDTHS:
        for each in range(number):
            begin = spans[here, each] + width
            end = min(begin - width + span, climb)
            best = _best_within(line, step, begin, end, width, best, grades, known)
        sure, kept = known[best, 0] - known[best, 1] - doubt, 0
        for each in range(number):
            end = min(spans[here, each] + span, climb)
            for begin in range(spans[here, each], end, width):
                if known[min(begin + width, climb), 0] - known[begin, 1] >= sure:
                    spans[1 - here, kept] = begin
                    kept += 1
        here, number, span = 1 - here, kept, width
    return _even(line, step, best), known[best, 0] - known[best, 1], number == 0


@part
def _climb(line: Floats, step: float, grades: Grades, doubt: float) -> int:
    """Return the even score from which payoffs rise to the end by more than `doubt` a step.

    Beyond the last bar a point more is worth ever less and costs ever more, so the end decides.
    """
    last, more = SCORES - 1, _slope(line[-1, SCORE], grades)[0] - line[-1, PULL]
    if grades.bars.size == 0 or not more * step > doubt:
        return last
    above: int = ceil((grades.bars[-1] - line[0, SCORE]) / step) + 1
    return min(max(above, 0), last)


@part
def _best_within(
    line: Floats,
    step: float,
    begin: int,
    end: int,
    width: int,
    best: int,
    grades: Grades,
    known: Floats,
) -> int:
    """Write value and cost of some even scores; return the best of them and of the best so far."""
    knot = 0
    for number in range(begin, end, width):
        while knot < len(line) - 1 and line[knot + 1, MARK] <= number:
            knot += 1
        score = _even(line, step, number)
        known[number, 0] = value_of(score, grades)
        known[number, 1] = _cost(line, knot, score)
        more = (known[number, 0] - known[number, 1]) - (known[best, 0] - known[best, 1])
        if more > 0.0 or (more == 0.0 and number < best):
            best = number
    return best


@part
def _even(line: Floats, step: float, number: int) -> float:
    return float(min(max(step * number + line[0, SCORE], line[0, SCORE]), line[-1, SCORE]))


@part
def _best_near(line: Floats, step: float, best: float, grades: Grades) -> float:
    """Return the best of a few scores about the best so far, which is one of them."""
    centre, most, first = best, -inf, best - CLOSER * step
    knot = _segment(line, first)
    for number in range(2 * CLOSER + 1):
        knot = _onward(line, first, step, number, knot)
        score, below = min(max(step * number + first, line[0, SCORE]), line[-1, SCORE]), knot
        if number == CLOSER:
            score, below = centre, _segment(line, centre)
        payoff = value_of(score, grades) - _cost(line, below, score)
        if payoff > most:
            best, most = score, payoff
    return best


@part
def _onward(line: Floats, first: float, step: float, number: int, knot: int) -> int:
    """Return the last knot that does not lie above an even score, from one before it."""
    score = line[:, SCORE]
    while knot < score.size - 1 and ceil((score[knot + 1] - first) / step) <= number:
        knot += 1
    return knot


@part
def _segment(line: Floats, aim: float) -> int:
    """Return the last knot that does not lie above a score, the first if all do."""
    score, knot = line[:, SCORE], 0
    while knot < score.size - 1 and score[knot + 1] <= aim:
        knot += 1
    return knot


@part
def _cost(line: Floats, knot: int, aim: float) -> float:
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
def _slope(score: float, grades: Grades) -> tuple[float, float]:
    """Return what one point more is worth, and what that changes by; as `NoisyBars.slope`."""
    worth, bars, noise, _ = grades
    slope, bend = 0.0, 0.0
    for bar in range(bars.size):
        away = (score - bars[bar]) / noise
        bell = (worth[bar + 1] - worth[bar]) * (exp(-0.5 * away * away) / (ROOT * noise))
        slope += bell
        bend -= bell * (away / noise)
    return slope, bend
