"""The scores at which rivals in a contest answer each other, or rivals whose mass is known.

The equilibrium is sought in one number, the sum of all masses v_j S_j^m: given the sum, each
score follows from prize * dP/dS = pull, and the masses add up to the sum in one place only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from eastwest.backend import twinned
from eastwest.choosing.frontier import EXACT, ROUNDS, Frontier, part_of_the_way
from eastwest.vocabulary import Floats

Margin = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""What one point more is worth, and what that changes by a point further on; it is asked with a
score > 0 and score^exponent."""

TINY = 1e-100
"""Stands in for a score of zero, at which a point may be worth any price."""


@twinned
def meet(line: Frontier, prize: Floats, bias: Floats, exponent: float) -> Floats:
    """Return the scores that are best responses to each other, shape (n, 1).

    Args:
        line: What scores cost each contestant, n rows.
        prize, bias, exponent: As in `contest.equilibrium`.
    """
    known, stake, weight = _Line.of(line, exponent), prize[:, None], bias[:, None]
    aim = line.score[:, -1:]

    def mass_in(total: float) -> float:
        nonlocal aim
        aim = known.answers(_margin_in(stake, weight, exponent, total), aim)
        return mass_of(aim)

    def mass_of(score: Floats) -> float:
        return float((weight * score**exponent).sum())

    _meet(mass_in, mass_of(line.score[:, :1]), mass_of(aim))
    return aim


@twinned
def respond(line: Frontier, prize: Floats, bias: Floats, exponent: float, rivals: Floats) -> Floats:
    """Return the scores that are best responses to rivals of a given mass, shape (n, 1)."""
    margin = _margin_against(prize[:, None], bias[:, None], exponent, rivals[:, None])
    return _Line.of(line, exponent).answers(margin, line.score[:, -1:])


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
        bounds = np.zeros(first.shape), (pays[:, :1] & (width > 0)).astype(np.float64)

        def slope(score: Floats) -> tuple[Floats, Floats]:
            score = np.maximum(score, TINY)
            return margin(score, score**self.exponent)

        way = np.divide(guess - first, width, out=np.zeros(first.shape), where=width > 0)
        return first + width * part_of_the_way(slope, (first, price, width, dearer), way, bounds)
