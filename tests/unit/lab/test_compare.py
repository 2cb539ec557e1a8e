"""`eastwest compare` and `plot`: a small comparison from the command line to its files."""

import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest
from tests.command import typed

from eastwest.errors import EastwestError, ScenarioError
from eastwest_lab.cli.cases import cases
from eastwest_lab.cli.naming import split
from eastwest_lab.cli.request import Request
from eastwest_lab.comparing.paired import ROUNDING
from eastwest_lab.comparison import read
from eastwest_lab.sweeps.runner import Tally

TINY = ("--world", "tiny", "--years", "2015-2017", "--jobs", "1")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparisons") / "mine"
    words = ("compare", "history", "no_audit", "history+tougher_targets", *TINY)
    done = typed(*words, "--replicates", 3, "--out", folder, "--lang", "en")
    assert done.exit_code == 0, done.output
    return folder, done.output


def test_writes_tables_figures_and_report(made):
    folder, output = made
    names = {path.name for path in folder.iterdir()}
    assert {"differences.csv", "outcomes.csv", "places.csv", "ranks.csv", "report.html"} <= names
    assert (folder / "figures" / "forest.png").stat().st_size > 5000
    assert "Government aid" in output
    assert str(folder / "report.html") in output


def test_differences_are_those_of_the_runs(made):
    folder, _ = made
    found = read(folder).compared
    wide = found.runs.pivot(index="replicate", columns="scenario", values="aid")
    change = (wide["history+tougher_targets"] - wide["history"]).mean()
    table = pd.read_csv(folder / "differences.csv").set_index(["scenario", "variable"])
    assert table.loc[("history+tougher_targets", "aid"), "difference"] == pytest.approx(change)


def test_runs_before_the_rules_part_are_equal(made):
    assert read(made[0]).compared.first == 2016


def test_the_same_again_runs_nothing_and_ends_the_same(made):
    folder, _ = made
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "parts").iterdir()}
    old = (folder / "differences.csv").read_bytes()
    words = ("compare", "history", "no_audit", "history+tougher_targets", *TINY)
    assert typed(*words, "--replicates", 3, "--out", folder).exit_code == 0
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "parts").iterdir()} == before
    assert (folder / "differences.csv").read_bytes() == old


def test_a_printed_command_makes_the_figure_again(made, tmp_path):
    folder, _ = made
    assert f"eastwest plot {folder} forest --lang en" in (folder / "report.html").read_text("utf-8")
    done = typed("plot", folder, "forest", "--lang", "en", "--out", tmp_path / "again.png")
    assert done.exit_code == 0, done.output
    first, second = folder / "figures" / "forest.png", tmp_path / "again.png"
    assert second.read_bytes() == first.read_bytes()


def test_a_figure_that_is_not_there_is_named_with_its_neighbour(made):
    done = typed("plot", made[0], "forrest")
    assert done.exit_code == 2
    assert "did you mean 'forest'?" in done.output
    assert typed("plot", made[0].parent, "forest").exit_code == 2


def test_a_figure_that_is_there_is_not_overwritten(made, tmp_path):
    (tmp_path / "mine.png").write_bytes(b"mine")
    done = typed("plot", made[0], "forest", "--out", tmp_path / "mine.png")
    assert (done.exit_code, "never overwritten" in done.stderr) == (2, True)
    assert (tmp_path / "mine.png").read_bytes() == b"mine"


def test_years_in_which_nothing_differs_are_said_to_be_such(tmp_path):
    words = ("compare", "history", "no_audit", *TINY, "--replicates", 1, "--out", tmp_path / "new")
    done = typed(*words, "--over", "2015-2015")
    assert "within 2015–2015 nothing differs; the first difference is in 2016" in done.stderr


def test_an_interrupted_comparison_says_what_goes_on(tmp_path, monkeypatch):
    def interrupted(study, folder, jobs, executor, progress, **options):
        progress(Tally(6, 0, 0))
        raise KeyboardInterrupt

    monkeypatch.setattr("eastwest_lab.sweeps.runner.gather", interrupted)
    monkeypatch.setattr("eastwest_lab.sweeps.results.load", lambda folder: SimpleNamespace(runs=[]))
    monkeypatch.chdir(tmp_path)
    done = typed("compare", "history", "no_audit", *TINY, "--replicates", 3)
    assert done.exit_code == 130
    told = r"0 runs .* 6 are left; the same command with --out results/compare-[\w-]+ goes on"
    assert re.search(told, done.stderr)


def test_one_that_is_interrupted_before_it_began_counts_nothing(tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("eastwest_lab.sweeps.runner.gather", interrupted)
    monkeypatch.chdir(tmp_path)
    done = typed("compare", "history", "no_audit", *TINY, "--replicates", 3)
    assert done.exit_code == 130
    assert "Stopped before it began; what results/compare-" in done.stderr


def test_a_damaged_comparison_is_refused(made, tmp_path):
    path = tmp_path / "comparison.json"
    path.write_text(json.dumps({"command": "x"}))
    assert "is damaged" in typed("plot", tmp_path, "forest").output


@pytest.mark.slow
def test_attribution_to_channels_adds_up(tmp_path):
    words = ("compare", "reputation_forever", "history", *TINY, "--replicates", 1)
    done = typed(*words, "--attribute", "channels", "--out", tmp_path / "mine")
    assert done.exit_code == 0, done.output
    parts = pd.read_csv(tmp_path / "mine" / "channels_shapley.csv").query("variable == 'aid'")
    value = parts.set_index("group")["value"]
    assert value.drop("all").sum() == pytest.approx(value["all"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """No checks, higher stakes, and a subsidy after the last year."""
    place = tmp_path_factory.mktemp("settings")
    (place / "mine.toml").write_text(
        'extends = "history"\ntitle = { en = "x", zh = "x" }\n'
        "[[change]]\nfrom = 2016\nobserve.audit.share = 0.0\n"
        "reward.career = [0.0, 10000.0, 20000.0, 30000.0]\n"
        "[[lever]]\nfrom = 2024\nsubsidy = 0.1\n"
    )
    words = ("compare", "history", place / "mine.toml", *TINY, "--replicates", 2)
    done = typed(*words, "--attribute", "settings", "--out", place / "out", "--lang", "en")
    assert done.exit_code == 0, done.output
    return place / "out"


class TestSettings:
    def values(self, folder, variable):
        table = pd.read_csv(folder / "settings_shapley.csv")
        return table[table["variable"] == variable].set_index("group")["value"]

    @pytest.mark.parametrize("variable", ["aid", "poor", "workers_placed"])
    def test_shares_add_up_to_the_difference_of_the_two_scenarios(self, folder, variable):
        value = self.values(folder, variable)
        assert set(value.index) == {"audit", "stakes", "lever.subsidy", "all"}
        assert value.drop("all").sum() == pytest.approx(value["all"], rel=ROUNDING)
        table = pd.read_csv(folder / "differences.csv").set_index("variable")
        assert value["all"] == pytest.approx(table.loc[variable, "difference"], rel=ROUNDING)

    def test_a_setting_that_is_never_felt_gets_exactly_zero(self, folder):
        """The subsidy changes after the last year of the run."""
        assert self.values(folder, "aid")["lever.subsidy"] == 0
        pairs = pd.read_csv(folder / "settings_interactions.csv")
        felt = (pairs["group"] != "lever.subsidy") & (pairs["other"] != "lever.subsidy")
        assert (pairs.loc[~felt, ["value", "low", "high"]] == 0).all(axis=None)
        assert self.values(folder, "aid").drop("lever.subsidy").any()

    def test_the_page_names_the_keys_of_each_group(self, folder):
        text = (folder / "report.html").read_text("utf-8")
        assert "change.2016.observe.audit.share" in text
        assert '<figure id="settings-B">' in text

    def test_what_cannot_be_taken_apart_is_refused_before_anything_is_run(self, tmp_path):
        words = ("compare", "history", "no_audit", *TINY, "--out", tmp_path / "new")
        done = typed(*words, "--attribute", "settings")
        assert done.exit_code == 2
        assert "no_audit differs from the first in audit alone" in done.output
        assert "must be channels or settings" in typed(*words, "--attribute", "luck").output
        assert not (tmp_path / "new").exists()


class TestCases:
    request_ = Request("en", 2, {"world.size": "tiny"})

    def test_reforms_are_added_by_plus_and_lie_over_history_alone(self):
        assert split("history+no_audit+platform") == ("history", ("no_audit", "platform"))
        assert split("tougher_targets") == ("history", ("tougher_targets",))
        assert split("one_to_one") == ("one_to_one", ())

    def test_all_take_the_world_seed_and_years_of_the_first(self, tmp_path):
        file = tmp_path / "a+b.toml"
        file.write_text(
            'extends = "history"\ntitle = { en = "x" }\nseed = 9\nyears = [2000, 2010]\n'
        )
        found = cases([str(file), "history"], self.request_)
        assert [each.tables.seed for each in found.values()] == [9, 9]
        assert {each.tables.years for each in found.values()} == {(2000, 2010)}

    def test_the_same_scenario_twice_is_refused(self):
        with pytest.raises(EastwestError, match="same scenario as history"):
            cases(["history", "history"], self.request_)
        with pytest.raises(EastwestError, match="at least two"):
            cases(["history"], self.request_)

    def test_all_wrong_names_are_told_at_once(self):
        with pytest.raises(ScenarioError) as error:
            cases(["histry", "history+strict_adit"], self.request_)
        assert "'history'" in str(error.value)
        assert "'strict_audit'" in str(error.value)


def test_a_dry_run_tells_the_runs_of_attributions_too_and_writes_nothing(tmp_path):
    words = ("--replicates", 2, "--attribute", "channels", "--dry-run", "--lang", "en")
    done = typed("compare", "history", "no_audit", *TINY, "--out", tmp_path / "new", *words)
    assert done.exit_code == 0, done.output
    runs = [line for line in done.output.splitlines() if line.startswith("Runs: ")]
    assert [line.split(";")[0] for line in runs] == ["Runs: 4", "Runs: 128"]
    assert done.output.count("Time: about") == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--over", "1980-2000"), "over: must lie within"), (("--over", "x"), "over: must be a year")],
)
def test_bad_years_are_refused_before_anything_is_run(words, said, tmp_path):
    done = typed("compare", "history", "no_audit", *TINY, "--out", tmp_path / "new", *words)
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "new").exists()
