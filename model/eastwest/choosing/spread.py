"""Cheapest effort and padding for a given pull, the price of a point: closed form.

A column's effort is t + pull * slope / k', t = (gain - d k X) / k', k' = (1 - d) k, between 0
and its limit. Where effort and padding together pass the ceiling, the price of a point that is
kept falls until they just reach it. A point of effort still counts when padding is found: with
chance q = 1 - kept it keeps its price and takes padding's place. So there effort is
keep * (t + q * pull * slope / k') + share, or ceiling / slope once padding is not worth its price,
and never less than t, what gain alone wants. Columns meet only in total effort X, the root of a
decreasing, piecewise linear function.

Work arrays have columns first, shape (c, n, g), and are only combined element by element, so
that a row alone gives the same bits as the whole column. A step on few rows is a hundred tiny
calls: two arrays of one shape are combined in half the time of others, a number given as an array
is not turned into one at every call, and a mask is quicker as floats than as truth.
"""

from dataclasses import dataclass

import numpy as np

from eastwest.choosing.task import Menu
from eastwest.vocabulary import Bools, Floats

ROUNDS = 60
"""Most steps to the root of total effort; three to five are usual."""
NIL = np.zeros(())
"""Nothing, as an array."""
EXACT = 1e-14
"""Relative error of total effort that counts as none."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where each column stands at a pull and a total effort; arrays (c, n, g).

    Args:
        effort: Effort of the column. [1e8 yuan]
        wanted: What gain alone wants (t). [1e8 yuan]
        free: What gain and pull want. [1e8 yuan]
        shared: Effort's part of a ceiling that it shares with padding. [1e8 yuan]
        cap: Most effort that the ceiling is worth; `shared` or `reach`. [1e8 yuan]
    """

    effort: Floats
    wanted: Floats
    free: Floats
    shared: Floats
    cap: Floats

    def held(self) -> Bools:
        """Return which columns stand at a ceiling and would rather do more."""
        return (self.free > self.cap) & (self.wanted < self.cap)

    def inside(self, menu: Menu) -> Bools:
        """Return which columns' effort is neither nil nor at its limit."""
        return (self.effort > NIL) & (self.effort < menu.limit)


def spread(menu: Menu, pull: Floats, total: Floats) -> Spread:
    """Return the effort of every column when the points pull and total effort crowds."""
    wanted = menu.start - menu.crowding * total
    free = menu.step * pull
    free += wanted
    shared = menu.share
    if menu.shares:
        shared = menu.keep * wanted
        shared += menu.share
        shared += menu.hold * pull
    cap = np.minimum(shared, menu.reach)
    effort = np.minimum(free, cap)
    np.maximum(effort, wanted, out=effort)
    np.maximum(effort, NIL, out=effort)
    np.minimum(effort, menu.limit, out=effort)
    return Spread(effort, wanted, free, shared, cap)


def yielding(menu: Menu, at: Spread, inside: Bools, held: Bools) -> Floats:
    """Return the columns that give way to crowding, those at a shared ceiling in part, (n, g)."""
    number = add_up((inside & ~held).astype(np.float64))
    if menu.shares:
        partly = inside & held
        partly &= at.shared < menu.reach
        if np.count_nonzero(partly):
            number += add_up(menu.keep * partly.astype(np.float64))
    return number


def add_up(columns: Floats) -> Floats:
    """Sum over the columns, one after the other, whatever the shape."""
    total: Floats
    if columns.size == len(columns):  # a single line would be summed in an order of its own
        total = np.add.accumulate(columns, axis=0)[-1]
    else:
        total = np.add.reduce(columns, axis=0)
    return total


def settle(menu: Menu, pull: Floats, guess: Floats, within: float) -> tuple[Floats, Spread]:
    """Return the total effort that the columns agree on, shape (n, g), and where they stand.

    Newton's steps on a piecewise linear function end on the root; a step that leaves what is
    known to hold the root halves it instead. Each element stops on its own, as soon as the
    columns add up to the total `within` a relative error.

    Args:
        menu: What can be done.
        pull: Price of a point, shape (n, g) or the same for every column (c, n, g).
        guess: Total effort to begin from, shape (n, g).
        within: Relative error allowed.
    """
    at = spread(menu, pull, guess)
    if menu.crowding == 0:
        return add_up(at.effort), at
    total = guess
    low, high = np.asarray(-np.inf), np.asarray(np.inf)
    for _ in range(ROUNDS):
        excess = add_up(at.effort)
        excess -= total
        open_ = np.abs(excess) > within * total
        if not np.count_nonzero(open_):
            break
        number = yielding(menu, at, at.inside(menu), at.held())
        moved = total + excess / (1 + menu.crowding * number)
        short = excess > NIL
        low, high = np.where(short, total, low), np.where(short, high, total)
        astray = ((moved <= low) | (moved >= high)) & open_
        if np.count_nonzero(astray):
            moved[astray] = (low[astray] + high[astray]) / 2
        total = np.where(open_, moved, total)
        at = spread(menu, pull, total)
    return total, at
