"""An axis laid out in one pass, and what lies on it: the twin of `behaviour.axis`."""

from typing import NamedTuple

import numpy as np

from eastwest.behaviour.axis import Axis
from eastwest.compiled.draws import GOLDEN
from eastwest.compiled.kernel import kernel, part
from eastwest.streams import UInts
from eastwest.vocabulary import Floats, Ints


class Line(NamedTuple):
    """An axis of places, see `Axis`."""

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


def laid_out(home: Ints, counties: Floats, homes: int) -> Axis:
    """Lay out entries by home; those without counties are left out."""
    order, first = sorted_by(home, counties, homes)
    home, counties = home[order], counties[order]
    size, edge, beyond, within, deep = edges(home, counties, first)
    last, cells, base, near, most = guided(edge, first)
    return Axis(order, edge, beyond, within, size, last, deep, cells, base, near, int(most))


@kernel
def sorted_by(home: Ints, counties: Floats, homes: int) -> tuple[Ints, Ints]:
    """Return the entries that have counties, by home, and the number of each home's first one."""
    first = np.zeros(homes + 1, np.int64)
    for entry in range(len(home)):
        first[home[entry] + 1] += counties[entry] > 0.0
    first = first.cumsum()
    order, following = np.empty(first[-1], np.int64), first.copy()
    for entry in range(len(home)):
        if counties[entry] > 0.0:
            order[following[home[entry]]] = entry
            following[home[entry]] += 1
    return order, first


@kernel
def edges(home: Ints, counties: Floats, first: Ints) -> tuple[Floats, Floats, Floats, Ints, Ints]:
    """Return counties of homes, ends of entries, and their last county by entry and by home."""
    entries, sum_ = len(home), 0.0
    size, below = np.zeros(len(first) - 1), np.empty(entries)
    for entry in range(entries):
        size[home[entry]] += counties[entry]
        sum_ += counties[entry]
        below[entry] = sum_ - counties[entry]
    edge, beyond = np.zeros(entries + 1), np.full(max(entries, 1), np.inf)
    within, deep = np.zeros(entries + 1, np.int64), np.zeros(len(size), np.int64)
    for entry in range(entries):
        there = home[entry]
        edge[entry] = there + (below[entry] - below[first[there]]) / size[there]
        within[entry] = np.int64(np.ceil(counties[entry])) - 1
        deep[there] = max(deep[there], within[entry])
    beyond[:-1] = edge[1:-1]
    return size, edge, beyond, within, deep


@kernel
def guided(edge: Floats, first: Ints) -> tuple[Ints, Ints, Ints, Ints, int]:
    """Cut homes into cells and find the entry at the left end of each cell."""
    homes, entries = len(first) - 1, len(edge) - 1
    last, cells = np.full(homes, -1, np.int64), np.empty(homes, np.int64)
    base, total, most, here = np.empty(homes, np.int64), 0, 0, 0
    for home in range(homes):
        number = first[home + 1] - first[home]
        if number > 0:
            last[home] = first[home + 1] - 1
        cells[home] = 2 ** np.int64(np.ceil(np.log2(max(2 * number, 1))))
        base[home] = total
        total += cells[home] + 1
    near = np.empty(total, np.int64)
    for home in range(homes):
        for cell in range(cells[home] + 1):
            left = home + cell / cells[home]
            while here + 1 < entries and edge[here + 1] <= left:
                here += 1
            at = base[home] + cell
            near[at] = min(here, max(last[home], 0))
            if cell > 0:
                most = max(most, near[at] - near[at - 1])
    return last, cells, base, near, most


@part
def find(size: int, at: Floats, where: int, line: Line, entry: Ints) -> None:
    """Write the entry at the first `size` points of a home, as `Axis` does."""
    cells, base, last = line.cells[where], line.base[where], line.last[where]
    for row in range(size):  # in 32 bits, as processors convert several at a time
        entry[row] = base + np.int32((at[row] - where) * cells)
    for row in range(size):
        here = line.near[np.uint64(entry[row])]
        entry[row] = min(here + (line.beyond[np.uint64(here)] <= at[row]), last)
    for _ in range(line.most - 1):
        for row in range(size):
            here = entry[row]
            entry[row] = min(here + (line.beyond[np.uint64(here)] <= at[row]), last)


@part
def county(
    size: int, at: Floats, entry: Ints, where: int, line: Line, steps: UInts, step: UInts
) -> None:
    """Write the step to the draws for the real county at each point of a home, see `draws`.

    Args:
        steps: To those for the first county of each entry.
        step: The answer.
    """
    counties = line.size[where]
    for row in range(size):
        step[row] = steps[np.uint64(entry[row])]
    if line.deep[where] > 0:
        for row in range(size):
            here = np.uint64(entry[row])
            within = np.int64((at[row] - line.edge[here]) * counties)
            step[row] += np.uint64(min(within, line.within[here])) * GOLDEN
