"""`--with` and `eastwest fork`: reforms over a run, from its start or from a year on."""

import json
import re

import pytest
from tests.command import typed
from typer.testing import CliRunner

import eastwest
from eastwest_lab.cli.app import app

TINY = ("--world", "tiny", "--years", "2015-2018")


@pytest.fixture(scope="module", autouse=True)
def _without_figures():
    """Figures take seconds and are tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eastwest_lab.cli.writing.draw_all", lambda *every: [])
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small run of two replicates."""
    folder = tmp_path_factory.mktemp("runs") / "mine"
    done = typed("run", "history", *TINY, "--replicates", 2, "--out", folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def forked(made):
    """A fork of it, and what was printed."""
    folder = made.with_name("fork")
    done = typed("fork", made, "--year", 2017, "--with", "strict_audit", "--out", folder)
    assert done.exit_code == 0, done.output
    return folder, done


class TestFork:
    def test_manifest_names_parent_and_command(self, made, forked):
        manifest, parent = (eastwest.load(each).manifest for each in (forked[0], made))
        assert manifest["parent"] == {
            "scenario": "history",
            "digest": parent["scenario"]["digest"],
            "year": 2017,
            "reforms": ["strict_audit"],
            "tables": parent["tables"],
            "versions": parent["versions"],
        }
        told = f"eastwest fork {made} --year 2017 --with strict_audit --lang en"
        assert manifest["command"] == told
        assert manifest["replicates"] == parent["replicates"]

    def test_tables_hold_both_runs(self, made, forked):
        baseline = eastwest.load(forked[0]).frame("baseline")
        assert baseline.equals(eastwest.load(made).frame())

    def test_terminal_tells_what_was_changed(self, forked):
        row, _ = (line for line in forked[1].output.splitlines() if "audit.share" in line)
        assert row.split()[:4] == ["observe.audit.share", "2017", "0.4", "1"]

    def test_what_was_changed_is_a_table_in_a_narrow_terminal(self, made, tmp_path):
        words = ("fork", made, "--year", 2017, "--with", "tougher_targets", "--out", tmp_path / "n")
        shown = CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "80"}).output
        rows = [line.split() for line in shown.splitlines() if ".target.norm" in line]
        assert ["indicator.labour.target.norm", "2018", "1600", "2400", "assumed"] in rows
        assert shown.count("channel unit a county") == 1
        assert all(len(line) <= 80 for line in shown.splitlines() if "/" not in line)

    def test_report_sets_both_beside_each_other(self, forked):
        text = (forked[0] / "report.html").read_text(encoding="utf-8")
        assert "Beside history, from 2017 on" in text
        assert "mean 2017–2018" in text

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", ("What it sets otherwise than history, from 2017 on", "Changes of regimes")),
            ("zh", ("自2017年起与history设定不同之处", "制度调整")),
        ],
    )
    def test_report_tells_what_was_changed(self, made, tmp_path, lang, said):
        words = ("--year", 2017, "--with", "strict_audit", "--out", tmp_path / "new")
        assert typed("fork", made, *words, "--lang", lang).exit_code == 0
        text = (tmp_path / "new/report.html").read_text(encoding="utf-8")
        for each in said:
            assert each in text
        row = text.partition("<code>observe.audit.share</code>")[2].partition("</tr>")[0]
        assert re.findall(">([^<]+)</td>", row) == ["2017", "0.4", "1", "share", "assumed"]

    def test_nothing_is_warned_of(self, forked):
        assert forked[1].stderr == ""

    @pytest.mark.parametrize(
        ("backends", "said"),
        [
            (("numpy", "compiled"), "`numpy`, what follows by `compiled`; their numbers agree"),
            (("compiled", "numpy"), "`compiled`, what follows by `numpy`; their numbers agree"),
            (("numpy", "fast"), "`fast` rounds"),
        ],
    )
    def test_another_backend_is_no_other_code(self, tmp_path, backends, said):
        pytest.importorskip("numba")
        old, new = backends
        done = typed("--backend", old, "run", "history", *TINY, "--out", tmp_path / "old")
        assert done.exit_code == 0, done.output
        words = ("--year", 2017, "--with", "strict_audit", "--lang", "en", "--quiet")
        done = typed("--backend", new, "fork", tmp_path / "old", *words, "--out", tmp_path / "new")
        assert done.exit_code == 0
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
        manifest = eastwest.load(tmp_path / "new").manifest
        assert (
            manifest["parent"]["versions"]["backend"],
            manifest["versions"]["backend"],
        ) == backends

    def test_what_another_backend_cannot_have_done_is_told(self, made, tmp_path, monkeypatch):
        pytest.importorskip("numba")
        past = eastwest.load(made).frame()
        monkeypatch.setattr(
            "eastwest.results.Saved.frame",
            lambda self: past.assign(value=past["value"] * (1 + 1e-6)),
        )
        words = ("--year", 2017, "--with", "strict_audit", "--out", tmp_path / "new")
        done = typed("--backend", "numpy", "fork", made, *words)
        assert "numbers agree" in done.stderr
        assert "other code made it" in done.stderr

    def test_other_code_is_told(self, made, tmp_path, monkeypatch):
        text = (made / "manifest.json").read_text(encoding="utf-8")
        old = text.replace(f'"eastwest": "{eastwest.__version__}"', '"eastwest": "0.0.9"')
        (tmp_path / "old").mkdir()
        for path in made.iterdir():
            if path.is_file():
                (tmp_path / "old" / path.name).write_bytes(path.read_bytes())
        (tmp_path / "old" / "manifest.json").write_text(old, encoding="utf-8")
        past = eastwest.load(made).frame()
        monkeypatch.setattr(
            "eastwest.results.Saved.frame", lambda self: past.assign(value=past["value"] + 1)
        )
        done = typed(
            "fork",
            tmp_path / "old",
            "--year",
            2017,
            "--with",
            "no_audit",
            "--out",
            tmp_path / "new",
        )
        assert done.exit_code == 0
        assert "eastwest 0.0.9" in done.stderr
        assert "the years before 2017 came out differently" in done.stderr

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--year", 2030, "--with", "no_audit"), "year: must be between 2015 and 2018"),
            (("--year", 2016, "--with", "strict"), "did you mean 'strict_audit'?"),
            (("--year", 2016, "--with", "toughr"), "did you mean 'tougher_targets'?"),
            (("--year", 2016, "--with", "nonsense"), "no such reform in the library"),
            (("--year", 2017), "with: must name a reform"),
        ],
    )
    def test_what_cannot_be_forked_is_refused(self, made, tmp_path, words, said):
        done = typed("fork", made, *words, "--out", tmp_path / "new")
        assert done.exit_code == 2
        assert said in done.stderr
        assert not (tmp_path / "new").exists()


class TestWith:
    def test_reforms_are_laid_over_and_named(self, tmp_path):
        words = ("--with", "strict_audit", "--with", "no_audit", "--out", tmp_path / "new")
        done = typed("run", "history", *TINY, *words)
        assert done.exit_code == 0, done.output
        manifest = json.loads((tmp_path / "new/manifest.json").read_text(encoding="utf-8"))
        assert manifest["scenario"]["name"] == "history+strict_audit+no_audit"
        assert "--with strict_audit --with no_audit" in manifest["command"]

    def test_a_name_with_a_reform_means_the_same(self, tmp_path):
        done = typed("run", "history+strict_audit", *TINY, "--out", tmp_path / "plus")
        assert done.exit_code == 0, done.output
        words = ("--with", "strict_audit", "--out", tmp_path / "with")
        assert typed("run", "history", *TINY, *words).exit_code == 0
        plus, laid = (eastwest.load(tmp_path / name) for name in ("plus", "with"))
        assert plus.manifest["scenario"] == laid.manifest["scenario"]
        assert plus.manifest["command"].startswith("eastwest run history+strict_audit --seed")

    def test_a_reform_alone_lies_over_history(self, tmp_path):
        done = typed("run", "no_subsidies", *TINY, "--dry-run", "--out", tmp_path / "new")
        assert done.exit_code == 0, done.output
        assert "history+no_subsidies" in done.output

    def test_an_expectation_is_judged_against_the_scenario_without_it(self, tmp_path):
        (tmp_path / "mine.toml").write_text(
            'expectation = { variable = "aid", direction = "same", years = [2015, 2018] }\n'
        )
        out = tmp_path / "new"
        done = typed("run", "history", *TINY, "--with", tmp_path / "mine.toml", "--out", out)
        assert done.exit_code == 0, done.output
        report = (out / "report.html").read_text(encoding="utf-8")
        assert "Compared with history," in report
        assert "It came out." in report

    def test_list_names_reforms_and_regimes(self):
        shown = typed("list").output
        assert shown.index("History") < shown.index("What if") < shown.index("Reforms")
        for name in ("strict_audit", "assessment", "reputation_forever"):
            assert name in shown
