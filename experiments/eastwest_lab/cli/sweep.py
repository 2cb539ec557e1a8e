"""`eastwest sweep`: do the runs of a study; what is there already is kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eastwest_lab.cli.exits import FAILED, IN_USE, INTERRUPTED

if TYPE_CHECKING:
    from eastwest_lab.language import Messages
    from eastwest_lab.study import Study
    from eastwest_lab.sweeps.executors import Executor
    from eastwest_lab.sweeps.results import Results
    from eastwest_lab.sweeps.runner import Tally
    from eastwest_lab.sweeps.store import Shard


def sweep(
    study: Annotated[Path, typer.Argument(metavar="NAME|FILE")],
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    dry: Annotated[bool, typer.Option("--dry-run")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N")] = None,
    shard: Annotated[str | None, typer.Option(metavar="K/N")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, metavar="SECONDS")] = None,
    retry: Annotated[bool, typer.Option("--retry")] = False,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
) -> None:
    """Do what is missing; with `--dry-run` only say how much that is."""
    from eastwest_lab.cli.folders import slug
    from eastwest_lab.cli.oddities import oddities
    from eastwest_lab.language import choose, messages
    from eastwest_lab.study import Study

    say, part = messages(choose()), _shard(shard)
    asked = Study.load(study)
    folder = out or Path("results") / slug(asked.name)
    for told in oddities(asked, say):
        typer.echo(told, err=True)
    if dry:
        foresee(asked, folder, jobs, part, say)
        return
    executor = _cluster(dask)
    results = gathered(asked, folder, jobs, executor, part, timeout, retry, say, quiet)
    tell(results, say, quiet)
    if part.n == 1:
        from eastwest_lab.cli.sweep_end import again

        report(results, again(study, folder, say.code), say, quiet)
    if len(results.failures):
        raise typer.Exit(FAILED)


def _shard(text: str | None) -> "Shard":
    """Return the shard of `2/4`."""
    from eastwest.errors import EastwestError
    from eastwest_lab.sweeps.store import Shard

    if text is None:
        return Shard()
    k, _, n = text.partition("/")
    if not (k.isdecimal() and n.isdecimal()):
        raise EastwestError(f"shard: must be K/N, such as 2/4 (got {text!r})")
    return Shard(int(k), int(n))


def _cluster(address: str | None) -> "Executor | None":
    if address is None:
        return None
    from eastwest_lab.sweeps.executors.cluster import Cluster

    return Cluster(address)


def gathered(
    study: "Study",
    folder: Path,
    jobs: int | None,
    executor: "Executor | None",
    shard: "Shard",
    timeout: float | None,
    retry: bool,
    say: "Messages",
    quiet: bool,
    out: Path | None = None,
) -> "Results":
    """Do the runs under a bar; however that ends, say what is kept, and which `--out` goes on."""
    import sys

    from eastwest_lab.cli.progress import of_runs
    from eastwest_lab.sweeps.lock import FolderInUseError
    from eastwest_lab.sweeps.runner import gather
    from eastwest_lab.sweeps.store import StoppedError

    last: list[Tally] = []
    try:
        with of_runs(study.name, say, quiet=quiet) as tell:

            def follow(tally: "Tally") -> None:
                last[:] = [tally]
                tell(tally)

            return gather(
                study,
                folder,
                jobs,
                executor,
                follow,
                shard=shard,
                timeout=timeout,
                retry=retry,
                notice=lambda text: typer.echo(text, err=True),
                command=" ".join(["eastwest", *sys.argv[1:]]),
            )
    except FolderInUseError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(IN_USE) from None
    except (StoppedError, KeyboardInterrupt) as error:
        told = [str(error)] if str(error) else []
        typer.echo("\n".join([*told, _kept(folder, out or folder, last, say)]), err=True)
        is_full = isinstance(error, StoppedError)
        raise typer.Exit(FAILED if is_full else INTERRUPTED) from None


def _kept(folder: Path, out: Path, last: "list[Tally]", say: "Messages") -> str:
    """Return how many runs are kept and left, and what goes on."""
    import shlex

    from eastwest_lab.sweeps.results import load

    again = shlex.quote(str(out))
    if not last:
        return say("cli.sweep.not_begun", folder=folder, out=again)
    kept = len(load(folder).runs)
    left = max(0, last[0].total - kept)
    return say("cli.sweep.kept", kept=kept, left=left, folder=folder, out=again)


def foresee(
    study: "Study", folder: Path, jobs: int | None, shard: "Shard", say: "Messages"
) -> None:
    """Say how many runs there are, how long they take, how much room they need."""
    import os

    from eastwest_lab.cli.progress import duration
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.sweeps.forecast import forecast

    jobs = jobs or os.cpu_count() or 1
    found = forecast(study, folder, jobs, shard)
    key = "cli.sweep.runs" if found.most == found.runs else "cli.sweep.runs_open"
    line(say(key, runs=found.runs, most=found.most, stored=found.stored))
    line(say("cli.sweep.time", time=duration(found.seconds), jobs=jobs))
    line(say("cli.sweep.size", size=f"{found.size / 1e6:.3g}", folder=folder))


def report(results: "Results", command: str, say: "Messages", quiet: bool) -> None:
    """Write figures and report, unless no run was done; say where they are."""
    from eastwest.errors import ResultsError
    from eastwest_lab.cli.sweep_end import finish
    from eastwest_lab.cli.terminal import line

    if not results.runs["status"].eq("done").any():
        return
    try:
        path = finish(results, command, say.code)
    except ResultsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None
    if not quiet:
        line(f"{say('cli.report')}{say('words.colon')}{path}")


def tell(results: "Results", say: "Messages", quiet: bool) -> None:
    """Say what there is now."""
    from eastwest_lab.cli.status import describe
    from eastwest_lab.cli.terminal import line

    if quiet:
        line(str(results.folder))
    else:
        describe(results, say)
