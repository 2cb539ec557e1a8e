"""A sweep is done whole, once, and the same whoever does it. Numbers are those of the faults."""

import json
import os
import sys
import threading
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from tests.stub import HANGS, NOT_A_NUMBER, RAISES, stub, study

from eastwest.errors import ResultsError, ScenarioError
from eastwest.runs import simulate
from eastwest_lab import store, work
from eastwest_lab.executors.loop import Loop
from eastwest_lab.executors.processes import Processes
from eastwest_lab.lock import FolderInUseError, locked
from eastwest_lab.manifest import Plan
from eastwest_lab.merging import merge
from eastwest_lab.runner import choose, gather
from eastwest_lab.store import Shard, StoppedError
from eastwest_lab.study import Keep


def done(asked, folder, **options):
    options = {"executor": Loop(), "simulate": stub, **options}
    return gather(asked, folder, **options)


def parts_of(folder):
    return sorted((folder / "parts").iterdir())


def counted():
    """A stub that knows how often it ran, and that number."""
    calls = []

    def run(scenario, replicate, levels):
        calls.append(replicate)
        return stub(scenario, replicate, levels)

    return run, calls


@pytest.fixture
def often(monkeypatch):
    """Every chunk is a part of its own."""
    monkeypatch.setattr(store, "SECONDS", -1.0)


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


def test_20_any_number_of_workers_gives_the_same_digest(tmp_path):
    alone = done(study(), tmp_path / "loop").digest
    assert alone == done(study(), tmp_path / "two", executor=Processes(2)).digest
    assert alone != done(study(seed=2), tmp_path / "seed").digest
    assert alone != done(study(replicates=3), tmp_path / "more").digest


def test_21_keeping_more_changes_no_outcome(tmp_path):
    less = done(study(), tmp_path / "less").runs["aid"]
    more = done(study(keep={"variables": ["all"]}), tmp_path / "more")
    assert more.runs["aid"].equals(less)
    assert set(more.yearly["variable"]) == {"aid", "donations", "poor"}


def test_25_a_failed_run_is_a_row_and_is_tried_again_only_on_request(tmp_path):
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


def test_25_a_point_that_is_no_sound_scenario_fails_alone(tmp_path):
    """Each bound is sound, both together are not: shares that add to more than one."""
    asked = study()
    broken = asked.bases["history"]
    asked = replace(asked, bases={"history": broken})
    planned = Plan.of(asked)
    task = work.Task(0, 0, 0, json.dumps({"east.altruism": -5}))
    order = work.Order(asked.outcomes, asked.kept, Keep(), None, stub)
    batch = work.work(work.Chunk(order, {0: work.Base("x", broken)}, (task,)))
    assert planned.points
    assert batch.runs[0].stage == "scenario"


def test_26_a_run_that_takes_too_long_is_stopped(tmp_path):
    asked = study(uncertainties={"world.firms": [20, HANGS]}, replicates=1)
    results = done(asked, tmp_path, timeout=0.2)
    assert set(results.failures["stage"]) == {"timeout"}
    assert len(results.failures) == 3
    assert results.runs["status"].tolist() == ["done", "failed"] * 3


def test_27_outcomes_that_are_no_numbers_are_flagged(tmp_path):
    results = done(study(uncertainties={"world.firms": [20, NOT_A_NUMBER]}), tmp_path)
    flags = results.runs.set_index("point")["not_finite"]
    assert set(flags[[0, 2, 4]]) == {""}
    assert set(flags[[1, 3, 5]]) == {"end"}
    assert set(results.runs["status"]) == {"done"}


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("damage", ["cut", "flip", "note", "empty note", "gone", "stray"])
def test_31_exactly_what_is_damaged_is_done_again(tmp_path, damage):
    whole = done(study(), tmp_path).digest
    victim = parts_of(tmp_path)[-1].name.split(".")[0]
    path = tmp_path / "parts" / f"{victim}.runs.parquet"
    content = path.read_bytes()
    lost = len(store.load(tmp_path).runs)
    if damage == "cut":
        path.write_bytes(content[: len(content) * 6 // 10])
    elif damage == "flip":
        path.write_bytes(content[:200] + bytes([content[200] ^ 1]) + content[201:])
    elif damage == "gone":
        (tmp_path / "parts" / f"{victim}.yearly.parquet").unlink()
    elif damage == "stray":
        (tmp_path / "parts" / "1-of-1-000099.runs.parquet").write_bytes(content)
        (tmp_path / "parts" / ".1-of-1-000100.json.77.part").write_bytes(b"{")
    else:
        (tmp_path / "parts" / f"{victim}.json").write_text("{" if damage == "note" else "")
    lost -= len(store.load(tmp_path).runs)
    run, calls = counted()
    notices = []
    again = done(study(), tmp_path, simulate=run, notice=notices.append)
    assert len(calls) == lost
    assert (lost > 0) is (damage != "stray")
    assert len(notices) == 1
    assert again.digest == whole
    assert not [path for path in parts_of(tmp_path) if "99" in path.name or ".part" in path.name]


def test_32_a_damaged_manifest_is_written_anew_only_if_all_parts_fit(tmp_path):
    whole = done(study(), tmp_path).digest
    (tmp_path / "manifest.json").write_text('{"schema": 1')
    with pytest.raises(ResultsError, match="do not all fit this study"):
        done(study(replicates=3), tmp_path)
    run, calls = counted()
    notices = []
    assert done(study(), tmp_path, simulate=run, notice=notices.append).digest == whole
    assert calls == []
    assert "written anew" in notices[0]


def test_32_a_changed_scenario_in_the_folder_is_noticed(tmp_path):
    done(study(), tmp_path)
    path = tmp_path / "scenarios" / "1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("seed = 1", "seed = 2"), "utf-8")
    with pytest.raises(ResultsError, match=r"damaged .*1\.toml was changed"):
        store.load(tmp_path)


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"levers": {"east.altruism": [0.1, 0.2, 0.4]}}, "levers.east.altruism"),
        ({"replicates": 3}, "replicates.number"),
        ({"seed": 9}, "scenarios.history.seed"),
        ({"years": [2014, 2015]}, "scenarios.history.years"),
        ({"design": {"kind": "one_at_a_time"}}, "design.kind"),
    ],
)
def test_33_a_changed_study_is_refused_with_its_keys(tmp_path, change, keys):
    done(study(), tmp_path)
    with pytest.raises(ResultsError, match=f"changed since: {keys}.*--out"):
        done(study(**change), tmp_path)
    assert len(done(study(title={"en": "Another name"}), tmp_path).runs) == 12


def test_34_runs_of_several_versions_of_the_code_are_marked(tmp_path, monkeypatch):
    done(study(), tmp_path, shard=Shard(1, 2))
    monkeypatch.setattr(work, "code_version", lambda: "eastwest 9.9.9")
    results = done(study(), tmp_path, shard=Shard(2, 2))
    assert len(results.codes) == 2
    assert set(results.runs["code"]) == set(results.codes)


def test_35_results_of_a_newer_version_are_refused(tmp_path):
    done(study(), tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "schema": 2}))
    for call in (lambda: store.load(tmp_path), lambda: done(study(), tmp_path)):
        with pytest.raises(ResultsError, match="made by a newer version of eastwest"):
            call()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.usefixtures("often")
def test_36_a_full_disk_stops_in_one_line_and_leaves_no_half_file(tmp_path, monkeypatch):
    """Files of more than some kilobytes cannot be written, as on a full disk."""
    import resource
    import signal

    whole = done(study(), tmp_path / "whole").digest
    asked, folder = study(), tmp_path / "out"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(signal, "SIGXFSZ", signal.SIGXFSZ)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def run(scenario, replicate, levels):
        if scenario.tables.east.altruism > 0.25:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
        return stub(scenario, replicate, levels)

    try:
        with pytest.raises(StoppedError, match=r"^stopped: .*cannot be written: File too large$"):
            done(asked, folder, simulate=run)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    names = {path.suffixes[-1] for path in parts_of(folder)}
    assert names <= {".json", ".parquet"}
    assert len(list((folder / "parts").glob("*.json"))) * 3 == len(parts_of(folder))
    assert 0 < len(store.load(folder).runs) < 12
    assert done(asked, folder).digest == whole


@pytest.mark.parametrize("kind", ["file", "closed", "full"])
def test_37_a_folder_that_cannot_be_used_is_refused_before_the_first_run(tmp_path, kind):
    run, calls = counted()
    folder = tmp_path / "out"
    if kind == "file":
        folder.write_text("mine")
    elif kind == "full":
        folder.mkdir()
        (folder / "diary.txt").write_text("mine")
    else:
        folder = tmp_path / "out" / "x" / "\0"
    with pytest.raises(ResultsError, match=r"must be|cannot be written in"):
        done(study(), folder, simulate=run)
    assert calls == []


def test_38_a_folder_in_use_is_refused_with_the_process(tmp_path):
    done(study(), tmp_path)
    with locked(tmp_path / "lock-1-of-1"):
        for shard in (Shard(), Shard(1, 2)):
            with pytest.raises(FolderInUseError, match=f"in use by process {os.getpid()}"):
                done(study(), tmp_path, shard=shard)
    done(study(), tmp_path)


def test_39_shards_share_a_folder_and_are_merged_once_they_are_all_there(tmp_path):
    whole = done(study(), tmp_path / "whole").digest
    shared = tmp_path / "shared"
    done(study(), shared, shard=Shard(1, 3))
    with locked(shared / "lock-1-of-3"):
        with pytest.raises(FolderInUseError):
            done(study(), shared, shard=Shard(1, 3))
        done(study(), shared, shard=Shard(2, 3))
    with pytest.raises(ResultsError, match=r"4 of 12 runs are missing .*: 2-0, 2-1, 5-0, 5-1$"):
        merge([shared], tmp_path / "merged")
    assert not (tmp_path / "merged").exists()
    done(study(), shared, shard=Shard(3, 3))
    assert merge([shared], None).digest == whole
    assert merge([shared], tmp_path / "merged").digest == whole


def test_39_shards_in_folders_of_their_own_are_merged_into_one(tmp_path):
    whole = done(study(), tmp_path / "whole").digest
    folders = [tmp_path / str(k) for k in (1, 2)]
    for k, folder in enumerate(folders, start=1):
        done(study(), folder, shard=Shard(k, 2))
    merged = merge([*folders, tmp_path / "whole"], tmp_path / "merged")
    assert merged.digest == whole
    assert len(merged.runs) == 12
    assert len(merged.yearly) == 12 * 3 * 2
    assert done(study(), tmp_path / "merged").digest == whole


def test_39_folders_of_different_studies_are_not_merged(tmp_path):
    done(study(), tmp_path / "a")
    done(study(replicates=3), tmp_path / "b")
    with pytest.raises(ResultsError, match=r"another study .*replicates\.number"):
        merge([tmp_path / "a", tmp_path / "b"], tmp_path / "out")


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


def test_memory_of_the_coordinator_does_not_grow_with_the_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "VALUES", 2000)

    def peak(replicates):
        asked = study(replicates=replicates, keep={"variables": ["all"]})
        tracemalloc.start()
        done(asked, tmp_path / str(replicates), executor=Loop())
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)
    small = peak(200)
    assert peak(800) < 2 * small


def test_few_runs_are_done_in_the_plain_loop_and_many_in_processes():
    plan = Plan.of(study())
    assert isinstance(choose(plan, 2, 2), Loop)
    assert isinstance(choose(plan, 1000, 1), Loop)
    many = choose(plan, 1000, 2)
    assert isinstance(many, Processes)
    many.stop()


def test_only_what_a_worker_needs_is_imported_in_it(tmp_path):
    """No Mesa, no terminal, no figures: a worker is light and starts fast."""
    import subprocess

    heavy = "{'mesa', 'typer', 'rich', 'matplotlib', 'pandas', 'pyarrow', 'scipy.stats'}"
    program = (
        "import sys; from tests.stub import study, work_alone; work_alone();"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    program = program.replace("from tests.stub import study, work_alone; work_alone();", ALONE)
    asked = [sys.executable, "-c", program]
    shown = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    assert shown == "[]\n"


ALONE = """
from eastwest.scenario import Scenario
from eastwest_lab.study import Keep, Outcome
from eastwest_lab.work import Base, Chunk, Order, Task, work
base = Scenario.load('history').change({'world.size': 'tiny', 'years': [2014, 2015]})
order = Order({'aid': Outcome(variable='aid')}, ('aid',), Keep())
batch = work(Chunk(order, {0: Base(base.digest, base)}, (Task(0, 0, 0, '{"seed": 3}'),)))
assert batch.runs[0].outcomes[0] > 0, batch
"""


def test_the_deadline_of_a_run_that_is_over_harms_nobody():
    from eastwest_lab.deadline import TooLong, deadline

    for _ in range(200):
        try:
            with deadline(0.001):
                sum(range(20_000))
        except TooLong:
            continue
    assert threading.active_count() < 50
