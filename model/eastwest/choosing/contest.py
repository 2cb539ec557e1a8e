"""A contest for commendations: everybody's effort answers everybody else's, this year.

Prizes go by Tullock shares P_i = v_i S_i^m / sum_j v_j S_j^m with bias v and exponent m <= 1.
Rounds of best responses do not reach the equilibrium: damped by a half they swing ever wider from
seven equal rivals on. It is sought in one number instead, see `rivals`.

There may be a draw of mass d, P_i = v_i S_i^m / (d + sum_j v_j S_j^m): nobody wins then, and even
who has no rival must show something.

References:
    Blavatskyy (2010), Contest success function with the possibility of a draw: Axiomatization,
    Journal of Mathematical Economics 46: https://doi.org/10.1016/j.jmateco.2009.11.008
    Tullock (1980), Efficient rent seeking, in: Toward a Theory of the Rent-Seeking Society.
    Cornes and Hartley (2005), Asymmetric contests with general technologies, Economic Theory
    26, share functions: https://doi.org/10.1007/s00199-004-0566-5
"""

import numpy as np

from eastwest.choosing.effort import Outlook
from eastwest.choosing.frontier import Frontier
from eastwest.choosing.rivals import meet, respond
from eastwest.choosing.task import Choice
from eastwest.choosing.worth import Contested
from eastwest.vocabulary import Floats


def equilibrium(
    outlook: Outlook, prize: Floats, bias: Floats, exponent: float, draw: float = 0.0
) -> tuple[Choice, Floats]:
    """Return the choices that are best responses to each other, and each one's rivals' mass.

    Args:
        outlook: What scores cost each contestant, n rows; scores must not be negative.
        prize: Utility of winning everything. Shape (n,)
        bias: Weight of each contestant (v), > 0, such as memory of past praise. [-], shape (n,)
        exponent: How much score decides (m), 0 < m <= 1. [-]
        draw: Mass d of the draw, in which nobody wins. [points^m]

    Returns:
        The choice, and the sum of the others' bias * score^exponent, and of the draw, shape (n,).
    """
    line = outlook.frontier
    if draw > 0.0:
        aim = meet(_with_draw(line), np.append(prize, 0.0), np.append(bias, draw), exponent)[:-1]
    else:
        aim = meet(line, prize, bias, exponent)
    rivals = _others(bias * aim[:, 0] ** exponent) + draw
    choice = outlook.choice(aim, Contested(prize, bias, exponent, rivals))
    return choice, _others(bias * choice.score**exponent) + draw


def _with_draw(line: Frontier) -> Frontier:
    """Return what scores cost, and a last row for the draw: one point, whatever others do."""
    free = (line.pull, line.total, line.cost)
    pull, total, cost = (np.concatenate([each, np.zeros_like(each[:1])]) for each in free)
    score = np.concatenate([line.score, np.ones_like(line.score[:1])])
    return Frontier.through(pull, total, score, cost)


def answer(
    outlook: Outlook, prize: Floats, bias: Floats, exponent: float, rivals: Floats
) -> Choice:
    """Return the best response to rivals whose summed mass is given; rows do not meet.

    Args:
        outlook: What scores cost each contestant, n rows; scores must not be negative.
        prize, bias, exponent: As in `equilibrium`.
        rivals: Sum of the others' bias * score^exponent, and of the draw, shape (n,).
    """
    aim = respond(outlook.frontier, prize, bias, exponent, rivals)
    return outlook.choice(aim, Contested(prize, bias, exponent, rivals))


def _others(mass: Floats) -> Floats:
    return np.asarray(np.maximum(mass.sum() - mass, 0.0))
