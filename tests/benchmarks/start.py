"""How long people wait for the first answer: each command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parents[2]
HEADER = ("command", "fastest, s", "of it processor, s")
QUICK = (("--help",),)
FULL = (
    ("--help",),
    ("list",),
    ("run", "history", "--world", "classroom"),
    ("run", "history"),
)


def rows(commands: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each command: the fastest of some calls; runs are called less often."""
    for command in commands:
        times = [_taken(command) for _ in range(3 if command[0] == "run" else 7)]
        wall, processor = (min(each) for each in zip(*times, strict=True))
        yield f"`eastwest {' '.join(command)}`", f"{wall:.2f}", f"{processor:.2f}"


def _taken(command: tuple[str, ...]) -> tuple[float, float]:
    """Return the time that passes and the processor's time, in seconds."""
    with TemporaryDirectory() as folder:
        out = ("--out", f"{folder}/out") if command[0] == "run" else ()
        called = [sys.executable, "-m", "eastwest_lab", *command, *out]
        began, used = perf_counter(), _processor()
        subprocess.run(called, cwd=ROOT, capture_output=True, check=True)
        return perf_counter() - began, _processor() - used


def _processor() -> float:
    """Return the processor time of all commands called so far."""
    spent = os.times()
    return spent.children_user + spent.children_system
