"""What effort and padding lead to: the score they give and what they cost, all (c, n, g)."""

import numpy as np

from eastwest.behaviour.levers import Levers, add_up
from eastwest.vocabulary import Floats


def padding(levers: Levers, pull: Floats, room: Floats) -> Floats:
    """Return the padding that the pull is worth, at most `room`, shape (c, n, g)."""
    wanted = np.maximum(levers.lift * pull - levers.pad_price, 0.0)
    wanted /= levers.pad_cost
    return np.minimum(wanted, room, out=wanted)


def most_padding(levers: Levers, effort: Floats) -> Floats:
    """Return the padding that just reaches the ceiling, shape (c, n, g)."""
    room = levers.room - levers.slope * effort
    np.maximum(room, 0.0, out=room)
    room *= levers.unlift
    return room


def score(levers: Levers, effort: Floats, pad: Floats) -> Floats:
    """Return the believed score of effort and padding. [points], shape (n, g)."""
    points = levers.slope * effort
    points += levers.lift * pad
    np.minimum(points, levers.ceiling, out=points)
    return np.asarray(levers.base + add_up(points))


def cost(levers: Levers, effort: Floats, pad: Floats) -> Floats:
    """Return the cost of effort and padding less the intrinsic gain. [utility], (n, g)."""
    own = effort * (levers.own_cost * effort / 2 - levers.gain)
    own += pad * (levers.pad_cost * pad / 2 + levers.pad_price)
    total = add_up(effort)
    return np.asarray(add_up(own) + levers.total_cost / 2 * total * total)
