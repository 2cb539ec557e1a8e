"""What a worker does: runs, one after the other, each measured; a failed one stops nothing."""

import json
import time
import traceback
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np

from eastwest.runs import Record
from eastwest.scenario import Scenario
from eastwest.vocabulary import Floats
from eastwest_lab.study import Outcome
from eastwest_lab.sweeps.batches import Batch, Done, Failed, Layout, collected
from eastwest_lab.sweeps.chunks import Base, Chunk, Run
from eastwest_lab.sweeps.deadline import TooLong, deadline

NATION = ("CN",)
LONGEST = 20_000
"""Characters of a traceback that are kept, from its end."""


def work(chunk: Chunk) -> Batch:
    """Do all runs of a chunk."""
    return collected(chunk, do_all(chunk, chunk.runs))


def do_all(chunk: Chunk, runs: Iterable[Run]) -> list[Done | Failed]:
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
