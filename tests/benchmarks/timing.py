"""What all measurements share: scenarios of a size, a clock, rounds that take turns."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time

from eastwest.backend import using
from eastwest.context import Context
from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.state import State
from eastwest.step import advance, begin

CONTEST, BARS = "contest", "bars"
"""The two kinds of year that history has: governments compete until 2015, bars stand from 2016."""
FIRST_BARS = 2016

Turn = Callable[[], float]
"""Does something once; returns the seconds that count."""


def history(
    world: str, years: tuple[int, int], firms: int | None = None, organizations: int | None = None
) -> Scenario:
    """Return history in a world, with that many rows of firms and organizations if given."""
    asked = {"world.firms": firms, "world.organizations": organizations}
    given = {key: value for key, value in asked.items() if value is not None}
    return Scenario.load("history").change({"world.size": world, "years": list(years), **given})


def around(span: int) -> tuple[int, int]:
    """Return the first and the last of as many years of either kind, one after the other."""
    return FIRST_BARS - span, FIRST_BARS + span - 1


def kind_of(year: int) -> str:
    """Return how history judges in a year."""
    return CONTEST if year < FIRST_BARS else BARS


def seconds(call: Callable[[], object]) -> float:
    """Return the processor time of a call: on an idle machine the time that passes."""
    began = process_time()
    call()
    return process_time() - began


@dataclass(frozen=True, slots=True)
class Years:
    """A turn of the columns: years in a row, as a year stands in its run; their mean counts.

    The year after something else would pay for caches that the other has emptied. The state is
    put back for the next turn, and that does not count.

    Args:
        context: The setting.
        before: The state before the first of the years.
        span: How many.
        backend: Who calculates.
    """

    context: Context
    before: State
    span: int
    backend: str

    def __call__(self) -> float:
        state = self.before.copy()
        with using(self.backend):
            return seconds(lambda: live(self.context, state, self.span)) / self.span


def turns(scenario: Scenario, span: int, backend: str) -> dict[str, Years]:
    """Return a turn of contest and one of bars; the scenario has `span` years of either."""
    with using(backend):
        context = setting(scenario, scenario.tables.seed, 0)
        state = begin(context)
        contest = Years(context, state.copy(), span, backend)
        live(context, state, span)
        return {CONTEST: contest, BARS: Years(context, state, span, backend)}


def live(context: Context, state: State, span: int) -> None:
    """Live through some years."""
    for _ in range(span):
        advance(context, state)


def in_turns(calls: Mapping[str, Turn], rounds: int) -> dict[str, list[float]]:
    """Let turns be taken one after the other, round after round, every other round backwards.

    What slows the machine for a while then slows all of them.
    """
    gc.collect()
    gc.freeze()  # millions of objects of one call must not be walked through in another
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds):
        for name in list(calls)[:: -1 if number % 2 else 1]:
            taken[name].append(calls[name]())
    gc.unfreeze()
    return taken


def ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    """Return the median over rounds of slow over fast."""
    return median(a / b for a, b in zip(slow, fast, strict=True))
