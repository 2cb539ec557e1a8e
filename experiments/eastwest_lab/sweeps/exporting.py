"""Tables of a sweep or a run for spreadsheets: CSV, and one workbook; text is never a formula."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eastwest import storing
from eastwest.results import Saved
from eastwest.results.files import WITH_MARK
from eastwest.results.frames import catalogue, wide
from eastwest_lab.sweeps.results import Results

if TYPE_CHECKING:
    import pandas as pd

ROWS, LONGEST = 1_048_576, 32_767
"""Most rows of a sheet, and most characters of a cell."""
SEEN, WIDEST = 200, 40
"""Rows by which the width of a column is chosen, and the most letters in it."""
SHEETS = ("parameters", "variables")
"""Tables of a run that are kept as CSV alone."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What a workbook cannot hold."""

Tables = Mapping[str, "pd.DataFrame"]
"""Tables by name, each a sheet."""


def tables(results: Results) -> Tables:
    """Return the tables of a sweep by name."""
    return {
        "runs": results.runs,
        "points": results.points,
        "failures": results.failures,
        "yearly": results.yearly,
        "outcomes": _outcomes(results),
    }


def tables_of_run(saved: Saved) -> Tables:
    """Return the tables of a run by name, its national one with a column for each variable."""
    return {
        "national": wide(saved.frame()),
        "pair": saved.frame("pair"),
        "province": saved.frame("province"),
        **{name: saved.sheet(name) for name in SHEETS if f"{name}.csv" in saved.manifest["files"]},
    }


def _outcomes(results: Results) -> "pd.DataFrame":
    """Return what each outcome measures, with its unit and labels."""
    import pandas as pd

    known = {row["name"]: row for base in results.study.bases.values() for row in catalogue(base)}
    rows = []
    for name, each in results.study.outcomes.items():
        about = {key: known[each.variable][key] for key in ("unit", "label_en", "label_zh")}
        years = "" if each.years is None else "-".join(map(str, each.years))
        told = {"variable": each.variable, "statistic": each.statistic, "years": years}
        rows.append({"outcome": name, **told, **about})
    return pd.DataFrame(rows)


def to_csv(results: Results, folder: Path) -> list[Path]:
    """Write each table as CSV that spreadsheets open, and return the files."""
    written = []
    for name, table in tables(results).items():
        path = folder / f"{name}.csv"
        plain = table.rename(columns=storing.plain_cell)
        for column in plain:
            if plain[column].dtype.kind not in "biuf":
                plain[column] = plain[column].astype(object).map(_plain, na_action="ignore")
        with storing.whole(path) as part:
            plain.to_csv(part, index=False, encoding=WITH_MARK, lineterminator="\n")
        written.append(path)
    return written


def to_workbook(found: Tables, path: Path) -> list[str]:
    """Write tables as sheets of a workbook; return the names of those that are too long."""
    from openpyxl import Workbook

    book, left_out = Workbook(write_only=True), []
    for name, table in found.items():
        if len(table) >= ROWS:
            left_out.append(name)
            continue
        sheet = book.create_sheet(name)
        _dress(sheet, table)
        sheet.append([_cell(sheet, str(column)) for column in table])
        for row in table.astype(object).itertuples(index=False, name=None):
            sheet.append([_cell(sheet, value) for value in row])
    with storing.whole(path) as part:
        book.save(part)
    return left_out


def _dress(sheet: Any, table: "pd.DataFrame") -> None:
    """Keep the head in sight, let people filter, make columns as wide as what they hold."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    letters = [get_column_letter(place) for place in range(1, len(table.columns) + 1)]
    sheet.auto_filter.ref = f"A1:{letters[-1]}{len(table) + 1}"
    for letter, name in zip(letters, table, strict=True):
        longest = max((len(str(value)) for value in table[name].head(SEEN)), default=0)
        sheet.column_dimensions[letter].width = min(WIDEST, max(longest, len(str(name))) + 3)


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
