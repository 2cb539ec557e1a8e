"""How time and memory grow with firms, governments, years and replicates.

Each case has a process of its own, since a process keeps the most memory that it ever had:
`python -m tests.benchmarks.growth CASE` runs one and prints what it took.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
THIRTY = (1996, 2025)


class Case(NamedTuple):
    """Runs whose time and memory are measured.

    Args:
        world: Size of the world.
        firms: Its firms; None: as many as it has.
        years: First and last.
        replicates: How often it is run.
        backend: Who calculates.
        is_yardstick: Whether ordinary Mesa agents live through the first year in its place.
    """

    world: str
    firms: int | None = None
    years: tuple[int, int] = THIRTY
    replicates: int = 1
    backend: str = "compiled"
    is_yardstick: bool = False


HEADER = ("what", "how many", "whole run, s", "a year, ms", "most memory, MB")
Named = tuple[str, str, Case]
FULL: tuple[Named, ...] = (
    *(
        ("firms", f"{firms:,}", Case("national", firms, (2011, 2020)))
        for firms in (10**3, 10**4, 10**5, 10**6)
    ),
    *(
        ("governments", world, Case(world, 5_000, (2011, 2020)))
        for world in ("tiny", "classroom", "national")
    ),
    ("years", "10", Case("national", years=(1996, 2005))),
    ("years", "20", Case("national", years=(1996, 2015))),
    ("years", "30, all of history", Case("national")),
    *(("replicates", f"{n}", Case("classroom", replicates=n)) for n in (1, 4, 16)),
    *(
        (
            "objects",
            f"{firms:,} Mesa agents",
            Case("national", firms, (2016, 2016), is_yardstick=True),
        )
        for firms in (10**5, 10**6)
    ),
)
QUICK: tuple[Named, ...] = (("replicates", "2", Case("classroom", None, (2018, 2020), 2)),)


def rows(cases: tuple[Named, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each case."""
    for what, many, case in cases:
        yield (what, many, *cells(case))


def cells(case: Case) -> tuple[str, ...]:
    """Return what a case took: seconds, milliseconds a year, megabytes."""
    return told(case, *measured(case))


def measured(case: Case) -> tuple[float, int | None]:
    """Return seconds and most memory in bytes of a case in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.growth", json.dumps(case)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    taken, memory = json.loads(done.stdout)
    return taken, memory


def told(case: Case, taken: float, memory: int | None) -> tuple[str, ...]:
    """Return the cells of a case; seconds have four figures: ratios are worked out from them."""
    years = (case.years[1] - case.years[0] + 1) * case.replicates
    most = "-" if memory is None else f"{memory / 1e6:,.0f}"
    return f"{taken:.4g}", f"{1e3 * taken / years:,.1f}", most


def run(case: Case) -> float:
    """Return the seconds of one case beyond start-up."""
    from tests.benchmarks.timing import history, seconds

    from eastwest.backend import using
    from eastwest.runs import simulate, warm

    with using(case.backend):
        warm()
        scenario = history(case.world, case.years, case.firms)
        if case.is_yardstick:
            from tests.benchmarks.yardstick.model import YardstickModel  # Mesa is heavy

            return seconds(YardstickModel(scenario).step)

        def runs() -> None:
            for replicate in range(case.replicates):
                simulate(scenario, replicate)

        return seconds(runs)


def most_memory() -> int | None:
    """Return the most memory that this process has had, in bytes, where the system tells."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return 1024 * int(told.group(1)) if told else None


if __name__ == "__main__":
    spent = run(Case(*json.loads(sys.argv[1])))
    sys.stdout.write(json.dumps([spent, most_memory()]))
