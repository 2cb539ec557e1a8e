"""Whole sweeps: our model under our runner, the yardstick under `mesa.batch_run`."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.runner.models import Yardstick
from tests.benchmarks.runner.tools import JOBS, run_batch
from tests.benchmarks.timing import history

from eastwest.scenario import Scenario
from eastwest_lab.study import Study
from eastwest_lab.sweeps.executors.processes import Processes
from eastwest_lab.sweeps.runner import gather

Case = tuple[str, int, tuple[int, int], int]
"""World, firms, first and last year, runs."""
HEADER = ("world", "firms", "years", "runs", "eastwest, s", "Mesa agents, s", "ratio")
CASES = (("classroom", 300, (2012, 2019), 24), ("national", 1_000, (2014, 2017), 8))
LARGE = ("national", 10_000, (2014, 2017), 8)


def rows(cases: tuple[Case, ...], rounds: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each case: start of the processes and storing included."""
    for world, firms, years, runs in cases:
        scenario = history(world, years, firms)
        taken = [(_ours(scenario, runs), _theirs(scenario, runs)) for _ in range(rounds)]
        ours, theirs = (median(each) for each in zip(*taken, strict=True))
        ratio = median(theirs / ours for ours, theirs in taken)
        number = years[1] - years[0] + 1
        texts = (f"{firms:,}", str(number), str(runs), f"{ours:.1f}", f"{theirs:.1f}")
        yield world, *texts, f"{ratio:.1f}"


def _ours(scenario: Scenario, runs: int) -> float:
    folder, began = Path(tempfile.mkdtemp()), time.perf_counter()
    table = {"outcomes": {"aid": {"variable": "aid"}}, "replicates": {"number": runs}}
    asked = Study.make(table, "sweeps", {"history": scenario})
    assert len(gather(asked, folder, executor=Processes(JOBS)).runs) == runs
    taken = time.perf_counter() - began
    shutil.rmtree(folder)
    return taken


def _theirs(scenario: Scenario, runs: int) -> float:
    began, (first, last) = time.perf_counter(), scenario.tables.years
    parameters: dict[str, object] = {"scenario": [scenario], "replicate": range(runs)}
    assert len(run_batch(Yardstick, parameters, last - first + 1)) >= runs
    return time.perf_counter() - began
