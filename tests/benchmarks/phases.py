"""Where a year goes: the time of each phase, by world and by kind of year."""

from collections.abc import Iterator
from statistics import median
from time import process_time

from tests.benchmarks.timing import BARS, CONTEST, around, history, kind_of

from eastwest.backend import using
from eastwest.runs import setting
from eastwest.step import PHASES, begin

Times = dict[tuple[str, str], list[float]]


def header(worlds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the heads of the columns."""
    kinds = [f"{world}, {kind}" for world in worlds for kind in (CONTEST, BARS)]
    return ("phase, ms", *kinds)


def rows(worlds: tuple[str, ...], backend: str, span: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each phase: the median over `span` years of each kind."""
    with using(backend):
        columns = [timed(world, span) for world in worlds]
    names = [phase.__name__ for phase in PHASES]
    kinds = (CONTEST, BARS)
    for name in (*names, "year"):
        cells = [median(times[name, kind]) for times in columns for kind in kinds]
        yield (name, *(f"{1e3 * cell:,.1f}" for cell in cells))


def timed(world: str, span: int) -> Times:
    """Return seconds by phase and kind of year; `year` is all phases together."""
    first, last = around(span)
    scenario = history(world, (first, last))
    context = setting(scenario, scenario.tables.seed, 0)
    state, taken = begin(context), {}
    for now in range(first, last + 1):
        year, whole = context.begin(now), 0.0
        for phase in PHASES:
            began = process_time()
            phase(context, state, year)
            spent = process_time() - began
            whole += spent
            taken.setdefault((phase.__name__, kind_of(now)), []).append(spent)
        taken.setdefault(("year", kind_of(now)), []).append(whole)
        state.year = now
    return taken
