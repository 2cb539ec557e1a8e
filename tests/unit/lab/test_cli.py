"""What people type: folders appear where they should, errors are one line and exit with 2."""

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pandas as pd
import pytest
from tests.command import typed

import eastwest
from eastwest.errors import ResultsError
from eastwest.explaining import Alternative, FirmStory
from eastwest.explaining import explain as take_apart
from eastwest.register import values
from eastwest_lab.cli.firm_story import tell_firm
from eastwest_lab.cli.register import assumed
from eastwest_lab.language import messages

ROOT = Path(__file__).parents[3]
TINY = ("--world", "tiny", "--years", "2015-2017")


def asked(*words, cwd=None, **environment):
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "eastwest_lab", *map(str, words)],
        capture_output=True,
        env={**os.environ, **environment},
        cwd=cwd,
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small run with everything, and what was printed."""
    folder = tmp_path_factory.mktemp("runs") / "mine"
    done = typed("run", "history", *TINY, "--seed", 7, "--county", "--agents", "--out", folder)
    assert done.exit_code == 0, done.output
    return folder, done.output


class TestRun:
    def test_writes_tables_figures_report_and_manifest(self, made):
        folder, _ = made
        names = {path.name for path in folder.iterdir()}
        assert {"scenario.toml", "national.csv", "national_wide.csv", "county.parquet"} <= names
        assert {"agents_Firm.parquet", "report.html", "manifest.json", "figures"} <= names
        assert not [path for path in folder.rglob("*") if ".part" in path.name]
        assert "<html" in (folder / "report.html").read_text(encoding="utf-8")

    def test_manifest_names_every_file_and_how_to_make_it_again(self, made):
        folder, _ = made
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        assert set(manifest["files"]) == files - {"manifest.json"}
        assert manifest["command"] == (
            "eastwest run history --seed 7 --replicates 1 --world tiny --years 2015-2017"
            " --county --agents --lang en"
        )

    @pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
    def test_the_readme_tells_what_every_file_is(self, made, name):
        told = re.findall(r"`([^`\n]+)`", (ROOT / name).read_text(encoding="utf-8"))
        files = {path.name + "/" * path.is_dir() for path in made[0].iterdir()}
        assert [file for file in files if not any(fnmatch(file, each) for each in told)] == []

    def test_ends_with_numbers_folder_and_report(self, made):
        folder, output = made
        assert "Government aid" in output
        assert "before 2016" in output
        assert f"Folder: {folder}\n" in output
        assert f"Report: {folder / 'report.html'}\n" in output

    def test_the_same_again_gives_the_same_tables(self, made, tmp_path, monkeypatch):
        monkeypatch.setattr("eastwest_lab.cli.writing.draw_all", lambda *every: [])
        typed("run", "history", *TINY, "--seed", 7, "--county", "--out", tmp_path / "again")
        first, second = (eastwest.load(folder) for folder in (made[0], tmp_path / "again"))
        assert first.manifest["tables"] == second.manifest["tables"]


class TestExport:
    def test_a_run_becomes_a_workbook(self, made):
        done = typed("export", made[0], "--xlsx", "--csv")
        assert done.exit_code == 0, done.output
        assert "has its CSV files already" in done.stderr
        sheets = pd.read_excel(made[0] / "results.xlsx", sheet_name=None)
        assert list(sheets) == ["national", "pair", "province", "parameters", "variables"]
        assert sheets["national"]["year"].tolist() == [2015, 2016, 2017]
        eastwest.load(made[0]).frame("pair")
        (made[0] / "results.xlsx").unlink()


@pytest.fixture
def without_figures(monkeypatch):
    """Figures take seconds and are tested elsewhere."""
    monkeypatch.setattr("eastwest_lab.cli.writing.draw_all", lambda *every: [])


@pytest.mark.usefixtures("without_figures")
class TestOptions:
    def test_without_out_a_folder_named_after_scenario_and_time_is_made(self, here):
        done = typed("run", "history", *TINY, "--quiet")
        (folder,) = (here / "results").iterdir()
        assert re.fullmatch(r"history-\d{8}-\d{6}", folder.name)
        assert done.output.strip() == str(folder.relative_to(here))

    def test_one_year_is_a_run_of_one_year(self, here):
        done = typed("run", "history", "--world", "tiny", "--years", "1996", "--out", "one")
        assert done.exit_code == 0, done.output
        assert eastwest.load("one").manifest["years"] == [1996, 1996]
        assert "in 1996" in done.output

    def test_several_scenarios_get_a_folder_each(self, here):
        (here / "mine.toml").write_text('extends = "history"\ntitle = { en = "M" }\n')
        done = typed("run", "mine.toml", "no_collaboration", *TINY, "--out", "all", "--quiet")
        assert done.exit_code == 0, done.output
        assert {path.name for path in (here / "all").iterdir()} == {"mine", "no_collaboration"}

    def test_set_reaches_every_value(self, here):
        settings = ("--set", "world.firms=40", "--set", 'title.en="Mine: [x]"')
        done = typed("run", "history", *TINY, *settings, "--out", "set")
        assert done.exit_code == 0, done.output
        data = tomllib.loads((here / "set/scenario.toml").read_text(encoding="utf-8"))
        assert data["world"]["firms"] == 40
        assert "Mine: [x]" in done.output

    def test_an_expectation_is_judged_against_what_the_scenario_extends(self, here):
        (here / "mine.toml").write_text(
            'extends = "no_collaboration"\ntitle = { en = "M" }\n'
            'expectation = { variable = "poor", direction = "same", years = [2015, 2017] }\n'
        )
        done = typed("run", "mine.toml", *TINY, "--out", "judged", "--quiet")
        assert done.exit_code == 0, done.output
        assert "no_collaboration" in (here / "judged/report.html").read_text(encoding="utf-8")

    def test_open_shows_the_report(self, here, monkeypatch):
        shown = []
        monkeypatch.setattr("webbrowser.open", shown.append)
        typed("run", "history", *TINY, "--out", "opened", "--open", "--quiet")
        assert shown == [(here / "opened/report.html").resolve().as_uri()]

    def test_lang_turns_the_report_and_the_numbers(self, here):
        done = typed("run", "history", *TINY, "--lang", "zh", "--out", "zh")
        assert "财政援助资金" in done.output
        assert 'lang="zh-CN"' in (here / "zh/report.html").read_text(encoding="utf-8")


class TestRefusals:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("run", "histroy"), "did you mean 'history'"),
            (("run", "history", "--years", "soon"), "such as 1996-2025"),
            (("run", "history", "--years", "2020-2010"), "years: must not end before they begin"),
            (("run", "history", "--world", "huge"), "world.size"),
            (("run", "history", "--set", "world.firms"), "KEY=VALUE"),
            (("run", "history", "--set", "world.frims=3"), "did you mean 'firms'"),
            (("run", "history", "--set", "seed=x"), "seed"),
            (("run", "history", "--set", "world.firms=1000000000000"), "GB of memory"),
            (("run", "history", "--lang", "fr"), "lang: must be one of en, zh"),
            (("diff", "history", "history+no_adit"), "did you mean 'no_audit'"),
            (("run", "history", "--replicates", "0"), "replicates"),
            (("run", "history", "--out", "full"), "never overwritten"),
            (("run", "history", "--out", "full/file"), "must be a folder"),
            (("show", "nothing"), "`eastwest list` shows them all"),
            (("explain", "full", "--agent", "35", "--year", "2016"), "full: holds no finished run"),
            (
                ("fork", "nowhere", "--year", "2016", "--with", "no_audit"),
                "nowhere: no such folder",
            ),
        ],
    )
    def test_bad_input_is_told_exits_with_2_and_writes_nothing(self, here, words, said):
        (here / "full").mkdir()
        (here / "full/file").write_text("keep")
        (here / "part.toml").write_text("[[lever]]\nfrom = 2018\nsubsidy = 0.5\n")
        done = typed(*words)
        assert done.exit_code == 2
        assert said in done.stderr
        assert "Traceback" not in done.output
        assert {path.name for path in here.rglob("*")} == {"full", "file", "part.toml"}

    def test_findings_of_all_scenarios_are_told_before_any_is_run(self, here):
        for name in ("one", "two"):
            (here / f"{name}.toml").write_text('extends = "history"\ncolour = 1\n')
        done = typed("run", "history", "one.toml", "two.toml", "--out", "all")
        assert done.exit_code == 2
        assert "one.toml:2: colour" in done.stderr
        assert "two.toml:2: colour" in done.stderr
        assert not (here / "all").exists()

    def test_an_interrupted_run_exits_with_130_in_one_line(self, here, monkeypatch):
        def interrupted(*every, **named):
            raise KeyboardInterrupt

        monkeypatch.setattr("eastwest.results.run", interrupted)
        done = typed("run", "history", *TINY, "--out", "new")
        assert done.exit_code == 130
        assert len(done.stderr.splitlines()) == 1
        assert not (here / "new").exists()

    def test_too_little_memory_exits_with_1_in_one_line(self, here, monkeypatch):
        def full(*every, **named):
            raise MemoryError("Unable to allocate 7 TiB")

        monkeypatch.setattr("eastwest.results.run", full)
        done = typed("run", "history", *TINY, "--out", "new")
        assert done.exit_code == 1
        assert re.fullmatch("Out of memory.*7 TiB\n", done.stderr)
        assert not (here / "new").exists()

    def test_a_full_disk_exits_with_1_in_one_line(self, here, monkeypatch):
        def full(*every):
            raise ResultsError("new/national.csv: cannot be written: No space left on device")

        monkeypatch.setattr("eastwest_lab.cli.writing.write", full)
        done = typed("run", "history", *TINY, "--out", "new")
        assert done.exit_code == 1
        assert done.stderr.splitlines() == [
            "new/national.csv: cannot be written: No space left on device"
        ]


class TestExplain:
    def test_a_government_is_taken_apart(self, made):
        done = typed("explain", made[0], "--agent", "35", "--year", 2017)
        assert done.exit_code == 0
        for text in ("Fujian (35)", "What is at stake", "cost of one unit more", "Payoff"):
            assert text in done.output
        assert done.stderr == ""

    def test_full_marks_are_explained_where_there_are_any(self, made):
        done = typed("explain", made[0], "--agent", "35", "--year", 2017)
        assert ("full marks" in done.output) == ("One more counts for nothing" in done.output)
        assert 'The payoff of the best efforts ("Best" above)' in done.output

    def test_in_chinese_too(self, made):
        done = typed("explain", made[0], "--agent", "64", "--year", 2016, "--lang", "zh")
        assert "宁夏（64），西部省级" in done.output
        assert "各项目标恰好完成，得100分" in done.output

    def test_points_are_explained(self, made):
        done = typed("explain", made[0], "--agent", "35", "--year", 2017)
        assert "100 points are the score when every target is just met." in done.output

    def test_a_firm_is_taken_apart(self, made):
        done = typed("explain", made[0], "--agent", "F000003", "--year", 2017)
        assert done.exit_code == 0
        assert "Firm F000003" in done.output

    def test_grades_are_counted_from_the_best_and_points_add_up(self, made):
        done = typed("explain", made[0], "--agent", "35", "--year", 2017)
        for text in ("1 is the best", "Chance at the best", "Inertia", "Comes by itself", "visits"):
            assert text in " ".join(done.output.split()), text
        story = take_apart(eastwest.Scenario.load(str(made[0] / "scenario.toml")), "35", 2017)
        points = sum(task.points for task in story.tasks)
        assert story.base + points == pytest.approx(story.score)
        assert story.grades[-1].worth >= story.grades[0].worth

    def test_a_place_that_came_twice_has_both_chances(self, capsys):
        twice = Alternative("64-001", "35>64", True, {"tie": 1.0}, 1.0, 0.25, False)
        home = Alternative("", "", True, {"home": 0.0}, 0.0, 0.5, True)
        tell_firm(
            FirmStory("F000001", "35", "light", 2018, "", {}, True, (home, twice, twice)),
            messages("en"),
        )
        assert capsys.readouterr().out.count("50 %") == 2

    @pytest.mark.parametrize("name", ["Fujian", "fujian", "福建"])
    def test_a_government_answers_to_its_name(self, made, name):
        done = typed("explain", made[0], "--agent", name, "--year", 2017)
        assert "Fujian (35)" in done.output

    def test_an_unknown_agent_is_told_some_that_are_there(self, made):
        done = typed("explain", made[0], "--agent", "Atlantis", "--year", 2017)
        assert done.exit_code == 2
        assert "35 (Fujian)" in done.stderr

    def test_other_versions_are_told(self, made, tmp_path):
        text = (made[0] / "manifest.json").read_text(encoding="utf-8")
        old = text.replace(f'"eastwest": "{eastwest.__version__}"', '"eastwest": "0.0.9"')
        (tmp_path / "manifest.json").write_text(old, encoding="utf-8")
        (tmp_path / "scenario.toml").write_bytes((made[0] / "scenario.toml").read_bytes())
        done = typed("explain", tmp_path, "--agent", "35", "--year", 2015)
        assert done.exit_code == 0
        assert "eastwest 0.0.9" in done.stderr

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--agent", "36", "--year", "2017"), "no government or firm"),
            (("--agent", "35", "--year", "2030"), "between 2015 and 2017"),
            (("--agent", "35", "--year", "2017", "--replicate", "5"), "replicate"),
        ],
    )
    def test_what_is_not_in_the_run_is_refused(self, made, words, said):
        done = typed("explain", made[0], *words)
        assert done.exit_code == 2
        assert said in done.stderr


class TestRegister:
    def test_the_table_of_parameters_is_whole_and_vouched_for(self, made):
        path = made[0] / "parameters.csv"
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert list(rows[0]) == ["key", "value", "unit", "range", "source", "meaning"]
        assert {row["unit"] for row in rows} >= {"-", "1e8 yuan"}
        found = {row["key"]: row["value"] for row in rows}
        assert found["world.firms"] == ""
        assert found["regime.2016.reward.career"].startswith("[")
        assert float(found["lever.2016.exit_plan"]) == 12.5e6
        assert found["joint.exponent"] == "-0.5"
        assert {row["range"] for row in rows} >= {"from -1 to 0.6", "from 0 to 1", ">= 0"}
        assert not [row for row in rows if any(cell.startswith("'") for cell in row.values())]
        told = [row["source"].startswith("assumed") for row in rows]
        scenario = eastwest.Scenario.load(str(made[0] / "scenario.toml"))
        assert sum(told) == assumed(scenario)
        manifest = json.loads((made[0] / "manifest.json").read_text(encoding="utf-8"))
        assert "parameters.csv" in manifest["files"]
        assert 'href="parameters.csv"' in (made[0] / "report.html").read_text(encoding="utf-8")

    def test_every_parameter_has_unit_source_and_meaning(self):
        tables = eastwest.Scenario.load("history").tables
        found = list(values(tables, {}))
        assert len(found) > 100
        assert all(each.unit and each.source and each.text for each in found)
        assert len({each.key for each in found}) == len(found)

    def test_a_source_that_the_author_names_counts(self):
        tables = eastwest.Scenario.load("history").tables
        named = {each.key: each for each in values(tables, {"east.altruism": "a document"})}
        assert named["east.altruism"].source == "a document"
        assert not named["east.altruism"].is_assumed
        assert assumed(eastwest.Scenario.load("history")) > 100


class TestStudies:
    """The file of a study where a scenario is asked for."""

    @pytest.mark.parametrize("words", [("check",), ("run",), ("diff", "history")])
    @pytest.mark.parametrize("text", ['scenarios = ["history"]', "[outcomes]\naid = {}"])
    def test_file_of_a_study_is_told_its_command(self, tmp_path, monkeypatch, words, text):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "st.toml").write_text(f"{text}\n", encoding="utf-8")
        done = typed(*words, "st.toml", "--lang", "en")
        assert done.exit_code == 2
        said = "st.toml is a study, not a scenario; eastwest sweep st.toml --dry-run checks it\n"
        assert done.output == said
        assert "st.toml 是研究文件" in typed(*words, "st.toml", "--lang", "zh").output


class TestLanguages:
    @pytest.mark.parametrize(("lang", "said"), [("en", "Seed of chance"), ("zh", "随机种子")])
    def test_help_is_in_the_language_of_the_reader(self, lang, said):
        done = asked("run", "--help", EASTWEST_LANG=lang, PYTHONIOENCODING="utf-8")
        assert said in done.stdout.decode("utf-8")

    @pytest.mark.parametrize("command", ["run", "export", "plot", "sweep", "explain", "compare"])
    def test_help_speaks_of_no_types_of_python(self, command):
        shown = typed(command, "--help").output
        assert not re.search(r"<\w|\[x[<>]", shown)

    def test_help_says_of_a_folder_what_the_command_takes(self):
        run, sweep = ("".join(typed(name, "--help").output.split()) for name in ("run", "sweep"))
        assert "itmustbeemptyormissing" in run
        assert "samestudy,whichthengoeson" in sweep


class TestAnywhere:
    @pytest.mark.slow
    def test_runs_where_chinese_cannot_be_shown(self, tmp_path):
        folder = tmp_path / "结果 1"
        folder.mkdir()
        plain = {"LC_ALL": "C", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "cwd": folder}
        done = asked("run", "history", *TINY, "--lang", "zh", "--out", "out", **plain)
        assert done.returncode == 0, done.stderr
        assert (folder / "out/report.html").is_file()
        told = asked("explain", "out", "--agent", "35", "--year", 2016, "--lang", "zh", **plain)
        assert told.returncode == 0, told.stderr

    def test_a_pipe_gets_no_bar(self, made):
        assert "\x1b" not in made[1]
