"""The score of highest payoff against noisy bars, one government after the other.

As `peak.best_against_bars`, of the same scores; those that cannot be the best are passed over in
ever narrower spans.
"""

from math import ceil, exp, inf, sqrt

import numpy as np

from eastwest.choosing.frontier import EXACT, ROUNDS, Frontier
from eastwest.choosing.peak import ABOVE, CLOSER, DOUBT, REFINEMENTS, SCORES, SMOOTH
from eastwest.choosing.worth import ROOT, NoisyBars
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats, Ints

# Rational approximations of the error function (Cody 1969, as in Cephes and SciPy).
ERF = (
    *(9.60497373987051638749e0, 9.00260197203842689217e1, 2.23200534594684319226e3),
    *(7.00332514112805075473e3, 5.55923013010394962768e4),
)
ERF_BELOW = (
    *(1.0, 3.35617141647503099647e1, 5.21357949780152679795e2, 4.59432382970980127987e3),
    *(2.26290000613890934246e4, 4.92673942608635921086e4),
)
TAIL = (
    *(2.46196981473530512524e-10, 5.64189564831068821977e-1, 7.46321056442269912687e0),
    *(4.86371970985681366614e1, 1.96520832956077098242e2, 5.26445194995477358631e2),
    *(9.34528527171957607540e2, 1.02755188689515710272e3, 5.57535335369399327526e2),
)
TAIL_BELOW = (
    *(1.0, 1.32281951154744992508e1, 8.67072140885989742329e1, 3.54937778887819891062e2),
    *(9.75708501743205489753e2, 1.82390916687909736289e3, 2.24633760818710981792e3),
    *(1.65666309194161350182e3, 5.57535340817727675546e2),
)
FAR = (
    *(5.64189583547755073984e-1, 1.27536670759978104416e0, 5.01905042251180477414e0),
    *(6.16021097993053585195e0, 7.40974269950448939160e0, 2.97886665372100240670e0),
)
FAR_BELOW = (
    *(1.0, 2.26052863220117276590e0, 9.39603524938001434673e0, 1.20489539808096656605e1),
    *(1.70814450747565897222e1, 9.60896809063285878198e0, 3.36907645100081516050e0),
)
WIDTHS = (SCORES, 80, 20, 5, 1)
"""Scores that are passed over together if they cannot be the best: all, then ever fewer."""
HALF, NEVER = sqrt(0.5), 27.0
"""Square root of a half; deviations over root two beyond which a normal tail is nil."""

# One frontier's knots, a row each, with the number of the first even score that is not below.
LINE = 5
(PULL, SCORE, COST, BEND, MARK) = range(LINE)


def best_against_bars(line: Frontier, value: NoisyBars) -> Floats:
    """Return the score of highest payoff against noisy bars, shape (n, 1)."""
    bars, best = np.array(value.bars, dtype=np.float64), np.empty((len(line.score), 1))
    worth, noise = np.ascontiguousarray(value.worth), float(value.noise)
    _peaks(line.pull, line.score, line.cost, line.bend, worth, bars, noise, value.rises, best)
    return best


@kernel
def _peaks(
    pull: Floats,
    score: Floats,
    cost: Floats,
    bend: Floats,
    worth: Floats,
    bars: Floats,
    noise: float,
    rising: bool,
    best: Floats,
) -> None:
    """Write the best score of each row, shape (n, 1)."""
    line, known = np.empty((score.shape[1], LINE)), np.empty((SCORES, 2))
    spans = np.empty((2, SCORES), np.int64)
    for row in range(len(score)):
        number = _rising(score[row])
        for knot in range(number):
            line[knot, PULL], line[knot, SCORE] = pull[row, knot], score[row, knot]
            line[knot, COST], line[knot, BEND] = cost[row, knot], bend[row, knot]
        best[row, 0] = _peak(line[:number], worth[row], bars, noise, rising, known, spans)


@part
def _rising(score: Floats) -> int:
    """Return how many knots there are up to the first of the highest score."""
    number = score.size
    while number > 1 and score[number - 2] == score[number - 1]:
        number -= 1
    return number


@part
def _peak(
    line: Floats,
    worth: Floats,
    bars: Floats,
    noise: float,
    rising: bool,
    known: Floats,
    spans: Ints,
) -> float:
    low, high = line[0, SCORE], line[-1, SCORE]
    if low == high:
        return float(low)
    step = (high - low) / (SCORES - 1)
    best, payoff, sure = _best_of_all(line, step, worth, bars, noise, rising, known, spans)
    at_bars, bar = -inf, low
    for kink in bars[:0] if sure else bars:
        aim = min(max(kink + ABOVE * abs(kink), low), high)
        there = _value(aim, worth, bars, noise) - _cost(line, _segment(line, aim), aim)
        if there > at_bars:
            at_bars, bar = there, aim
    if at_bars >= payoff:
        best = bar
    if step * SMOOTH > noise:
        return _refined(line, step, best, worth, bars, noise)
    return _met(line, step, best, worth, bars, noise)


@part
def _refined(
    line: Floats, step: float, best: float, worth: Floats, bars: Floats, noise: float
) -> float:
    """Return the best of ever closer scores."""
    for _ in range(REFINEMENTS):
        step = step / CLOSER
        best = _best_near(line, step, best, worth, bars, noise)
    return best


@part
def _met(
    line: Floats, step: float, best: float, worth: Floats, bars: Floats, noise: float
) -> float:
    """Return the score between the best one's neighbours where a point is worth its price."""
    pull, score = line[:, PULL], line[:, SCORE]
    last = score.size - 1
    start, end = max(best - step, score[0]), min(best + step, score[last])
    begun = below = _segment(line, start)
    for knot in range(begun + 1, last + 1):
        if not score[knot] < end:
            break
        if score[knot] > start and _slope(score[knot], worth, bars, noise)[0] > pull[knot]:
            below += 1
    after = min(below + 1, last)
    first, price, width = score[below], pull[below], score[after] - score[below]
    dearer = (pull[after] - price) / width if width > 0.0 else 0.0
    start, end = max(first, start), min(first + width, end)
    price, width = price + dearer * (start - first), max(end - start, 0.0)
    dearer = dearer * width
    rises = width > 0.0 and _slope(start, worth, bars, noise)[0] > price
    goes_on = rises and _slope(start + width, worth, bars, noise)[0] > price + dearer
    low, high = 1.0 if goes_on else 0.0, 1.0 if rises else 0.0
    way = min(max((best - start) / width if width > 0.0 else 0.0, low), high)
    for _ in range(ROUNDS):
        slope, change = _slope(start + way * width, worth, bars, noise)
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
    value, cost = _value(best, worth, bars, noise), _cost(line, _segment(line, best), best)
    there = _value(found, worth, bars, noise) - _cost(line, _segment(line, found), found)
    return best if value - cost - there > DOUBT * (abs(value) + abs(cost)) else found


@part
def _best_of_all(
    line: Floats,
    step: float,
    worth: Floats,
    bars: Floats,
    noise: float,
    rising: bool,
    known: Floats,
    spans: Ints,
) -> tuple[float, float, bool]:
    """Return the best of all even scores, the lowest of equals; its payoff; if no bar beats it.

    In a span no payoff exceeds the value at its end less the cost at its start, as in `_hopeful`;
    from where payoffs rise to the end none but the last one is looked at.

    Args:
        line, step: Knots, and the distance between two scores.
        worth, bars, noise, rising: What scores are worth.
        known: Room for value and cost of each score.
        spans: Room for the first score of each span, twice.
    """
    last, best, size = SCORES - 1, 0, 0.0
    for knot in range(len(line)):
        line[knot, MARK] = ceil((line[knot, SCORE] - line[0, SCORE]) / step)
    for end in (0, last):
        best = _best_within(line, step, end, end + 1, 1, best, worth, bars, noise, known)
        size += abs(known[end, 0]) + abs(known[end, 1])
    doubt = DOUBT * size if rising else inf
    climb = _climb(line, step, worth, bars, noise, doubt)
    if climb < last:
        best = _best_within(line, step, climb, climb + 1, 1, best, worth, bars, noise, known)
    spans[0, 0], number, span, here = 0, 1, climb, 0
    for width in WIDTHS:
        for each in range(number):
            begin = spans[here, each] + width
            end = min(begin - width + span, climb)
            best = _best_within(line, step, begin, end, width, best, worth, bars, noise, known)
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
def _climb(
    line: Floats, step: float, worth: Floats, bars: Floats, noise: float, doubt: float
) -> int:
    """Return the even score from which payoffs rise to the end by more than `doubt` a step.

    Beyond the last bar a point more is worth ever less and costs ever more, so the end decides.
    """
    last, more = SCORES - 1, _slope(line[-1, SCORE], worth, bars, noise)[0] - line[-1, PULL]
    if bars.size == 0 or not more * step > doubt:
        return last
    above: int = ceil((bars[-1] - line[0, SCORE]) / step) + 1
    return min(max(above, 0), last)


@part
def _best_within(
    line: Floats,
    step: float,
    begin: int,
    end: int,
    width: int,
    best: int,
    worth: Floats,
    bars: Floats,
    noise: float,
    known: Floats,
) -> int:
    """Write value and cost of some even scores; return the best of them and of the best so far."""
    knot = 0
    for number in range(begin, end, width):
        while knot < len(line) - 1 and line[knot + 1, MARK] <= number:
            knot += 1
        score = _even(line, step, number)
        known[number, 0] = _value(score, worth, bars, noise)
        known[number, 1] = _cost(line, knot, score)
        more = (known[number, 0] - known[number, 1]) - (known[best, 0] - known[best, 1])
        if more > 0.0 or (more == 0.0 and number < best):
            best = number
    return best


@part
def _even(line: Floats, step: float, number: int) -> float:
    return float(min(max(step * number + line[0, SCORE], line[0, SCORE]), line[-1, SCORE]))


@part
def _best_near(
    line: Floats, step: float, best: float, worth: Floats, bars: Floats, noise: float
) -> float:
    """Return the best of a few scores about the best so far, which is one of them."""
    centre, most, first = best, -inf, best - CLOSER * step
    knot = _segment(line, first)
    for number in range(2 * CLOSER + 1):
        knot = _onward(line, first, step, number, knot)
        score, below = min(max(step * number + first, line[0, SCORE]), line[-1, SCORE]), knot
        if number == CLOSER:
            score, below = centre, _segment(line, centre)
        payoff = _value(score, worth, bars, noise) - _cost(line, below, score)
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
def _value(score: float, worth: Floats, bars: Floats, noise: float) -> float:
    total = worth[0]
    for bar in range(bars.size):
        total += (worth[bar + 1] - worth[bar]) * _normal((score - bars[bar]) / noise)
    return float(total)


@part
def _slope(score: float, worth: Floats, bars: Floats, noise: float) -> tuple[float, float]:
    """Return what one point more is worth, and what that changes by; as `NoisyBars.slope`."""
    slope, bend = 0.0, 0.0
    for bar in range(bars.size):
        away = (score - bars[bar]) / noise
        bell = (worth[bar + 1] - worth[bar]) * (exp(-0.5 * away * away) / (ROOT * noise))
        slope += bell
        bend -= bell * (away / noise)
    return slope, bend


@part
def _normal(deviations: float) -> float:
    """Return the normal distribution, in the steps of Cephes."""
    x = deviations * HALF
    if abs(x) < 1.0:
        z = x * x
        return 0.5 + 0.5 * (x * _polynomial(z, ERF) / _polynomial(z, ERF_BELOW))
    tail = 0.5 * _tail(abs(x))
    return 1.0 - tail if x > 0.0 else tail


@part
def _tail(x: float) -> float:
    """Return the complementary error function from one on."""
    if x > NEVER:
        return 0.0
    if x < 8.0:
        return exp(-x * x) * _polynomial(x, TAIL) / _polynomial(x, TAIL_BELOW)
    return exp(-x * x) * _polynomial(x, FAR) / _polynomial(x, FAR_BELOW)


@part
def _polynomial(x: float, terms: tuple[float, ...]) -> float:
    total = terms[0]
    for term in terms[1:]:
        total = total * x + term
    return total
