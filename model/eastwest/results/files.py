"""Tables as files: Parquet for programs, CSV for spreadsheets, each whole or not there."""

from pathlib import Path
from typing import TYPE_CHECKING

from eastwest import storing

if TYPE_CHECKING:
    import pandas as pd

WITH_MARK = "utf-8-sig"
"""Encoding by which spreadsheets know Chinese text."""


def write_table(frame: "pd.DataFrame", folder: Path, name: str) -> None:
    """Write a table as Parquet and as CSV."""
    from pyarrow import Table
    from pyarrow.parquet import write_table

    with storing.whole(folder / f"{name}.parquet") as part:
        write_table(Table.from_pandas(frame, preserve_index=False), part)
    write_csv(frame, folder, name)


def write_csv(frame: "pd.DataFrame", folder: Path, name: str) -> None:
    """Write a table as CSV."""
    from pyarrow import Table
    from pyarrow.csv import write_csv

    with storing.whole(folder / f"{name}.csv") as part:
        write_csv(Table.from_pandas(plain(frame), preserve_index=False), part)


def plain(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table whose texts no spreadsheet takes for formulas."""
    texts = [str(name) for name in frame if frame[name].dtype.kind in "OUT"]
    risky = {}
    for name in texts:
        plain = {text: storing.plain_cell(text) for text in frame[name].unique()}
        if any(text != cell for text, cell in plain.items()):
            risky[name] = frame[name].map(plain)
    return frame.assign(**risky)
