"""Tables of a sweep for spreadsheets: CSV, and one workbook; text is never a formula."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eastwest import storing
from eastwest.results.files import WITH_MARK
from eastwest_lab.results import Results

if TYPE_CHECKING:
    import pandas as pd

ROWS, LONGEST = 1_048_576, 32_767
"""Most rows of a sheet, and most characters of a cell."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What a workbook cannot hold."""


def tables(results: Results) -> Iterator[tuple[str, "pd.DataFrame"]]:
    """Yield the tables by name."""
    yield "runs", results.runs
    yield "points", results.points
    yield "failures", results.failures
    yield "yearly", results.yearly


def to_csv(results: Results, folder: Path) -> list[Path]:
    """Write each table as CSV that spreadsheets open, and return the files."""
    written = []
    for name, table in tables(results):
        path = folder / f"{name}.csv"
        plain = table.rename(columns=storing.plain_cell)
        for column in plain:
            if plain[column].dtype.kind not in "biuf":
                plain[column] = plain[column].astype(object).map(_plain, na_action="ignore")
        with storing.whole(path) as part:
            plain.to_csv(part, index=False, encoding=WITH_MARK, lineterminator="\n")
        written.append(path)
    return written


def to_workbook(results: Results, path: Path) -> list[str]:
    """Write all tables as sheets of a workbook; return the names of those that are too long."""
    from openpyxl import Workbook

    book, left_out = Workbook(write_only=True), []
    for name, table in tables(results):
        if len(table) >= ROWS:
            left_out.append(name)
            continue
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, str(column)) for column in table])
        for row in table.astype(object).itertuples(index=False, name=None):
            sheet.append([_cell(sheet, value) for value in row])
    with storing.whole(path) as part:
        book.save(part)
    return left_out


def _plain(value: Any) -> Any:
    return storing.plain_cell(value) if isinstance(value, str) else value


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; text is text whatever it begins with, what is no number is empty."""
    if isinstance(value, str):
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, _CONTROL.sub(" ", value)[:LONGEST])
        cell.data_type = "s"
        return cell
    return None if value is None or value != value else value
