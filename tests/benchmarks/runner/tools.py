"""The same runs under one tool and another; `workers` of each are two processes."""

import io
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr

import mesa
from tests.benchmarks.runner.loads import classroom, nothing, several, stub
from tests.benchmarks.runner.models import Stub
from tests.benchmarks.runner.ours import gathered

from eastwest.runs import simulate
from eastwest.simulation import CollaborationModel
from eastwest_lab.study import Study
from eastwest_lab.sweeps.executors.processes import Processes

JOBS, CHUNKS = 2, 32
"""Processes, and parts of the work for tools that leave cutting it to their user."""


def ours(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Gather the runs, crash-safe on the disk."""
    gathered(asked, Processes(JOBS), stub if stubbed else simulate)


def plain_loop(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Do one after the other in this process, and keep numbers in memory."""
    assert len(several(nothing if stubbed else classroom, list(range(runs)))) == runs


def with_joblib(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Hand the runs to joblib."""
    from joblib import Parallel, delayed

    call = delayed(nothing if stubbed else classroom)
    assert len(Parallel(n_jobs=JOBS)(call(replicate) for replicate in range(runs))) == runs


def with_dask(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Hand chunks of runs to Dask's local cluster."""
    from distributed import Client, LocalCluster

    size = -(-runs // CHUNKS)
    chunks = [list(range(first, min(first + size, runs))) for first in range(0, runs, size)]
    call = nothing if stubbed else classroom
    alone = {"threads_per_worker": 1, "dashboard_address": None}
    cluster = LocalCluster(n_workers=JOBS, silence_logs=logging.CRITICAL, **alone)
    with quiet(), cluster, Client(cluster) as client:
        parts = client.gather(client.map(several, [call] * len(chunks), chunks, pure=False))
    assert sum(map(len, parts)) == runs


def batch_run(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Hand the runs to Mesa."""
    parameters: dict[str, object] = {"replicate": range(runs)}
    if not stubbed:
        parameters["scenario"] = list(asked.bases.values())
    model = Stub if stubbed else CollaborationModel
    assert len(run_batch(model, parameters, years=1)) >= runs


def run_batch(model: type, parameters: dict[str, object], years: int) -> list[dict[str, object]]:
    """Let Mesa do runs of a model."""
    with quiet():
        rows: list[dict[str, object]] = mesa.batch_run(
            model,
            parameters=parameters,
            number_processes=JOBS,
            max_steps=years,
            data_collection_period=-1,
            display_progress=False,
        )
    return rows


def workbench(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Hand the runs to the workbench."""
    with quiet(), redirect_stderr(io.StringIO()):  # it draws a bar
        from ema_workbench import (
            IntegerParameter,
            Model,
            MultiprocessingEvaluator,
            ScalarOutcome,
        )

        model = Model("eastwest", function=nothing if stubbed else classroom)
        model.uncertainties = [IntegerParameter("replicate", 0, 10 * runs)]
        model.outcomes = [ScalarOutcome("aid")]
        with MultiprocessingEvaluator(model, n_processes=JOBS) as evaluator:
            evaluator.perform_experiments(scenarios=runs)


@contextmanager
def quiet() -> Iterator[None]:
    """Let other tools warn as they like."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


TOOLS: dict[str, Callable[..., None]] = {
    "eastwest": ours,
    "plain loop": plain_loop,
    "joblib": with_joblib,
    "Dask": with_dask,
    "mesa.batch_run": batch_run,
    "EMA Workbench": workbench,
}
