"""What all measurements share: scenarios of a size, a clock, rounds that take turns."""

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import process_time

from eastwest.scenario import Scenario

CONTEST, BARS = "contest", "bars"
"""The two kinds of year that history has: governments compete until 2015, bars stand from 2016."""


def history(
    world: str, years: tuple[int, int], firms: int | None = None, organizations: int | None = None
) -> Scenario:
    """Return history in a world, with that many rows of firms and organizations if given."""
    asked = {"world.firms": firms, "world.organizations": organizations}
    given = {key: value for key, value in asked.items() if value is not None}
    return Scenario.load("history").change({"world.size": world, "years": list(years), **given})


def kind_of(year: int) -> str:
    """Return how history judges in a year."""
    return CONTEST if year < 2016 else BARS


def seconds(call: Callable[[], object]) -> float:
    """Return the processor time of a call: on an idle machine the time that passes."""
    began = process_time()
    call()
    return process_time() - began


def in_turns(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time calls one after the other, round after round, every other round backwards.

    What slows the machine for a while then slows all of them.
    """
    gc.collect()
    gc.freeze()  # millions of objects of one call must not be walked through in another
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds):
        for name in list(calls)[:: -1 if number % 2 else 1]:
            taken[name].append(seconds(calls[name]))
    gc.unfreeze()
    return taken


def ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    """Return the median over rounds of slow over fast."""
    return median(a / b for a, b in zip(slow, fast, strict=True))
