"""What was wanted beside what was measured: read from the tables of the page, never by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tests.benchmarks import page
from tests.benchmarks.ratios import OBJECTS

HEADER = ("what", "wanted", "measured", "holds", "bound")
RATIOS = {
    "compiled": {1_000: 15, 10_000: 70, 100_000: 140, 1_000_000: 140},
    "fast": {1_000: 30, 10_000: 150, 100_000: 350, 1_000_000: 350},
    "numpy": {1_000: 12, 10_000: 12, 100_000: 28, 1_000_000: 28},
}
"""How many times faster than Mesa agents a year is to be, by backend and firms."""
SWEEPS = {1_000: 20, 10_000: 80}
"""The same for whole sweeps of the nation."""
THIRTY = (("classroom", "compiled", 0.1), ("national", "compiled", 0.5), ("national", "numpy", 1.5))
"""Most seconds of thirty years."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that is to be reached, or not to be passed.

    Args:
        what: In words.
        limit, found: Wanted and measured.
        unit: Of both.
        is_least: Whether more is better.
        bound: What could be had at most; None where nothing binds that was measured.
    """

    what: str
    limit: float
    found: float
    unit: str
    is_least: bool = False
    bound: float | None = None

    def row(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        holds = self.found >= self.limit if self.is_least else self.found <= self.limit
        side = "at least" if self.is_least else "at most"
        bound = "" if self.bound is None else f"{self.bound:,.0f}"
        told = f"{float(f'{self.found:.3g}'):,g} {self.unit}"
        limit = f"{side} {self.limit:,g} {self.unit}"
        return self.what, limit, told, "yes" if holds else "no", bound


def body(text: str) -> str:
    """Return the table, from those of the page."""
    goals = (*years(text), *sweeps(text), *limits(text))
    return page.table(HEADER, (goal.row() for goal in goals))


def years(text: str) -> Iterator[Goal]:
    """Yield the ratios of a year; the bound is what they were if firms cost nothing at all.

    That is the yardstick's year over the shortest of our own, in which hardly anything is firms'.
    """
    for backend, by_firms in RATIOS.items():
        cell = partial(_cell, text, "ratios", world="national", year="history")
        least = min(cell(f"{backend}, ms", firms=firms) for firms in by_firms)
        for firms, limit in by_firms.items():
            found = cell(f"{backend}, ratio", firms=firms)
            bound = cell(f"{OBJECTS}, ms", firms=firms) / least
            what = f"a year against Mesa agents, {firms:,} firms, `{backend}`"
            yield Goal(what, limit, found, "x", is_least=True, bound=bound)


def sweeps(text: str) -> Iterator[Goal]:
    """Yield the ratios of whole sweeps, and of their runs beyond start."""
    for firms, limit in SWEEPS.items():
        cell = partial(_cell, text, "runner_sweeps", world="national", firms=firms)
        what = f"thirty years, {firms:,} firms, against `mesa.batch_run`"
        whole = f"{what}, a sweep of {cell('runs'):.0f} runs"
        yield Goal(whole, limit, cell("ratio"), "x", is_least=True)
        yield Goal(f"{what}, beyond start", limit, cell("ratio beyond start"), "x", is_least=True)


def limits(text: str) -> Iterator[Goal]:
    """Yield what is not to be passed: time, memory, growth."""
    thirty = partial(_cell, text, "thirty")
    for world, backend, limit in THIRTY:
        taken = thirty("thirty years, s", world=world, backend=backend)
        yield Goal(f"thirty years, {world}, `{backend}`", limit, taken, "s")
    fast = partial(thirty, world="large", backend="fast")
    yield Goal("thirty years of a million firms, `fast`", 2, fast("thirty years, s"), "s")
    yield Goal("its most memory", 600, fast("most memory, MB"), "MB")
    for backend, limit in (("compiled", 96), ("fast", 64)):
        state = _cell(text, "bound", "state, B a firm", firms=1_000_000, backend=backend)
        yield Goal(f"a firm, `{backend}`", limit, state, "B")
    first, last = (_growth(text, "firms", many) for many in ("10,000", "1,000,000"))
    yield Goal("time of a million firms over that of 10,000", 100, last / first, "x")
    first, last = (_growth(text, "years", many) for many in ("10", "30, all of history"))
    yield Goal("time of thirty years over that of ten", 3, last / first, "x")
    overhead = page.number(page.read(text, "runner_slope")[0]["us a run"])
    yield Goal("what the runner adds to a run, in chunks", 50, overhead, "us")


def _growth(text: str, what: str, many: str) -> float:
    return _cell(text, "growth", "whole run, s", what=what, **{"how many": many})


def _cell(text: str, table: str, column: str, **where: str | int) -> float:
    """Return the number in a column of the row whose other cells are as they are told."""
    told = {name: f"{each:,}" if isinstance(each, int) else each for name, each in where.items()}
    for row in page.read(text, table):
        if all(row[name] == each for name, each in told.items()):
            return page.number(row[column])
    raise ValueError(f"{table}: no row with {told}")
