"""What comes back from a worker: runs as columns, those that failed with why."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from math import nan
from pathlib import Path
from typing import NamedTuple

import numpy as np

import eastwest
from eastwest.backend import backend
from eastwest.vocabulary import Floats, Ints
from eastwest_lab.sweeps.chunks import Chunk


@dataclass(frozen=True, slots=True)
class Layout:
    """What the yearly values of a level are of; runs that are alike share one, also on their way.

    Args:
        level: Name of the level.
        ids, variables, years: In the order of the values.
        words: All of it as bytes, for digests and to know it by.
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
    def number(self) -> int:
        """Return how many runs there are."""
        return len(self.digests)

    @property
    def values(self) -> int:
        """Return how many yearly values there are."""
        return sum(table.values.size for table in self.tables)


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
