"""The scenario of a fork: its own rules before a year, reformed ones from it on."""

import pytest

from eastwest.errors import ScenarioError
from eastwest.loader import fork, load
from eastwest.pairing.equal import Equal
from eastwest.reading.library import reforms
from eastwest.scenario import in_force

YEARS = (1996, 2015, 2016, 2018, 2019, 2021, 2023)


def rules(scenario, year):
    """Every rule in force in a year; a regime with the year since when its ramp counts."""
    regime = in_force(scenario.regimes, year)
    others = [in_force(each, year).rule for each in (scenario.pairings, scenario.levers)]
    return (regime.since, regime.rule, *others)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", sorted(reforms()))
def test_each_year_has_the_rules_of_the_one_or_the_other(name, year):
    run, reformed = load("history"), load("history", [name])
    forked = fork(run, year, [name])
    for each in range(1996, 2026):
        assert rules(forked, each) == rules(run if each < year else reformed, each), each


@pytest.mark.parametrize("year", YEARS)
def test_the_same_rule_is_no_change(year):
    run = load("history", ["strict_audit"])
    forked = fork(run, year, ["strict_audit"])
    same = ("regime", "change", "lever", "pairing", "levers")
    assert {key: forked.data[key] for key in same} == {key: run.data[key] for key in same}
    assert fork(run, year).digest == run.digest


def test_another_regime_begins_its_ramp_in_the_year(write):
    name = write("mine.toml", '[[regime]]\nfrom = 1996\nuse = "assessment"')
    forked = fork(load("history"), 2010, [name])
    assert [(each.start, each.since) for each in forked.regimes][:2] == [(1996, 1996), (2010, 2010)]
    assert in_force(forked.regimes, 2010).rule.title["en"] == "Assessment and accountability"


def test_a_regime_that_is_dropped_gives_way_to_the_one_before(write):
    name = write("mine.toml", "[[regime]]\nfrom = 2016\ndrop = true")
    forked = fork(load("history"), 2018, [name])
    assert in_force(forked.regimes, 2018).rule.title["en"] == "Reputation"
    assert in_force(forked.regimes, 2017).rule.title["en"] == "Assessment and accountability"


def test_a_plan_and_plain_levers_begin_in_the_year(write):
    name = write("mine.toml", 'levers.subsidy = 0\n[[pairing]]\nfrom = 2002\nplan = "none"')
    forked = fork(load("history"), 2005, [name])
    plans = [in_force(forked.pairings, year).rule for year in (2004, 2005, 2009, 2010)]
    assert plans == ["2002", "none", "none", "2010"]
    assert [in_force(forked.levers, year).rule.subsidy for year in (2004, 2005, 2025)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("entry", "rule", "depth"),
    [
        ('plan = "1996"\ndown_to = "township"', "1996", 2),
        ('kind = "equal"\ndown_to = "province"', Equal(down_to="province"), 0),
    ],
)
def test_a_pairing_rule_and_how_far_down_it_ties_begin_in_the_year(write, entry, rule, depth):
    name = write("mine.toml", f"[[pairing]]\nfrom = 2002\n{entry}")
    forked = fork(load("history"), 2005, [name])
    assert [in_force(forked.depths, year).rule for year in (2004, 2005, 2010)] == [1, depth, 1]
    assert in_force(forked.pairings, 2005).rule == rule


def test_what_is_counted_on_in_a_later_change_is_there(write):
    name = write(
        "mine.toml",
        "[[change]]\nfrom = 2016\nindicator.services = { channel = 'services', weight = 0.1, "
        "target = { norm = 3.0 } }\n[[change]]\nfrom = 2020\nindicator.services.weight = 0.2",
    )
    rule = in_force(fork(load("history"), 2018, [name]).regimes, 2020).rule
    assert rule.indicator["services"].weight == 0.2


def test_the_title_names_the_year():
    assert fork(load("history"), 2018, ["no_audit"]).tables.title["zh"].endswith("不核查 (2018–)")


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        ("east.altruism = 3", 2010, "east.altruism: has no date, so a fork cannot change it"),
        ("years = [1996, 2030]", 2010, "years: has no date"),
        ("seed = 9", 1990, r"year: must be between 1996 and 2025 \(got 1990\)"),
    ],
)
def test_what_would_change_the_past_is_refused(write, text, year, said):
    with pytest.raises(ScenarioError, match=said):
        fork(load("history"), year, [write("mine.toml", text)])
