"""Studies that ship with the program are sound, and cost what one has time for."""

import tomllib

import pytest

from eastwest.errors import ScenarioError
from eastwest_lab import library
from eastwest_lab.study import Study
from eastwest_lab.sweeps.forecast import forecast
from eastwest_lab.sweeps.manifest import Plan


def test_there_is_one_for_each_question():
    assert set(library.studies()) == {
        *("audit_stakes", "exit_2021", "indicators", "market_government", "one_or_two_sides"),
        *("pairing_rules", "regime_switch", "target_difficulty", "value_investment"),
    }


@pytest.mark.parametrize("name", library.studies())
class TestEveryStudy:
    def test_it_speaks_both_languages(self, name):
        study = Study.load(name)
        assert study.name == name
        for text in (study.title, study.question):
            assert set(text) == {"en", "zh"}

    def test_it_says_how_its_points_are_chosen(self, name):
        assert "kind" in tomllib.loads(library.find(name).read_text("utf-8"))["design"]

    def test_a_dry_run_foresees_what_one_has_time_for(self, name, tmp_path):
        found = forecast(Study.load(name), tmp_path / "none", jobs=2)
        assert 40 <= found.runs <= found.most <= 1200
        assert found.size < 1e8
        assert not (tmp_path / "none").exists()


def test_targets_rise_together_from_easy_to_out_of_reach():
    table = Plan.of(Study.load("target_difficulty")).table().filter(like="norm")
    ratios = table / table.iloc[3]
    assert ratios.iloc[0].to_numpy() == pytest.approx([0.25] * 6)
    assert ratios.iloc[-1].to_numpy() == pytest.approx([8.0] * 6)


def test_a_wrong_name_is_told_the_nearest():
    with pytest.raises(ScenarioError, match="did you mean 'audit_stakes'"):
        Study.load("audit_stake")
