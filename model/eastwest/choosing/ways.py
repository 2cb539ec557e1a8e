"""Some ways to act side by side, and ways near them or between them."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from eastwest.choosing.spread import add_up
from eastwest.choosing.task import Menu
from eastwest.vocabulary import Bools, Floats, Ints, Rows

CLOSER = 12
"""Places looked at between a way and each neighbour."""
LITTLE = 0.05
"""Padding that counts as some, over the target."""


class Ways(NamedTuple):
    """Effort and padding of some candidates, shape (columns, n, g) each."""

    effort: Floats
    padding: Floats

    @classmethod
    def single(cls, effort: Floats, padding: Floats) -> "Ways":
        """Return the one way of each row, given as (n, columns) each."""
        return cls(effort.T[:, :, None], padding.T[:, :, None])

    @classmethod
    def all_of(cls, several: Iterable["Ways"]) -> "Ways":
        """Return the candidates of several together."""
        return cls(*(np.concatenate(each, axis=2) for each in zip(*several, strict=True)))

    def rows(self, rows: Rows) -> "Ways":
        """Return the ways of some governments."""
        return Ways(self.effort[:, rows], self.padding[:, rows])

    def at(self, number: Ints) -> "Ways":
        """Return a few candidates of each row, numbers (n, k) to (columns, n, k)."""
        rows = np.arange(len(number))[:, None]
        return Ways(self.effort[:, rows, number], self.padding[:, rows, number])

    def towards(self, there: "Ways", part: Floats | float) -> "Ways":
        """Return the ways that lie part of the way to others."""
        return Ways(*(a + part * (b - a) for a, b in zip(self, there, strict=True)))

    def or_else(self, there: "Ways", better: Bools) -> "Ways":
        """Return others where these are better."""
        return Ways(*(np.where(better, b, a) for a, b in zip(self, there, strict=True)))

    def repeated(self, times: int) -> "Ways":
        """Return each candidate so many times."""
        return Ways(*(np.repeat(each, times, axis=2) for each in self))


def steps(menu: Menu, here: Ways, step: float) -> Ways:
    """Return ways that differ by one step up or down in one column, (columns, n, 4 columns)."""
    columns = len(here.effort)
    one = np.eye(columns)[:, None, :]
    size = step * (here.effort + add_up(here.effort) / columns)
    pad = step * (here.padding + LITTLE)
    none = 0.0 * one
    moves = np.concatenate((one, -one, none, none), axis=2)
    pads = np.concatenate((none, none, one, -one), axis=2) * (menu.pad_cost > 0.0)
    effort = np.clip(here.effort + size * moves, 0.0, menu.limit)
    return Ways(effort, (here.padding + pad * pads).clip(min=0.0))


def half_of_all(here: Ways, there: Ways, gained: Floats) -> Ways:
    """Return half of each step that gains, all taken at once."""
    gains = (gained > 0.0)[None]
    return Ways(
        *(
            (a + 0.5 * ((b - a) * gains).sum(axis=2, keepdims=True)).clip(min=0.0)
            for a, b in zip(here, there, strict=True)
        )
    )


def between(below: Ways, here: Ways, above: Ways) -> Ways:
    """Return evenly spaced ways from one to the next but one, `here` in the middle."""
    step = np.arange(CLOSER) / CLOSER
    return Ways(
        *(
            np.concatenate((a + (b - a) * step, b, b + (c - b) * (1.0 - step[::-1])), axis=2)
            for a, b, c in zip(below, here, above, strict=True)
        )
    )
