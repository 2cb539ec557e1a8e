"""Continue a run from a year on under another rule."""

from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path

from eastwest import loader
from eastwest.recording import KINDS
from eastwest.results.result import Progress, Result, run
from eastwest.results.saved import Saved, load
from eastwest.results.saving import Parent


def fork(
    parent: str | PathLike[str] | Saved | Result,
    year: int,
    reforms: Sequence[str | PathLike[str]] = (),
    progress: Progress | None = None,
    agents: Path | None = None,
) -> Result:
    """Run a run again, from a year on under another rule; years before it are the same bits.

    No state is stored: the years before are simulated again from scenario and seed.

    Args:
        parent: Folder of results, or what `load` or `run` returned.
        year: First year under the other rule.
        reforms: Names or paths of reforms, the last one topmost; what they date before the year
            begins in it.
        progress: Called with replicate and year after each year.
        agents: Folder to which agents are written as the run goes on, if the parent kept any.
    """
    if not isinstance(parent, Saved | Result):
        parent = load(parent)
    origin = parent.scenario
    result = run(
        loader.fork(origin, year, reforms),
        replicates=_replicates(parent),
        agents=_keeps_agents(parent) and (agents or True),
        county="county" in parent.levels,
        progress=progress,
    )
    known = parent.manifest if isinstance(parent, Saved) else {"tables": {}, "versions": {}}
    names, made = tuple(map(str, reforms)), (known["tables"], known["versions"])
    return replace(result, parent=Parent(origin.name, origin.digest, year, names, *made))


def _replicates(parent: Saved | Result) -> int:
    if isinstance(parent, Saved):
        return len(parent.manifest["replicates"])
    return len(parent.records)


def _keeps_agents(parent: Saved | Result) -> bool:
    """Return whether the columns of agents were kept."""
    if isinstance(parent, Saved):
        return any(f"agents_{kind}.parquet" in parent.manifest["files"] for kind in KINDS)
    return bool(parent.records[0].actors)
