"""`eastwest export`: tables of a sweep or a run for spreadsheets."""

from pathlib import Path
from typing import Annotated

import typer


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
    csv: Annotated[bool, typer.Option("--csv")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx")] = False,
) -> None:
    """Write the tables of a sweep or a run into its folder."""
    from eastwest.errors import EastwestError
    from eastwest.results import load as load_run
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.language import choose, messages
    from eastwest_lab.sweeps.exporting import tables, tables_of_run, to_csv, to_workbook
    from eastwest_lab.sweeps.manifest import is_of_run
    from eastwest_lab.sweeps.results import load

    say = messages(choose())
    if not (csv or xlsx):
        raise EastwestError("export: must be told what to write: --csv, --xlsx or both")
    if is_of_run(folder):
        found = tables_of_run(load_run(folder))
        if csv:
            typer.echo(say("cli.export.there", folder=folder), err=True)
    else:
        results = load(folder)
        found = tables(results)
        for path in to_csv(results, folder) if csv else ():
            line(str(path))
    if xlsx:
        path = folder / "results.xlsx"
        for name in to_workbook(found, path):
            typer.echo(say("cli.export.too_long", name=name), err=True)
        line(str(path))
