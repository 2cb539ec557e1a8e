"""Say which values a file sets far from what is usual, though nothing forbids them."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typer

from eastwest.reading.finding import DATED
from eastwest.reading.locate import Path as Keys
from eastwest.reading.source import Source
from eastwest_lab.language import Messages

TABLE = Path(__file__).parents[1] / "usual.csv"


@dataclass(frozen=True, slots=True)
class Usual:
    """What a parameter usually is.

    Args:
        least, most: Ends of the range, both usual.
        source: Who says so.
    """

    least: float
    most: float
    source: str


@cache
def usual() -> Mapping[str, Usual]:
    """Read the usual ranges once; by key, without the date of an entry."""
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    return {
        row["key"]: Usual(float(row["least"]), float(row["most"]), row["source"]) for row in rows
    }


def warn_of_unusual(sources: Iterable[Source], say: Messages) -> None:
    """Say file, line and key of each value that a file itself sets beyond its usual range."""
    for source in sources:
        for path, value, known in _unusual(source):
            told = say(
                "cli.unusual",
                place=source.finding(path, ""),
                value=f"{value:g}",
                least=f"{known.least:g}",
                most=f"{known.most:g}",
                source=known.source,
            )
            typer.echo(told, err=True)


def _unusual(source: Source) -> Iterator[tuple[Keys, float, Usual]]:
    for path, value in _numbers(source.data):
        known = usual().get(_undated(path))
        if known is not None and not known.least <= value <= known.most:
            yield path, value, known


def _numbers(table: Mapping[str | int, object], above: Keys = ()) -> Iterator[tuple[Keys, float]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _numbers(value, (*above, key))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield (*above, key), float(value)


def _undated(path: Keys) -> str:
    """Return a key as the register has it: of a lever among the levers, of a rule by itself."""
    if path[0] in DATED:
        path = (*(("levers",) if path[0] == "lever" else ()), *path[2:])
    return ".".join(map(str, path))
