"""What is wrong with the world that a scenario asks for."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from eastwest.errors import DataError
from eastwest.reading.finding import Finding, got
from eastwest.reading.layers import Layers
from eastwest.scenario import WorldTable
from eastwest.tables import read

MOST_ROWS, ROW = 100_000_000, 150
"""Most firms or organizations of a world, and the bytes that each takes in a run, roughly."""
PROVINCES = ("world", "provinces")


def wrong_world(world: WorldTable, folder: Path | None, layers: Layers) -> Iterator[Finding]:
    """Yield what is wrong; `folder` holds a user's own tables."""
    yield from _too_many(world, layers)
    if world.provinces:
        try:
            yield from _wrong_provinces(world.provinces, folder, layers)
        except DataError as error:
            yield layers.finding(PROVINCES, str(error))


def _too_many(world: WorldTable, layers: Layers) -> Iterator[Finding]:
    """Yield numbers of firms or organizations that no machine holds."""
    for key in ("firms", "organizations"):
        rows = getattr(world, key)
        if rows is not None and rows > MOST_ROWS:
            need = f"{rows:,} would take about {rows * ROW / 1e9:,.0f} GB of memory"
            yield layers.finding(("world", key), f"must be at most {MOST_ROWS:,}; {need}")


def _wrong_provinces(
    asked: tuple[str, ...], folder: Path | None, layers: Layers
) -> Iterator[Finding]:
    """Yield provinces that are not in the tables, and what a world cannot do without."""
    names = ("id", "name_en", "name_zh")
    rows = [[row.text(name) for name in names] for row in read("provinces.csv", names, folder)]
    known = {code: english for code, english, _ in rows}
    codes = {name.casefold(): row[0] for row in rows for name in row}
    for each in asked:
        if each not in known:
            code = codes.get(each.casefold())
            hint = "" if code is None else f'; write "{code}"'
            rule = f"must be ids of provinces {got(each)}{hint}"
            yield layers.finding(PROVINCES, rule, each, known)
    if set(asked) <= known.keys():
        yield from (
            layers.finding(PROVINCES, f"{rule} {got(list(asked))}")
            for rule in _missing(asked, known, folder)
        )


def _missing(
    asked: tuple[str, ...], known: Mapping[str, str], folder: Path | None
) -> Iterator[str]:
    """Yield what provinces that there are must have as well."""
    if len(set(asked)) < len(asked):
        yield "must name each province once"
    pairs = read("pairings.csv", ("east", "west_province"), folder)
    giving = {row.text("east").split("-")[0] for row in pairs}
    taking = {row.text("west_province") for row in pairs}
    for does, those in (("gives", giving), ("receives", taking)):
        if not those & set(asked):
            names = ", ".join(f"{each} {known[each]}" for each in sorted(those & known.keys()))
            yield f"must have one that {does} in some plan: {names}"
