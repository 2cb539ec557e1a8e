"""A year of columns against a year of ordinary Mesa agents, the national governments around.

Both live through the same years. A turn of Mesa agents is the next year; a turn of the columns is
all years of the kind in a row, and their mean counts: a year of columns stands among the other
years of its run, not behind a year of other people's objects that has emptied the caches.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from statistics import median

import mesa
from tests.benchmarks.timing import BARS, CONTEST, around, history, in_turns, ratio, seconds, turns
from tests.benchmarks.yardstick.model import YardstickModel

from eastwest.scenario import Scenario

Case = tuple[str, int]
Times = Mapping[str, list[float]]
BACKENDS = ("compiled", "numpy", "fast")
OBJECTS, KEYED = "Mesa agents", "keyed"
HEADER = (
    *("world", "firms", "year", f"{OBJECTS}, ms"),
    *(f"{name}, {unit}" for name in BACKENDS for unit in ("ms", "ratio")),
    "compiled, ratio with keyed draws",
)
SHARE = {CONTEST: 20, BARS: 10}
"""Years of either kind in the thirty of history."""


def rows(cases: tuple[Case, ...], most: int) -> Iterator[tuple[str, ...]]:
    """Yield three rows for each case: contest, bars, and both as often as history has them.

    Args:
        cases: World, whose governments and places stand around, and number of firms.
        most: Years of either kind; with a million firms only two.
    """
    for world, firms in cases:
        span = min(most, 2) if firms >= 1_000_000 else most
        taken = _timed(history(world, around(span), firms), span)
        for kind, times in taken.items():
            ratios = {name: ratio(times[OBJECTS], times[name]) for name in BACKENDS}
            ratios[KEYED] = ratio(times[KEYED], times[BACKENDS[0]])
            middle = {name: median(values) for name, values in times.items()}
            yield (world, f"{firms:,}", kind, *_cells(middle, ratios))
        mixed = in_history(taken)
        ratios = {name: mixed[OBJECTS] / mixed[name] for name in BACKENDS}
        ratios[KEYED] = mixed[KEYED] / mixed[BACKENDS[0]]
        yield (world, f"{firms:,}", "history", *_cells(mixed, ratios))


def in_history(taken: Mapping[str, Times]) -> dict[str, float]:
    """Return the mean year of history: kinds weighed by how many of its years they are."""
    years = sum(SHARE[kind] for kind in taken)
    return {
        name: sum(SHARE[kind] * median(times[name]) for kind, times in taken.items()) / years
        for name in taken[CONTEST]
    }


def _cells(took: Mapping[str, float], ratios: Mapping[str, float]) -> tuple[str, ...]:
    cells = [_ms(took[OBJECTS])]
    for name in BACKENDS:
        cells += [_ms(took[name]), f"{ratios[name]:.1f}"]
    return (*cells, f"{ratios[KEYED]:.1f}")


def _ms(taken: float) -> str:
    return f"{1e3 * taken:,.0f}" if taken >= 0.1 else f"{1e3 * taken:.3g}"


def _timed(scenario: Scenario, span: int) -> dict[str, Times]:
    """Return seconds a year by kind, and by backend and kind of yardstick, a number a round."""
    models = {OBJECTS: YardstickModel(scenario), KEYED: YardstickModel(scenario, keyed=True)}
    objects = {name: partial(seconds, model.step) for name, model in models.items()}
    ours = {name: turns(scenario, span, name) for name in BACKENDS}
    taken = {}
    for kind in (CONTEST, BARS):  # the yardstick goes on from year to year
        columns = {name: ours[name][kind] for name in BACKENDS}
        taken[kind] = in_turns({**columns, **objects}, span)
    for model in models.values():  # Mesa 3.3 keeps each of them: its issue 3179
        getattr(mesa.Agent, "_ids", {}).pop(model, None)
    return taken
