"""What a sweep will cost, told before it is begun; nothing is written."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from eastwest.errors import ResultsError
from eastwest.results.saving import MANIFEST
from eastwest_lab import manifest
from eastwest_lab.manifest import PARTS, Plan
from eastwest_lab.parts import scan
from eastwest_lab.runner import START
from eastwest_lab.store import LONGEST, Shard, Store
from eastwest_lab.study import Study
from eastwest_lab.work import Base, Chunk, Done, Order, Task, work

TRIAL = 4
"""Years of the longer of two trial runs."""
ROW, VALUE, FILES = 150, 9, 20_000
"""Bytes on the disk of a run, of a yearly value and of the files of a part, roughly."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to come.

    Args:
        runs: Runs in all, at least.
        most: Runs in all, at most; the same where the number of replicates is fixed.
        stored: Runs that are there already.
        seconds: Until the least number of runs is there, roughly.
        size: Bytes of the least number of runs, roughly.
    """

    runs: int
    most: int
    stored: int
    seconds: float
    size: float


def forecast(study: Study, folder: Path, jobs: int, shard: Shard | None = None) -> Forecast:
    """Return what a sweep will cost, from two short runs of its first point.

    Raises:
        EastwestError: If its points are not sound, or the folder holds something else.
    """
    planned = Plan.of(study)
    store = Store(folder, planned, shard or Shard())
    if (folder / MANIFEST).exists():
        stored = manifest.read(folder)
        changed = manifest.changes(stored, planned)
        if changed:
            raise ResultsError(f"{folder}: holds another study; changed: {manifest.named(changed)}")
        store = Store(folder, stored, store.shard)
        store.take(scan(folder / PARTS, store.shape.study)[0], retry=False)
    runs, there, _ = store.count(study.replicates.first)
    fixed = study.replicates.number is not None
    most = runs if fixed else len(planned.points) * study.replicates.most
    seconds, values = _trial(planned)
    left = runs - there
    alone = left * seconds
    spread = min(alone, START + alone / max(1, min(jobs, left)))
    size = runs * (ROW + values * VALUE) + FILES * (1 + spread / LONGEST)
    return Forecast(runs, most, there, spread, size)


def _trial(planned: Plan) -> tuple[float, float]:
    """Return roughly how many seconds a run takes and how many yearly values it has."""
    study, point = planned.study, planned.points[0]
    first, last = study.bases[point.scenario].tables.years
    years = last - first + 1
    outcomes = {name: replace(each, years=None) for name, each in study.outcomes.items()}
    order = Order(outcomes, study.kept, study.tables.keep)
    took: dict[int, float] = {}
    values = 0
    for length in (1, 1, min(TRIAL, years)):  # the first run makes everything warm
        base = study.bases[point.scenario].change(point.values)
        base = base.change({"years": [first, first + length - 1]})
        task = Task(0, 0, 0, "{}")
        began = time.perf_counter()
        run = work(Chunk(order, {0: Base(base.digest, base)}, (task,))).runs[0]
        took[length] = time.perf_counter() - began
        if not isinstance(run, Done):
            raise ResultsError(f"a trial run failed in stage {run.stage}: {run.error}")
        values = sum(table.values.size for table in run.tables) // length
    longest = max(took)
    slope = (took[longest] - took[1]) / max(1, longest - 1)
    return took[1] + max(slope, 0.0) * (years - 1), values * years
