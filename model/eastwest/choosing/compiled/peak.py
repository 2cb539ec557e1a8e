"""The score of highest payoff against noisy bars, one government after the other.

As `peak.best_against_bars`, of the same scores; those that cannot be the best are passed over in
ever narrower spans.
"""

from math import ceil, inf

import numpy as np

from eastwest.choosing.compiled.knots import (
    BEND,
    COST,
    LINE,
    MARK,
    PULL,
    SCORE,
    Grades,
    cost_at,
    graded,
    rising,
    segment,
    slope_of,
    value_of,
)
from eastwest.choosing.frontier import EXACT, ROUNDS, Frontier
from eastwest.choosing.peak import ABOVE, CLOSER, DOUBT, REFINEMENTS, SCORES, SMOOTH
from eastwest.choosing.worth import NoisyBars
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats, Ints

WIDTHS = (SCORES, 80, 20, 5, 1)
"""Scores that are passed over together if they cannot be the best: all, then ever fewer."""


def best_against_bars(line: Frontier, value: NoisyBars) -> Floats:
    """Return the score of highest payoff against noisy bars, shape (n, 1)."""
    best = np.empty((len(line.score), 1))
    _peaks(line.pull, line.score, line.cost, line.bend, graded(value), best)
    return best


@kernel
def _peaks(
    pull: Floats, score: Floats, cost: Floats, bend: Floats, grades: Grades, best: Floats
) -> None:
    """Write the best score of each row, shape (n, 1)."""
    line, known = np.empty((score.shape[1], LINE)), np.empty((SCORES, 2))
    spans = np.empty((2, SCORES), np.int64)
    for row in range(len(score)):
        number = rising(score[row])
        for knot in range(number):
            line[knot, PULL], line[knot, SCORE] = pull[row, knot], score[row, knot]
            line[knot, COST], line[knot, BEND] = cost[row, knot], bend[row, knot]
        own = Grades(grades.worth[row], grades.bars, grades.noise, grades.rises)
        best[row, 0] = _peak(line[:number], own, known, spans)


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
        there = value_of(aim, grades) - cost_at(line, segment(line, aim), aim)
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
    begun = below = segment(line, start)
    for knot in range(begun + 1, last + 1):
        if not score[knot] < end:
            break
        if score[knot] > start and slope_of(score[knot], grades)[0] > pull[knot]:
            below += 1
    after = min(below + 1, last)
    first, price, width = score[below], pull[below], score[after] - score[below]
    dearer = (pull[after] - price) / width if width > 0.0 else 0.0
    start, end = max(first, start), min(first + width, end)
    price, width = price + dearer * (start - first), max(end - start, 0.0)
    dearer = dearer * width
    rises = width > 0.0 and slope_of(start, grades)[0] > price
    goes_on = rises and slope_of(start + width, grades)[0] > price + dearer
    low, high = 1.0 if goes_on else 0.0, 1.0 if rises else 0.0
    way = min(max((best - start) / width if width > 0.0 else 0.0, low), high)
    for _ in range(ROUNDS):
        slope, change = slope_of(start + way * width, grades)
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
    value, cost = value_of(best, grades), cost_at(line, segment(line, best), best)
    there = value_of(found, grades) - cost_at(line, segment(line, found), found)
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
    last, more = SCORES - 1, slope_of(line[-1, SCORE], grades)[0] - line[-1, PULL]
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
        known[number, 1] = cost_at(line, knot, score)
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
    knot = segment(line, first)
    for number in range(2 * CLOSER + 1):
        knot = _onward(line, first, step, number, knot)
        score, below = min(max(step * number + first, line[0, SCORE]), line[-1, SCORE]), knot
        if number == CLOSER:
            score, below = centre, segment(line, centre)
        payoff = value_of(score, grades) - cost_at(line, below, score)
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
