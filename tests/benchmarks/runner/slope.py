"""What a run costs beyond itself: the time of many runs that do nothing, less that of few."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.runner.loads import idle, study
from tests.benchmarks.runner.tools import JOBS

from eastwest_lab.sweeps.executors import Executor
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.executors.processes import Processes
from eastwest_lab.sweeps.runner import gather

FEW, MANY = 10_000, 100_000
HEADER = ("runs that do nothing", "us a run", "of it processor of the coordinator")
EXECUTORS: dict[str, Callable[[], Executor]] = {
    f"{JOBS} processes, chunked": lambda: Processes(JOBS),
    "plain loop": Loop,
}


def rows(rounds: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each executor: median slope over the rounds, start not in it."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in EXECUTORS}
    _taken(FEW, Processes(JOBS))  # what is started once is there from now on
    for _ in range(rounds):
        for name, make in EXECUTORS.items():
            few, many = _taken(FEW, make()), _taken(MANY, make())
            wall, own = ((b - a) / (MANY - FEW) for a, b in zip(few, many, strict=True))
            found[name].append((wall, own))
    for name, slopes in found.items():
        wall, own = (median(each) for each in zip(*slopes, strict=True))
        yield name, f"{1e6 * wall:.0f}", f"{1e6 * own:.0f}"


def _taken(runs: int, executor: Executor) -> tuple[float, float]:
    """Return seconds that pass, and of this process alone, stored on the disk."""
    folder, asked = Path(tempfile.mkdtemp()), study(runs)
    began = time.perf_counter(), time.process_time()
    results = gather(asked, folder, executor=executor, simulate=idle)
    taken = time.perf_counter() - began[0], time.process_time() - began[1]
    assert len(results.runs) == runs
    shutil.rmtree(folder)
    return taken
