"""Tables hold what was measured; a folder of results is whole, sound and never overwritten."""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyarrow.parquet import read_metadata

import eastwest
from eastwest import storing
from eastwest.errors import ResultsError
from eastwest.recording import KINDS
from eastwest.results import Result, actors, frames, load, run
from eastwest.results.files import without_csv
from eastwest.results.frames import COLUMNS
from eastwest.runs import Record
from eastwest.scenario import Scenario

ROOT = Path(__file__).parents[2]
YEARS = (2015, 2018)
FILES = {
    *("manifest.json", "scenario.toml", "variables.csv", "national_wide.csv"),
    *("national.parquet", "national.csv", "pair.parquet", "pair.csv"),
    *("province.parquet", "province.csv", "county.parquet", "county.csv"),
    *("agents_EasternGovernment.parquet", "agents_EasternGovernment.csv"),
    *("agents_WesternGovernment.parquet", "agents_WesternGovernment.csv"),
    *("agents_Firm.parquet", "agents_Firm.csv"),
    *("agents_SocialOrganization.parquet", "agents_SocialOrganization.csv"),
}


@pytest.fixture(scope="module")
def result():
    return run("history", world="tiny", years=YEARS, replicates=2, agents=True, county=True)


@pytest.fixture(scope="module")
def folder(result, tmp_path_factory):
    return result.save(tmp_path_factory.mktemp("results") / "结果 1", command="typed")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    place = tmp_path_factory.mktemp("actors")
    run("history", world="tiny", years=YEARS, replicates=2, agents=place)
    return place


class TestActorsWrittenYearByYear:
    @pytest.mark.parametrize("kind", KINDS)
    def test_are_those_that_are_kept_in_memory(self, result, written, kind):
        frame = pd.read_parquet(written / f"agents_{kind}.parquet")
        pd.testing.assert_frame_equal(frame, result.agents(kind))

    @pytest.mark.parametrize("kind", KINDS)
    def test_are_written_the_same_as_csv(self, folder, written, kind):
        name = f"agents_{kind}.csv"
        assert (written / name).read_bytes() == (folder / name).read_bytes()

    def test_are_never_in_memory_for_more_than_a_year(self, written):
        found = read_metadata(written / "agents_Firm.parquet")
        groups = [found.row_group(number).num_rows for number in range(found.num_row_groups)]
        assert groups == [20] * 8  # 20 firms, two replicates of four years

    def test_have_no_csv_that_a_spreadsheet_has_no_room_for(self, tmp_path, monkeypatch):
        monkeypatch.setattr(actors, "SHEET_ROWS", 39)
        run("history", world="tiny", years=(2015, 2016), agents=tmp_path)
        assert not (tmp_path / "agents_Firm.csv").exists()
        assert (tmp_path / "agents_SocialOrganization.csv").exists()

    def test_leave_no_file_when_a_run_fails(self, tmp_path):
        def stop(replicate, year):
            if year == 2016:
                raise RuntimeError

        with pytest.raises(RuntimeError):
            run("history", world="tiny", years=YEARS, agents=tmp_path, progress=stop)
        assert list(tmp_path.iterdir()) == []


class TestTidyTable:
    @pytest.mark.parametrize("level", ["national", "pair", "province", "county"])
    def test_has_the_columns_of_the_contract_and_each_row_once(self, result, level):
        frame = result.frame(level)
        assert tuple(frame.columns) == COLUMNS
        assert not frame.duplicated(["run", "year", "level", "id", "variable"]).any()
        assert set(frame["level"]) == {level}
        assert sorted(set(frame["year"])) == list(range(YEARS[0], YEARS[1] + 1))

    @pytest.mark.parametrize("level", ["national", "pair", "province", "county"])
    def test_every_variable_is_described_with_its_unit(self, result, level):
        frame = result.frame(level)
        known = {row["name"] for row in frames.catalogue(result.scenario)}
        assert set(frame["variable"]) <= known
        assert (frame["unit"] != "").all()

    def test_holds_what_was_measured(self, result):
        record, frame = result.records[1], result.frame("pair")
        part = frame[(frame["replicate"] == 1) & (frame["variable"] == "aid")]
        for place, dyad in enumerate(record.ids["pair"]):
            expected = [column[place] for column in record.columns["pair"]["aid"]]
            assert part[part["id"] == dyad]["value"].tolist() == expected

    def test_a_replicate_does_not_depend_on_how_many_there_are(self, result):
        alone = run("history", world="tiny", years=YEARS).frame()
        both = result.frame()
        first = both[both["replicate"] == 0].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, first)

    def test_a_level_that_was_not_measured_is_refused(self):
        with pytest.raises(ResultsError, match="national, pair, province"):
            run("history", world="tiny", years=(2015, 2015)).frame("county")

    def test_holds_a_row_for_each_number_of_large_records(self, result):
        ids = {"county": np.array([f"52-{n:03d}" for n in range(832)])}
        records = []
        for replicate in range(5):
            record = Record(1, replicate, ids, years=list(range(1996, 2026)))
            record.national = {f"v{n}": [0.5] * 30 for n in range(90)}
            record.columns["county"] = {f"v{n}": [np.ones(832)] * 30 for n in range(12)}
            records.append(record)
        for level, count, size in (("national", 5, 13_500), ("county", 1, 299_520)):
            assert len(frames.tidy(records[:count], result.scenario, level)) == size


class TestAgents:
    def test_there_is_a_row_for_each_year_replicate_and_actor(self, result):
        frame = result.agents("EasternGovernment")
        assert list(frame.columns[:4]) == ["replicate", "year", "id", "tier"]
        assert not frame.duplicated(["replicate", "year", "id"]).any()
        assert len(frame) == 2 * 4 * frame["id"].nunique()

    def test_columns_are_those_of_the_state(self, result):
        frame = result.agents("EasternGovernment")
        top = frame[(frame["tier"] != "county") & (frame["replicate"] == 0)]
        growth = top.groupby("year")["effort_growth"].sum()
        national = result.frame().query("replicate == 0 and variable == 'effort_growth'")
        assert growth.to_numpy() == pytest.approx(national["value"].to_numpy())

    def test_firms_name_the_place_where_they_are(self, result):
        firms = result.agents("Firm")
        assert firms["id"].iloc[0] == "F000000"
        at_home = firms["host"] == ""
        assert (firms.loc[at_home, "capital"] == 0.0).all()
        assert set(firms.loc[~at_home, "host"]) <= set(result.records[0].ids["county"])

    def test_are_kept_only_if_asked_for(self):
        bare = run("history", world="tiny", years=(2015, 2015))
        with pytest.raises(ResultsError, match="agents=True"):
            bare.agents("Firm")

    def test_an_unknown_kind_is_refused(self, result):
        with pytest.raises(ResultsError, match="EasternGovernment"):
            result.agents("Farmer")


class TestRun:
    def test_tells_of_each_year_of_each_replicate(self):
        told = []
        run(
            *("history",),
            world="tiny",
            years=(2015, 2016),
            replicates=2,
            progress=lambda *now: told.append(now),
        )
        assert told == [(0, 2015), (0, 2016), (1, 2015), (1, 2016)]

    def test_takes_a_scenario_and_a_seed(self):
        scenario = Scenario.load("history").change({"world.size": "tiny", "years": [2015, 2015]})
        seven, eight = (run(scenario, seed=seed) for seed in (7, 8))
        assert set(seven.frame()["seed"]) == {7}
        assert frames.digest(seven.frame()) != frames.digest(eight.frame())

    def test_refuses_no_replicates(self):
        with pytest.raises(ResultsError, match="at least 1"):
            run("history", world="tiny", replicates=0)


class TestDigest:
    def test_does_not_know_the_order_of_rows(self, result):
        frame = result.frame("province")
        assert frames.digest(frame) == frames.digest(frame.sample(frac=1, random_state=1))

    @pytest.mark.parametrize("column", ["value", "variable", "year", "id"])
    def test_changes_with_any_cell(self, result, column):
        frame = result.frame()
        other = frame.copy()
        cell = other[column].iloc[3]
        other.loc[3, column] = cell + 1 if column in ("value", "year") else f"{cell}x"
        assert frames.digest(frame) != frames.digest(other)

    def test_knows_one_zero_and_one_nan(self, result):
        frame = result.frame().head(2)
        digests = set()
        for zero, nan in ((0.0, np.nan), (-0.0, -np.nan)):
            digests.add(frames.digest(frame.assign(value=[zero, nan])))
        assert len(digests) == 1


class TestFolder:
    def test_holds_what_was_asked_for_and_nothing_else(self, folder):
        assert {path.name for path in folder.iterdir()} == FILES

    def test_manifest_vouches_for_every_other_file(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert set(manifest["files"]) == FILES - {"manifest.json"}
        for name, known in manifest["files"].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == known
        assert manifest["schema"] == 1
        assert manifest["command"] == "typed"
        assert (manifest["seed"], manifest["replicates"]) == (1, [0, 1])
        assert (manifest["world"], manifest["years"]) == ("tiny", list(YEARS))
        assert {"eastwest", "python", "numpy", "pandas", "mesa"} <= set(manifest["versions"])

    def test_loaded_tables_are_those_that_were_saved(self, result, folder):
        saved = load(folder)
        assert saved.levels == result.levels
        for level in result.levels:
            frame = saved.frame(level)
            pd.testing.assert_frame_equal(frame, result.frame(level))
            assert saved.manifest["tables"][level] == frames.digest(frame)
        pd.testing.assert_frame_equal(saved.agents("Firm"), result.agents("Firm"))

    def test_loaded_scenario_is_the_one_that_was_run(self, result, folder):
        scenario = load(folder).scenario
        assert (scenario.name, scenario.digest) == ("history", result.scenario.digest)

    def test_csv_holds_the_same_numbers(self, result, folder):
        frame = pd.read_csv(folder / "county.csv", dtype={"id": str})
        expected = result.frame("county")
        assert frame["id"].tolist() == expected["id"].tolist()
        assert frame["value"].to_numpy() == pytest.approx(expected["value"].to_numpy(), nan_ok=True)

    def test_spreadsheets_know_the_encoding_of_their_tables(self, folder):
        for name in (name for name in FILES if name.endswith(".csv")):
            assert (folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
        wide = pd.read_csv(folder / "national_wide.csv", encoding="utf-8-sig")
        assert list(wide.columns[:6]) == ["run", "scenario", "replicate", "seed", "year", "aid"]
        assert len(wide) == 2 * 4
        words = pd.read_csv(folder / "variables.csv", encoding="utf-8-sig")
        assert list(words.columns) == ["name", "unit", "label_en", "label_zh"]

    def test_a_table_that_a_spreadsheet_has_no_room_for_has_no_csv(
        self, result, tmp_path, monkeypatch
    ):
        monkeypatch.setattr("eastwest.results.files.SHEET_ROWS", len(result.frame("pair")))
        folder = result.save(tmp_path / "long", levels=["national", "pair"])
        assert "national" in without_csv(folder)
        assert "pair" not in without_csv(folder)
        assert load(folder).frame().equals(result.frame())

    def test_duckdb_reads_what_spreadsheets_read(self, result, folder):
        duckdb = pytest.importorskip("duckdb")
        query = f"select run, value from '{(folder / 'national.csv').as_posix()}'"
        rows = duckdb.sql(query).fetchall()
        assert [row[1] for row in rows] == pytest.approx(result.frame()["value"].tolist())

    def test_only_the_levels_that_are_named_are_saved(self, result, tmp_path):
        result.save(tmp_path / "few", levels=["national"])
        assert load(tmp_path / "few").levels == ("national",)
        assert not (tmp_path / "few" / "county.csv").exists()

    def test_formulas_become_text_in_csv_and_stay_as_they_are_in_parquet(self, result, tmp_path):
        named = Result(Scenario(**{**fields(result.scenario), "name": "=1+1"}), result.records)
        named.save(tmp_path / "risky", levels=["national"])
        for name in ("national.csv", "national_wide.csv"):
            rows = pd.read_csv(tmp_path / "risky" / name, encoding="utf-8-sig")
            assert set(rows["scenario"]) == {"'=1+1"}
        assert set(load(tmp_path / "risky").frame()["scenario"]) == {"=1+1"}

    @pytest.mark.parametrize("text", ["=a", "+a", "-a", "@a", "\ta", "\ra"])
    def test_every_risky_beginning_is_quoted(self, text):
        assert storing.plain_cell(text) == f"'{text}"


def fail_after(part):
    part.write_text("half")
    raise RuntimeError


def fields(scenario):
    return {name: getattr(scenario, name) for name in scenario.__dataclass_fields__}


class TestRefusals:
    def test_a_folder_that_holds_something_stays_as_it_is(self, result, tmp_path):
        (tmp_path / "mine.txt").write_text("keep")
        with pytest.raises(ResultsError, match="never overwritten"):
            result.save(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]

    def test_a_file_is_no_folder(self, result, tmp_path):
        (tmp_path / "file").write_text("keep")
        with pytest.raises(ResultsError, match="must be a folder"):
            result.save(tmp_path / "file")

    def test_a_folder_inside_a_file_cannot_be_made(self, result, tmp_path):
        (tmp_path / "file").write_text("keep")
        with pytest.raises(ResultsError, match="cannot be written in"):
            result.save(tmp_path / "file" / "inside")

    def test_a_full_disk_is_one_line_and_leaves_no_part_of_a_file(self, result, tmp_path):
        resource = pytest.importorskip("resource")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, hard))
        try:
            with pytest.raises(ResultsError) as failure:
                result.save(tmp_path / "full")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "cannot be written" in str(failure.value)
        assert "\n" not in str(failure.value)
        left = {path.name for path in (tmp_path / "full").iterdir()}
        assert left < FILES - {"manifest.json"}

    def test_a_failed_write_keeps_the_older_file(self, tmp_path):
        path = tmp_path / "table.csv"
        storing.write_text(path, "old")
        with pytest.raises(RuntimeError), storing.whole(path) as part:
            fail_after(part)
        assert path.read_text() == "old"
        assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]

    def test_a_new_folder_that_stays_empty_is_removed(self, tmp_path):
        with pytest.raises(KeyboardInterrupt), storing.fresh(tmp_path / "new"):
            raise KeyboardInterrupt
        assert not (tmp_path / "new").exists()


class TestLoading:
    @pytest.fixture
    def copy(self, result, tmp_path):
        return result.save(tmp_path / "copy", levels=["national"])

    def test_a_flipped_byte_is_noticed(self, copy):
        path = copy / "national.parquet"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        with pytest.raises(ResultsError, match=r"national\.parquet: was changed or damaged"):
            load(copy).frame()

    def test_a_file_that_is_gone_is_named(self, copy):
        (copy / "national.parquet").unlink()
        with pytest.raises(ResultsError, match=r"national\.parquet: cannot be read"):
            load(copy).frame()

    def test_a_table_that_was_never_saved_is_named(self, copy):
        with pytest.raises(ResultsError, match=r"county\.parquet: is not among"):
            load(copy).frame("county")

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "is damaged"),
            ("{", "is damaged"),
            ("[]", "is damaged"),
            ('{"schema": 1}', "is damaged"),
            ('{"schema": 2}', "newer version"),
        ],
    )
    def test_a_manifest_that_cannot_be_used_is_refused(self, copy, text, reason):
        (copy / "manifest.json").write_text(text)
        with pytest.raises(ResultsError, match=reason):
            load(copy)

    def test_a_folder_without_manifest_is_refused(self, tmp_path):
        with pytest.raises(ResultsError, match="holds no finished run"):
            load(tmp_path)


class TestDoor:
    def test_importing_the_package_alone_is_light(self):
        code = "import sys, eastwest; print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert {"numpy", "pandas", "mesa", "pydantic"}.isdisjoint(done.stdout.decode().split())

    def test_everything_it_offers_is_there(self):
        for name in eastwest.__all__:
            assert getattr(eastwest, name) is not None
        assert set(dir(eastwest)) >= set(eastwest.__all__)

    def test_nothing_else_is(self):
        with pytest.raises(AttributeError, match="no attribute 'walk'"):
            eastwest.walk  # noqa: B018

    def test_version_is_that_of_the_project(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert eastwest.__version__ == project["version"]
