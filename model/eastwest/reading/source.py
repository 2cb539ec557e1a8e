"""One file, TOML or workbook, as tables that remember where each key was written."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path as File
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading.finding import DATED, FIRST_YEAR, LAST_YEAR, Finding, got, refuse
from eastwest.reading.guard import text_of, unsafe
from eastwest.reading.locate import Path, locate
from eastwest.reading.merge import Table
from eastwest.reading.slips import meant_number
from eastwest.reading.syntax import syntax
from eastwest.reading.workbook import Cell, tables_of

SCHEMA = 1
"""Version of the way in which scenario files are written."""
WORKBOOK = ".xlsx"
"""How the name of a spreadsheet ends."""


@dataclass(frozen=True)
class Source:
    """Tables that were written in one place: a file, or the command line.

    Args:
        shown: The file as messages name it; empty for values that were in no file.
        folder: Where relative paths in it begin.
        data: Its tables; dated lists are tables by year.
        text: What the file says; empty for values that were in no file.
        rows: Position of each entry of a dated list in the file, by name and year.
        findings: What is wrong with the dates, or with the cells of a workbook.
        cells: Cell of each key path, where the file is a workbook.
    """

    shown: str
    folder: File
    data: Table
    text: str = ""
    rows: Mapping[Path, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    cells: Mapping[Path, Cell] = field(default_factory=dict)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return locate(self.text)

    def finding(
        self, path: Path, rule: str, given: object = "", valid: Iterable[str] = ()
    ) -> Finding:
        """Return what is wrong with a key, on its line or that of the table that should hold it."""
        written, known = path, tuple(valid)
        if path[:2] in self.rows:
            written = (path[0], self.rows[path[:2]], *path[2:])
        held = [written[:length] for length in range(len(written), 0, -1)]
        cell = next((self.cells[each] for each in held if each in self.cells), None)
        if cell is not None:
            return Finding(self.shown, cell.row, path, rule, str(given), known, str(cell))
        line = next((self._lines[each] for each in held if each in self._lines), 1)
        return Finding(self.shown, line if self.shown else 0, path, rule, str(given), known)

    def holds(self, path: Path) -> bool:
        """Return whether something was written at a key path."""
        value: Any = self.data
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return False
        return True


def read(file: File, shown: str) -> Source:
    """Return a file's tables; raise `ScenarioError` for what cannot be a scenario file."""
    if file.suffix.lower() == WORKBOOK:
        tables, cells, wrong = tables_of(file, shown)
        return arrange(Source(shown, file.parent, tables, findings=tuple(wrong), cells=cells))
    text = text_of(file, shown)
    try:
        raw = tomllib.loads(text)
    except ValueError as error:
        raise syntax(str(error), shown, text) from None
    if not raw:
        raise ScenarioError(f"{shown}: must not be empty")
    return arrange(Source(shown, file.parent, raw, text))


def arrange(raw: Source) -> Source:
    """Return a source guarded, its version checked, its dated lists turned to tables by year."""
    refuse(raw.finding(path, rule) for path, rule in unsafe((), raw.data))
    refuse(_version(raw))
    data, findings = dict(raw.data), list(raw.findings)
    data.pop("schema", None)
    rows: dict[Path, int] = {}
    for name in DATED:
        if name in data:
            data[name] = _by_year(raw, name, rows, findings)
    return replace(raw, data=data, rows=rows, findings=tuple(findings))


def _version(source: Source) -> Iterator[Finding]:
    """Yield what is wrong with the version that a file names."""
    version = source.data.get("schema", SCHEMA)
    if type(version) is not int or version < 1:
        yield source.finding(("schema",), f"must be {SCHEMA} {got(version)}")
    elif version > SCHEMA:
        rule = f"made by a newer version of eastwest {got(version)}; this one reads {SCHEMA}"
        yield source.finding(("schema",), rule)


def _by_year(source: Source, name: str, rows: dict[Path, int], findings: list[Finding]) -> Table:
    """Return a dated list as a table by year; entries without a good date are findings."""
    entries, table = source.data[name], Table()
    if isinstance(entries, dict) and all(type(year) is int for year in entries):
        entries = [_with_date(entry, year) for year, entry in sorted(entries.items())]
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        years = [key for key in entries if key.isdecimal()] if isinstance(entries, dict) else []
        advice = f", and below it from = {years[0]}" if years else ""
        rule = f"must be a list of tables, each begun by [[{name}]]{advice} {got(entries)}"
        findings.append(source.finding((name,), rule))
        return table
    for row, entry in enumerate(entries):
        year = entry.get("from")
        wrong = _wrong_date(year, table)
        if wrong:
            finding = source.finding((name, row, "from"), wrong)
            findings.append(replace(finding, path=(name, "from")))
        else:
            table[year] = {key: value for key, value in entry.items() if key != "from"}
            rows[name, year] = row
    return table


def _with_date(entry: Any, year: int) -> Any:
    return {**entry, "from": year} if isinstance(entry, dict) else entry


def _wrong_date(year: object, taken: Table) -> str | None:
    """Return what is wrong with the date of an entry."""
    if year is None:
        return "is missing: the first year of the entry"
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        rule = f"must be a year between {FIRST_YEAR} and {LAST_YEAR}"
        meant = meant_number(year, whole=True)
        return f"{rule} {got(year)}" + (f"; write from = {meant}" if meant else "")
    return f"must not be given twice in one file {got(year)}" if year in taken else None
