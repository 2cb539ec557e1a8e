"""A year against the least that it can take: moving the bytes of its firms through memory."""

from collections.abc import Iterator
from dataclasses import fields
from statistics import median

import numpy as np
from tests.benchmarks.timing import history, in_turns, ratio

from eastwest.context import Context
from eastwest.runs import setting
from eastwest.state import State
from eastwest.step import advance, begin

HEADER = (
    "firms",
    "state, B a firm",
    "touched a year, B a firm",
    "copy, GB/s",
    "bound, ms",
    "year, ms",
    "year over bound",
)
LARGE = 1 << 23
"""Numbers in each array that is copied: 64 MiB, more than caches hold."""


def rows(sizes: tuple[int, ...], world: str = "national") -> Iterator[tuple[str, ...]]:
    """Yield a row for each number of firms; the years are those of the contest."""
    for firms in sizes:
        scenario = history(world, (2010, 2015), firms)
        context = setting(scenario, scenario.tables.seed, 0)
        state = begin(context)
        source, target = np.ones(LARGE), np.empty(LARGE)
        calls = {
            "copy": lambda a=source, b=target: np.copyto(b, a),
            "year": lambda c=context, s=state: advance(c, s),
        }
        taken = in_turns(calls, 6)
        fixed, moving = sizes_of(context, state)
        touched = fixed + 2 * moving  # what moves is read and written
        bounds = [touched * each / (source.nbytes + target.nbytes) for each in taken["copy"]]
        speed = (source.nbytes + target.nbytes) / median(taken["copy"]) / 1e9
        yield (
            f"{firms:,}",
            f"{(fixed + moving) / firms:.0f}",
            f"{touched / firms:.0f}",
            f"{speed:.1f}",
            f"{1e3 * median(bounds):.2g}",
            f"{1e3 * median(taken['year']):,.0f}",
            f"{ratio(taken['year'], bounds):.0f}",
        )


def sizes_of(context: Context, state: State) -> tuple[int, int]:
    """Return the bytes of the firms' fixed columns and of those that move."""
    fixed = [getattr(context.world.firms, each.name) for each in fields(context.world.firms)]
    moving = [getattr(state.firms, each.name) for each in fields(state.firms)]
    return tuple(
        sum(column.nbytes for column in table if isinstance(column, np.ndarray))
        for table in (fixed, moving)
    )
