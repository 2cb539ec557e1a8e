"""Measure the runner: `python -m tests.benchmarks.runner` from the repository's folder.

It prints its tables and writes them into `docs/performance.md`. `--quick` takes a minute or two
and writes nothing. Tools take turns, round by round, so that whatever else the machine does hits
all alike. Needs the extra `bench`.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from tests.benchmarks import page
from tests.benchmarks.runner import slope, sweeps
from tests.benchmarks.runner.loads import BUSY, study
from tests.benchmarks.runner.tools import JOBS, TOOLS

HEADER = ("tool", "median s", "least s", "times eastwest")
NAMES = ("runner_slope", "runner_stub", "runner_classroom", "runner_sweeps")


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


def measures(runs: int, rounds: int, *, quick: bool) -> dict[str, Callable[[], str]]:
    """Return what fills each place of the page."""
    cases = sweeps.CASES[:1] if quick else (*sweeps.CASES, sweeps.LARGE)
    stub = f"{runs} runs of {1000 * BUSY:g} ms of work, {JOBS} processes, {rounds} rounds:"
    year = f"{runs} years of the classroom world, {JOBS} processes, {rounds} rounds:"
    return {
        "runner_slope": lambda: page.table(slope.HEADER, slope.rows(rounds)),
        "runner_stub": lambda: _told(stub, compared(runs, rounds, stubbed=True)),
        "runner_classroom": lambda: _told(year, compared(runs, rounds, stubbed=False)),
        "runner_sweeps": lambda: page.table(sweeps.HEADER, sweeps.rows(cases, rounds)),
    }


def _told(words: str, rows: Iterator[tuple[str, ...]]) -> str:
    return f"{words}\n\n{page.table(HEADER, rows)}"


def main(arguments: list[str]) -> None:
    """Measure what is asked for, print it, and write it into the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.runner", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="few runs; writes nothing")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    asked = parser.parse_args(arguments)
    runs, rounds = (200, 1) if asked.quick else (asked.runs, asked.rounds)
    console, text = Console(), page.PAGE.read_text(encoding="utf-8")
    for name, measure in measures(runs, rounds, quick=asked.quick).items():
        if name not in asked.only:
            continue
        measured = measure()
        text = page.replaced(text, name, measured)
        console.print(f"\n{name}", style="bold")
        console.print(measured, soft_wrap=True, markup=False, highlight=False)
    if not asked.quick:
        page.PAGE.write_text(text, encoding="utf-8")
        console.print(f"\nwritten into docs/{page.PAGE.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
