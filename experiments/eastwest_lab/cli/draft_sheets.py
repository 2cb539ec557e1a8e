"""A scenario to begin with as a spreadsheet: fill in a value, and it counts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eastwest.reading.finding import DATED
from eastwest.reading.workbook import HEAD, TOP
from eastwest.scenario import Scenario
from eastwest.storing import whole
from eastwest_lab.cli.draft import Line, literal, offered
from eastwest_lab.language import Messages

PEOPLE = ("now", "unit", "range", "note")
"""Columns that are for people alone."""
WIDTHS = {"key": 30, "value": 30, "now": 24, "unit": 26, "range": 30, "note": 60}

Row = tuple[Any, ...]


def write_sheets(scenario: Scenario, extends: str, file: Path, say: Messages) -> None:
    """Write a workbook that extends a scenario, whole or not at all."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    lines = list(offered(scenario, say))
    for name in (TOP, *DATED):
        sheet = book.create_sheet(name)
        head = (*HEAD, *PEOPLE) if name in DATED else (*HEAD[1:], *PEOPLE)
        rows = _dated(name, lines) if name in DATED else _top(scenario, extends, lines, say)
        sheet.append(head)
        for row in rows:
            sheet.append(row)
        _dress(sheet, head)
    with whole(file) as part:
        book.save(part)


def _top(scenario: Scenario, extends: str, lines: list[Line], say: Messages) -> Iterator[Row]:
    """Yield the rows of all that has no date."""
    tables = scenario.tables
    yield "extends", extends, "", "", "", say("cli.new.sheet_how")
    yield "title.en", "My scenario", tables.title.get("en", ""), "", "", ""
    yield "title.zh", "\u6211\u7684\u60c5\u666f", tables.title.get("zh", ""), "", "", ""
    yield "seed", None, tables.seed, "", ">= 0", ""
    yield "years", None, literal(tables.years), "", "", ""
    for each in lines:
        if each.year is None:
            yield (f"{each.section}.{each.key}", None, *_people(each))


def _dated(name: str, lines: list[Line]) -> Iterator[Row]:
    """Yield the rows of a dated list."""
    for each in lines:
        if each.section == name:
            yield (each.year, each.key, None, *_people(each))


def _people(line: Line) -> Row:
    now = literal(line.value) if isinstance(line.value, tuple) else line.value
    return now, line.unit, line.range, line.text


def _dress(sheet: Any, head: tuple[str, ...]) -> None:
    """Make a sheet easy to read."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for column, name in enumerate(head, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 8)
