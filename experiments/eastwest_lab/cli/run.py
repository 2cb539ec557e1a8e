"""`eastwest run`: simulate scenarios and write tables, figures and a report of each."""

import time
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
    seed: Annotated[int | None, typer.Option(min=0, metavar="N")] = None,
    replicates: Annotated[int, typer.Option(min=1, metavar="N")] = 1,
    world: Annotated[str | None, typer.Option(metavar="tiny|classroom|national|large")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    years: Annotated[str | None, typer.Option(metavar="1996-2025")] = None,
    reforms: Annotated[list[str] | None, typer.Option("--with", metavar="REFORM")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")] = None,
    county: Annotated[bool, typer.Option("--county")] = False,
    agents: Annotated[bool, typer.Option("--agents")] = False,
    dry: Annotated[bool, typer.Option("--dry-run")] = False,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    show: Annotated[bool, typer.Option("--open")] = False,
) -> None:
    """Run scenarios once all are known to be sound; with `--dry-run` only say what that costs."""
    from eastwest.storing import check_free, fresh
    from eastwest_lab.cli.caution import warn_of_late
    from eastwest_lab.cli.finish import tell
    from eastwest_lab.cli.folders import folders
    from eastwest_lab.cli.naming import sources
    from eastwest_lab.cli.request import Request, all_sound, given
    from eastwest_lab.cli.unusual import warn_of_unusual
    from eastwest_lab.cli.vain import warn_of_vain
    from eastwest_lab.language import choose, messages

    values = given(seed, world, years, settings or [])
    tables = ("--county",) * county + ("--agents",) * agents
    typed = tuple(settings or ()), tuple(reforms or ()), tables
    request = Request(choose(), replicates, values, *typed)
    scenarios = all_sound(names, request)
    warn_of_late(scenarios, messages(request.lang))
    warn_of_vain(scenarios, messages(request.lang))
    for name in (*names, *request.reforms):
        warn_of_unusual(sources(name), messages(request.lang))
    places = folders([scenario.name for scenario in scenarios], out)
    for place in places:
        check_free(place)
    if dry:
        started = time.process_time()
        for name, scenario, place in zip(names, scenarios, places, strict=True):
            _foresee(name, scenario, place, request, county, agents, started)
            started = 0.0
        return
    with ExitStack() as opened:
        for place in places:
            opened.enter_context(fresh(place))
        for name, scenario, place in zip(names, scenarios, places, strict=True):
            kept = place if agents else False
            result = _delivered(name, scenario, place, request, county, kept, quiet)
            tell(result, place, request.lang, quiet, show)


def _delivered(
    name: str,
    scenario: "Scenario",
    place: Path,
    request: "Request",
    county: bool,
    agents: "Path | bool",
    quiet: bool,
) -> "Result":
    """Run a scenario, write everything about it, and return what came out."""
    from eastwest_lab.cli.finish import deliver
    from eastwest_lab.cli.origin import origin

    result, baseline = _simulate(name, scenario, request, county, agents, quiet)
    below, command = origin(name, request), request.command(name, scenario)
    deliver(result, baseline, below, place, request.lang, command)
    return result


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
    from eastwest_lab.cli.progress import of_years

    base = _baseline(name, scenario, request)
    first, last = scenario.tables.years
    runs = request.replicates * (1 if base is None else 2)
    with of_years(scenario.name, runs * (last - first + 1), quiet=quiet) as tell:
        options = {"replicates": request.replicates, "progress": tell}
        result = simulate(scenario, agents=agents, county=county, **options)  # type: ignore[arg-type]
        baseline = simulate(base, **options) if base else None  # type: ignore[arg-type]
    return result, baseline


def _baseline(name: str, scenario: "Scenario", request: "Request") -> "Scenario | None":
    """Return what a scenario is expected to differ from, if its author expects that."""
    from eastwest_lab.cli.request import parent

    return parent(name, request) if scenario.tables.expectation else None


def _foresee(
    name: str,
    scenario: "Scenario",
    place: Path,
    request: "Request",
    county: bool,
    agents: bool,
    started: float,
) -> None:
    """Say how long a run takes, how much memory it needs and how much room."""
    from eastwest_lab.cli.progress import duration, working
    from eastwest_lab.cli.terminal import heading, line
    from eastwest_lab.cost import cost
    from eastwest_lab.language import messages

    def finish(result: "Result", folder: Path) -> tuple[float, float]:
        from eastwest_lab.cli.writing import try_out

        return try_out(result, folder, request.lang)

    say = messages(request.lang)
    beside = request.replicates if _baseline(name, scenario, request) else 0
    kept = {"county": county, "agents": agents}
    with working(say("cli.run.measuring", name=scenario.name)):
        found = cost(scenario, request.replicates, finish, beside=beside, started=started, **kept)
    heading(scenario.name)
    line(say("cli.run.time", time=duration(found.seconds)))
    line(say("cli.run.memory", size=f"{found.memory / 1e6:.3g}"))
    line(say("cli.run.disk", size=f"{found.disk / 1e6:.3g}", folder=place))
