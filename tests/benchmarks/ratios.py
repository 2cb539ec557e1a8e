"""A year of columns against a year of ordinary Mesa agents, the national governments around."""

from collections.abc import Callable, Iterator
from statistics import median

import mesa
from tests.benchmarks.timing import BARS, CONTEST, history, in_turns, kind_of, ratio
from tests.benchmarks.yardstick.model import YardstickModel

from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.step import advance, begin

Case = tuple[str, int]
HEADER = (
    "world",
    "firms",
    "year",
    "columns, ms",
    "Mesa agents, ms",
    "ratio",
    "ratio, keyed draws",
)


def rows(cases: tuple[Case, ...], most: int = 4) -> Iterator[tuple[str, ...]]:
    """Yield a row for each case and each kind of year.

    Args:
        cases: World, whose governments and places stand around, and number of firms.
        most: Years that are timed; with a million firms only two.
    """
    for world, firms in cases:
        half = 1 if firms >= 1_000_000 else most // 2
        kinds = [kind_of(year) for year in range(2016 - half, 2016 + half)]
        taken = _timed(history(world, (2016 - half, 2015 + half), firms))
        for kind in (CONTEST, BARS):
            times = {name: _only(kind, kinds, taken[name]) for name in taken}
            yield (world, f"{firms:,}", kind, *_cells(times))


def _only(kind: str, kinds: list[str], values: list[float]) -> list[float]:
    return [value for value, each in zip(values, kinds, strict=True) if each == kind]


def _cells(taken: dict[str, list[float]]) -> tuple[str, ...]:
    columns, objects, keyed = taken["columns"], taken["objects"], taken["keyed"]
    return (
        f"{1e3 * median(columns):,.0f}",
        f"{1e3 * median(objects):,.0f}",
        f"{ratio(objects, columns):.1f}",
        f"{ratio(keyed, columns):.1f}",
    )


def _timed(scenario: Scenario) -> dict[str, list[float]]:
    """Return seconds a year of the columns and of the yardstick with both kinds of luck."""
    objects, keyed = YardstickModel(scenario), YardstickModel(scenario, keyed=True)
    first, last = scenario.tables.years
    calls = {"columns": _columns(scenario), "objects": objects.step, "keyed": keyed.step}
    taken = in_turns(calls, last - first + 1)
    for model in (objects, keyed):  # Mesa 3.3 keeps every model alive
        getattr(mesa.Agent, "_ids", {}).pop(model, None)
    return taken


def _columns(scenario: Scenario) -> Callable[[], object]:
    context = setting(scenario, scenario.tables.seed, 0)
    state = begin(context)
    return lambda: advance(context, state)
