"""Our runner at work: what a sweep takes, and what it takes for each run more."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from eastwest.runs import simulate
from eastwest_lab.study import Study
from eastwest_lab.sweeps.chunks import Simulate
from eastwest_lab.sweeps.executors import Executor
from eastwest_lab.sweeps.runner import gather


class Taken(NamedTuple):
    """Seconds that pass, and of them processor time of the coordinator, this process."""

    wall: float
    own: float


def gathered(asked: Study, executor: Executor, done: Simulate = simulate) -> Taken:
    """Gather the runs of a study, crash-safe on the disk."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter(), time.process_time()
        results = gather(asked, Path(folder), executor=executor, simulate=done)
        taken = Taken(time.perf_counter() - began[0], time.process_time() - began[1])
        assert len(results.runs) == asked.replicates.number
    return taken


def a_run(
    asked: Callable[[int], Study],
    sizes: tuple[int, int],
    executor: Callable[[], Executor],
    done: Simulate = simulate,
) -> Taken:
    """Return what a run takes beyond start: a sweep of many runs less one of few."""
    few, many = (gathered(asked(runs), executor(), done) for runs in sizes)
    more = sizes[1] - sizes[0]
    return Taken((many.wall - few.wall) / more, (many.own - few.own) / more)
