"""The end of a sweep: what its figures and its page say."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.command import typed
from tests.stub import RAISES, done, study

from eastwest_lab.cli.sweep_end import finish
from eastwest_lab.comparing.drivers import drivers, together
from eastwest_lab.comparing.settings import by_setting
from eastwest_lab.plots.measured import brief, tails
from eastwest_lab.plots.sweep import sketches
from eastwest_lab.sweeps import batches
from eastwest_lab.sweeps.results import load
from eastwest_lab.sweeps.store import Shard
from eastwest_lab.sweeps.swept import swept

OUTCOMES = {"aid": {"variable": "aid"}, "gifts": {"variable": "donations"}}
ALTRUISM = {"east.altruism": [0.1, 0.2, 0.3]}
DESIGNS = {
    "grid": {},
    "lhs": {
        "design": {"kind": "lhs", "samples": 6},
        "levers": {},
        "uncertainties": {"east.altruism": {"low": 0.1, "high": 0.3}},
    },
    "one_at_a_time": {"design": {"kind": "one_at_a_time"}},
    "scenarios": {"scenarios": ["history", "no_audit", "strict_audit"], "levers": ALTRUISM},
    "list": {"design": {"kind": "list"}, "levers": {}, "uncertainties": {}},
}
ALWAYS = {"spread", "paths"}
DRAWN = {
    "grid": {*ALWAYS, "drivers", "ranking", "heat_map-aid", "heat_map-gifts", "pareto"},
    "lhs": {*ALWAYS, "drivers"},
    "one_at_a_time": {*ALWAYS, "one_at_a_time"},
    "scenarios": {
        *(*ALWAYS, "robust", "drivers", "ranking", "pareto"),
        "heat_map-aid",
        "heat_map-gifts",
    },
    "list": ALWAYS,
}


def page(results, lang="en"):
    return finish(results, "eastwest sweep x", lang).read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=DESIGNS)
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, done(study(**DESIGNS[request.param], outcomes=OUTCOMES), folder / "out")


def test_each_design_has_its_figures(made):
    kind, results = made
    assert {sketch.name for sketch in sketches(swept(results), "en")} == DRAWN[kind]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_page_is_written_in_both_languages(made, lang):
    kind, results = made
    text = page(results, lang)
    assert set(re.findall(r'<figure id="([^"]+)"', text)) == DRAWN[kind]
    assert ("改变了什么" in text) == (lang == "zh")
    assert (results.folder / "means.csv").exists()


def test_the_printed_command_of_every_figure_makes_it_again(made, tmp_path):
    kind, results = made
    commands = re.findall(r"<code>(eastwest plot [^<]+)</code>", page(results))
    assert len(commands) == len(DRAWN[kind])
    for command in commands:
        name = command.split()[3]
        again = typed(*command.split()[1:], "--out", tmp_path / f"{name}.png")
        assert again.exit_code == 0, again.output
        assert (tmp_path / f"{name}.png").read_bytes() == (
            results.folder / "figures" / f"{name}.png"
        ).read_bytes()


@pytest.mark.parametrize(("lang", "said"), [("en", "(as a cost)"), ("zh", "（作为成本）")])
def test_aid_is_a_cost_where_gains_are_weighed_against_it(made, lang, said):
    drawn = {sketch.name: sketch.draw for sketch in sketches(swept(made[1]), lang)}
    if "pareto" in drawn:
        assert drawn["pareto"]().axes[0].get_xlabel().endswith(said)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "because nothing varies, or too little"), ("zh", "因为没有变化")]
)
@pytest.mark.parametrize("values", [[0.1], [0.1, 0.2]])
def test_what_does_not_vary_is_not_called_missing(tmp_path, lang, said, values):
    text = page(done(study(levers={"east.altruism": values}), tmp_path / "out"), lang)
    assert said in text
    assert "do not hold" not in text
    assert "结果表中没有" not in text


def test_the_page_says_what_failed_and_what_is_no_number(tmp_path):
    asked = study(uncertainties={"world.firms": [20, RAISES, 99]}, levers={})
    text = page(done(asked, tmp_path / "out"))
    assert "4 runs done, 2 failed" in text
    assert "2 runs failed in stage simulate: ZeroDivisionError: no firm was left" in text
    assert "Poor people in 2016: no finite number in 2 runs" in text


def test_titles_of_studies_are_text_on_the_page(tmp_path):
    title = "<script>alert(1)</script> {{ 7 * 7 }}"
    text = page(done(study(title={"en": title, "zh": title}), tmp_path / "out"))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in text


def test_page_and_status_mark_a_mixture_of_versions(tmp_path, monkeypatch):
    done(study(), tmp_path, shard=Shard(1, 2))
    monkeypatch.setattr(batches, "code_version", lambda: "eastwest 9.9.9")
    results = done(study(), tmp_path, shard=Shard(2, 2))
    assert "Made by different versions of the code" in page(results)
    assert "made by different versions" in typed("status", tmp_path, "--lang", "en").output


def test_a_report_that_cannot_be_written_is_told_in_one_line_and_runs_are_kept(tmp_path):
    asked = tmp_path / "few.toml"
    asked.write_text(
        'scenarios = ["history"]\nworld = "tiny"\nyears = [2016, 2016]\n'
        '[outcomes]\naid = { variable = "aid" }\n'
    )
    assert typed("sweep", asked, "--out", tmp_path / "out", "--jobs", 1).exit_code == 0
    (tmp_path / "out" / "report.html").unlink()
    (tmp_path / "out" / "report.html").mkdir()
    stopped = typed("sweep", asked, "--out", tmp_path / "out", "--jobs", 1, "--quiet")
    assert stopped.exit_code == 1
    assert "cannot be written: Is a directory" in stopped.output
    assert "Traceback" not in stopped.output
    assert len(load(tmp_path / "out").runs) == 1


def test_shards_are_reported_when_they_are_merged(tmp_path):
    for k in (1, 2):
        done(study(), tmp_path / "parts", shard=Shard(k, 2))
    assert not (tmp_path / "parts" / "report.html").exists()
    merged = typed("merge", tmp_path / "parts", "--out", tmp_path / "whole", "--lang", "en")
    assert merged.exit_code == 0, merged.output
    assert "12 runs done, 0 failed" in (tmp_path / "whole" / "report.html").read_text("utf-8")


class TestDrivers:
    means = pd.DataFrame(
        {"a": [0, 0, 1, 1, 2, 2], "word": ["x", "y"] * 3, "y": [1.0, 3, 2, 4, 3, 5], "flat": 7.0}
    )

    def row(self, key, outcome, **options):
        found = drivers(self.means, ["a", "word"], ["y", "flat"], **options)
        return found.set_index(["key", "outcome"]).loc[(key, outcome)]

    def test_a_list_has_its_share_of_the_variance(self):
        # means 2, 3, 4 of y: 4 of 10 parts of the variance lie between them; words: 6 of 10
        assert self.row("a", "y")["effect"] == pytest.approx(np.sqrt(0.4))
        assert self.row("a", "y")["direction"] == "up"
        assert self.row("word", "y")["effect"] == pytest.approx(np.sqrt(0.6))
        assert self.row("word", "y")["direction"] == ""

    def test_what_does_not_vary_is_moved_by_nothing(self):
        assert self.row("a", "flat")["effect"] == 0

    def test_a_sampled_key_has_its_rank_correlation(self):
        rank = self.means["a"].corr(self.means["y"], method="spearman")
        assert self.row("a", "y", sampled=["a"])["effect"] == pytest.approx(rank)

    def test_a_hump_is_seen_but_has_no_direction(self):
        hump = pd.DataFrame({"a": [0, 0, 1, 1, 2, 2], "y": [0.0, 1, 8, 9, 0, 1]})
        found = drivers(hump, ["a"], ["y"]).loc[0]
        assert found["effect"] > 0.9
        assert found["direction"] == ""

    def test_keys_that_move_together_are_named(self):
        both = self.means.assign(b=10 * self.means["a"], c=[1, 2, 3, 4, 5, 0])
        assert together(both, ["a", "b", "c", "word"]) == [("a", "b")]


class TestBySetting:
    def table(self, change):
        rows = [
            {"scenario": name, "setting": s, "seed": 1, "replicate": k, "y": 5.0 * k + up}
            for s in range(2)
            for k in range(3)
            for name, up in (("one", 0.0), ("two", change[s][k]))
        ]
        return by_setting(pd.DataFrame(rows), ["y"], "one").set_index("setting")

    def test_luck_drops_out_setting_by_setting(self):
        found = self.table([(2, 2, 2), (-1, 0, 1)])
        assert found["difference"].tolist() == pytest.approx([2, 0])
        assert found["sign"].tolist() == [1, 0]
        assert found.loc[0, ["low", "high"]].tolist() == pytest.approx([2, 2])

    def test_a_pair_whose_run_failed_is_left_out(self):
        found = self.table([(2, 2, np.nan), (np.nan,) * 3])
        assert found["difference"].tolist() == [2]


def test_choices_are_ranked_within_the_same_uncertainties(tmp_path):
    found = swept(done(study(outcomes=OUTCOMES), tmp_path / "out"))
    assert found.choices["choice"].tolist() == [0, 2, 4]
    mean = found.means.groupby("east.altruism")["aid"].mean().tolist()
    assert found.choices["aid"].tolist() == pytest.approx(mean)
    assert found.ranks["gifts"].tolist() == [3, 2, 1]


def test_keys_and_values_are_short_and_told_apart():
    keys = ["regime.2016.observe.audit.share", "regime.2021.observe.audit.share", "world.firms"]
    found = tails(keys)
    assert found["world.firms"] == "world.firms"
    assert found[keys[0]] == "2016.observe.audit.share"
    assert [brief(each) for each in (0.25, 1 / 3, 12000.0, "[0.0, 2500.0]", "one")] == [
        *("0.25", "0.3333", "12000", "0, 2500", "one")
    ]
