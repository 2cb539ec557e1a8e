"""Read one TOML file: guard, parse, and remember where each key was written."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path as File
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading.finding import DATED, Finding, got, refuse
from eastwest.reading.locate import Path, locate
from eastwest.reading.merge import Table
from eastwest.reading.tokens import NESTING, too_deep



SCHEMA = 1
"""Version of the way in which scenario files are written."""
_LARGEST = 1_000_000
_LONGEST = 2_000
_BIGGEST = 2**63
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PLAIN = {
    "Cannot overwrite a value": "a key is given twice",
    "Duplicate inline table key": "a key is given twice",
    "Cannot declare": "a table is begun twice",
    "Expected '=' after a key in a key/value pair": "'=' is missing after a key",
    "Expected newline or end of document after a statement": "the line goes on after its value",
}
"""Clearer words for what the parser says most."""


@dataclass(frozen=True)
class Source:
    """Tables that were written in one place: a file, or the command line.

    Args:
        shown: The file as messages name it; empty for values that were in no file.
        folder: Where relative paths in it begin.
        data: Its tables; dated lists are tables by year.
        text: What the file says; empty for values that were in no file.
        rows: Position of each entry of a dated list in the file, by name and year.
        findings: What is wrong with the dates.
    """

    shown: str
    folder: File
    data: Table
    text: str = ""
    rows: Mapping[Path, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return locate(self.text)

    def place(self, path: Path) -> str:
        """Return `file:line` of a key path, or of the table that should hold it."""
        if not self.shown:
            return ""
        if len(path) > 1 and path[:2] in self.rows:
            path = (path[0], self.rows[path[:2]], *path[2:])
        held = (path[:length] for length in range(len(path), 0, -1))
        return f"{self.shown}:{next((self._lines[p] for p in held if p in self._lines), 1)}"

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
    text = _text(file, shown)
    line = too_deep(text)
    if line is not None:
        raise ScenarioError(f"{shown}:{line}: must not nest deeper than {NESTING} levels")
    try:
        raw = tomllib.loads(text)
    except ValueError as error:
        raise ScenarioError(_syntax(str(error), shown, text)) from None
    if not raw:
        raise ScenarioError(f"{shown}: must not be empty")
    return arrange(Source(shown, file.parent, dict(raw), text))


def arrange(raw: Source) -> Source:
    """Return a source guarded, its version checked, its dated lists turned to tables by year."""
    refuse(_unsafe(raw, (), raw.data))
    refuse(_version(raw))
    data, findings = dict(raw.data), list[Finding]()
    data.pop("schema", None)
    rows: dict[Path, int] = {}
    for name in DATED:
        if name in data:
            data[name] = _by_year(raw, name, rows, findings)
    return replace(raw, data=data, rows=rows, findings=tuple(findings))


def _text(file: File, shown: str) -> str:
    """Return what a file says, its lines ended by \\n alone."""
    try:
        if file.is_dir():
            raise ScenarioError(f"{shown}: must be a file (got a folder)")
        if not file.is_file():
            raise ScenarioError(f"{shown}: must be a plain file")
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise ScenarioError(f"{shown}: cannot be read: {error.strerror}") from None
    if len(content) > _LARGEST:
        raise ScenarioError(f"{shown}: must be at most {_LARGEST} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError(f"{shown}:{line}: must be UTF-8 text{_encoding(content)}") from None


def _encoding(content: bytes) -> str:
    try:
        content.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return " (this looks like GBK: save it again as UTF-8)"


def _syntax(message: str, shown: str, text: str) -> str:
    """Return the parser's message behind `file:line`."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    column = f" in column {found[2]}" if found else ""
    rule = re.sub(r" \(at [^()]*\)$", "", message)[:_LONGEST]
    for theirs, ours in _PLAIN.items():
        rule = ours if rule.startswith(theirs) else rule
    rule = rule[:1].lower() + rule[1:]
    return f"{shown}:{line}: is not valid TOML: {rule}{column}"


def _unsafe(source: Source, path: Path, value: Any) -> Iterator[Finding]:
    """Yield names, texts and numbers that no scenario needs and that could do harm."""
    rule = None
    if isinstance(value, str):
        rule = _unsafe_text(value)
    elif isinstance(value, int) and abs(value) >= _BIGGEST:
        rule = f"must be smaller than {_BIGGEST}"
    elif isinstance(value, dict):
        for name in value:
            if len(str(name)) > _LONGEST or _CONTROL.search(str(name)):
                yield Finding(source.place((*path, name)), path, "must not hold such a name")
    if rule:
        yield Finding(source.place(path), path, rule)
    inside = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else inside:
        yield from _unsafe(source, (*path, key), each)


def _unsafe_text(text: str) -> str | None:
    if len(text) > _LONGEST:
        return f"must be at most {_LONGEST} characters (got {len(text)})"
    if _CONTROL.search(text.replace("\n", "").replace("\t", "")):
        return "must not hold control characters"
    return None


def _version(source: Source) -> Iterator[Finding]:
    """Yield what is wrong with the version that a file names."""
    version, path = source.data.get("schema", SCHEMA), ("schema",)
    if type(version) is not int or version < 1:
        yield Finding(source.place(path), path, f"must be {SCHEMA} {got(version)}")
    elif version > SCHEMA:
        rule = f"made by a newer version of eastwest {got(version)}; this one reads {SCHEMA}"
        yield Finding(source.place(path), path, rule)


def _by_year(source: Source, name: str, rows: dict[Path, int], findings: list[Finding]) -> Table:
    """Return a dated list as a table by year; entries without a good date are findings."""
    entries, table = source.data[name], Table()
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        rule = f"must be a list of tables, each begun by [[{name}]] {got(entries)}"
        findings.append(Finding(source.place((name,)), (name,), rule))
        return table
    for row, entry in enumerate(entries):
        year = entry.get("from")
        rule = _date(year, table)
        if rule:
            place = source.place((name, row, "from"))
            findings.append(Finding(place, (name, "from"), rule))
        else:
            table[year] = {key: value for key, value in entry.items() if key != "from"}
            rows[name, year] = row
    return table


def _date(year: object, taken: Table) -> str | None:
    """Return what is wrong with the date of an entry."""
    if year is None:
        return "is missing: the first year of the entry"
    if type(year) is not int or not 1900 <= year <= 2200:
        return f"must be a year between 1900 and 2200 {got(year)}"
    return f"must not be given twice in one file {got(year)}" if year in taken else None
