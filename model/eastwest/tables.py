"""Read the small tables that the model rests on, and say where a cell is wrong.

A user's folder replaces our tables file by file: what it does not hold is read from ours.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf, isfinite
from pathlib import Path
from typing import TypeVar

from eastwest.errors import DataError

OURS = Path(__file__).parent / "data"
SOURCED = ("source", "confidence")
"""Columns that every table has: who says so, and how sure that is."""
SHEET = ("name", "unit", "label_en", "label_zh")
"""Columns of `variables.csv` in a folder of results."""
CONFIDENCES = ("high", "medium", "medium-low", "low")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; each reading of a cell checks it."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def text(self, column: str, allowed: Iterable[str] = ()) -> str:
        """Return a cell that may not be empty, and is one of `allowed` if that is given."""
        cell = self.cells[column]
        if not cell:
            raise self.error(column, "must not be empty")
        names = tuple(allowed)
        if names and cell not in names:
            raise self.error(column, f"must be one of {', '.join(names)} (got {cell!r})")
        return cell

    def number(self, column: str, low: float = -inf, high: float = inf) -> float:
        """Return a cell as a finite number inside [low, high]."""
        cell = self.text(column)
        try:
            value = float(cell)
        except ValueError:
            raise self.error(column, f"must be a number (got {cell!r})") from None
        if not isfinite(value) or not low <= value <= high:
            raise self.error(column, f"must be in [{low:g}, {high:g}] (got {cell!r})")
        return value

    def whole(self, column: str, low: int = 0, high: int = 9999) -> int:
        """Return a cell as a whole number inside [low, high]."""
        value = self.number(column, low, high)
        if value != int(value):
            raise self.error(column, f"must be a whole number (got {self.cells[column]!r})")
        return int(value)

    def error(self, column: str, rule: str) -> DataError:
        """Return the error that names this cell."""
        return DataError(f"{self.path}:{self.line}: {column}: {rule}")


@cache
def variables() -> tuple[dict[str, str], ...]:
    """Read the catalogue of result variables: name, unit, labels in English and Chinese."""
    rows = csv.DictReader((OURS / "variables.csv").read_text(encoding="utf-8").splitlines())
    return tuple({column: row[column] for column in SHEET} for row in rows)


def read(name: str, columns: Iterable[str], folder: Path | None = None) -> tuple[Row, ...]:
    """Return the rows of table `name`, read once as long as the file does not change.

    Args:
        name: File name, such as `provinces.csv`.
        columns: Columns that the table must have, besides source and confidence.
        folder: A user's folder; its file replaces ours.
    """
    path = locate(name, folder)
    return _rows(path, path.stat().st_mtime_ns, (*columns, *SOURCED))


def locate(name: str, folder: Path | None = None) -> Path:
    """Return where table `name` lies: in the user's folder if it is there, else with us."""
    if folder is not None and not folder.is_dir():
        raise DataError(f"{folder}: is not a folder with tables")
    if folder is not None and not any((folder / each.name).is_file() for each in _ours()):
        raise DataError(f"{folder}: holds none of the tables that it could replace")
    own = OURS / name if folder is None else folder / name
    return own if own.is_file() else OURS / name


def _ours() -> list[Path]:
    return sorted(OURS.glob("*.csv"))


def stamp(folder: Path | None = None) -> tuple[tuple[str, int], ...]:
    """Return what changes when any table does; a key for whatever is made of tables."""
    paths = (locate(ours.name, folder) for ours in _ours())
    return tuple((str(path), path.stat().st_mtime_ns) for path in paths)


def unique(rows: Iterable[Row], key: Callable[[Row], Result], column: str) -> dict[Result, Row]:
    """Return the rows by their key; two rows with the same key are an error."""
    found: dict[Result, Row] = {}
    for row in rows:
        name = key(row)
        if name in found:
            raise row.error(column, f"{name!r} stands already in line {found[name].line}")
        found[name] = row
    return found


@lru_cache(maxsize=64)
def _rows(path: Path, changed: int, columns: tuple[str, ...]) -> tuple[Row, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise DataError(f"{path}:1: {missing[0]}: the column is missing")
        rows = [_row(path, lines.line_num, header, cells) for cells in lines if cells]
    if not rows:
        raise DataError(f"{path}: the table has no rows")
    return tuple(rows)


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise DataError(f"{path}:{line}: must have {len(header)} cells (got {len(cells)})")
    row = Row(path, line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    row.text("source")
    row.text("confidence", CONFIDENCES)
    return row
