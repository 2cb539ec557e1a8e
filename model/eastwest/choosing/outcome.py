"""What effort and padding lead to: the score they give and what they cost, all (c, n, g)."""

import numpy as np

from eastwest.choosing.menu import Menu
from eastwest.choosing.spread import add_up
from eastwest.vocabulary import Floats


def padding(menu: Menu, pull: Floats, room: Floats) -> Floats:
    """Return the padding that the pull is worth, at most `room`, shape (c, n, g)."""
    wanted = np.maximum(menu.lift * pull - menu.pad_price, 0.0)
    wanted /= menu.pad_cost
    return np.minimum(wanted, room, out=wanted)


def most_padding(menu: Menu, effort: Floats) -> Floats:
    """Return the padding that just reaches the ceiling, shape (c, n, g)."""
    room = menu.room - menu.slope * effort
    np.maximum(room, 0.0, out=room)
    room *= menu.unlift
    return room


def score(menu: Menu, effort: Floats, pad: Floats) -> Floats:
    """Return the believed score of effort and padding. [points], shape (n, g)."""
    points = menu.slope * effort
    points += menu.lift * pad
    np.minimum(points, menu.ceiling, out=points)
    return np.asarray(menu.base + add_up(points))


def cost(menu: Menu, effort: Floats, pad: Floats) -> Floats:
    """Return the cost of effort and padding less the intrinsic gain. [utility], (n, g)."""
    own = effort * (menu.own_cost * effort / 2 - menu.gain)
    own += pad * (menu.pad_cost * pad / 2 + menu.pad_price)
    total = add_up(effort)
    return np.asarray(add_up(own) + menu.total_cost / 2 * total * total)
