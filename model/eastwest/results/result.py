"""Run a scenario and hold what its replicates measured."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from eastwest.context import Context, Year
from eastwest.errors import ResultsError
from eastwest.recording import KINDS
from eastwest.results import frames, saving
from eastwest.results.actors import Files, written
from eastwest.results.saving import Parent
from eastwest.runs import Record, resolved, simulate
from eastwest.scenario import Scenario
from eastwest.state import State

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]
"""Told of each simulated year: replicate and year."""


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """What the replicates of a scenario measured.

    Args:
        scenario: What was run, resolved.
        records: One for each replicate.
        parent: The run that this one continues under another rule, if it is a fork.
    """

    scenario: Scenario
    records: tuple[Record, ...]
    parent: Parent | None = None

    def __repr__(self) -> str:
        """Say what was run, in a line."""
        first, last = self.scenario.tables.years
        return f"<Result of {self.scenario.name}, {first}-{last}, {len(self.records)} replicates>"

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels that were measured."""
        return ("national", *self.records[0].ids)

    def frame(self, level: str = "national") -> "pd.DataFrame":
        """Return the tidy table of a level: a row for each run, year, id and variable."""
        if level not in self.levels:
            known = ", ".join(self.levels)
            raise ResultsError(f"level: was not measured; there are {known} (got {level!r})")
        return frames.tidy(self.records, self.scenario, level)

    def agents(self, kind: str) -> "pd.DataFrame":
        """Return what was kept of agents: replicate, year, id, and a column for each variable.

        Args:
            kind: "EasternGovernment", "WesternGovernment", "Firm" or "SocialOrganization".
        """
        if kind not in KINDS:
            raise ResultsError(f"agents: must be one of {', '.join(KINDS)} (got {kind!r})")
        if kind not in self.records[0].actors:
            raise ResultsError("agents: were not kept; run again with agents=True")
        return frames.actors(self.records, kind)

    def save(
        self, folder: str | PathLike[str], levels: Sequence[str] | None = None, command: str = ""
    ) -> Path:
        """Write the tables and their manifest into a new or empty folder, and return it.

        Args:
            folder: Made if it is not there; refused if it holds something.
            levels: Levels to write; all that were measured if none are given.
            command: What was typed to make the run.
        """
        return saving.save(self, Path(folder), levels, command)


def run(
    scenario: str | Scenario,
    *,
    world: str | None = None,
    seed: int | None = None,
    replicates: int = 1,
    years: tuple[int, int] | None = None,
    agents: bool | str | PathLike[str] = False,
    county: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Run the replicates of a scenario one after the other; nothing is written.

    Args:
        scenario: Library name, path or `Scenario`.
        world: World size; none keeps the scenario's.
        seed: Seed of all replicates; none keeps the scenario's.
        replicates: How many, numbered from 0.
        years: First and last year, both included; none keeps the scenario's.
        agents: Whether to keep every agent's columns after each year; or a folder to which they
            are written as the run goes on, so that memory does not grow with the years.
        county: Whether to measure counties too.
        progress: Called with replicate and year after each year.
    """
    if replicates < 1:
        raise ResultsError(f"replicates: must be at least 1 (got {replicates})")
    chosen = resolved(scenario, world=world, seed=seed, years=years)
    levels = ("pair", "province", *(("county",) if county else ()))
    kinds = tuple(KINDS) if agents is True else ()
    with nullcontext() if isinstance(agents, bool) else written(Path(agents)) as files:
        records = [
            simulate(chosen, replicate, levels, _teller(progress, files, replicate), kinds)
            for replicate in range(replicates)
        ]
    return Result(chosen, tuple(records))


def _teller(
    progress: Progress | None, files: Files | None, replicate: int
) -> Callable[[Context, State, Year], None]:
    """Return what writes and tells of the years of one replicate."""

    def tell(context: Context, state: State, year: Year) -> None:
        if files is not None:
            files.add(replicate, context, state, year.year)
        if progress is not None:
            progress(replicate, year.year)

    return tell
