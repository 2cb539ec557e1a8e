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

import numpy as np

from eastwest.behaviour.effort import Outlook
from eastwest.behaviour.frontier import Frontier
from eastwest.behaviour.task import Choice, Task, Value
from eastwest.vocabulary import Bools, Floats, Ints

Wins = Callable[[Floats, Floats], Bools]
"""Whether one point more at a score > 0 is worth its price, elementwise."""

SECTIONS = 64
"""The sum of masses is looked for in so many places at once."""
ROUNDS = 7
"""Each narrows the search by `SECTIONS`; seven leave 1e-12 of the range."""
HALVINGS = 40


def shares(score: Floats, bias: Floats, exponent: float, group: Ints | None = None) -> Floats:
    """Return each one's share of the prizes of its contest; equal shares if all score nothing.

    Args:
        score: Score of each contestant, >= 0. [points], shape (n,)
        bias: Weight of each contestant (v), > 0, such as memory of past praise. [-], shape (n,)
        exponent: How much score decides (m). [-]
        group: Number of the contest, from 0; one contest if None. Shape (n,)
    """
    group = np.zeros(score.shape, dtype=np.int64) if group is None else group
    mass = bias * score**exponent
    total, rivals = np.bincount(group, mass)[group], np.bincount(group)[group]
    return np.asarray(np.where(total > 0, mass / np.where(total > 0, total, 1.0), 1 / rivals))


def equilibrium(task: Task, prize: Floats, bias: Floats, exponent: float) -> tuple[Choice, Floats]:
    """Return the choices that are best responses to each other, and each one's rivals' mass.

    Args:
        task: What each contestant can do, n rows; scores must not be negative.
        prize: Utility of winning everything. Shape (n,)
        bias: As in `shares`. [-], shape (n,)
        exponent: As in `shares`, 0 < m <= 1. [-]

    Returns:
        The choice, and the sum of the others' bias * score^exponent, shape (n,).
    """
    outlook = Outlook.of(task, prize)
    line, stake, weight = outlook.frontier, prize[:, None], bias[:, None]
    low, high = 0.0, float((bias * line.score[:, -1] ** exponent).sum())

    def answers(totals: Floats) -> Floats:
        def wins(score: Floats, price: Floats) -> Bools:
            mass = weight * score**exponent
            return stake * exponent * mass * (totals - mass) > price * score * totals**2

        return _answers(line, wins, totals.size)

    for _ in range(ROUNDS):
        totals = low + (high - low) * np.arange(1, SECTIONS + 1) / SECTIONS
        scores = answers(totals)
        more = int(((weight * scores**exponent).sum(axis=0) > totals)[:-1].sum())
        low, high = float(totals[more - 1]) if more else low, float(totals[more])
    aim = answers(np.array([high]))
    rivals = _others(weight * aim**exponent)
    choice = outlook.choice(aim, _worth(stake, weight, exponent, rivals))
    return choice, _others(bias[:, None] * choice.score[:, None] ** exponent)[:, 0]


def answer(task: Task, prize: Floats, bias: Floats, exponent: float, rivals: Floats) -> Choice:
    """Return the best response to rivals whose summed mass is given; rows do not meet.

    Args:
        task: What each contestant can do, n rows; scores must not be negative.
        prize, bias, exponent: As in `equilibrium`.
        rivals: Sum of the others' bias * score^exponent, shape (n,).
    """
    outlook = Outlook.of(task, prize)
    stake, weight, others = prize[:, None], bias[:, None], rivals[:, None]

    def wins(score: Floats, price: Floats) -> Bools:
        mass = weight * score**exponent
        return stake * exponent * mass * others > price * score * (mass + others) ** 2

    aim = _answers(outlook.frontier, wins, 1)
    return outlook.choice(aim, _worth(stake, weight, exponent, others))


def _worth(stake: Floats, weight: Floats, exponent: float, rivals: Floats) -> Value:
    """Return the value of a score against given rivals: the prize times the share."""

    def value(score: Floats) -> Floats:
        mass = weight * np.maximum(score, 0.0) ** exponent
        total = mass + rivals
        return np.asarray(stake * mass / np.where(total > 0, total, 1.0))

    return value


def _others(mass: Floats) -> Floats:
    return np.asarray(np.maximum(mass.sum(axis=0) - mass, 0.0))


def _answers(line: Frontier, wins: Wins, columns: int) -> Floats:
    """Return the scores at which one point more is worth its price, shape (n, columns).

    Worth falls and price rises with the score, so halving finds it.
    """

    def pays(score: Floats, price: Floats) -> Bools:
        return wins(np.maximum(score, 1e-300), price)

    last = line.score.shape[1] - 1
    knots = [array.T[1:, :, np.newaxis] for array in (line.score, line.pull)]
    below = np.broadcast_to(pays(*knots).sum(axis=0), (len(line.score), columns))
    ends = below, np.minimum(below + 1, last)
    scores = [np.take_along_axis(line.score, end, axis=1) for end in ends]
    prices = [np.take_along_axis(line.pull, end, axis=1) for end in ends]
    rise, dearer = scores[1] - scores[0], prices[1] - prices[0]
    way, step = np.zeros(below.shape), 0.5
    for _ in range(HALVINGS):
        tried = way + step
        way = np.where(pays(scores[0] + tried * rise, prices[0] + tried * dearer), tried, way)
        step /= 2
    return np.asarray(scores[0] + way * rise)
