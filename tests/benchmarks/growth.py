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
from time import process_time

ROOT = Path(__file__).parents[2]
HEADER = ("what", "how many", "whole run, s", "a year, ms", "most memory, MB")

FULL = (
    *(("firms", f"{n:,}", "national", n, 2011, 2020, 1) for n in (10**3, 10**4, 10**5, 10**6)),
    ("governments", "tiny", "tiny", 5_000, 2011, 2020, 1),
    ("governments", "classroom", "classroom", 5_000, 2011, 2020, 1),
    ("governments", "national", "national", 5_000, 2011, 2020, 1),
    *(("years", f"{2026 - first}", "national", None, first, 2025, 1) for first in (2016, 2006)),
    ("years", "30, all of history", "national", None, 1996, 2025, 1),
    *(("replicates", f"{n}", "classroom", None, 1996, 2025, n) for n in (1, 4, 16)),
    ("objects", "100,000 Mesa agents", "national", 10**5, 2016, 2016, 0),
    ("objects", "1,000,000 Mesa agents", "national", 10**6, 2016, 2016, 0),
)
QUICK = (("replicates", "2", "classroom", None, 2018, 2020, 2),)
Case = tuple[str, str, str, int | None, int, int, int]


def rows(cases: tuple[Case, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each case."""
    for case in cases:
        command = [sys.executable, "-m", "tests.benchmarks.growth", json.dumps(case)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        taken, memory = json.loads(done.stdout)
        years = (case[5] - case[4] + 1) * max(case[6], 1)
        told = "-" if memory is None else f"{memory / 1e6:,.0f}"
        yield case[0], case[1], f"{taken:.2f}", f"{1e3 * taken / years:,.1f}", told


def run(case: Case) -> float:
    """Return the seconds of one case beyond start-up; no replicates stand for the yardstick."""
    from tests.benchmarks.timing import history

    from eastwest.runs import simulate, warm

    warm()
    _, _, world, firms, first, last, replicates = case
    scenario = history(world, (first, last), firms)
    began = process_time()
    for replicate in range(replicates):
        simulate(scenario, replicate)
    if not replicates:
        from tests.benchmarks.yardstick.model import YardstickModel  # Mesa is heavy

        model = YardstickModel(scenario)
        began = process_time()
        model.step()
    return process_time() - began


def most_memory() -> int | None:
    """Return the most memory that this process has had, in bytes, where the system tells."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return 1024 * int(told.group(1)) if told else None


if __name__ == "__main__":
    spent = run(json.loads(sys.argv[1]))
    sys.stdout.write(json.dumps([spent, most_memory()]))
