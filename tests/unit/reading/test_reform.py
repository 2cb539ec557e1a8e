"""Reforms lie over any scenario; the later wins, and dates are those of the reform."""

import re

import pytest

from eastwest.errors import ScenarioError
from eastwest.loader import difference, load, to_toml
from eastwest.reading.library import find, find_reform, reforms, rules, scenarios
from eastwest.scenario import Scenario, in_force

AUDIT = "[[change]]\nfrom = 2016\nobserve.audit.share = {}\n"


def share(scenario, year):
    return in_force(scenario.regimes, year).rule.observe.audit.share


class TestEveryLibraryReform:
    @pytest.fixture(params=sorted(reforms()))
    def name(self, request):
        return request.param

    def test_lies_over_history_and_changes_it(self, name):
        history = load("history")
        assert history.with_reform(name).digest != history.digest

    def test_has_title_and_notes_in_both_languages(self, name):
        entry = next(each for each in rules() if (each.name, each.group) == (name, "reform"))
        assert set(entry.title) == set(entry.text) == {"en", "zh"}

    def test_leaves_governments_and_plans_as_they_are(self, name):
        changed, history = load("history", [name]), load("history")
        assert changed.tables.east == history.tables.east
        assert in_force(changed.pairings, 2025) == in_force(history.pairings, 2025)

    def test_written_out_it_is_the_same_anywhere(self, name, made):
        scenario = load("history", [name])
        assert made(to_toml(scenario)).digest == scenario.digest


class TestOrder:
    def test_the_later_wins(self):
        both = load("history", ["strict_audit", "no_audit"])
        assert (share(both, 2018), share(load("history", ["no_audit", "strict_audit"]), 2018)) == (
            0.0,
            1.0,
        )
        assert both.name == "history+strict_audit+no_audit"

    def test_method_and_function_say_the_same(self):
        one = Scenario.load("history").with_reform("strict_audit", "no_subsidies")
        assert one == load("history", ("strict_audit", "no_subsidies"))

    def test_without_reforms_nothing_changes(self):
        assert load("history", ()) == Scenario.load("history").with_reform() == load("history")

    def test_a_reform_says_the_same_as_a_file_that_extends(self, made, write):
        child = made('extends = "history"\n' + AUDIT.format(0.7))
        reform = load("history", [write("mine.toml", AUDIT.format(0.7))])
        assert reform.digest == child.digest


class TestTexts:
    def test_titles_and_notes_are_added(self):
        title = load("history", ["no_audit"]).tables.title
        assert title["en"].endswith("common prosperity + No audit")
        assert title["zh"].endswith("共同富裕 + 不核查")

    def test_a_text_in_one_language_stands_for_both(self, write):
        name = write("mine.toml", 'title = { en = "Mine" }\n')
        assert load("history", [name]).tables.title["zh"].endswith(" + Mine")

    def test_an_expectation_is_that_of_the_reform_alone(self, write):
        expected = 'expectation = { variable = "aid", direction = "up", years = [2000, 2001] }'
        name = write("mine.toml", expected)
        assert load("no_collaboration", ["no_audit"]).tables.expectation is None
        assert load("no_collaboration", [name]).tables.expectation.variable == "aid"


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('extends = "history"\nseed = 1', "mine.toml:1: extends: must not stand in a reform"),
            ("[lever]\nfrom = 2000", "mine.toml:1: lever: must be a list of tables"),
            ("[[lever]]\nfrom = 2000\nsubsidi = 1", "mine.toml:3: lever.2000.subsidi: unknown key"),
            ("title = 5", "mine.toml:1: title"),
            ("[[change]]\nfrom = 2000\ndrop = true", "must drop an entry that is there"),
        ],
    )
    def test_what_is_wrong_is_said_by_file_and_line(self, write, text, said):
        with pytest.raises(ScenarioError) as error:
            load("history", [write("mine.toml", text)])
        assert said in str(error.value)

    def test_a_misspelt_name_is_told(self):
        with pytest.raises(ScenarioError, match="did you mean 'strict_audit'"):
            load("history", ["strict_adit"])

    def test_one_that_speaks_of_what_is_not_there_is_refused(self):
        with pytest.raises(ScenarioError, match=r"one_sided\.toml:8: change\.2016\.indicator"):
            load("reputation_forever", ["one_sided"])


@pytest.mark.parametrize("name", sorted(scenarios().keys() & reforms().keys()))
def test_a_scenario_of_a_reform_s_name_is_history_with_that_reform(name):
    said = {"title", "question", "notes", "expectation"}
    apart = difference(load(name), load("history").with_reform(name))
    assert {each.key.split(".")[0] for each in apart} <= said


@pytest.mark.parametrize(
    ("find", "name", "said"),
    [
        (find, "platform", "it is a reform, to lie over a scenario: `--with platform`"),
        (find_reform, "one_to_one", "it is a scenario, to run by itself"),
    ],
)
def test_a_name_of_the_other_kind_is_told_as_such(find, name, said):
    with pytest.raises(ScenarioError, match=re.escape(said)):
        find(name)
