"""The score of highest payoff against noisy bars, one government after the other.

As `peak.best_against_bars`, with the same scores in the same order.
"""

from math import ceil, exp, inf, sqrt

import numpy as np

from eastwest.choosing.frontier import EXACT, ROUNDS, Frontier
from eastwest.choosing.peak import ABOVE, BLOCK, CLOSER, DOUBT, REFINEMENTS, SCORES, SMOOTH
from eastwest.choosing.worth import ROOT, NoisyBars
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats

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
HALF, NEVER = sqrt(0.5), 27.0
"""Square root of a half; deviations over root two beyond which a normal tail is nil."""

Line = tuple[Floats, Floats, Floats, Floats]
"""Pull, score, cost and bend of one frontier's knots."""


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
    for row in range(len(score)):
        line = pull[row], score[row], cost[row], bend[row]
        best[row, 0] = _peak(line, worth[row], bars, noise, rising)


@part
def _peak(line: Line, worth: Floats, bars: Floats, noise: float, rising: bool) -> float:
    low, high = line[1][0], line[1][-1]
    if low == high:
        return float(low)
    step = (high - low) / (SCORES - 1)
    best, payoff = _best_block(line, step, worth, bars, noise, rising)
    at_bars, bar = -inf, low
    for kink in bars:
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
    line: Line, step: float, best: float, worth: Floats, bars: Floats, noise: float
) -> float:
    """Return the best of ever closer scores."""
    for _ in range(REFINEMENTS):
        step = step / CLOSER
        first, last = best - CLOSER * step, 2 * CLOSER + 1
        best, _ = _best_even(line, first, step, 0, last, CLOSER, best, -inf, worth, bars, noise)
    return best


@part
def _met(line: Line, step: float, best: float, worth: Floats, bars: Floats, noise: float) -> float:
    """Return the score between the best one's neighbours where a point is worth its price."""
    pull, score, _, _ = line
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
    value, cost = _value(best, worth, bars, noise), _cost(line, _segment(line, best), best)
    there = _value(found, worth, bars, noise) - _cost(line, _segment(line, found), found)
    return best if value - cost - there > DOUBT * (abs(value) + abs(cost)) else found


@part
def _best_block(
    line: Line, step: float, worth: Floats, bars: Floats, noise: float, rising: bool
) -> tuple[float, float]:
    """Return the best of all even scores; blocks are passed over that cannot hold it."""
    low, blocks = line[1][0], SCORES // BLOCK
    values, costs = np.empty(blocks + 1), np.empty(blocks + 1)
    sure, knot = -inf, 0
    for block in range(blocks + 1):
        number = min(block * BLOCK, SCORES - 1)
        knot = _onward(line, low, step, number, knot)
        score = min(max(step * number + low, low), line[1][-1])
        values[block] = _value(score, worth, bars, noise)
        costs[block] = _cost(line, knot, score)
        sure = max(sure, values[block] - costs[block])
    size = abs(values[0]) + abs(values[-1]) + (abs(costs[0]) + abs(costs[-1]))
    doubt, best, most = DOUBT * size if rising else inf, low, -inf
    for block in range(blocks):
        if values[block + 1] - costs[block] >= sure - doubt:
            first, end = block * BLOCK, (block + 1) * BLOCK
            best, most = _best_even(line, low, step, first, end, -1, best, most, worth, bars, noise)
    return best, most


@part
def _best_even(
    line: Line,
    first: float,
    step: float,
    begin: int,
    end: int,
    keep: int,
    best: float,
    most: float,
    worth: Floats,
    bars: Floats,
    noise: float,
) -> tuple[float, float]:
    """Return the best of some evenly spaced scores and of the best so far, and its payoff.

    Args:
        line: Pull, score, cost and bend of the knots.
        first, step: Score number nil and the distance between two.
        begin, end: First number, and the one behind the last.
        keep: Number that stands for `best` exactly.
        best, most: Best so far and its payoff.
        worth, bars, noise: What scores are worth.
    """
    low, high, here = line[1][0], line[1][-1], best
    knot = _segment(line, first)
    for number in range(begin, end):
        knot = _onward(line, first, step, number, knot)
        score = min(max(step * number + first, low), high)
        cost = _cost(line, knot, score)
        if number == keep:
            score = here
            cost = _cost(line, _segment(line, here), here)
        payoff = _value(score, worth, bars, noise) - cost
        if payoff > most:
            best, most = score, payoff
    return best, most


@part
def _onward(line: Line, first: float, step: float, number: int, knot: int) -> int:
    """Return the last knot that does not lie above an even score, from one before it."""
    score = line[1]
    while knot < score.size - 1 and ceil((score[knot + 1] - first) / step) <= number:
        knot += 1
    return knot


@part
def _segment(line: Line, aim: float) -> int:
    """Return the last knot that does not lie above a score, the first if all do."""
    score, knot = line[1], 0
    while knot < score.size - 1 and score[knot + 1] <= aim:
        knot += 1
    return knot


@part
def _cost(line: Line, knot: int, aim: float) -> float:
    beyond = aim - line[1][knot]
    return float((beyond * line[3][knot] + line[0][knot]) * beyond + line[2][knot])


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
