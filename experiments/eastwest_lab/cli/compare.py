"""`eastwest compare`: scenarios with the same luck, what sets them apart, and how surely."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eastwest_lab.cli.exits import FAILED

if TYPE_CHECKING:
    from eastwest.scenario import Scenario
    from eastwest_lab.cli.request import Request
    from eastwest_lab.comparing.compared import Compared
    from eastwest_lab.comparison import Settings
    from eastwest_lab.language import Messages
    from eastwest_lab.sweeps.results import Results


def compare(
    compared: Annotated[list[str], typer.Argument(metavar="A B...")],
    seed: Annotated[int | None, typer.Option(min=0, metavar="N")] = None,
    replicates: Annotated[int, typer.Option(min=1, metavar="N")] = 20,
    world: Annotated[str | None, typer.Option(metavar="tiny|classroom|national|large")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    years: Annotated[str | None, typer.Option(metavar="1996-2025")] = None,
    reforms: Annotated[list[str] | None, typer.Option("--with", metavar="REFORM")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")] = None,
    over: Annotated[str | None, typer.Option(metavar="2016-2025")] = None,
    precision: Annotated[float, typer.Option(min=1e-6, metavar="PERCENT")] = 1.0,
    attribute: Annotated[list[str] | None, typer.Option(metavar="channels|settings")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N")] = None,
    dry: Annotated[bool, typer.Option("--dry-run")] = False,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    show: Annotated[bool, typer.Option("--open")] = False,
) -> None:
    """Run what is missing, compare, and write it all; with `--dry-run` only say what that costs."""
    from eastwest_lab.cli.cases import cases
    from eastwest_lab.cli.caution import warn_of_late
    from eastwest_lab.cli.folders import folders
    from eastwest_lab.cli.oddities import apart
    from eastwest_lab.cli.request import Request, given, span
    from eastwest_lab.comparison import Settings
    from eastwest_lab.language import choose, messages

    say = messages(choose())
    values = given(seed, world, years, settings or [])
    request = Request(say.code, replicates, values, tuple(settings or ()), tuple(reforms or ()))
    bases = cases(compared, request)
    warn_of_late(bases.values(), say)
    for told in apart(bases, say):
        typer.echo(told, err=True)
    kinds = _kinds(attribute or [], bases)
    place = folders(["-".join(["compare", *bases])], out)[0]
    window = None if over is None else _within(span(over, "over"), bases)
    if dry:
        _foresee(bases, request, window, place, jobs, say, kinds)
        return
    command = _command(compared, bases, request, over, precision, kinds)
    asked = Settings(command, window, precision / 100)
    results = _run(bases, asked, request, place, jobs, say, quiet, kinds)
    _deliver(results, asked, say, quiet, show)


def _within(asked: tuple[int, int], bases: "dict[str, Scenario]") -> tuple[int, int]:
    """Return the years asked for, which must be among those that are run."""
    from eastwest.errors import EastwestError

    first, last = next(iter(bases.values())).tables.years
    if not first <= asked[0] <= asked[1] <= last:
        got = "-".join(map(str, asked))
        raise EastwestError(f"over: must lie within {first}-{last} (got {got})")
    return asked


def _kinds(asked: list[str], bases: "dict[str, Scenario]") -> list[str]:
    """Return what differences are attributed to, each once."""
    from eastwest.errors import EastwestError
    from eastwest_lab.comparison import CHANGES, CHANNELS, taken_apart

    for kind in asked:
        if kind not in (CHANNELS, CHANGES):
            raise EastwestError(f"attribute: must be {CHANNELS} or {CHANGES} (got {kind!r})")
    if CHANGES in asked:
        taken_apart(bases)
    return list(dict.fromkeys(asked))


def _command(
    names: list[str],
    bases: "dict[str, Scenario]",
    request: "Request",
    over: str | None,
    precision: float,
    kinds: list[str],
) -> str:
    """Return what makes the same comparison again, whatever its defaults become."""
    import shlex

    words = ["eastwest", "compare", *names, *request.options(next(iter(bases.values())))]
    words += ["--over", over] if over else []
    words += ["--precision", f"{precision:g}"]
    return shlex.join(words + [word for kind in kinds for word in ("--attribute", kind)])


def _run(
    bases: "dict[str, Scenario]",
    asked: "Settings",
    request: "Request",
    place: Path,
    jobs: int | None,
    say: "Messages",
    quiet: bool,
    kinds: list[str],
) -> "Results":
    """Do all runs that are missing, those of attributions too."""
    from eastwest_lab.cli.sweep import gathered
    from eastwest_lab.comparison import attribution_study, compared, keep, study
    from eastwest_lab.sweeps.store import Shard

    options = (jobs, None, Shard(), None, False, say, quiet)
    results = gathered(study(bases, request.replicates), place, *options)
    keep(asked, place)
    for kind in kinds:
        window = asked.over or compared(results, asked).years
        every = attribution_study(kind, bases, request.replicates, window)
        gathered(every, place / kind, *options, place)
    return results


def _foresee(
    bases: "dict[str, Scenario]",
    request: "Request",
    window: tuple[int, int] | None,
    place: Path,
    jobs: int | None,
    say: "Messages",
    kinds: list[str],
) -> None:
    """Say how many runs there are, and how long they take, those of attributions by themselves."""
    from eastwest_lab.cli.sweep import foresee
    from eastwest_lab.comparison import attribution_study, study
    from eastwest_lab.sweeps.store import Shard

    years = window or next(iter(bases.values())).tables.years
    studies = {place: study(bases, request.replicates)}
    for kind in kinds:
        studies[place / kind] = attribution_study(kind, bases, request.replicates, years)
    for folder, each in studies.items():
        foresee(each, folder, jobs, Shard(), say)


def _say_if_alike(found: "Compared", say: "Messages") -> None:
    """Say so where no year that is compared differs."""
    first, end = found.years
    if found.first is None:
        typer.echo(say("cli.no_difference_at_all"), err=True)
    elif found.first > end:
        told = say("cli.no_difference", first=first, end=end, year=found.first)
        typer.echo(told, err=True)


def _deliver(
    results: "Results", asked: "Settings", say: "Messages", quiet: bool, show: bool
) -> None:
    """Write figures, tables and report; say where they are."""
    from eastwest.errors import ResultsError
    from eastwest_lab.cli.comparison_end import finish, summarise
    from eastwest_lab.cli.terminal import browse, line

    try:
        found = finish(results, asked, say.code)
    except ResultsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None
    if quiet:
        line(str(results.folder))
    else:
        summarise(found, results.folder, say.code)
    _say_if_alike(found, say)
    if show:
        browse(results.folder / "report.html")
    if len(results.failures):
        raise typer.Exit(FAILED)
