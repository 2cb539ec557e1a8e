"""`sweep`, `status`, `merge` and `export` as people type them."""

import csv
import re

import pandas as pd
import pytest
from openpyxl import load_workbook
from tests.command import typed
from tests.stub import RAISES, done, stub, study

from eastwest_lab.cli.progress import duration
from eastwest_lab.sweeps.exporting import tables, to_csv, to_workbook
from eastwest_lab.sweeps.lock import locked
from eastwest_lab.sweeps.results import Results, load
from eastwest_lab.sweeps.runner import gather

STUDY = """\
title = { en = "Who helps", zh = "谁在帮扶" }
scenarios = ["history"]
world = "tiny"
years = [2014, 2015]
replicates = 2
[levers]
east.altruism = [0.1, 0.3]
[outcomes]
aid = { variable = "aid", statistic = "sum" }
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a study file and its finished sweep."""
    folder = tmp_path_factory.mktemp("sweeps")
    (folder / "help.toml").write_text(STUDY, encoding="utf-8")
    done = typed("sweep", folder / "help.toml", "--out", folder / "out", "--jobs", 1)
    assert done.exit_code == 0, done.output
    assert "Runs: 4 done, 0 failed, of 4" in done.output
    return folder


def test_without_a_folder_it_is_named_after_the_study(place, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    shown = typed("sweep", place / "help.toml", "--jobs", 1, "--quiet")
    assert shown.output.strip() == str(load("results/help").folder)


def test_a_dry_run_writes_nothing_and_tells_runs_time_and_size(place, tmp_path):
    shown = typed("sweep", place / "help.toml", "--out", tmp_path / "no", "--dry-run").output
    assert "Runs: 4; stored already: 0" in shown
    assert re.search(r"Time: about \d.* with \d+ processes", shown)
    assert "Size: about " in shown
    assert not (tmp_path / "no").exists()
    shown = typed("sweep", place / "help.toml", "--out", place / "out", "--dry-run").output
    assert "stored already: 4" in shown


def test_an_open_number_of_replicates_is_told_as_such(tmp_path):
    file = tmp_path / "open.toml"
    text = STUDY.replace("replicates = 2", "replicates = { minutes = 1.0, least = 5, most = 50 }")
    file.write_text(text, encoding="utf-8")
    assert "Runs: 10 to 100;" in typed("sweep", file, "--dry-run", "--out", tmp_path / "x").output


def test_status_of_a_sweep_that_was_stopped_before_its_first_run(tmp_path):
    def stopped(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        done(study(), tmp_path, simulate=stopped)
    shown = typed("status", tmp_path)
    assert shown.exit_code == 0
    assert "0 done, 0 failed, of 12" in shown.output


def test_status_shows_the_digest_in_either_language(place):
    digest = load(place / "out").digest
    assert f"Digest: {digest}" in typed("status", place / "out").output
    chinese = typed("status", place / "out", "--lang", "zh").output
    assert "谁在帮扶" in chinese
    assert digest in chinese


def test_failed_runs_end_with_1_and_say_in_which_stage(tmp_path, monkeypatch):
    """A rule that raises fails its run; the others go on."""
    monkeypatch.setitem(gather.__kwdefaults__, "simulate", stub)
    file = tmp_path / "bad.toml"
    firms = f'"world.firms" = [20, {RAISES}]'
    file.write_text(STUDY.replace("east.altruism = [0.1, 0.3]", firms), encoding="utf-8")
    done = typed("sweep", file, "--out", tmp_path / "out", "--jobs", 1)
    assert done.exit_code == 1
    assert "Runs: 2 done, 2 failed, of 4" in done.output
    assert "failed in stage simulate: 2" in done.output


def test_bad_input_is_one_line_and_2(place, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text(STUDY.replace("aid = {", "aid = { x = 1,"), encoding="utf-8")
    for words, said in (
        (("sweep", file), "bad.toml:9: outcomes.aid.x: unknown key"),
        (("sweep", tmp_path / "none.toml"), "none.toml: must be a plain file"),
        (("sweep", place / "help.toml", "--shard", "3/2"), "shard: must be K/N"),
        (("sweep", place / "help.toml", "--shard", "x"), "shard: must be K/N"),
        (("sweep", place / "help.toml", "--out", file), "must be a folder (got a file)"),
        (("status", tmp_path), "holds no sweep"),
        (("export", place / "out"), "must be told what to write"),
        (("merge", place / "out", place / "out"), "out: must be given"),
    ):
        done = typed(*words)
        assert done.exit_code == 2, done.output
        assert said in done.output
        assert "Traceback" not in done.output


def test_a_folder_in_use_is_3(place):
    with locked(place / "out" / "lock-1-of-1"):
        done = typed("sweep", place / "help.toml", "--out", place / "out")
    assert done.exit_code == 3
    assert "in use by process" in done.output


def test_merge_names_what_is_missing(place, tmp_path):
    typed("sweep", place / "help.toml", "--out", tmp_path / "a", "--shard", "1/2", "--jobs", 1)
    done = typed("merge", tmp_path / "a")
    assert done.exit_code == 2
    assert "2 of 4 runs are missing (point-replicate): 1-0, 1-1" in done.output


class TestExport:
    def test_writes_tables_that_spreadsheets_open(self, place):
        done = typed("export", place / "out", "--csv", "--xlsx")
        assert done.exit_code == 0, done.output
        runs = load(place / "out").runs
        content = (place / "out" / "runs.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        back = pd.read_csv(place / "out" / "runs.csv", encoding="utf-8-sig")
        assert back["aid"].tolist() == runs["aid"].tolist()
        sheets = pd.read_excel(place / "out" / "results.xlsx", sheet_name=None)
        assert list(sheets) == ["runs", "points", "failures", "yearly", "outcomes"]
        assert sheets["runs"]["aid"].tolist() == pytest.approx(runs["aid"].tolist(), rel=1e-15)

    def test_a_workbook_tells_units_and_is_easy_to_read(self, place, tmp_path):
        to_workbook(tables(load(place / "out")), tmp_path / "book.xlsx")
        outcomes = pd.read_excel(tmp_path / "book.xlsx", sheet_name="outcomes").to_dict("records")
        assert outcomes[0]["unit"] == "亿元"
        sheet = load_workbook(tmp_path / "book.xlsx")["runs"]
        assert (sheet.freeze_panes, sheet.auto_filter.ref[:3]) == ("A2", "A1:")
        assert 3 < sheet.column_dimensions["A"].width <= 40

    def test_text_is_never_a_formula_and_numbers_stay(self, place, tmp_path, monkeypatch):
        risky = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "plain"]
        frame = pd.DataFrame({"text": risky, "=head": [-1.5] * 6})
        results = load(place / "out")
        for name in ("runs", "failures", "yearly", "points"):
            monkeypatch.setattr(Results, name, property(lambda self: frame))
        to_csv(results, tmp_path)
        with (tmp_path / "runs.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == ["text", "'=head"]
        assert [row[0] for row in rows[1:]] == [*(f"'{text}" for text in risky[:5]), "plain"]
        assert {row[1] for row in rows[1:]} == {"-1.5"}
        to_workbook(tables(results), tmp_path / "book.xlsx")
        cells = list(load_workbook(tmp_path / "book.xlsx")["runs"].iter_rows())
        assert {cell.data_type for row in cells for cell in row} == {"s", "n"}
        assert [row[0].value for row in cells[1:]] == risky

    def test_a_table_that_is_too_long_for_a_sheet_is_named(self, place, tmp_path, monkeypatch):
        monkeypatch.setattr("eastwest_lab.sweeps.exporting.ROWS", 4)
        left_out = to_workbook(tables(load(place / "out")), tmp_path / "book.xlsx")
        assert left_out == ["runs", "yearly"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.1, "1 s"), (45, "45 s"), (600, "10 min"), (12_000, "3 h 20 min"), (7200, "2 h 0 min")],
)
def test_a_length_of_time_is_said_in_two_figures(seconds, text):
    assert duration(seconds) == text
