"""What a run costs beyond itself: the time of many runs that do nothing, less that of few."""

from collections.abc import Callable, Iterator
from statistics import median

from tests.benchmarks.runner.loads import idle, study
from tests.benchmarks.runner.ours import Taken, a_run, gathered
from tests.benchmarks.runner.tools import JOBS

from eastwest_lab.sweeps.executors import Executor
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.executors.processes import Processes

SIZES = (10_000, 100_000)
ROUNDS = 5
"""More than of others: a round is short, and what else the machine does lasts as long."""
HEADER = ("runs that do nothing", "us a run", "of it processor of the coordinator")
EXECUTORS: dict[str, Callable[[], Executor]] = {
    f"{JOBS} processes, chunked": lambda: Processes(JOBS),
    "plain loop": Loop,
}


def rows(rounds: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each executor: median slope over rounds in turns, start not in it."""
    found: dict[str, list[Taken]] = {name: [] for name in EXECUTORS}
    gathered(study(SIZES[0]), Processes(JOBS), idle)  # what is started once is there from now on
    for _ in range(rounds):
        for name, make in EXECUTORS.items():
            found[name].append(a_run(study, SIZES, make, idle))
    for name, slopes in found.items():
        wall, own = (median(each) for each in zip(*slopes, strict=True))
        yield name, f"{1e6 * wall:.0f}", f"{1e6 * own:.0f}"
