"""All thirty years of history, by world and backend, beyond start-up."""

from collections.abc import Iterator

from tests.benchmarks.growth import Case, cells

HEADER = ("world", "backend", "thirty years, s", "a year, ms", "most memory, MB")


def rows(worlds: tuple[str, ...], backends: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each world and backend."""
    for world in worlds:
        for name in backends:
            yield (world, name, *cells(Case(world, backend=name)))
