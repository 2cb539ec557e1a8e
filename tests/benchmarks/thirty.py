"""All thirty years of history, by world and backend, beyond start-up."""

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.growth import Case, measured, told

HEADER = ("world", "backend", "thirty years, s", "a year, ms", "most memory, MB")


def rows(
    worlds: tuple[str, ...], backends: tuple[str, ...], rounds: int
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each world and backend: the median of processes that took turns."""
    cases = [Case(world, backend=name) for world in worlds for name in backends]
    taken = [[measured(case) for case in cases] for _ in range(rounds)]
    for case, turns in zip(cases, zip(*taken, strict=True), strict=True):
        seconds, (memory, *_) = zip(*turns, strict=True)
        yield (case.world, case.backend, *told(case, median(seconds), memory))
