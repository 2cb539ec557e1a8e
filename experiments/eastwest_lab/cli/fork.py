"""`eastwest fork`: continue a saved run from a year on under another rule."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd

    from eastwest.results import Result, Saved
    from eastwest_lab.language import Messages

NEAR = 1e-9
"""How far numbers of backends that agree may lie apart, of the largest of their variable."""


def fork(
    folder: Annotated[Path, typer.Argument(metavar="RUN")],
    start: Annotated[int, typer.Option("--year", metavar="YEAR")],
    reforms: Annotated[list[str] | None, typer.Option("--with", metavar="REFORM")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    show: Annotated[bool, typer.Option("--open")] = False,
) -> None:
    """Run a saved run again, from a year on with reforms; write it beside the run it continues."""
    from eastwest import loader
    from eastwest.errors import EastwestError
    from eastwest.results import load
    from eastwest.storing import check_free, fresh
    from eastwest_lab.cli.caution import warn_of_versions
    from eastwest_lab.cli.diff import tell_differences
    from eastwest_lab.cli.finish import deliver, tell
    from eastwest_lab.cli.folders import folders
    from eastwest_lab.cli.origin import moved
    from eastwest_lab.language import choose, messages

    say, saved = messages(choose()), load(folder)
    if not reforms:
        raise EastwestError("with: must name a reform; without one the run would only be repeated")
    scenario = loader.fork(saved.scenario, start, reforms)
    place = folders([scenario.name], out)[0]
    check_free(place)
    warn_of_versions(saved, say)
    with fresh(place):
        result = _simulate(saved, start, reforms, place, quiet)
        _compare_past(saved, result, start, say)
        command = _command(folder, start, reforms, say.code)
        deliver(result, saved, saved.scenario, place, say.code, command)
        if not quiet:
            told = moved(saved.scenario, scenario)
            tell_differences(told, saved.scenario.name, say("cli.forked"), say)
        tell(result, place, say.code, quiet, show)


def _simulate(saved: "Saved", start: int, reforms: list[str], place: Path, quiet: bool) -> "Result":
    """Run the fork while a bar shows the years."""
    from eastwest.results import fork as continued
    from eastwest_lab.cli.progress import of_years

    first, last = saved.manifest["years"]
    total = (last - first + 1) * len(saved.manifest["replicates"])
    with of_years(saved.manifest["scenario"]["name"], total, quiet=quiet) as progress:
        return continued(saved, start, reforms, progress, place)


def _compare_past(saved: "Saved", result: "Result", start: int, say: "Messages") -> None:
    """Say so if the years before the fork are not those of the run, but for another's rounding."""
    from eastwest_lab.cli.caution import is_near, is_of_another

    past = []
    for run in (saved, result):
        frame = run.frame()
        rows = frame[frame["year"] < start]
        past.append(rows.set_index(["replicate", "year", "variable"])["value"].sort_index())
    if not is_of_another(saved):
        is_same = past[0].equals(past[1])
    else:
        is_same = not is_near(saved) or _agree(*past)
    if not is_same:
        typer.echo(say("cli.other_past", year=start), err=True)


def _agree(old: "pd.Series[float]", new: "pd.Series[float]") -> bool:
    """Return whether values are the same to 1e-9 of the largest of their variable."""
    if not old.index.equals(new.index):
        return False
    size = old.abs().groupby("variable").transform("max")
    near = (new - old).abs() <= NEAR * size
    return bool((near | (old.isna() & new.isna())).all())


def _command(folder: Path, start: int, reforms: list[str], lang: str) -> str:
    """Return what makes the same fork again."""
    import shlex

    words = ["eastwest", "fork", str(folder), "--year", str(start)]
    for reform in reforms:
        words += ["--with", reform]
    return shlex.join([*words, "--lang", lang])
