"""Measure the runner: `python -m tests.benchmarks.runner` from the repository's folder.

It prints its tables and writes them into `docs/performance.md`. `--quick` takes a minute or two
and writes nothing. Tools take turns, round by round, so that whatever else the machine does hits
all alike. Needs the extras `bench` and `fast`.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from functools import partial

from tests.benchmarks import page
from tests.benchmarks.filling import FAST, Measure, command
from tests.benchmarks.runner import laptop, memory, scaling, slope, sweeps
from tests.benchmarks.runner.loads import BUSY, study
from tests.benchmarks.runner.tools import JOBS, TOOLS

NEEDS = {**FAST, **dict.fromkeys(("distributed", "ema_workbench", "joblib"), "bench")}
HEADER = ("tool", "median s", "least s", "times eastwest")


def compared(runs: int, rounds: int, *, stubbed: bool) -> Iterator[tuple[str, ...]]:
    """Time all tools in turn and yield a row for each: median, least, ratio."""
    asked = study(runs)
    took: dict[str, list[float]] = {name: [] for name in TOOLS}
    for _ in range(rounds):
        for name, tool in TOOLS.items():
            began = time.perf_counter()
            tool(asked, runs, stubbed=stubbed)
            took[name].append(time.perf_counter() - began)
    for name, seconds in took.items():
        ratio = statistics.median(a / b for a, b in zip(seconds, took["eastwest"], strict=True))
        yield name, f"{statistics.median(seconds):.2f}", f"{min(seconds):.2f}", f"{ratio:.2f}"


def measures(*, quick: bool) -> dict[str, Measure]:
    """Return what fills each place of the page; rows are measured when they are asked for."""
    runs, rounds = (200, 1) if quick else (1000, 2)
    tables = {
        "runner_memory": (memory.HEADER, memory.rows(memory.SIZES[: 1 if quick else None])),
        "runner_slope": (slope.HEADER, slope.rows(1 if quick else slope.ROUNDS)),
        "runner_laptop": (laptop.HEADER, laptop.rows(laptop.QUICK if quick else laptop.FULL)),
        "runner_scaling": (scaling.HEADER, scaling.rows(scaling.QUICK if quick else scaling.FULL)),
        "runner_sweeps": (sweeps.HEADER, sweeps.rows(sweeps.QUICK if quick else sweeps.FULL)),
    }
    found: dict[str, Measure] = {name: partial(page.table, *each) for name, each in tables.items()}
    stub = f"{runs} runs of {1000 * BUSY:g} ms of work, {JOBS} processes, {rounds} rounds:"
    year = f"{runs} years of the classroom world, {JOBS} processes, {rounds} rounds:"
    found["runner_stub"] = partial(_told, stub, compared(runs, rounds, stubbed=True))
    found["runner_classroom"] = partial(_told, year, compared(runs, rounds, stubbed=False))
    return found


def _told(words: str, rows: Iterator[tuple[str, ...]]) -> str:
    return f"{words}\n\n{page.table(HEADER, rows)}"


if __name__ == "__main__":
    command("tests.benchmarks.runner", __doc__, measures, sys.argv[1:], NEEDS)
