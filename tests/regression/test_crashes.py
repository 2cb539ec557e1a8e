"""Workers and whole sweeps are killed; nothing is lost, nothing is done twice, nobody stays."""

import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path
from uuid import uuid4

import pytest
from tests.stub import KILLS, SLEEPS, slow_study, stub, study

from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.executors.processes import Processes
from eastwest_lab.sweeps.results import load
from eastwest_lab.sweeps.runner import gather

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]
ROOT = Path(__file__).parents[2]
INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from eastwest_lab.__main__ import main"
)
"""What is run in the background may be told to ignore Ctrl+C; this listens again."""
PATIENCE = 60
"""Seconds after which a test gives up."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Digest of the slow study, never interrupted."""
    folder = tmp_path_factory.mktemp("whole")
    return gather(slow_study(milliseconds=0), folder, executor=Loop(), simulate=stub).runs


@pytest.fixture
def mark():
    """A word in the environment of a sweep, by which its processes are found."""
    return f"EASTWEST_TEST_{uuid4().hex}"


def begun(folder, mark, jobs=2):
    program = f"from tests.stub import sweep; sweep({str(folder)!r}, {jobs})"
    environment = {**os.environ, mark: "1"}
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment)


def alive(mark):
    """Processes that carry the word."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def comes_true(what):
    """Whether something comes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.02)
    return False


def stored(folder):
    return len(list(Path(folder, "parts").glob("*.json")))


def test_a_worker_that_is_killed_loses_nothing(tmp_path, whole):
    killed = []

    def kill_one(tally):
        if tally.done > 40 and not killed and active_children():
            killed.append(active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    executor = Processes(2)
    results = gather(
        slow_study(milliseconds=5), tmp_path, executor=executor, progress=kill_one, simulate=stub
    )
    assert killed
    assert set(results.runs["status"]) == {"done"}
    assert results.runs["aid"].equals(whole["aid"])


def test_a_run_that_kills_its_worker_three_times_is_given_up(tmp_path):
    asked = study(uncertainties={"world.firms": [20, KILLS]}, replicates=1)
    results = gather(asked, tmp_path, executor=Processes(2), simulate=stub)
    assert results.runs["status"].tolist() == ["done", "failed"] * 3
    assert set(results.failures["stage"]) == {"worker"}
    assert set(results.failures["error"]) == {"its worker died 3 times"}


def test_a_run_that_is_deaf_to_its_deadline_is_killed(tmp_path):
    asked = study(levers={}, uncertainties={"world.firms": [20, SLEEPS]}, replicates=1)
    results = gather(asked, tmp_path, executor=Processes(1), simulate=stub, timeout=2)
    assert results.runs["status"].tolist() == ["done", "failed"]


def test_a_sweep_killed_again_and_again_comes_to_the_same(tmp_path, mark):
    """Each time the lock is free at once and no worker stays behind."""
    moments = random.Random(1)
    for _ in range(10):
        before = stored(tmp_path)
        sweep = begun(tmp_path, mark)
        assert comes_true(lambda n=before, s=sweep: stored(tmp_path) > n or s.poll() is not None)
        time.sleep(moments.uniform(0, 0.5))
        sweep.kill()
        sweep.wait()
        assert comes_true(lambda: not alive(mark))
    half = len(load(tmp_path).runs)
    asked = slow_study()
    results = gather(asked, tmp_path, executor=Loop(), simulate=stub)
    assert half > 0
    assert len(results.runs) == 240
    assert results.digest == gather(asked, tmp_path / "n", executor=Loop(), simulate=stub).digest


def test_interrupted_it_says_what_is_kept_and_goes_on(tmp_path, mark):
    file = tmp_path / "long.toml"
    file.write_text(
        'scenarios = ["history"]\nworld = "tiny"\nyears = [2014, 2016]\nreplicates = 2000\n'
        '[outcomes]\naid = { variable = "aid" }\n'
    )
    words = ["eastwest", "sweep", str(file), "--out", str(tmp_path / "out"), "--jobs", "2"]
    sweep = subprocess.Popen(
        [sys.executable, "-c", f"{INTERRUPTIBLE}; sys.argv = {words!r}; main()"],
        env={**os.environ, mark: "1"},
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert comes_true(lambda: stored(tmp_path / "out") or sweep.poll() is not None)
    os.killpg(sweep.pid, signal.SIGINT)  # as a terminal does: to all of them
    said = sweep.communicate(timeout=PATIENCE)[1]
    kept = len(load(tmp_path / "out").runs)
    assert sweep.returncode == 130
    assert 0 < kept < 2000
    assert f"{kept} runs are kept in {tmp_path / 'out'}, {2000 - kept} are left" in said
    assert "Traceback" not in said
    assert comes_true(lambda: not alive(mark))
