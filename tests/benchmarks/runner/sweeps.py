"""Whole sweeps of thirty years: our model under our runner, the yardstick under `mesa.batch_run`.

Both do the same runs, start included. In a sweep of few runs start is most of ours, so what a run
takes beyond start is told as well: ours from a sweep of ten times as many runs, theirs from
what is left without a batch of models that do nothing. Each sweep has a process of its own, so
that each starts all that it needs: `python -m tests.benchmarks.runner.sweeps SWEEP`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from tests.benchmarks.growth import ROOT, THIRTY
from tests.benchmarks.runner.models import Stub, Yardstick
from tests.benchmarks.runner.ours import gathered
from tests.benchmarks.runner.tools import JOBS, run_batch
from tests.benchmarks.timing import history

from eastwest_lab.study import Study
from eastwest_lab.sweeps.executors.processes import Processes

MORE = 10


class Case(NamedTuple):
    """A sweep of history, and how often it is timed."""

    world: str
    firms: int
    runs: int
    rounds: int = 2


class Taken(NamedTuple):
    """Seconds of a sweep, and of each run of it beyond start, by us and by Mesa agents."""

    ours: float
    theirs: float
    our_run: float
    their_run: float


HEADER = (
    *("world", "firms", "runs", "eastwest, s", "Mesa agents, s", "ratio"),
    *("eastwest, ms a run", "Mesa agents, ms a run", "ratio beyond start"),
)
QUICK = (Case("classroom", 300, 4),)
FULL = (
    Case("classroom", 300, 8),
    Case("national", 1_000, 8, rounds=1),
    Case("national", 10_000, 32, rounds=1),  # objects take minutes, and many runs are a mean
)


def rows(cases: tuple[Case, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each case; storing is included."""
    for case in cases:
        each_round = [_taken(case) for _ in range(case.rounds)]
        taken = Taken(*(median(each) for each in zip(*each_round, strict=True)))
        ratio = median(each.theirs / each.ours for each in each_round)
        beyond = median(each.their_run / each.our_run for each in each_round)
        yield (
            *(case.world, f"{case.firms:,}", f"{case.runs}"),
            *(f"{taken.ours:.1f}", f"{taken.theirs:.1f}", f"{ratio:.1f}"),
            *(f"{1e3 * taken.our_run:.0f}", f"{1e3 * taken.their_run:,.0f}", f"{beyond:.0f}"),
        )


def _taken(case: Case) -> Taken:
    runs, more = case.runs, (MORE - 1) * case.runs
    few, many = _alone("eastwest", case), _alone("eastwest", case._replace(runs=MORE * runs))
    empty, theirs = _alone("nothing", case), _alone("agents", case)
    return Taken(few, theirs, (many - few) / more, (theirs - empty) / runs)


def _alone(by: str, case: Case) -> float:
    """Return the seconds that a sweep takes in a process of its own, once all is imported."""
    asked = (by, case.world, case.firms, case.runs)
    command = [sys.executable, "-m", "tests.benchmarks.runner.sweeps", json.dumps(asked)]
    return float(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def swept(by: str, world: str, firms: int, runs: int) -> float:
    """Return the seconds of a sweep: by eastwest, of Mesa agents, or of nothing under Mesa."""
    scenario, began = history(world, THIRTY, firms), time.perf_counter()
    if by == "eastwest":
        table = {"outcomes": {"aid": {"variable": "aid"}}, "replicates": {"number": runs}}
        return gathered(Study.make(table, "sweeps", {"history": scenario}), Processes(JOBS)).wall
    parameters: dict[str, object] = {"replicate": range(runs)}
    if by == "agents":
        parameters["scenario"] = [scenario]
    years = THIRTY[1] - THIRTY[0] + 1
    assert len(run_batch(Yardstick if by == "agents" else Stub, parameters, years)) >= runs
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(str(swept(*json.loads(sys.argv[1]))))
