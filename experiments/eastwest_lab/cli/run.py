"""`eastwest run`: simulate scenarios and write tables, figures and a report of each."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eastwest.results import Result
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.request import Request


def run(
    names: Annotated[list[str], typer.Argument(metavar="NAME|FILE...")],
    seed: Annotated[int | None, typer.Option(min=0)] = None,
    replicates: Annotated[int, typer.Option(min=1)] = 1,
    world: Annotated[str | None, typer.Option(metavar="tiny|classroom|national|large")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    years: Annotated[str | None, typer.Option(metavar="1996-2025")] = None,
    reforms: Annotated[list[str] | None, typer.Option("--with", metavar="REFORM")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
    county: Annotated[bool, typer.Option("--county")] = False,
    agents: Annotated[bool, typer.Option("--agents")] = False,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    show: Annotated[bool, typer.Option("--open")] = False,
) -> None:
    """Run scenarios; nothing is written before all of them are known to be sound."""
    from eastwest.storing import check_free, fresh
    from eastwest_lab.cli.finish import deliver, tell
    from eastwest_lab.cli.folders import folders
    from eastwest_lab.cli.request import Request, all_sound, given
    from eastwest_lab.language import choose

    values = given(seed, world, years, settings or [])
    request = Request(choose(lang), replicates, values, tuple(settings or ()), tuple(reforms or ()))
    scenarios = all_sound(names, request)
    places = folders([scenario.name for scenario in scenarios], out)
    for place in places:
        check_free(place)
    with ExitStack() as opened:
        for place in places:
            opened.enter_context(fresh(place))
        for name, scenario, place in zip(names, scenarios, places, strict=True):
            kept = place if agents else False
            result, baseline = _simulate(name, scenario, request, county, kept, quiet)
            deliver(result, baseline, place, request.lang, request.command(name, scenario))
            tell(result, place, request.lang, quiet, show)


def _simulate(
    name: str,
    scenario: "Scenario",
    request: "Request",
    county: bool,
    agents: "Path | bool",
    quiet: bool,
) -> "tuple[Result, Result | None]":
    """Run a scenario, and what it is expected to differ from if its author expects that."""
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
