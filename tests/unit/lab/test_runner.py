"""A sweep is done whole, once, and the same whoever does it."""

import os
import subprocess
import sys
import threading
import time
import tracemalloc
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from tests.stub import (
    HANGS,
    NOT_A_NUMBER,
    RAISES,
    counted,
    done,
    ready,
    slow_study,
    stub,
    study,
)

from eastwest.asking import Asked
from eastwest.backend import NAMES, using
from eastwest.errors import ScenarioError
from eastwest.runs import simulate
from eastwest_lab.sweeps import runner, store
from eastwest_lab.sweeps.chunks import Base, Chunk, Order, Setting
from eastwest_lab.sweeps.deadline import TooLong, deadline
from eastwest_lab.sweeps.executors import processes
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.executors.processes import Processes
from eastwest_lab.sweeps.manifest import Plan
from eastwest_lab.sweeps.results import load
from eastwest_lab.sweeps.runner import choose, gather
from eastwest_lab.sweeps.store import Shard, StoppedError
from eastwest_lab.sweeps.work import work

ROOT = Path(__file__).parents[3]


def test_results_hold_a_row_for_each_run(tmp_path):
    results = done(study(), tmp_path / "out")
    runs = results.runs
    assert list(zip(runs["point"], runs["replicate"], strict=True)) == [
        (point, replicate) for point in range(6) for replicate in range(2)
    ]
    assert set(runs["status"]) == {"done"}
    assert runs["seed"].unique().tolist() == [1]
    assert runs["east.altruism"].tolist() == [0.1] * 4 + [0.2] * 4 + [0.3] * 4
    luck = np.random.default_rng(1).normal(size=3)
    assert runs["aid"][1] == pytest.approx(10 + 20 + luck.mean())
    assert runs["end"][1] == pytest.approx(abs(luck[2]))
    assert runs["run"].str.len().eq(64 + 2).all()


def test_yearly_values_are_tidy(tmp_path):
    yearly = done(study(), tmp_path / "out").yearly
    assert len(yearly) == 12 * 3 * 2
    assert set(yearly["variable"]) == {"aid", "poor"}
    assert set(yearly["year"]) == {2014, 2015, 2016}
    assert set(yearly.columns) == {
        *("run", "scenario", "point", "replicate", "seed", "year"),
        *("level", "id", "variable", "value", "unit"),
    }
    row = yearly[(yearly["point"] == 5) & (yearly["replicate"] == 1)].iloc[0]
    assert row["value"] == pytest.approx(60 + np.random.default_rng(1).normal(size=3)[0])
    assert (row["unit"], row["id"], row["level"]) == ("亿元", "CN", "national")


def test_replicates_of_two_points_share_their_luck(tmp_path):
    runs = done(study(), tmp_path / "out").runs.pivot(
        index="replicate", columns="point", values="aid"
    )
    assert (runs[2] - runs[0]).to_numpy() == pytest.approx([10, 10])


def test_what_is_measured_is_what_a_run_alone_measures(tmp_path):
    asked = study(levers={}, uncertainties={}, replicates=1, keep={"levels": ["national", "pair"]})
    results = gather(asked, tmp_path / "out", jobs=1)
    record = simulate(asked.bases["history"], 0)
    assert results.runs["aid"][0] == pytest.approx(np.mean(record.national["aid"]), rel=1e-15)
    yearly = results.yearly
    pairs = yearly[(yearly["level"] == "pair") & (yearly["variable"] == "aid")]
    by_year = pairs.pivot(index="year", columns="id", values="value")[record.ids["pair"].tolist()]
    assert np.array_equal(by_year.to_numpy(), np.array(record.columns["pair"]["aid"]))


def test_any_number_of_workers_gives_the_same_digest(tmp_path):
    alone = done(study(), tmp_path / "loop").digest
    assert alone == done(study(), tmp_path / "two", executor=Processes(2)).digest
    assert alone != done(study(seed=2), tmp_path / "seed").digest
    assert alone != done(study(replicates=3), tmp_path / "more").digest


def test_four_workers_and_new_interpreters_give_the_same_digest(tmp_path, monkeypatch):
    """Elsewhere than on Linux processes are not forked from a server but start anew."""
    alone = done(study(), tmp_path / "loop").digest
    assert alone == done(study(), tmp_path / "four", executor=Processes(4)).digest
    monkeypatch.setattr(processes, "sys", SimpleNamespace(platform="win32"))
    assert alone == done(study(), tmp_path / "anew", executor=Processes(2)).digest


def test_the_order_in_which_runs_are_done_does_not_matter(tmp_path, monkeypatch):
    alone = done(study(), tmp_path / "loop").digest
    forward = store.Store.left
    monkeypatch.setattr(
        store.Store, "left", lambda self, replicates: reversed(list(forward(self, replicates)))
    )
    assert alone == done(study(), tmp_path / "backward").digest


@pytest.mark.parametrize("value", ["0", "77"])
def test_the_order_of_hashes_does_not_matter(tmp_path, value):
    words = f"from tests.stub import sweep; sweep({str(tmp_path / 'out')!r}, 1, replicates=2)"
    environment = {**os.environ, "PYTHONHASHSEED": value}
    environment["PYTHONPATH"] = os.pathsep.join(["", *sys.path])
    told = subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, check=True, cwd=ROOT
    )
    assert told.stdout.decode().strip() == done(slow_study(2), tmp_path / "here").digest


def test_keeping_more_changes_no_outcome(tmp_path):
    less = done(study(), tmp_path / "less").runs["aid"]
    more = done(study(keep={"variables": ["all"]}), tmp_path / "more")
    assert more.runs["aid"].equals(less)
    assert set(more.yearly["variable"]) == {"aid", "donations", "poor"}


def test_a_failed_run_is_a_row_and_is_tried_again_only_on_request(tmp_path):
    asked = study(uncertainties={"world.firms": [20, RAISES]})
    results = done(asked, tmp_path)
    failures = results.failures
    assert len(failures) == 6
    assert set(failures["stage"]) == {"simulate"}
    assert set(failures["error"]) == {"ZeroDivisionError: no firm was left"}
    assert failures["traceback"].str.contains("raise ZeroDivisionError").all()
    assert set(failures["seed"]) == {1}
    assert results.runs[results.runs["status"] == "failed"]["aid"].isna().all()
    run, calls = counted()
    done(asked, tmp_path, simulate=run)
    assert calls == []
    again = done(asked, tmp_path, simulate=run, retry=True)
    assert len(calls) == 6
    assert len(again.failures) == 6
    assert len(again.runs) == 12


def test_runs_that_fail_shift_nothing_of_the_others(tmp_path):
    sound = done(study(), tmp_path / "sound")
    mixed = done(study(uncertainties={"world.firms": [20, RAISES, 30]}), tmp_path / "mixed")
    finished = mixed.runs[mixed.runs["status"] == "done"]
    for name in ("replicate", "east.altruism", "world.firms", "aid", "end"):
        assert finished[name].tolist() == sound.runs[name].tolist()
    for name in ("replicate", "year", "variable", "value"):
        assert mixed.yearly[name].tolist() == sound.yearly[name].tolist()
    assert set(mixed.failures["world.firms"]) == {RAISES}


def test_a_setting_that_is_no_sound_scenario_fails_its_run_alone():
    asked = study()
    base = Base("digest", asked.bases["history"])
    order = Order(asked.outcomes, asked.kept, asked.tables.keep, None, stub)
    values = (f'{{"east.altruism": {value}}}' for value in (-5, 0.1))
    settings = {point: Setting(0, each) for point, each in enumerate(values)}
    batch = work(Chunk(order, {0: base}, settings, ((0, 0), (1, 0))))
    (failed,) = batch.failed.values()
    assert (failed.stage, failed.error[:13]) == ("scenario", "ScenarioError")
    assert list(batch.failed) == [0]
    assert np.isfinite(batch.outcomes).tolist() == [[False, False], [True, True]]


def test_a_run_that_takes_too_long_is_stopped(tmp_path):
    asked = study(uncertainties={"world.firms": [20, HANGS]}, replicates=1)
    results = done(asked, tmp_path, timeout=0.2)
    assert set(results.failures["stage"]) == {"timeout"}
    assert len(results.failures) == 3
    assert results.runs["status"].tolist() == ["done", "failed"] * 3


def test_outcomes_that_are_no_numbers_are_flagged(tmp_path):
    results = done(study(uncertainties={"world.firms": [20, NOT_A_NUMBER]}), tmp_path)
    flags = results.runs.set_index("point")["not_finite"]
    assert set(flags[[0, 2, 4]]) == {""}
    assert set(flags[[1, 3, 5]]) == {"end"}
    assert set(results.runs["status"]) == {"done"}


def test_shards_need_a_number_of_replicates(tmp_path):
    open_end = {"minutes": 1.0, "least": 2}
    with pytest.raises(ScenarioError, match="must be a number"):
        done(study(replicates=open_end), tmp_path, shard=Shard(1, 2))


def test_replicates_go_on_until_a_difference_is_known_and_resume_agrees(tmp_path):
    """Two points share their luck: their difference is known at once; not so that of a scenario."""
    until = {"outcome": "aid", "between": [0, 1], "width": 0.5}
    asked = study(replicates={"until": until, "least": 3, "step": 2, "most": 9})
    results = done(asked, tmp_path / "out")
    assert results.runs["replicate"].max() == 2
    run, calls = counted()
    assert done(asked, tmp_path / "out", simulate=run).digest == results.digest
    assert calls == []


def test_progress_tells_what_is_done_and_what_failed(tmp_path):
    told = []
    asked = study(uncertainties={"world.firms": [20, RAISES]})
    done(asked, tmp_path, progress=told.append)
    assert (told[0].done, told[0].total) == (0, 12)
    assert (told[-1].done, told[-1].total, told[-1].failed) == (12, 12, 6)
    assert [each.done for each in told] == sorted(each.done for each in told)


@pytest.mark.parametrize("keep", [{"variables": ["all"]}, {"levels": []}], ids=["all", "nothing"])
def test_memory_of_the_coordinator_does_not_grow_with_the_runs(tmp_path, monkeypatch, keep):
    monkeypatch.setattr(store, "VALUES", 2000)
    monkeypatch.setattr(store, "LONGEST", 1000)  # not because time is over
    monkeypatch.setattr(store, "SECONDS", 1000)
    monkeypatch.setattr(runner, "LARGEST", 50)  # else a chunk is a second's worth

    def peak(replicates):
        asked = study(replicates=replicates, keep=keep)
        tracemalloc.start()
        done(asked, tmp_path / str(replicates), executor=Loop())
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)
    small = peak(200)
    assert peak(800) < 2 * small


def test_workers_that_fail_altogether_stop_the_sweep_in_one_line(tmp_path):
    class Gone(Loop):
        def submit(self, chunk):
            if 2 in chunk.settings:
                failed = Future()
                failed.set_exception(ModuleNotFoundError("no eastwest here"))
                return failed
            return super().submit(chunk)

    with pytest.raises(StoppedError, match=r"^stopped: the workers failed: Module"):
        done(study(), tmp_path, executor=Gone())
    assert 0 < len(load(tmp_path).runs) < 12
    assert len(done(study(), tmp_path).runs) == 12


def test_few_runs_are_done_in_the_plain_loop_and_many_in_processes():
    plan = Plan.of(study())
    assert isinstance(choose(plan, 2, 2), Loop)
    assert isinstance(choose(plan, 1000, 1), Loop)
    many = choose(plan, 1000, 2)
    assert isinstance(many, Processes)
    many.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers load kernels themselves")
def test_workers_have_kernels_ready_no_mesa_and_the_backend_of_their_parent(tmp_path):
    pytest.importorskip("numba")
    for name in ("compiled", "numpy"):  # the server was started with the first
        with using(name):
            runs = done(study(), tmp_path / name, executor=Processes(1), simulate=ready).runs
        assert set(runs["aid"]) == {NAMES.index(name)}
        assert set(runs["end"]) == {2}


ALONE = """
import sys
from eastwest.scenario import Scenario
from eastwest_lab.study import Keep, Outcome
from eastwest_lab.sweeps.chunks import Base, Chunk, Order, Setting
from eastwest_lab.sweeps.work import work
base = Scenario.load('history').change({'world.size': 'tiny', 'years': [2014, 2015]})
order = Order({'aid': Outcome(variable='aid')}, ('aid',), Keep())
settings = {0: Setting(0, '{"seed": 3}')}
batch = work(Chunk(order, {0: Base(base.digest, base)}, settings, ((0, 0),)))
assert batch.outcomes[0, 0] > 0, batch
heavy = {"mesa", "typer", "rich", "matplotlib", "pandas", "pyarrow", "scipy.stats"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_worker_imports_no_mesa_no_terminal_no_figures_and_no_tables():
    asked = [sys.executable, "-c", ALONE]
    shown = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    assert shown == "[]\n"


def test_the_deadline_of_a_run_that_is_over_harms_nobody():
    for _ in range(200):
        try:
            with deadline(0.001):
                sum(range(20_000))
        except TooLong:
            continue
    assert threading.active_count() < 50


def late_rule(scenario, replicate, levels):
    """A rule that sleeps, asked as every rule is: what it raises is taken for its fault."""
    asked = Asked("grade", object(), 2015, np.array(["35"]))
    return asked.answer(lambda: [time.sleep(0.01) for _ in range(500)])


def test_a_run_that_is_too_long_inside_a_rule_is_no_fault_of_the_rule(tmp_path):
    results = done(study(replicates=1), tmp_path, timeout=0.05, simulate=late_rule)
    assert set(results.failures["stage"]) == {"timeout"}
