"""The score of highest payoff on a frontier, whatever scores may be worth.

The payoff is compared on many scores and on the bars. Between the neighbours of the best one a
point more is worth its price, which Newton's steps find where the value tells its slope; else the
best is refined.
"""

import numpy as np

from eastwest.backend import twinned
from eastwest.choosing.frontier import Frontier, part_of_the_way
from eastwest.choosing.task import Value
from eastwest.choosing.worth import NoisyBars
from eastwest.vocabulary import Floats

SCORES = 400
"""Scores compared first; 100 mis-score by up to 5.6 points."""
ALL = np.arange(1.0 * SCORES)
BLOCK = 20
"""Scores that are looked at, or passed over, together."""
ENDS = np.append(np.arange(0.0, SCORES, BLOCK), SCORES - 1)
INSIDE = np.arange(1.0 * BLOCK)
DOUBT = 1e-9
"""What rounding can add to a payoff, over values and costs, with much to spare."""
CLOSER = 8
"""A refinement looks at this many scores on either side of the best, between its neighbours."""
NEAR = np.arange(2.0 * CLOSER + 1)
REFINEMENTS = 5
SMOOTH = 2.0
"""Noise over the distance of scores from which on a peak hides between no two of them."""
ABOVE = 1e-12
"""How far above a bar one aims, relative to the bar, so that rounding cannot miss it."""


def best_score(
    line: Frontier, value: Value, kinks: Floats | None = None, *, rising: bool = False
) -> Floats:
    """Return the score of highest payoff, the lowest of equals, shape (n, 1).

    Args:
        line: What scores cost, n rows.
        value: Utility of believed scores, (n, g) -> (n, g); noisy bars know the rest themselves.
        kinks: Scores at which `value` jumps or bends, tried as well. [points], shape (n, q)
        rising: Promise that no row's value ever falls; the search then asks for less of it.
    """
    if isinstance(value, NoisyBars):
        return best_against_bars(line, value)
    return _refined(line, value, *_compared(line, value, kinks, rising=rising))


@twinned
def best_against_bars(line: Frontier, value: NoisyBars) -> Floats:
    """Return the score of highest payoff against noisy bars, shape (n, 1).

    There one point more is worth its price; only where noise hides no step is the best refined.
    """
    kinks = np.broadcast_to(np.asarray(value.bars), (len(value.worth), len(value.bars)))
    best, step = _compared(line, value, kinks, rising=value.rises)
    found = _met(line, value, best, step)
    sharp = np.flatnonzero(step * SMOOTH > value.noise)
    if len(sharp):
        found[sharp] = _refined(line.rows(sharp), value.rows(sharp), best[sharp], step[sharp])
    return found


def _compared(
    line: Frontier, value: Value, kinks: Floats | None, *, rising: bool
) -> tuple[Floats, Floats]:
    """Return the best of many scores and of the kinks, and the distance of scores, (n, 1) each."""
    low, high = line.score[:, :1], line.score[:, -1:]
    step = (high - low) / (SCORES - 1)
    numbers = _hopeful(line, value, low, step) if rising else ALL
    scores, costs = line.even_scores(low, step, numbers)
    best, payoff = _best(scores, value(scores) - costs)
    if kinks is not None and kinks.shape[1]:
        bars = np.clip(kinks + ABOVE * np.abs(kinks), low, high)
        bar, at_bar = _best(bars, value(bars) - line.cost_of(bars))
        best = np.where(at_bar >= payoff, bar, best)
    return best, step


def _refined(line: Frontier, value: Value, best: Floats, step: Floats) -> Floats:
    """Return the best of ever closer scores, first between the neighbours of the best so far."""
    for _ in range(REFINEMENTS):
        step = step / CLOSER
        scores, costs = line.even_scores(best - CLOSER * step, step, NEAR)
        # Exactly the best so far, which may be a bar, stays among the candidates.
        scores[:, CLOSER : CLOSER + 1] = best
        costs[:, CLOSER : CLOSER + 1] = line.cost_of(best)
        best, _ = _best(scores, value(scores) - costs)
    return best


def _met(line: Frontier, value: NoisyBars, best: Floats, step: Floats) -> Floats:
    """Return the score between the best one's neighbours where a point is worth its price."""
    start = np.maximum(best - step, line.score[:, :1])
    end = np.minimum(best + step, line.score[:, -1:])
    pays = (line.score > start) & (line.score < end)
    pays &= value.slope(line.score)[0] > line.pull
    below = line.segment(start) + np.count_nonzero(pays, axis=1, keepdims=True)
    first, price, width, dearer = line.piece(below)
    dearer = np.divide(dearer, width, out=np.zeros(width.shape), where=width > 0)
    start, end = np.maximum(first, start), np.minimum(first + width, end)
    price, width = price + dearer * (start - first), np.maximum(end - start, 0.0)
    dearer = dearer * width
    rises = (value.slope(start)[0] > price) & (width > 0)
    goes_on = rises & (value.slope(start + width)[0] > price + dearer)
    way = np.divide(best - start, width, out=np.zeros(width.shape), where=width > 0)
    bounds = goes_on.astype(np.float64), rises.astype(np.float64)
    piece = start, price, width, dearer
    found = start + width * part_of_the_way(value.slope, piece, way, bounds)
    values, costs = value(np.concatenate((best, found), axis=1)), line.cost_of(best)
    less = (values[:, :1] - costs) - (values[:, 1:] - line.cost_of(found))
    return np.where(less > DOUBT * (np.abs(values[:, :1]) + np.abs(costs)), best, found)


def _hopeful(line: Frontier, value: Value, low: Floats, step: Floats) -> Floats:
    """Return which of the evenly spaced scores can be the best, in order, shape (n, q).

    Value and cost both rise with the score: inside a block of scores no payoff exceeds the
    value at its end less the cost at its start. Only where that reaches the best payoff at
    the ends of all blocks can the best be; one block or two, of twenty, are usual.
    """
    scores, costs = line.even_scores(low, step, ENDS)
    values = value(scores)
    sure = (values - costs).max(axis=1, keepdims=True)
    size = np.abs(values[:, [0, -1]]) + np.abs(costs[:, [0, -1]])
    hopeful = values[:, 1:] - costs[:, :-1] >= sure - DOUBT * size.sum(axis=1, keepdims=True)
    hopeful &= step > 0
    most = max(np.count_nonzero(hopeful, axis=1).max(initial=0), 1)
    blocks = np.sort(np.argsort(~hopeful, axis=1, kind="stable")[:, :most], axis=1)
    return (blocks[:, :, None] * BLOCK + INSIDE).reshape(len(low), -1)


def _best(scores: Floats, payoffs: Floats) -> tuple[Floats, Floats]:
    """Return the score of highest payoff, the lowest of equals, and the payoff, (n, 1) each."""
    rows, best = np.arange(len(scores)), payoffs.argmax(axis=1)
    return scores[rows, best][:, None], payoffs[rows, best][:, None]
