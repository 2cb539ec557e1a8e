"""`eastwest export`: tables of a sweep for spreadsheets."""

from pathlib import Path
from typing import Annotated

import typer


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
    csv: Annotated[bool, typer.Option("--csv")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx")] = False,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Write the tables into the folder of the sweep."""
    from eastwest.errors import EastwestError
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.exporting import to_csv, to_workbook
    from eastwest_lab.language import choose, messages
    from eastwest_lab.results import load

    say = messages(choose(lang))
    if not (csv or xlsx):
        raise EastwestError("export: must be told what to write: --csv, --xlsx or both")
    results = load(folder)
    for path in to_csv(results, folder) if csv else ():
        line(str(path))
    if xlsx:
        path = folder / "results.xlsx"
        for name in to_workbook(results, path):
            typer.echo(say("cli.export.too_long", name=name), err=True)
        line(str(path))
