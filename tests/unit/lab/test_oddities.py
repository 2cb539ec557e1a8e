"""Keys of a study that move nothing are told, and worlds whose results cannot be compared."""

import pytest
from tests.command import typed

from eastwest.scenario import Scenario
from eastwest_lab.cli.oddities import apart, oddities
from eastwest_lab.language import messages
from eastwest_lab.study import Study
from eastwest_lab.sweeps.results import load

EN, ZH = messages("en"), messages("zh")
MINE = """\
extends = "history"
title = { en = "Mine", zh = "我的" }
[[change]]
from = 2016
observe.audit = { share = 1.0 }
[[lever]]
from = 2010
subsidy = 2.0
"""
STUDY = """\
scenarios = ["mine.toml"]
world = "tiny"
years = [2015, 2017]
[levers]
regime.2016.observe.audit.share = [0.1, 0.9]
[outcomes]
aid = { variable = "aid" }
"""


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    file = tmp_path_factory.mktemp("oddities") / "mine.toml"
    file.write_text(MINE, encoding="utf-8")
    return Scenario.load(str(file)).change({"world.size": "tiny", "years": [2015, 2017]})


def told(base, key, *values, say=EN):
    """Return what is odd about varying a key."""
    table = {"outcomes": {"aid": {"variable": "aid"}}, "levers": {key: list(values)}}
    return list(oddities(Study.make(table, bases={"mine": base}), say))


@pytest.mark.parametrize(
    ("key", "above"),
    [
        ("regime.2016.observe.audit.share", "change.2016.observe.audit.share"),
        ("levers.subsidy", "lever.2010.subsidy"),
        ("lever.2009.subsidy", "lever.2010.subsidy"),
    ],
)
def test_a_key_that_another_lies_over_is_told_with_that(mine, key, above):
    assert told(mine, key, 0.1, 0.9) == [
        f"Note: {key} changes nothing in mine: {above} lies over it."
    ]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("lever.2018.subsidy", (0.5, 1.0)),
        ("change.2021.observe.audit.share", (0.5, 1.0)),
        ("pairing.1996.plan", ("none", "1996")),
    ],
)
def test_a_key_of_other_years_than_those_of_the_run_is_told(mine, key, values):
    why = "what it sets is in force in no year from 2015 to 2017"
    assert told(mine, key, *values) == [f"Note: {key} changes nothing in mine: {why}."]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("change.2016.observe.audit.share", (0.1, 1.0)),
        ("lever.2010.subsidy", (2.0, 1.0)),
        ("lever.2016.subsidy", (2.0, 1.0)),
        ("lever.2016.subsidy", (2.0,)),
        ("pairing.2016.plan", ("none", "1996")),
        ("world.firms", (20, 30)),
        ("east.altruism", (0.1, 0.3)),
    ],
)
def test_a_key_of_which_a_value_is_felt_is_not_told(mine, key, values):
    assert told(mine, key, *values) == []


def test_a_range_is_told_like_its_ends(mine):
    table = {
        "outcomes": {"aid": {"variable": "aid"}},
        "design": {"samples": 2},
        "uncertainties": {"levers.subsidy": {"low": 0.5, "high": 1.5}},
    }
    study = Study.make(table, bases={"mine": mine})
    assert list(oddities(study, ZH)) == [
        "注意：levers.subsidy 在 mine 中不起任何作用：它被 lever.2010.subsidy 覆盖。"
    ]


def test_a_sweep_tells_it_before_and_after_and_its_points_are_equal(tmp_path):
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    (tmp_path / "vary.toml").write_text(STUDY, encoding="utf-8")
    words = ("sweep", tmp_path / "vary.toml", "--out", tmp_path / "out", "--jobs", 1)
    note = "regime.2016.observe.audit.share changes nothing in mine"
    assert note in typed(*words, "--dry-run").stderr
    assert note in typed(*words).stderr
    assert note in (tmp_path / "out" / "report.html").read_text("utf-8")
    assert load(tmp_path / "out").runs["aid"].nunique() == 1


class TestWorlds:
    def test_of_other_provinces_are_told_and_both_named(self):
        bases = {name: Scenario.load(name) for name in ("history", "no_audit", "fujian_ningxia")}
        (english,), (chinese,) = apart(bases, EN), apart(bases, ZH)
        assert "of history and fujian_ningxia cannot be compared" in english
        assert "(31 against 2: Fujian, Ningxia)" in english
        assert "（31个；福建、宁夏共2个）" in chinese

    def test_of_the_same_provinces_in_another_order_or_size_are_not_told(self):
        base = Scenario.load("history")
        pair = base.change({"world.provinces": ["64", "35"]})
        other = {"fujian_ningxia": Scenario.load("fujian_ningxia"), "pair": pair}
        classroom = base.change({"world.size": "classroom"})
        assert not list(apart(other, EN))
        assert not list(apart({"history": base, "classroom": classroom}, EN))
        assert list(apart({"history": base, "tiny": base.change({"world.size": "tiny"})}, EN))

    def test_compare_tells_it_before_and_after(self, tmp_path):
        (tmp_path / "pair.toml").write_text(
            'extends = "history"\ntitle = { en = "Pair", zh = "一对" }\n'
            '[world]\nprovinces = ["35", "64"]\n',
            encoding="utf-8",
        )
        words = ("compare", "history", tmp_path / "pair.toml", "--world", "tiny")
        words += ("--years", "2015-2016", "--replicates", 2, "--jobs", 1, "--out", tmp_path / "out")
        note = "national results of history and pair cannot be compared"
        assert note in typed(*words, "--dry-run").stderr
        assert note in typed(*words).stderr
        assert note in (tmp_path / "out" / "report.html").read_text("utf-8")
