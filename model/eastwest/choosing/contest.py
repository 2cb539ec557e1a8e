"""A contest for commendations: everybody's effort answers everybody else's, this year.

Prizes go by Tullock shares P_i = v_i S_i^m / sum_j v_j S_j^m with bias v and exponent m <= 1.
The equilibrium is sought in one number, the sum of all masses v_j S_j^m: given the sum, each
score follows from prize * dP/dS = pull, and the masses add up to the sum in one place only.
Rounds of best responses do not get there: damped by a half they swing ever wider from seven
equal rivals on.

References:
    Tullock (1980), Efficient rent seeking, in: Toward a Theory of the Rent-Seeking Society.
    Cornes and Hartley (2005), Asymmetric contests with general technologies, Economic Theory
    26, share functions: https://doi.org/10.1007/s00199-004-0566-5
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from eastwest.choosing.effort import Outlook
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.task import Choice, Value
from eastwest.vocabulary import Floats

Margin = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""What one point more is worth, and what that changes by a point further on; it is asked with a
score > 0 and score^exponent."""

ROUNDS = 100
"""Most steps to a root; five to ten are usual, some fifty where only halving helps."""
EXACT = 1e-14
"""Relative error of a sum of masses, or of worth against price, that counts as none."""
TINY = 1e-100
"""Stands in for a score of zero, at which a point may be worth any price."""


def equilibrium(
    outlook: Outlook, prize: Floats, bias: Floats, exponent: float
) -> tuple[Choice, Floats]:
    """Return the choices that are best responses to each other, and each one's rivals' mass.

    Args:
        outlook: What scores cost each contestant, n rows; scores must not be negative.
        prize: Utility of winning everything. Shape (n,)
        bias: Weight of each contestant (v), > 0, such as memory of past praise. [-], shape (n,)
        exponent: How much score decides (m), 0 < m <= 1. [-]

    Returns:
        The choice, and the sum of the others' bias * score^exponent, shape (n,).
    """
    line, stake, weight = _Line.of(outlook.frontier, exponent), prize[:, None], bias[:, None]
    aim = line.frontier.score[:, -1:]

    def mass_in(total: float) -> float:
        nonlocal aim
        aim = line.answers(_margin_in(stake, weight, exponent, total), aim)
        return mass_of(aim)

    def mass_of(score: Floats) -> float:
        return float((weight * score**exponent).sum())

    _meet(mass_in, mass_of(line.frontier.score[:, :1]), mass_of(aim))
    rivals = _others(weight * aim**exponent)
    choice = outlook.choice(aim, _worth(stake, weight, exponent, rivals))
    return choice, _others(weight * choice.score[:, None] ** exponent)[:, 0]


def answer(
    outlook: Outlook, prize: Floats, bias: Floats, exponent: float, rivals: Floats
) -> Choice:
    """Return the best response to rivals whose summed mass is given; rows do not meet.

    Args:
        outlook: What scores cost each contestant, n rows; scores must not be negative.
        prize, bias, exponent: As in `equilibrium`.
        rivals: Sum of the others' bias * score^exponent, shape (n,).
    """
    stake, weight, others = prize[:, None], bias[:, None], rivals[:, None]
    margin, line = _margin_against(stake, weight, exponent, others), outlook.frontier
    aim = _Line.of(line, exponent).answers(margin, line.score[:, -1:])
    return outlook.choice(aim, _worth(stake, weight, exponent, others))


def _worth(stake: Floats, weight: Floats, exponent: float, rivals: Floats) -> Value:
    """Return the value of a score against given rivals: the prize times the share."""

    def value(score: Floats) -> Floats:
        mass = weight * np.maximum(score, 0.0) ** exponent
        total = mass + rivals
        return np.asarray(stake * mass / np.where(total > 0, total, 1.0))

    return value


def _margin_against(stake: Floats, weight: Floats, exponent: float, rivals: Floats) -> Margin:
    """Return what a point more is worth while rivals stay as they are."""
    scale = stake * exponent

    def margin(score: Floats, power: Floats) -> tuple[Floats, Floats]:
        mass = weight * power
        total = mass + rivals
        share = mass / total
        worth = scale * share * (rivals / total) / score
        return worth, worth * (exponent - 1 - 2 * exponent * share) / score

    return margin


def _margin_in(stake: Floats, weight: Floats, exponent: float, total: float) -> Margin:
    """Return what a point more is worth to those who, with their rivals, add up to a total."""
    scale, part = stake * exponent, weight / total

    def margin(score: Floats, power: Floats) -> tuple[Floats, Floats]:
        share = np.minimum(part * power, 1.0)
        each = scale * share / score
        return each * (1 - share), each * (exponent - 1 - (2 * exponent - 1) * share) / score

    return margin


def _others(mass: Floats) -> Floats:
    return np.asarray(np.maximum(mass.sum(axis=0) - mass, 0.0))


def _meet(mass_in: Callable[[float], float], low: float, high: float) -> None:
    """Ask for the masses in different totals, last of all in the one that they add up to.

    Total over mass rises with the total, nearly as a straight line: steps of the secant, and
    halves of what is known to hold the root where the secant leaves it.

    Args:
        mass_in: Sum of the masses that answer a total.
        low, high: Between these the total is sought.
    """
    before, error_before, total = 0.0, -1.0, high
    for _ in range(ROUNDS):
        if total <= 0.0:
            break
        mass = mass_in(total)
        error = total / mass - 1.0 if mass > 0.0 else inf
        low, high = (low, total) if error > 0.0 else (total, high)
        if abs(error) < EXACT or high - low < EXACT * high:
            break
        rise = (error - error_before) / (total - before)
        before, error_before = total, error
        total = total - error / rise if rise > 0.0 else low
        if not low < total < high:
            total = (low + high) / 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A frontier, the scores of its knots, > 0, and their powers: asked again in every round."""

    frontier: Frontier
    exponent: float
    score: Floats
    power: Floats

    @classmethod
    def of(cls, frontier: Frontier, exponent: float) -> "_Line":
        score = np.maximum(frontier.score, TINY)
        return cls(frontier, exponent, score, score**exponent)

    def answers(self, margin: Margin, guess: Floats) -> Floats:
        """Return the scores at which one point more is worth its price, shape (n, 1).

        Worth falls, ever more slowly, and price rises with the score: Newton's steps along the
        piece between two knots, and halves where they leave it. Each row stops on its own.
        """
        pays = margin(self.score, self.power)[0] > self.frontier.pull
        below = np.add.reduce(pays[:, 1:], axis=1, keepdims=True)
        first, price, width, dearer = self.frontier.piece(below)
        low, high = np.zeros(first.shape), (pays[:, :1] & (width > 0)).astype(np.float64)
        way = np.divide(guess - first, width, out=low.copy(), where=width > 0)
        way = np.minimum(np.maximum(way, low), high)
        with np.errstate(divide="ignore", invalid="ignore"):
            for _ in range(ROUNDS):
                score = np.maximum(first + way * width, TINY)
                worth, change = margin(score, score**self.exponent)
                excess = worth - (price + way * dearer)
                open_ = (np.abs(excess) > EXACT * worth) & (high - low > EXACT)
                if not np.count_nonzero(open_):
                    break
                short = excess > 0
                np.putmask(low, short, way)
                np.putmask(high, ~short, way)
                moved = way + excess / (dearer - change * width)
                astray = ~((moved > low) & (moved < high))
                if np.count_nonzero(astray):
                    np.putmask(moved, astray, (low + high) / 2)
                np.putmask(way, open_, moved)
        return first + way * width
