"""A year against the least that it can take: moving the bytes of its firms through memory."""

from collections.abc import Iterator
from dataclasses import fields
from statistics import median

import numpy as np
from tests.benchmarks.timing import CONTEST, Years, around, history, in_turns, ratio, seconds, turns

from eastwest.state import FirmState
from eastwest.world.firms import Firms

HEADER = (
    "firms",
    "backend",
    "state, B a firm",
    "touched a year, B a firm",
    "copy, GB/s",
    "bound, ms",
    "year, ms",
    "year over bound",
)
LARGE = 1 << 23
"""Numbers in each array that is copied: 64 MiB, more than caches hold."""
BACKENDS = ("compiled", "fast")


def rows(sizes: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each number of firms in the national world and each backend.

    The years are those of the contest.
    """
    for firms in sizes:
        scenario = history("national", around(3), firms)
        ours = {name: turns(scenario, 3, name)[CONTEST] for name in BACKENDS}
        copy = Copy()
        taken = in_turns({**ours, "copy": copy}, 5)
        for name, years in ours.items():
            yield (f"{firms:,}", name, *_cells(years, firms, taken[name], taken["copy"]))


class Copy:
    """A turn of the memory: seconds a byte."""

    def __init__(self) -> None:
        self.source, self.target = np.ones(LARGE), np.empty(LARGE)

    def __call__(self) -> float:
        moved = self.source.nbytes + self.target.nbytes
        return seconds(lambda: np.copyto(self.target, self.source)) / moved


def _cells(years: Years, firms: int, taken: list[float], copied: list[float]) -> tuple[str, ...]:
    fixed, moving = sizes_of(years.context.world.firms, years.before.firms)
    touched = fixed + 2 * moving  # what moves is read and written
    bounds = [touched * each for each in copied]
    return (
        f"{(fixed + moving) / firms:.0f}",
        f"{touched / firms:.0f}",
        f"{1e-9 / median(copied):.1f}",
        f"{1e3 * median(bounds):.2g}",
        f"{1e3 * median(taken):,.1f}",
        f"{ratio(taken, bounds):.0f}",
    )


def sizes_of(fixed: Firms, moving: FirmState) -> tuple[int, int]:
    """Return the bytes of the firms' fixed columns and of those that move."""
    return _bytes(fixed), _bytes(moving)


def _bytes(table: Firms | FirmState) -> int:
    columns = [getattr(table, each.name) for each in fields(table)]
    return sum(column.nbytes for column in columns if isinstance(column, np.ndarray))
