"""What a sweep will cost, told before it is begun; nothing is written."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from eastwest.errors import ResultsError
from eastwest.results.saving import MANIFEST
from eastwest.scenario import Scenario
from eastwest_lab.study import Study
from eastwest_lab.sweeps import manifest
from eastwest_lab.sweeps.chunks import Base, Chunk, Order, Setting
from eastwest_lab.sweeps.manifest import PARTS, Plan
from eastwest_lab.sweeps.parts import scan
from eastwest_lab.sweeps.runner import START
from eastwest_lab.sweeps.store import LONGEST, Shard, Store
from eastwest_lab.sweeps.work import work

TRIAL, PATIENCE = 4, 10.0
"""Years of the longer of two short trial runs, and seconds that a whole one may take."""
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
    """Return what a sweep will cost, from trial runs of its first point.

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
    """Return roughly how many seconds a run takes and how many yearly values it has.

    A whole run is tried where it is short, since later years take longer than the first.
    """
    point = planned.points[0]
    base = planned.study.bases[point.scenario].change(point.values)
    first, last = base.tables.years
    years = last - first + 1
    short = min(TRIAL, years)
    took = {length: _tried(planned, base, length) for length in (1, short)}  # the first warms up
    took[1] = _tried(planned, base, 1)
    slope = max(0.0, took[short][0] - took[1][0]) / max(1, short - 1)
    seconds = took[1][0] + slope * (years - 1)
    if seconds < PATIENCE:
        seconds = _tried(planned, base, years)[0]
    return seconds, took[short][1] / short * years


def _tried(planned: Plan, base: Scenario, years: int) -> tuple[float, int]:
    """Return how long the first years of a scenario take, and how many yearly values they give."""
    study = planned.study
    outcomes = {name: replace(each, years=None) for name, each in study.outcomes.items()}
    order = Order(outcomes, study.kept, study.tables.keep)
    first = base.tables.years[0]
    base = base.change({"years": [first, first + years - 1]})
    began = time.perf_counter()
    chunk = Chunk(order, {0: Base(base.digest, base)}, {0: Setting(0, "{}")}, ((0, 0),))
    batch = work(chunk)
    took = time.perf_counter() - began
    if why := batch.failed.get(0):
        raise ResultsError(f"a trial run failed in stage {why.stage}: {why.error}")
    return took, batch.values
