"""Places laid out in a line, so that a draw finds its place at once. Nothing is drawn here.

References:
    Chen and Asau (1974), On generating random variates from an empirical distribution, AIIE
    Transactions 6(2): a guide table. https://doi.org/10.1080/05695557408974949
"""

from dataclasses import dataclass

import numpy as np

from eastwest.backend import twinned
from eastwest.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Axis:
    """Entries laid out in a line: home h owns [h, h + 1), each entry its part by counties.

    Whoever draws u at home h hears of what lies at h + u: a change in one home moves no other.
    Each home is cut into equal cells, a power of two of them: a cell knows the first entry in it,
    which is few steps from the one at any point of the cell.

    Args:
        order: The entries that have counties, as they lie in the line, shape (laid,).
        edge: Where each begins; -1 finds the beginning of an entry not there, shape (laid + 1,).
        beyond: Where each ends, inf for the last; one end where there is none, shape (laid,).
        within: Number of the last real county in each, counted from nil; also of -1, (laid + 1,).
        size, last: Counties of each home and the last entry in it, -1 in an empty one, (homes,).
        deep: Highest `within` of each home, shape (homes,).
        cells, base: Number of cells of each home, number of its first one, shape (homes,).
        near: Entry at the left end of each cell, and at the right end of each home, by cell.
        most: Steps from there that may be needed.
    """

    order: Ints
    edge: Floats
    beyond: Floats
    within: Ints
    size: Floats
    last: Ints
    deep: Ints
    cells: Ints
    base: Ints
    near: Ints
    most: int

    def __call__(self, home: Ints, draw: Floats) -> tuple[Ints, Ints]:
        """Return the entry at each draw, -1 at an empty home, and the county within the entry.

        Args:
            home: Broadcasts with `draw`, whose shape is that of both results.
        """
        at = home + draw
        # The difference is exact, and so is its product with a power of two.
        cell = ((at - home) * self.cells[home]).astype(np.int64)
        cell += self.base[home]
        entry = self.near.take(cell)
        for _ in range(self.most):
            entry += self.beyond.take(entry) <= at
        entry = np.minimum(entry, self.last[home])
        if not self.deep[home].any():
            return entry, np.zeros_like(entry)
        at -= self.edge.take(entry)
        at *= self.size[home]
        return entry, np.minimum(at.astype(np.int64), self.within.take(entry))


@twinned
def laid_out(home: Ints, counties: Floats, homes: int) -> Axis:
    """Lay out entries by home; those without counties are left out."""
    real = np.flatnonzero(counties > 0.0)
    order = real[np.argsort(home[real], kind="stable")]
    home, counties = home[order], counties[order]
    size = np.bincount(home, counties, homes).astype(np.float64, copy=False)
    below = counties.cumsum() - counties
    edge = home + (below - below[np.searchsorted(home, home)]) / size[home]
    number = np.bincount(home, minlength=homes)
    last = np.where(number > 0, number.cumsum() - 1, -1)
    cells = np.exp2(np.ceil(np.log2(np.maximum(2 * number, 1)))).astype(np.int64)
    base = (cells + 1).cumsum() - (cells + 1)
    owner = np.repeat(np.arange(homes), cells + 1)
    left = owner + (np.arange(len(owner)) - base[owner]) / cells[owner]
    near = np.searchsorted(edge, left, side="right") - 1
    near = np.clip(near, 0, np.maximum(last, 0)[owner])
    steps = np.diff(near)[owner[1:] == owner[:-1]]
    edge, beyond = np.append(edge, 0.0), np.append(edge[1:], np.inf)
    within = np.append(np.ceil(counties) - 1.0, 0.0).astype(np.int64)
    deep = np.zeros(homes, np.int64)
    np.maximum.at(deep, home, within[:-1])
    most = int(steps.max(initial=0))
    return Axis(order, edge, beyond, within, size, last, deep, cells, base, near, most)
