"""A real Dask scheduler with two worker processes, one of which is killed in the middle."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.stub import slow_study, stub

from eastwest.errors import EastwestError
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.runner import gather

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
ROOT = Path(__file__).parents[2]
PATIENCE = 120


def started(*words):
    everything = [sys.executable, "-m", *map(str, words)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(everything, cwd=ROOT, env=os.environ, **silent)


@pytest.fixture
def cluster(tmp_path):
    """Address of the scheduler, and its workers."""
    file, here = tmp_path / "scheduler.json", ("--host", "127.0.0.1", "--no-dashboard")
    processes = [
        started("distributed.cli.dask_scheduler", *here, "--port", "0", "--scheduler-file", file)
    ]
    alone = ("--nthreads", "1", "--no-nanny", "--local-directory", tmp_path)
    for _ in range(2):
        worker = ("distributed.cli.dask_worker", "--scheduler-file", file, *here, *alone)
        processes.append(started(*worker))
    yield address(file), processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def address(file):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return json.loads(file.read_text())["address"]
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path, cluster):
    from eastwest_lab.sweeps.executors.cluster import Cluster

    place, workers = cluster
    killed = []

    def kill_one(tally):
        if tally.done > 60 and not killed:
            killed.append(workers[0])
            workers[0].kill()

    executor = Cluster(place)
    asked = slow_study()
    results = gather(asked, tmp_path / "dask", executor=executor, progress=kill_one, simulate=stub)
    assert killed
    assert len(results.runs) == 240
    assert set(results.runs["status"]) == {"done"}
    alone = gather(asked, tmp_path / "loop", executor=Loop(), simulate=stub)
    assert results.digest == alone.digest


def test_a_scheduler_that_is_not_there_is_named():
    from eastwest_lab.sweeps.executors.cluster import Cluster

    with pytest.raises(EastwestError, match="no scheduler answers at tcp"):
        Cluster("tcp://127.0.0.1:9", patience=1)
