"""What effort and padding lead to: the score they give and what they cost, all (c, n, g)."""

import numpy as np

from eastwest.choosing.spread import NIL, add_up
from eastwest.choosing.task import Menu
from eastwest.vocabulary import Floats


def padding(menu: Menu, pull: Floats, room: Floats) -> Floats:
    """Return the padding that the pull is worth, at most `room`, shape (c, n, g)."""
    wanted = menu.kept * menu.lift * pull
    wanted -= menu.pad_price
    np.maximum(wanted, NIL, out=wanted)
    wanted /= menu.pad_cost
    return np.minimum(wanted, room, out=wanted)


def most_padding(menu: Menu, points: Floats) -> Floats:
    """Return the padding that just reaches the ceiling beside effort's points, (c, n, g)."""
    room = menu.room - points
    np.maximum(room, NIL, out=room)
    room *= menu.unlift
    return room


def score(menu: Menu, points: Floats, pad: Floats) -> Floats:
    """Return the believed score of effort's points and of padding. [points], shape (n, g).

    Padding fills what room effort leaves, and counts as often as it is kept.
    """
    each = np.minimum(points, menu.ceiling)
    padded = np.minimum(menu.lift * pad, menu.ceiling - each)
    padded *= menu.kept
    each += padded
    return menu.base + add_up(each)


def cost(menu: Menu, effort: Floats, pad: Floats) -> Floats:
    """Return the cost of effort and padding less the intrinsic gain. [utility], (n, g)."""
    own = effort * (menu.own_cost * effort / 2 - menu.gain)
    own += pad * (menu.pad_cost * pad / 2 + menu.pad_price)
    total = add_up(effort)
    return np.asarray(add_up(own) + menu.total_cost / 2 * total * total)
