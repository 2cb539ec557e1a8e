"""How long people wait for the first answer: each command in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.timing import seconds

ROOT = Path(__file__).parents[2]
HEADER = ("command", "seconds, median", "fastest")
QUICK = (("--help",),)
FULL = (
    ("--help",),
    ("list",),
    ("run", "history", "--world", "classroom"),
    ("run", "history"),
)


def rows(commands: tuple[tuple[str, ...], ...], rounds: int = 5) -> Iterator[tuple[str, ...]]:
    """Yield a row for each command."""
    for command in commands:
        times = [seconds(lambda c=command: _call(c)) for _ in range(rounds)]
        yield f"`eastwest {' '.join(command)}`", f"{median(times):.2f}", f"{min(times):.2f}"


def _call(command: tuple[str, ...]) -> None:
    with TemporaryDirectory() as folder:
        out = ("--out", f"{folder}/out") if command[0] == "run" else ()
        called = [sys.executable, "-m", "eastwest_lab", *command, *out]
        subprocess.run(called, cwd=ROOT, capture_output=True, check=True)
