"""Thirty years again and again on this machine: runs an hour with one process and with two."""

from collections.abc import Iterator
from functools import partial

from tests.benchmarks.growth import THIRTY
from tests.benchmarks.runner.loads import study
from tests.benchmarks.runner.ours import a_run, gathered

from eastwest_lab.sweeps.executors.processes import Processes

HEADER = ("world", "processes", "ms a run", "runs an hour")
FULL = {"classroom": (20, 120), "national": (10, 50)}
"""Few and many runs by world; what many take longer counts, so start does not."""
QUICK = {"classroom": (4, 24)}
JOBS = (1, 2)


def rows(worlds: dict[str, tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each world and number of processes."""
    gathered(study(4), Processes(2))  # what is started once is there from now on
    for world, sizes in worlds.items():
        for jobs in JOBS:
            asked = partial(study, years=THIRTY, world=world)
            taken = a_run(asked, sizes, partial(Processes, jobs)).wall
            yield world, f"{jobs}", f"{1e3 * taken:.1f}", f"{3600 / taken:,.0f}"
