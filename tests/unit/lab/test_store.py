"""The folder of a sweep: damage, changes, full disks, company."""

import json
import os
import signal
import sys

import pytest
from tests.stub import counted, done, stub, study

import eastwest
from eastwest.errors import ResultsError
from eastwest.scenario import Scenario
from eastwest_lab.sweeps import batches, store
from eastwest_lab.sweeps.lock import FolderInUseError, locked
from eastwest_lab.sweeps.merging import merge
from eastwest_lab.sweeps.results import load
from eastwest_lab.sweeps.store import Shard, StoppedError


def parts_of(folder):
    return sorted((folder / "parts").iterdir())


@pytest.fixture
def often(monkeypatch):
    """Every chunk is a part of its own."""
    monkeypatch.setattr(store, "SECONDS", -1.0)


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("damage", ["cut", "flip", "note", "empty note", "gone", "stray"])
def test_exactly_what_is_damaged_is_done_again(tmp_path, damage):
    whole = done(study(), tmp_path).digest
    victim = parts_of(tmp_path)[-1].name.split(".")[0]
    path = tmp_path / "parts" / f"{victim}.runs.parquet"
    content = path.read_bytes()
    lost = len(load(tmp_path).runs)
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
    lost -= len(load(tmp_path).runs)
    run, calls = counted()
    notices = []
    again = done(study(), tmp_path, simulate=run, notice=notices.append)
    assert len(calls) == lost
    assert (lost > 0) is (damage != "stray")
    assert len(notices) == 1
    assert again.digest == whole
    assert not [path for path in parts_of(tmp_path) if "99" in path.name or ".part" in path.name]


def test_a_damaged_manifest_is_written_anew_only_if_all_parts_fit(tmp_path):
    whole = done(study(), tmp_path).digest
    (tmp_path / "manifest.json").write_text('{"schema": 1')
    with pytest.raises(ResultsError, match="do not all fit this study"):
        done(study(replicates=3), tmp_path)
    run, calls = counted()
    notices = []
    assert done(study(), tmp_path, simulate=run, notice=notices.append).digest == whole
    assert calls == []
    assert "written anew" in notices[0]


def test_a_changed_scenario_in_the_folder_is_noticed(tmp_path):
    done(study(), tmp_path)
    path = tmp_path / "scenarios" / "1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("seed = 1", "seed = 2"), "utf-8")
    with pytest.raises(ResultsError, match=r"damaged .*1\.toml was changed"):
        load(tmp_path)


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
def test_a_changed_study_is_refused_with_its_keys(tmp_path, change, keys):
    done(study(), tmp_path)
    with pytest.raises(ResultsError, match=f"changed since: {keys}.*--out"):
        done(study(**change), tmp_path)
    assert len(done(study(title={"en": "Another name"}), tmp_path).runs) == 12


def test_runs_of_several_versions_of_the_code_are_marked(tmp_path, monkeypatch):
    done(study(), tmp_path, shard=Shard(1, 2))
    monkeypatch.setattr(batches, "code_version", lambda: "eastwest 9.9.9")
    results = done(study(), tmp_path, shard=Shard(2, 2))
    assert len(results.codes) == 2
    assert set(results.runs["code"]) == set(results.codes)


def test_a_sweep_whose_scenarios_read_otherwise_now_can_be_read_but_not_gone_on_with(
    tmp_path, monkeypatch
):
    before = done(study(), tmp_path)
    monkeypatch.setattr(Scenario, "digest", property(lambda scenario: "f" * 64))
    again = load(tmp_path)
    assert again.digest == before.digest
    assert again.runs.equals(before.runs)
    with pytest.raises(ResultsError, match=r"another version of eastwest began it.*--out$"):
        done(study(), tmp_path)


def test_results_of_a_newer_version_are_refused(tmp_path):
    done(study(), tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "schema": 2}))
    for call in (lambda: load(tmp_path), lambda: done(study(), tmp_path)):
        with pytest.raises(ResultsError, match="made by a newer version of eastwest"):
            call()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.usefixtures("often")
def test_a_full_disk_stops_in_one_line_and_leaves_no_half_file(tmp_path):
    """Files of more than some kilobytes cannot be written, as on a full disk."""
    import resource

    whole = done(study(), tmp_path / "whole").digest
    asked, folder = study(), tmp_path / "out"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
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
    assert 0 < len(load(folder).runs) < 12
    assert done(asked, folder).digest == whole


@pytest.mark.parametrize("kind", ["file", "closed", "full"])
def test_a_folder_that_cannot_be_used_is_refused_before_the_first_run(tmp_path, kind):
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


def test_a_folder_in_use_is_refused_with_the_process(tmp_path):
    done(study(), tmp_path)
    with locked(tmp_path / "lock-1-of-1"):
        for shard in (Shard(), Shard(1, 2)):
            with pytest.raises(FolderInUseError, match=f"in use by process {os.getpid()}"):
                done(study(), tmp_path, shard=shard)
    done(study(), tmp_path)


def test_shards_share_a_folder_and_are_merged_once_they_are_all_there(tmp_path):
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


def test_shards_in_folders_of_their_own_are_merged_into_one(tmp_path):
    whole = done(study(), tmp_path / "whole").digest
    folders = [tmp_path / str(k) for k in (1, 2)]
    for k, folder in enumerate(folders, start=1):
        done(study(), folder, shard=Shard(k, 2))
    merged = merge([*folders, tmp_path / "whole"], tmp_path / "merged")
    assert merged.digest == whole
    assert len(merged.runs) == 12
    assert len(merged.yearly) == 12 * 3 * 2
    assert done(study(), tmp_path / "merged").digest == whole


def test_folders_of_different_studies_are_not_merged(tmp_path):
    done(study(), tmp_path / "a")
    done(study(replicates=3), tmp_path / "b")
    with pytest.raises(ResultsError, match=r"another study .*replicates\.number"):
        merge([tmp_path / "a", tmp_path / "b"], tmp_path / "out")


def test_folders_that_differ_in_many_keys_are_told_in_one_short_line(tmp_path):
    done(study(), tmp_path / "a")
    done(study(scenarios=["no_audit", "no_collaboration"]), tmp_path / "b")
    with pytest.raises(ResultsError, match=r", \.\.\.$") as error:
        merge([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    assert len(str(error.value)) < 2000


def test_the_folder_of_a_run_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "manifest.json").write_text('{"schema": 1, "replicates": [0]}')
    with pytest.raises(ResultsError, match="holds a run, not a sweep or a comparison"):
        done(study(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_the_folder_of_a_sweep_is_no_damaged_run(tmp_path):
    done(study(), tmp_path)
    with pytest.raises(ResultsError, match="holds a sweep or a comparison, not a run"):
        eastwest.load(tmp_path)
