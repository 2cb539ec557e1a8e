"""The most memory that the coordinator of a sweep has, by the number of its runs.

Each sweep has a coordinator of its own, since a process keeps the most memory that it ever had:
`python -m tests.benchmarks.runner.memory RUNS`.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.growth import ROOT, most_memory
from tests.benchmarks.runner.loads import idle, study
from tests.benchmarks.runner.tools import JOBS

from eastwest_lab.sweeps.executors.processes import Processes
from eastwest_lab.sweeps.runner import gather

HEADER = ("runs that do nothing", "most memory of the coordinator, MB")
SIZES = (1_000, 10_000, 100_000, 300_000)


def rows(sizes: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each number of runs."""
    for runs in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.runner.memory", str(runs)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        yield f"{runs:,}", f"{float(done.stdout) / 1e6:,.0f}"


if __name__ == "__main__":
    with TemporaryDirectory() as here:
        gather(study(int(sys.argv[1])), Path(here), executor=Processes(JOBS), simulate=idle)
    sys.stdout.write(str(most_memory() or "nan"))
