"""A regime's score sheet by side, and what it refuses; the score, worked by hand."""

import numpy as np
import pytest

from eastwest.errors import ScenarioError
from eastwest.evaluation.grade import Bars
from eastwest.evaluation.indicator import Indicator, Target
from eastwest.evaluation.layout import Layout
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import Reward
from eastwest.evaluation.score import WeightedSum
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import CHANNEL, CHANNELS


def indicator(channel: str, side: str = "east", weight: float = 1.0, **more) -> Indicator:
    return Indicator(channel=channel, side=side, weight=weight, target=Target(norm=1.0), **more)


def regime(reward: Reward | None = None, **sheet: Indicator) -> Regime:
    return Regime(
        title={"en": "Test", "zh": "测试"},
        indicator=sheet,
        grade=Bars(bars=(60.0, 80.0)),
        reward=Reward() if reward is None else reward,
    )


def sheet(side: str, rule: Regime) -> Sheet:
    return Sheet.of(side, rule, Layout.of(side, [rule]))


def test_each_side_has_its_own_sheet_and_shares_what_is_for_both() -> None:
    rule = regime(
        aid=indicator("aid"),
        own=indicator("labour", side="west", weight=2.0),
        joint=indicator("ecology", side="both", weight=3.0, cap=1.1),
    )
    assert set(sheet("east", rule).lines) == {CHANNEL["aid"], CHANNEL["ecology"]}
    assert set(sheet("west", rule).lines) == {CHANNEL["labour"], CHANNEL["ecology"]}
    assert sheet("east", rule).weights.sum() == 4.0
    assert sheet("west", rule).weights[CHANNEL["labour"]] == 2.0
    assert sheet("west", rule).caps[CHANNEL["ecology"]] == 1.1


def test_what_is_not_on_the_sheet_has_no_weight_and_no_cap() -> None:
    east, west = (sheet(side, regime(aid=indicator("aid"))) for side in ("east", "west"))
    others = [column for column in range(len(CHANNELS)) if column != CHANNEL["aid"]]
    assert not east.weights[others].any()
    assert np.isinf(east.caps).all()
    assert west.lines == {}
    assert west.weights.sum() == 0.0


def test_a_channel_scored_twice_on_a_side_takes_a_column_of_its_own() -> None:
    rule = regime(one=indicator("aid"), two=indicator("aid", side="both", weight=2.0))
    east = sheet("east", rule)
    assert set(east.lines) == {CHANNEL["aid"], len(CHANNELS)}
    assert east.weights.sum() == 3.0
    assert not east.plain
    assert sheet("west", rule).plain


def test_a_channel_may_be_scored_once_on_each_side() -> None:
    rule = regime(one=indicator("aid"), two=indicator("aid", side="west", weight=5.0))
    assert sheet("east", rule).weights[CHANNEL["aid"]] == 1.0
    assert sheet("west", rule).weights[CHANNEL["aid"]] == 5.0


@pytest.mark.parametrize("name", ["reputation", "career", "summons", "money", "publicity"])
def test_rewards_that_fit_no_grade_are_refused(name: str) -> None:
    told = rf"'reward.{name}' must have 1 or 3 values, one for each grade of bars \[60, 80\]"
    with pytest.raises(ScenarioError, match=told):
        regime(Reward(**{name: (0.0, 1.0)}), aid=indicator("aid"))


class TestScore:
    rule = WeightedSum(points=100.0)
    uncapped = np.full(2, np.inf)

    def test_full_fulfilment_of_everything_is_full_points(self) -> None:
        for weights in ([0.2, 0.3], [5.0, 45.0]):
            assert self.rule(np.array(weights), np.ones((1, 2)), self.uncapped) == [100.0]

    def test_weights_share_out_the_points(self) -> None:
        fulfilment = np.array([[1.0, 0.0], [0.0, 0.5], [2.0, 1.0]])
        score = self.rule(np.array([1.0, 3.0]), fulfilment, self.uncapped)
        assert score == pytest.approx([25.0, 37.5, 125.0])

    def test_more_than_the_cap_does_not_count(self) -> None:
        cap = np.array([1.12, np.inf])
        assert self.rule(np.array([1.0, 1.0]), np.array([[9.0, 0.0]]), cap) == pytest.approx(56.0)

    def test_a_sheet_without_weight_scores_nothing(self) -> None:
        assert self.rule(np.zeros(2), np.ones((3, 2)), self.uncapped).tolist() == [0.0, 0.0, 0.0]
