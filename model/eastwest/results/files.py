"""Tables as files: Parquet for programs, CSV for spreadsheets, each whole or not there."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING

from eastwest import storing

if TYPE_CHECKING:
    import pandas as pd

WITH_MARK = "utf-8-sig"
"""Encoding by which spreadsheets know Chinese text."""
SHEET_ROWS = 1_048_575
"""Rows that a spreadsheet has room for, the head left out."""


def write_table(frame: "pd.DataFrame", folder: Path, name: str) -> None:
    """Write a table as Parquet, and as CSV where a spreadsheet has room for it."""
    from pyarrow import Table
    from pyarrow.parquet import write_table

    with storing.whole(folder / f"{name}.parquet") as part:
        write_table(Table.from_pandas(frame, preserve_index=False), part)
    if len(frame) <= SHEET_ROWS:
        write_csv(frame, folder, name)


def write_csv(frame: "pd.DataFrame", folder: Path, name: str) -> None:
    """Write a table as CSV that begins with the mark of UTF-8."""
    from pyarrow import Table
    from pyarrow.csv import write_csv

    with storing.whole(folder / f"{name}.csv") as part, part.open("wb") as file:
        file.write(BOM_UTF8)
        write_csv(Table.from_pandas(for_spreadsheets(frame), preserve_index=False), file)


def without_csv(folder: Path) -> list[str]:
    """Return the names of the tables of a folder that were too long to be written as CSV."""
    tables = sorted(folder.glob("*.parquet"))
    return [path.stem for path in tables if not path.with_suffix(".csv").exists()]


def for_spreadsheets(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table whose texts no spreadsheet takes for formulas."""
    texts = [str(name) for name in frame if frame[name].dtype.kind in "OUT"]
    risky = {}
    for name in texts:
        cells = {text: storing.plain_cell(text) for text in frame[name].unique()}
        if any(text != cell for text, cell in cells.items()):
            risky[name] = frame[name].map(cells)
    return frame.assign(**risky)
