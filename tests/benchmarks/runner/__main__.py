"""How long runs take under this runner, `mesa.batch_run` and EMA Workbench; not a test.

    python -m tests.benchmarks.runner --runs 1000 --rounds 3

Every tool does the same runs on two processes, one tool after the other, round by round, so that
whatever else the machine does hits all alike. Two loads: a year of the classroom world, and a
stub that keeps a processor busy for five milliseconds, which leaves nothing but the overhead.
Needs the extra `bench`.
"""

import argparse
import io
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path

import mesa
from tests.benchmarks.runner.loads import BUSY, classroom, nothing, stub, study
from tests.benchmarks.runner.models import Stub

from eastwest.runs import simulate
from eastwest.simulation import CollaborationModel
from eastwest_lab.cli.terminal import line, table
from eastwest_lab.executors.processes import Processes
from eastwest_lab.runner import gather
from eastwest_lab.study import Study

JOBS = 2


def ours(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Gather the runs, crash-safe on the disk."""
    folder = Path(tempfile.mkdtemp())
    done = stub if stubbed else simulate
    results = gather(asked, folder, executor=Processes(JOBS), simulate=done)
    assert len(results.runs) == runs
    shutil.rmtree(folder)


def batch_run(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Hand the runs to Mesa."""
    parameters: dict[str, object] = {"replicate": range(runs)}
    if not stubbed:
        parameters["scenario"] = list(asked.bases.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = mesa.batch_run(
            Stub if stubbed else CollaborationModel,
            parameters=parameters,
            number_processes=JOBS,
            max_steps=1,
            data_collection_period=-1,
            display_progress=False,
        )
    assert len(rows) >= runs


def workbench(asked: Study, runs: int, *, stubbed: bool) -> None:
    """Hand the runs to the workbench."""
    with warnings.catch_warnings(), redirect_stderr(io.StringIO()):  # it draws a bar
        warnings.simplefilter("ignore")
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


TOOLS: dict[str, Callable[..., None]] = {
    "eastwest": ours,
    "mesa.batch_run": batch_run,
    "ema_workbench": workbench,
}


def compare(runs: int, rounds: int, *, stubbed: bool) -> None:
    """Time all tools in turn and print medians and ratios."""
    asked = study(runs)
    took: dict[str, list[float]] = {name: [] for name in TOOLS}
    for _ in range(rounds):
        for name, tool in TOOLS.items():
            began = time.perf_counter()
            tool(asked, runs, stubbed=stubbed)
            took[name].append(time.perf_counter() - began)
    ideal = runs * BUSY / JOBS if stubbed else float("nan")
    rows = []
    for name, seconds in took.items():
        median = statistics.median(seconds)
        ratio = statistics.median(a / b for a, b in zip(seconds, took["eastwest"], strict=True))
        over = f"{1000 * (median - ideal) / runs:.3f}" if stubbed else ""
        rows.append([name, f"{median:.2f}", f"{min(seconds):.2f}", f"{ratio:.2f}", over])
    load = f"{1000 * BUSY:g} ms of work" if stubbed else "a year of the classroom world"
    line(f"{runs} runs of {load}, {JOBS} processes, {rounds} rounds")
    header = ["tool", "median s", "least s", "times eastwest", "overhead ms a run, start included"]
    table(header, rows)


def main() -> None:
    """Read how much is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    for stubbed in (True, False):
        compare(wanted.runs, wanted.rounds, stubbed=stubbed)


if __name__ == "__main__":
    main()
