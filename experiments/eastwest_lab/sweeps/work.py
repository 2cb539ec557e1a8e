"""What a worker does: runs, one after the other, each measured; a failed one stops nothing."""

import json
import platform
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from math import nan
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import eastwest
from eastwest.backend import backend
from eastwest.runs import Record, simulate
from eastwest.scenario import Scenario
from eastwest.vocabulary import Floats, Ints
from eastwest_lab.study import Keep, Outcome
from eastwest_lab.sweeps.deadline import TooLong, deadline

Simulate = Callable[[Scenario, int, tuple[str, ...]], Record]
"""Runs one replicate and measures these levels below the national one."""
Run = tuple[int, int]
"""Point and replicate."""
NATION = ("CN",)
LONGEST = 20_000
"""Characters of a traceback that are kept, from its end."""


@dataclass(frozen=True, slots=True)
class Base:
    """A scenario of a study; two are equal if their contents are."""

    digest: str
    scenario: Scenario

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return isinstance(other, Base) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash by content."""
        return hash(self.digest)


class Setting(NamedTuple):
    """What a point is.

    Args:
        base: Place of its scenario in the study.
        values: What is set in it, as JSON.
    """

    base: int
    values: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every run.

    Args:
        outcomes: By name.
        kept: Variables whose yearly values are kept; ("all",) for every one.
        keep: Levels of which they are kept.
        timeout: Seconds that a run may take; none: no limit.
        simulate: What runs one replicate.
    """

    outcomes: Mapping[str, Outcome]
    kept: tuple[str, ...]
    keep: Keep
    timeout: float | None = None
    simulate: Simulate = simulate


@dataclass(frozen=True, slots=True)
class Chunk:
    """Runs that a worker does in one go.

    Args:
        order: What is asked of each.
        bases: Scenarios by their place in the study, those that are needed.
        settings: Points by their number, those that are needed.
        runs: Which ones.
    """

    order: Order
    bases: Mapping[int, Base]
    settings: Mapping[int, Setting]
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the yearly values of a level are of; runs that are alike share one, also on their way.

    Args:
        level: Name of the level.
        ids, variables, years: In the order of the values.
        words: All of it as bytes, for digests.
    """

    level: str
    ids: tuple[str, ...]
    variables: tuple[str, ...]
    years: tuple[int, ...]
    words: bytes

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return the shape of the values of a run."""
        return len(self.years), len(self.ids), len(self.variables)


class Done(NamedTuple):
    """What came of a run that was finished.

    Args:
        seconds: How long it took.
        outcomes: One number each, in the order of the study.
        tables: Yearly values of each level, shape (years, ids, variables).
        digest: SHA-256 of outcomes and yearly values.
    """

    seconds: float
    outcomes: list[float]
    tables: list[tuple[Layout, Floats]]
    digest: str


class Failed(NamedTuple):
    """Why a run was not finished: in which stage, by which error."""

    seconds: float
    stage: str
    error: str
    traceback: str


class Table(NamedTuple):
    """Yearly values of runs that are alike.

    Args:
        layout: What they are of.
        rows: Rows of these runs in their batch, shape (runs,).
        values: Shape (runs, years, ids, variables).
    """

    layout: Layout
    rows: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a chunk: columns with a row for each run, which travel faster than runs.

    Args:
        code: The code that made it.
        point, replicate, seed: Which ones, shape (runs,).
        seconds: How long they took, shape (runs,).
        outcomes: Shape (runs, outcomes); nan where a run failed.
        digests: SHA-256 of what each measured; "failed" where it failed.
        failed: Why runs were not finished, by row.
        tables: Yearly values of those that were.
    """

    code: str
    point: Ints
    replicate: Ints
    seed: list[int]
    seconds: Floats
    outcomes: Floats
    digests: list[str]
    failed: Mapping[int, Failed]
    tables: list[Table]

    @property
    def size(self) -> int:
        """Return how many yearly values there are."""
        return sum(table.values.size for table in self.tables)


def work(chunk: Chunk) -> Batch:
    """Do all runs of a chunk."""
    return collected(chunk, done(chunk, chunk.runs))


def done(chunk: Chunk, runs: Iterable[Run]) -> list[Done | Failed]:
    """Do runs of a chunk, one after the other."""
    below = tuple(level for level in chunk.order.keep.levels if level != "national")
    return [_run(chunk, below, *which) for which in runs]


def _run(chunk: Chunk, below: tuple[str, ...], point: int, replicate: int) -> Done | Failed:
    """Do one run; whatever goes wrong in it becomes a row of its own."""
    order, setting, began = chunk.order, chunk.settings[point], time.perf_counter()
    stage = "scenario"
    try:
        with deadline(order.timeout):
            scenario = _changed(chunk.bases[setting.base], setting.values)
            stage = "simulate"
            record = order.simulate(scenario, replicate, below)
            stage = "measure"
            outcomes = [measure(record, each) for each in order.outcomes.values()]
            tables = [_table(record, level, order.kept) for level in order.keep.levels]
            digest = _digest(outcomes, tables)
    except TooLong:
        told = f"took longer than {order.timeout:g} s, stopped while in stage {stage}"
        return Failed(time.perf_counter() - began, "timeout", told, "")
    except Exception as error:  # noqa: BLE001 (a failed run is a row, the others go on)
        told = f"{type(error).__name__}: {error}"
        where = traceback.format_exc()[-LONGEST:]
        return Failed(time.perf_counter() - began, stage, told, where)
    return Done(time.perf_counter() - began, outcomes, tables, digest)


def collected(chunk: Chunk, runs: Sequence[Done | Failed]) -> Batch:
    """Return what came of the runs of a chunk as columns."""
    point, replicate = np.array(chunk.runs, dtype=np.int64).T
    seeds = {at: chunk.bases[each.base].scenario.tables.seed for at, each in chunk.settings.items()}
    none = [nan] * len(chunk.order.outcomes)
    outcomes = [run.outcomes if isinstance(run, Done) else none for run in runs]
    return Batch(
        code_version(),
        point,
        replicate,
        seed=[seeds[at] for at, _ in chunk.runs],
        seconds=np.array([run.seconds for run in runs]),
        outcomes=np.array(outcomes).reshape(len(runs), len(none)),
        digests=[run.digest if isinstance(run, Done) else "failed" for run in runs],
        failed={row: run for row, run in enumerate(runs) if isinstance(run, Failed)},
        tables=_alike(runs),
    )


def _alike(runs: Sequence[Done | Failed]) -> list[Table]:
    """Return the yearly values of runs, those that are alike together."""
    same: dict[bytes, tuple[Layout, list[int], list[Floats]]] = {}
    for row, run in enumerate(runs):
        if isinstance(run, Done):
            for layout, values in run.tables:
                _, rows, found = same.setdefault(layout.words, (layout, [], []))
                rows.append(row)
                found.append(values)
    tables = []
    for layout, rows, found in same.values():
        values = np.concatenate(found, axis=None).reshape(len(rows), *layout.shape)
        tables.append(Table(layout, np.array(rows), values))
    return tables


@lru_cache(maxsize=256)
def _changed(base: Base, values: str) -> Scenario:
    """Return a scenario with values set; replicates of a point share it."""
    setting = json.loads(values)
    return base.scenario.change(setting) if setting else base.scenario


def measure(record: Record, outcome: Outcome) -> float:
    """Return an outcome of a run: one number; nan where a year of it has no value."""
    values = np.array(record.national[outcome.variable], dtype=float)
    if outcome.years is not None:
        first, last = outcome.years
        if first not in record.years or last not in record.years:
            raise ValueError(f"{outcome.variable}: no run goes from {first} to {last}")
        years = np.array(record.years)
        values = values[(years >= first) & (years <= last)]
    if outcome.statistic == "last":
        return float(values[-1])
    if outcome.statistic == "change":
        return float(values[-1] - values[0])
    total = float(values.sum())
    return total / len(values) if outcome.statistic == "mean" else total


def _table(record: Record, level: str, kept: tuple[str, ...]) -> tuple[Layout, Floats]:
    """Return the kept variables of a level, and what they are of."""
    national = level == "national"
    columns: Mapping[str, Any] = record.national if national else record.columns[level]
    ids = NATION if national else tuple(record.ids[level].tolist())
    layout = _layout(level, ids, tuple(columns), kept, tuple(record.years))
    values = np.empty(layout.shape)
    for place, name in enumerate(layout.variables):
        values[:, :, place] = np.asarray(columns[name], dtype=float).reshape(values.shape[:2])
    return layout, values


@lru_cache(maxsize=64)
def _layout(
    level: str,
    ids: tuple[str, ...],
    measured: tuple[str, ...],
    kept: tuple[str, ...],
    years: tuple[int, ...],
) -> Layout:
    """Return the one layout of tables that are alike."""
    variables = tuple(sorted(name for name in measured if name in kept or kept == ("all",)))
    words = "\n".join((level, *variables, *map(str, years), *ids)).encode()
    return Layout(level, ids, variables, years, words)


def _digest(outcomes: list[float], tables: list[tuple[Layout, Floats]]) -> str:
    """Return the SHA-256 of what a run measured; one nan, one zero."""
    found = sha256()
    for layout, _ in tables:
        found.update(layout.words)
    values = np.concatenate([outcomes, *(each for _, each in tables)], axis=None) + 0.0
    values[np.isnan(values)] = np.nan
    found.update(values.astype("<f8", copy=False).tobytes())
    return found.hexdigest()


def code_version() -> str:
    """Return version and digest of the model's code, and what results may depend on."""
    return f"{_code()}, backend {backend()}"


@cache
def _code() -> str:
    folder, found = Path(eastwest.__file__).parent, sha256()
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("data/*.csv"))):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    parts = [f"eastwest {eastwest.__version__}+{found.hexdigest()[:12]}"]
    parts += [f"{name} {version(name)}" for name in ("numpy", "scipy")]
    return ", ".join([*parts, f"python {platform.python_version()}"])
