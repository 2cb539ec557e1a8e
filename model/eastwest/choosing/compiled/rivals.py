"""The scores that answer each other in a contest, one government after the other.

As `rivals`: the same steps; only sums over rivals and powers may round in another way.
"""

from math import inf

import numpy as np

from eastwest.choosing.frontier import EXACT, ROUNDS, Frontier
from eastwest.choosing.rivals import TINY
from eastwest.compiled.kernel import kernel, part
from eastwest.vocabulary import Floats

Terms = tuple[float, float, float, float, float]
"""Prize times exponent, bias, exponent; the sum of all masses or, where that is nil, rivals'."""


def meet(line: Frontier, prize: Floats, bias: Floats, exponent: float) -> Floats:
    """Return the scores that are best responses to each other, shape (n, 1)."""
    aim = np.ascontiguousarray(line.score[:, -1:])
    _meet(line.score, line.pull, prize, bias, float(exponent), aim)
    return aim


def respond(line: Frontier, prize: Floats, bias: Floats, exponent: float, rivals: Floats) -> Floats:
    """Return the scores that are best responses to rivals of a given mass, shape (n, 1)."""
    aim = np.ascontiguousarray(line.score[:, -1:])
    _respond(line.score, line.pull, prize, bias, float(exponent), rivals, aim)
    return aim


@kernel
def _meet(
    score: Floats, pull: Floats, prize: Floats, bias: Floats, exponent: float, aim: Floats
) -> None:
    """Ask for the masses in different totals, last of all in the one that they add up to."""
    low, high = 0.0, 0.0
    for row in range(len(score)):
        low += bias[row] * score[row, 0] ** exponent
        high += bias[row] * aim[row, 0] ** exponent
    before, error_before, total = 0.0, -1.0, high
    for _ in range(ROUNDS):
        if total <= 0.0:
            break
        mass = _mass_in(score, pull, prize, bias, exponent, total, aim)
        error = total / mass - 1.0 if mass > 0.0 else inf
        if error > 0.0:
            high = total
        else:
            low = total
        if abs(error) < EXACT or high - low < EXACT * high:
            break
        rise = (error - error_before) / (total - before)
        before, error_before = total, error
        total = total - error / rise if rise > 0.0 else low
        if not low < total < high:
            total = (low + high) / 2


@part
def _mass_in(
    score: Floats,
    pull: Floats,
    prize: Floats,
    bias: Floats,
    exponent: float,
    total: float,
    aim: Floats,
) -> float:
    """Write the scores that answer a total of all masses; return the sum of theirs."""
    mass = 0.0
    for row in range(len(score)):
        terms = prize[row] * exponent, bias[row], exponent, total, 0.0
        aim[row, 0] = _answer(score[row], pull[row], terms, aim[row, 0])
        mass += bias[row] * aim[row, 0] ** exponent
    return mass


@kernel
def _respond(
    score: Floats,
    pull: Floats,
    prize: Floats,
    bias: Floats,
    exponent: float,
    rivals: Floats,
    aim: Floats,
) -> None:
    """Write the scores that answer rivals who stay as they are, shape (n, 1)."""
    for row in range(len(score)):
        terms = prize[row] * exponent, bias[row], exponent, 0.0, rivals[row]
        aim[row, 0] = _answer(score[row], pull[row], terms, aim[row, 0])


@part
def _answer(score: Floats, pull: Floats, terms: Terms, guess: float) -> float:
    """Return the score at which one point more is worth its price; as `_Line.answers`."""
    last, below, above = score.size - 1, 0, score.size
    if score[last] == score[0]:
        return float(score[0])
    while above - below > 1:
        knot = (below + above) // 2
        pays = _margin(max(score[knot], TINY), terms)[0] > pull[knot]
        below, above = (knot, above) if pays else (below, knot)
    after = min(below + 1, last)
    first, price = score[below], pull[below]
    width, dearer = score[after] - first, pull[after] - price
    pays = below > 0 or _margin(max(score[0], TINY), terms)[0] > pull[0]
    low, high = 0.0, 1.0 if pays and width > 0.0 else 0.0
    way = min(max((guess - first) / width if width > 0.0 else 0.0, low), high)
    for _ in range(ROUNDS):
        worth, change = _margin(max(first + way * width, TINY), terms)
        excess = worth - (price + way * dearer)
        if not (abs(excess) > EXACT * worth and high - low > EXACT):
            break
        if excess > 0.0:
            low = way
        else:
            high = way
        moved = way + excess / (dearer - change * width)
        way = moved if low < moved < high else (low + high) / 2
    return float(first + way * width)


@part
def _margin(score: float, terms: Terms) -> tuple[float, float]:
    """Return what one point more is worth, and what that changes by a point further on."""
    scale, weight, exponent, total, rivals = terms
    mass = weight * score**exponent
    if total > 0.0:
        share = min(weight / total * score**exponent, 1.0)
        each = scale * share / score
        change = each * (exponent - 1 - (2 * exponent - 1) * share) / score
        return each * (1 - share), change
    share = mass / (mass + rivals)
    worth = scale * share * (rivals / (mass + rivals)) / score
    return worth, worth * (exponent - 1 - 2 * exponent * share) / score
