"""A scenario as a spreadsheet: the keys of a file, one a row. Nothing in it is calculated."""

import tomllib
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path as File
from typing import Any, NamedTuple

from eastwest.errors import ScenarioError
from eastwest.reading.finding import DATED, Finding, got, refuse, split
from eastwest.reading.guard import content_of
from eastwest.reading.locate import Path

TOP = "scenario"
"""Sheet of all that has no date; the others are the dated lists."""
HEAD = ("from", "key", "value")
"""Columns that are read, the first in dated lists only; others are for people."""

_MOST_ROWS, _MOST_COLUMNS = 5_000, 50
_LARGEST = 20_000_000
"""Bytes of a workbook that is unpacked."""


class Cell(NamedTuple):
    """Where something stands in a workbook: `lever!C4`."""

    sheet: str
    column: int
    row: int

    def __str__(self) -> str:
        """Return the cell as spreadsheets name it."""
        from openpyxl.utils import get_column_letter

        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


class _Row(NamedTuple):
    """A row of a sheet: the cells of the columns that are read, by name."""

    cells: dict[str, Any]
    places: dict[str, Cell]


def tables_of(file: File, shown: str) -> tuple[dict[str, Any], dict[Path, Cell], list[Finding]]:
    """Return a workbook's tables as a file would hold them, the cell of each key path, findings."""
    book = _opened(content_of(file, shown), shown)
    tables: dict[str, Any] = {}
    cells: dict[Path, Cell] = {}
    findings: list[Finding] = []
    for sheet in book.worksheets:
        name = sheet.title
        if name not in (TOP, *DATED):
            findings.append(Finding(shown, 1, (), "unknown sheet", name, (TOP, *DATED), name))
            continue
        for row in _rows(sheet, shown):
            wrong = _take(name, row, tables, cells)
            if wrong:
                column, rule = wrong
                place = row.places[column]
                findings.append(Finding(shown, place.row, (), rule, cell=str(place)))
    return tables, cells, findings


def _opened(content: bytes, shown: str) -> Any:
    """Return a workbook whose formulas stay text; macros are never looked at."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size <= _LARGEST:
            with warnings.catch_warnings(action="ignore"):  # of what openpyxl cannot show
                return load_workbook(BytesIO(content), keep_links=False)
    except Exception:  # noqa: BLE001  whatever openpyxl meets in a broken file
        raise ScenarioError(f"{shown}: is not an Excel workbook (.xlsx)") from None
    raise ScenarioError(f"{shown}: must be at most {_LARGEST} bytes when unpacked")


def _rows(sheet: Any, shown: str) -> Iterator[_Row]:
    """Yield the rows under the head of a sheet."""
    wanted = HEAD if sheet.title in DATED else HEAD[1:]
    found = iter(sheet.iter_rows(max_col=_MOST_COLUMNS))
    head = [str(cell.value or "").strip().lower() for cell in next(found, ())]
    missing = [name for name in wanted if name not in head]
    if missing:
        rule = f"must have the columns {', '.join(wanted)}; {missing[0]} is missing"
        refuse([Finding(shown, 1, (), rule, cell=f"{sheet.title}!A1")])
    columns = {name: head.index(name) for name in wanted}
    for number, cells in enumerate(islice(found, _MOST_ROWS + 1), start=2):
        if number > _MOST_ROWS:
            raise ScenarioError(f"{shown}: must have at most {_MOST_ROWS} rows in a sheet")
        there = {name: cells[place] for name, place in columns.items() if place < len(cells)}
        places = {name: Cell(sheet.title, at + 1, number) for name, at in columns.items()}
        yield _Row(there, places)


def _take(
    name: str, row: _Row, tables: dict[str, Any], cells: dict[Path, Cell]
) -> tuple[str, str] | None:
    """Put a row into the tables; return the column and what is wrong with it, if anything."""
    read = {column: _read(row.cells.get(column)) for column in row.places}
    if read["value"] in (None, ""):
        return None  # not set
    for column, value in read.items():
        if isinstance(value, _Refused):
            return column, value.rule
    try:
        path = split(str(read["key"] or ""))
    except ScenarioError as error:
        return "key", str(error)
    value = str(read["value"]) if (name, path) == ("pairing", ("plan",)) else read["value"]
    if name in DATED:
        path = (name, _entry(name, read["from"], row, tables, cells), *path)
    elif path[0] in DATED:
        return "key", f"must stand in the sheet {path[0]!r}"
    if not _set(tables, path, value):
        return "key", f"must not be given twice {got(read['key'])}"
    for length in range(1, len(path) + 1):
        cells.setdefault(path[:length], row.places["value"])
    return None


def _entry(
    name: str, year: object, row: _Row, tables: dict[str, Any], cells: dict[Path, Cell]
) -> int:
    """Return the place of a year's entry in a dated list; a new one is added."""
    entries = tables.setdefault(name, [])
    for place, entry in enumerate(entries):
        if entry.get("from") == year:
            return place
    entries.append({} if year is None else {"from": year})
    place = len(entries) - 1
    cells[name, place] = cells[name, place, "from"] = row.places["from"]
    return place


def _set(tables: dict[str, Any], path: Path, value: Any) -> bool:
    """Set a value deep in tables; return whether nothing was there."""
    table: Any = tables
    for key in path[:-1]:
        table = (
            table[key]
            if isinstance(key, int) and isinstance(table, list)
            else (table.setdefault(key, {}))
        )
        if not isinstance(table, dict | list):
            return False
    if path[-1] in table:
        return False
    table[path[-1]] = value
    return True


class _Refused(NamedTuple):
    """A cell that is not read."""

    rule: str


def _read(cell: Any) -> Any:
    """Return what a cell holds; lists and tables are written as in TOML, formulas refused."""
    value = None if cell is None else cell.value
    if value is None:
        return None
    if cell.data_type == "e" or cell.data_type == "f" or str(value).lstrip().startswith("="):
        return _Refused(f"must be a value, not a formula or an error {got(str(value))}")
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text.startswith(("[", "{")):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return _Refused(f"must be a list such as [1996, 2025] {got(text)}")
