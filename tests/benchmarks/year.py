"""Measure how fast a year is: `python -m tests.benchmarks.year` from the repository's folder.

It prints its tables and writes them into `docs/performance.md`. `--quick` takes less than a
minute and writes nothing. Needs the extra `fast`.
"""

import sys
from functools import partial

from tests.benchmarks import bound, growth, page, phases, ratios, start, thirty
from tests.benchmarks.filling import Measure, command

FIRMS = (10**3, 10**4, 10**5, 10**6)
WORLDS = ("classroom", "national", "large")
CASES = (("classroom", 300), *(("national", firms) for firms in FIRMS))
BACKENDS = ratios.BACKENDS


def measures(*, quick: bool) -> dict[str, Measure]:
    """Return what fills each place of the page; rows are measured when they are asked for."""
    worlds, cases = (WORLDS[:1], CASES[:1]) if quick else (WORLDS, CASES)
    span, rounds = (2, 1) if quick else (5, 5)
    heads = phases.header(worlds)
    # What is measured in processes of its own comes first: they begin small.
    tables = {
        "start": (start.HEADER, start.rows(start.QUICK if quick else start.FULL)),
        "thirty": (thirty.HEADER, thirty.rows(worlds, BACKENDS, rounds)),
        "growth": (growth.HEADER, growth.rows(growth.QUICK if quick else growth.FULL)),
        "phases": (heads, phases.rows(worlds, "compiled", span)),
        "phases_numpy": (heads, phases.rows(worlds, "numpy", span)),
        "bound": (bound.HEADER, bound.rows(FIRMS[1:2] if quick else FIRMS[2:])),
        "ratios": (ratios.HEADER, ratios.rows(cases, span)),
    }
    return {name: partial(page.table, *each) for name, each in tables.items()}


if __name__ == "__main__":
    command("tests.benchmarks.year", __doc__, measures, sys.argv[1:])
