"""Measure how fast a year is: `python -m tests.benchmarks.year` from the repository's folder.

It prints its tables and writes them into `docs/performance.md`. `--quick` takes less than a
minute and writes nothing.
"""

import argparse
import sys
from collections.abc import Callable
from time import perf_counter

from rich.console import Console
from tests.benchmarks import bound, growth, page, phases, ratios, start

from eastwest.runs import warm

FIRMS = (10**3, 10**4, 10**5, 10**6)
WORLDS = ("classroom", "national", "large")
CASES = (("classroom", 300), *(("national", firms) for firms in FIRMS))

Measure = Callable[[], str]

# Growth and start come first: their processes begin small.
FULL: dict[str, Measure] = {
    "start": lambda: page.table(start.HEADER, start.rows(start.FULL)),
    "growth": lambda: page.table(growth.HEADER, growth.rows(growth.FULL)),
    "phases": lambda: page.table(phases.header(WORLDS), phases.rows(WORLDS)),
    "bound": lambda: page.table(bound.HEADER, bound.rows(FIRMS[2:])),
    "ratios": lambda: page.table(ratios.HEADER, ratios.rows(CASES)),
}
QUICK: dict[str, Measure] = {
    "start": lambda: page.table(start.HEADER, start.rows(start.QUICK)),
    "growth": lambda: page.table(growth.HEADER, growth.rows(growth.QUICK)),
    "phases": lambda: page.table(phases.header(WORLDS[:1]), phases.rows(WORLDS[:1], 2)),
    "bound": lambda: page.table(bound.HEADER, bound.rows(FIRMS[1:2])),
    "ratios": lambda: page.table(ratios.HEADER, ratios.rows(CASES[:1], 2)),
}


def main(arguments: list[str]) -> None:
    """Measure what is asked for, print it, and write it into the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.year", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small worlds; writes nothing")
    parser.add_argument("--only", nargs="+", choices=list(FULL), default=list(FULL))
    asked = parser.parse_args(arguments)
    warm()
    console, text = Console(), page.PAGE.read_text(encoding="utf-8")
    for name in (each for each in FULL if each in asked.only):
        began = perf_counter()
        measured = (QUICK if asked.quick else FULL)[name]()
        text = page.replaced(text, name, measured)
        console.print(f"\n{name}, measured in {perf_counter() - began:.0f} s", style="bold")
        console.print(measured, soft_wrap=True, markup=False, highlight=False)
    if not asked.quick:
        page.PAGE.write_text(page.replaced(text, "machine", page.machine()), encoding="utf-8")
        console.print(f"\nwritten into docs/{page.PAGE.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
