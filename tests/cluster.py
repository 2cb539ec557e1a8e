"""A Dask scheduler and its workers, each a process on this machine."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PATIENCE = 120

Process = subprocess.Popen[bytes]


class Cluster(NamedTuple):
    """Where the scheduler answers, and the processes."""

    address: str
    scheduler: Process
    workers: list[Process]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Start a scheduler and workers of one thread each, which work in a folder; end them after."""
    file, here = folder / "scheduler.json", ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = _started("scheduler", *here, "--port", "0", "--scheduler-file", file)
    alone = ("--nthreads", "1", "--no-nanny", "--local-directory", folder)
    others = [_started("worker", "--scheduler-file", file, *here, *alone) for _ in range(workers)]
    try:
        yield Cluster(_address(file), scheduler, others)
    finally:
        for process in (scheduler, *others):
            process.kill()
            process.wait()


def _started(kind: str, *words: object) -> Process:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, words)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=os.environ, **silent)


def _address(file: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")
