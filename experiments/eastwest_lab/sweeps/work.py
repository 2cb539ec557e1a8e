"""What a worker does: runs, one after the other, each measured; a failed one stops nothing."""

import json
import platform
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

import eastwest
from eastwest.backend import backend
from eastwest.runs import Record, simulate
from eastwest.scenario import Scenario
from eastwest.vocabulary import Floats
from eastwest_lab.study import Keep, Outcome
from eastwest_lab.sweeps.deadline import TooLong, deadline

Simulate = Callable[[Scenario, int, tuple[str, ...]], Record]
"""Runs one replicate and measures these levels below the national one."""
NATION = np.array(["CN"])
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


@dataclass(frozen=True, slots=True)
class Task:
    """One run.

    Args:
        point, replicate: Which one.
        base: Place of its scenario in the study.
        values: What is set in it, as JSON.
    """

    point: int
    replicate: int
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
    """Runs that a worker does in one go, and the scenarios that they need."""

    order: Order
    bases: Mapping[int, Base]
    tasks: tuple[Task, ...]


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


@dataclass(frozen=True, slots=True)
class Table:
    """Yearly values of one level of a run; values of shape (years, ids, variables)."""

    layout: Layout
    values: Floats


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a run that was finished.

    Args:
        point, replicate, seed: Which one.
        seconds: How long it took.
        outcomes: One number each, in the order of the study.
        tables: Yearly values.
        digest: SHA-256 of outcomes and yearly values.
    """

    point: int
    replicate: int
    seed: int
    seconds: float
    outcomes: tuple[float, ...]
    tables: tuple[Table, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a run was not finished: in which stage, by which error."""

    point: int
    replicate: int
    seed: int
    seconds: float
    stage: str
    error: str
    traceback: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a chunk, and the code that made it."""

    code: str
    runs: tuple[Done | Failed, ...]


def work(chunk: Chunk) -> Batch:
    """Do all runs of a chunk."""
    return Batch(code_version(), tuple(_run(task, chunk) for task in chunk.tasks))


def _run(task: Task, chunk: Chunk) -> Done | Failed:
    """Do one run; whatever goes wrong in it becomes a row of its own."""
    base, order, began = chunk.bases[task.base], chunk.order, time.perf_counter()
    which = (task.point, task.replicate, base.scenario.tables.seed)
    stage = "scenario"
    try:
        with deadline(order.timeout):
            scenario = _changed(base, task.values)
            stage = "simulate"
            record = order.simulate(scenario, task.replicate, _below(order.keep))
            stage = "measure"
            outcomes = tuple(measure(record, each) for each in order.outcomes.values())
            tables = tuple(_table(record, level, order.kept) for level in order.keep.levels)
            digest = _digest(outcomes, tables)
    except TooLong:
        told = f"took longer than {order.timeout:g} s, stopped while in stage {stage}"
        return Failed(*which, time.perf_counter() - began, "timeout", told, "")
    except Exception as error:  # noqa: BLE001 (a failed run is a row, the others go on)
        told = f"{type(error).__name__}: {error}"
        where = traceback.format_exc()[-LONGEST:]
        return Failed(*which, time.perf_counter() - began, stage, told, where)
    return Done(*which, time.perf_counter() - began, outcomes, tables, digest)


@lru_cache(maxsize=256)
def _changed(base: Base, values: str) -> Scenario:
    """Return a scenario with values set; replicates of a point share it."""
    setting = json.loads(values)
    return base.scenario.change(setting) if setting else base.scenario


def _below(keep: Keep) -> tuple[str, ...]:
    return tuple(level for level in keep.levels if level != "national")


def measure(record: Record, outcome: Outcome) -> float:
    """Return an outcome of a run: one number; nan where a year of it has no value."""
    years = np.array(record.years)
    values = np.array(record.national[outcome.variable], dtype=float)
    if outcome.years is not None:
        first, last = outcome.years
        if first not in record.years or last not in record.years:
            raise ValueError(f"{outcome.variable}: no run goes from {first} to {last}")
        values = values[(years >= first) & (years <= last)]
    if outcome.statistic == "last":
        return float(values[-1])
    if outcome.statistic == "change":
        return float(values[-1] - values[0])
    return float(values.mean() if outcome.statistic == "mean" else values.sum())


def not_finite(names: tuple[str, ...], outcomes: tuple[float, ...]) -> str:
    """Return the names of outcomes that are no finite numbers."""
    if all(map(isfinite, outcomes)):
        return ""
    return " ".join(name for name, each in zip(names, outcomes, strict=True) if not isfinite(each))


def _table(record: Record, level: str, kept: tuple[str, ...]) -> Table:
    """Return the kept variables of a level."""
    national = level == "national"
    columns: Mapping[str, Any] = record.national if national else record.columns[level]
    names = tuple(sorted(name for name in columns if name in kept or kept == ("all",)))
    ids = NATION if national else record.ids[level]
    shape = (len(record.years), len(ids))
    values = np.empty((*shape, len(names)))
    for place, name in enumerate(names):
        values[:, :, place] = np.asarray(columns[name], dtype=float).reshape(shape)
    return Table(_layout(level, tuple(ids.tolist()), names, tuple(record.years)), values)


@lru_cache(maxsize=64)
def _layout(
    level: str, ids: tuple[str, ...], variables: tuple[str, ...], years: tuple[int, ...]
) -> Layout:
    """Return the one layout of tables that are alike."""
    words = "\n".join((level, *variables, *map(str, years), *ids)).encode()
    return Layout(level, ids, variables, years, words)


def _digest(outcomes: tuple[float, ...], tables: tuple[Table, ...]) -> str:
    """Return the SHA-256 of what a run measured; one nan, one zero."""
    found = sha256()
    for table in tables:
        found.update(table.layout.words)
    values = np.concatenate([outcomes, *(table.values for table in tables)], axis=None) + 0.0
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
