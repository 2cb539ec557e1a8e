"""`eastwest run`: simulate scenarios and write tables, figures and a report of each."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eastwest.results import Result
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.request import Request

FAILED = 1
"""Exit status of a run that was simulated but could not be written."""


def run(
    names: Annotated[list[str], typer.Argument(metavar="NAME|FILE...")],
    seed: Annotated[int | None, typer.Option(min=0)] = None,
    replicates: Annotated[int, typer.Option(min=1)] = 1,
    world: Annotated[str | None, typer.Option(metavar="tiny|classroom|national|large")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    years: Annotated[str | None, typer.Option(metavar="1996-2025")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
    county: Annotated[bool, typer.Option("--county")] = False,
    agents: Annotated[bool, typer.Option("--agents")] = False,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    show: Annotated[bool, typer.Option("--open")] = False,
) -> None:
    """Run scenarios; nothing is written before all of them are known to be sound."""
    from eastwest.storing import check_free, fresh
    from eastwest_lab.cli.folders import folders
    from eastwest_lab.cli.request import Request, all_sound
    from eastwest_lab.language import choose

    request = Request.of(choose(lang), seed, replicates, world, years, settings or [])
    scenarios = all_sound(names, request)
    places = folders([scenario.name for scenario in scenarios], out)
    for place in places:
        check_free(place)
    with ExitStack() as opened:
        for place in places:
            opened.enter_context(fresh(place))
        for name, scenario, place in zip(names, scenarios, places, strict=True):
            result, baseline = _simulate(name, scenario, request, county, agents, quiet)
            _write(name, result, baseline, place, request)
            _tell(result, place, request, quiet, show)


def _simulate(
    name: str, scenario: "Scenario", request: "Request", county: bool, agents: bool, quiet: bool
) -> "tuple[Result, Result | None]":
    """Run a scenario, and the one it extends if its author expects a difference."""
    from eastwest.results import run as simulate
    from eastwest_lab.cli.request import parent
    from eastwest_lab.cli.terminal import bar

    base = parent(name, request) if scenario.tables.expectation else None
    first, last = scenario.tables.years
    runs = request.replicates * (1 if base is None else 2)
    with bar(scenario.name, runs * (last - first + 1), quiet=quiet) as tell:
        options = {"replicates": request.replicates, "progress": tell}
        result = simulate(scenario, agents=agents, county=county, **options)  # type: ignore[arg-type]
        baseline = simulate(base, **options) if base else None  # type: ignore[arg-type]
    return result, baseline


def _write(
    name: str, result: "Result", baseline: "Result | None", place: Path, request: "Request"
) -> None:
    """Write everything about a run; what is whole stays if the disk is full."""
    from eastwest.errors import ResultsError
    from eastwest_lab.cli.writing import write

    try:
        write(result, baseline, place, request.lang, request.command(name, result.scenario))
    except ResultsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None


def _tell(result: "Result", place: Path, request: "Request", quiet: bool, show: bool) -> None:
    """Say where things are and what came out."""
    from eastwest_lab.cli.summary import summarise
    from eastwest_lab.cli.terminal import line

    report = place / "report.html"
    if quiet:
        line(str(place))
    else:
        summarise(result, place, report, request.lang)
    if show:
        import webbrowser

        webbrowser.open(report.resolve().as_uri())
