"""The end of a run: everything is written, and people are told where it is."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from eastwest_lab.cli.exits import FAILED

if TYPE_CHECKING:
    from eastwest.results import Result, Saved
    from eastwest.scenario import Scenario


def deliver(
    result: "Result",
    baseline: "Result | Saved | None",
    origin: "Scenario | None",
    place: Path,
    lang: str,
    command: str,
) -> None:
    """Write everything about a run; what is whole stays if the disk is full."""
    from eastwest.errors import ResultsError
    from eastwest_lab.cli.writing import write

    try:
        write(result, baseline, origin, place, lang, command)
    except ResultsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None


def tell(result: "Result", place: Path, lang: str, quiet: bool, show: bool) -> None:
    """Say where things are and what came out."""
    from eastwest.results.files import without_csv
    from eastwest_lab.cli.summary import summarise
    from eastwest_lab.cli.terminal import browse, line
    from eastwest_lab.language import messages

    report = place / "report.html"
    say = messages(lang)
    for name in without_csv(place):
        typer.echo(say("cli.no_csv", name=name), err=True)
    if quiet:
        line(str(place))
    else:
        summarise(result, place, report, lang)
    if show:
        browse(report)
