"""How far a Dask cluster carries: throughput by workers, and what coordinator and scheduler do.

Two processors cannot show more than two workers at work, so beyond two a run sleeps in place of
calculating. What the coordinator and the scheduler have to do is the same then. The scheduler is
a process of its own, as on a cluster.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.growth import THIRTY
from tests.benchmarks.runner.loads import NAP, asleep, idle, study
from tests.benchmarks.runner.ours import a_run, gathered
from tests.cluster import cluster

from eastwest.runs import simulate
from eastwest_lab.study import Study
from eastwest_lab.sweeps.chunks import Simulate
from eastwest_lab.sweeps.executors.cluster import Cluster

HUBS = ("coordinator", "scheduler")
HEADER = (
    *("a run", "workers", "runs a second", "efficiency"),
    *(f"{hub}, us a run" for hub in HUBS),
)
HISTORY, SLEEP, NOTHING = "the classroom", f"sleep of {1e3 * NAP:g} ms", "nothing"


class Load(NamedTuple):
    """What workers do.

    Args:
        name: As the table has it.
        workers: Numbers of workers, one first.
        sizes: Few and many runs for each worker; what many take longer counts.
        asked: The study of so many runs.
        done: What a run is.
    """

    name: str
    workers: tuple[int, ...]
    sizes: tuple[int, int]
    asked: Callable[[int], Study] = study
    done: Simulate = simulate


FULL = (
    Load(HISTORY, (1, 2), (20, 80), partial(study, years=THIRTY)),
    Load(SLEEP, (1, 2, 4, 8, 16), (30, 120), done=asleep),
    Load(NOTHING, (2,), (10_000, 50_000), done=idle),
)
QUICK = (FULL[1]._replace(workers=(1, 2), sizes=(4, 24)),)


def rows(loads: tuple[Load, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each load and number of workers; efficiency is against one worker."""
    for load in loads:
        alone = None
        for workers in load.workers:
            taken, own, scheduler = measured(load, workers)
            alone = alone or workers * taken
            yield (
                *(load.name, f"{workers}", f"{1 / taken:,.1f}", f"{alone / (workers * taken):.2f}"),
                *(f"{1e6 * own:,.0f}", f"{1e6 * scheduler:,.0f}"),
            )


def measured(load: Load, workers: int) -> tuple[float, float, float]:
    """Return seconds a run beyond start: that pass, of the coordinator, of the scheduler."""
    from distributed import Client

    few, many = (workers * size for size in load.sizes)
    with TemporaryDirectory() as folder, cluster(Path(folder), workers) as here:
        with Client(here.address, set_as_default=False) as client:
            client.wait_for_workers(workers)
        gathered(load.asked(few), Cluster(here.address), load.done)  # all is loaded from now on
        spent = []

        def connected() -> Cluster:
            spent.append(_used(here.scheduler.pid))
            return Cluster(here.address)

        taken = a_run(load.asked, (few, many), connected, load.done)
        spent.append(_used(here.scheduler.pid))
    first, second = spent[1] - spent[0], spent[2] - spent[1]
    return taken.wall, taken.own, max(second - first, 0.0) / (many - few)


def _used(pid: int) -> float:
    """Return the processor time of a process so far."""
    from psutil import Process  # comes with `distributed`

    times = Process(pid).cpu_times()
    return float(times.user + times.system)
