"""Score sheets with every element of the grammar: columns and points worked by hand."""

import numpy as np
import pytest
from tests.unit.test_regime import indicator, regime, sheet

from eastwest.errors import ScenarioError
from eastwest.evaluation.grade import Bars
from eastwest.evaluation.indicator import Bonus, Evidence, Indicator, Target
from eastwest.evaluation.layout import Layout
from eastwest.evaluation.outcome import Relapse, Tally
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import Reward
from eastwest.evaluation.score import Discretion, GeometricMean, Minimum
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import CHANNEL, GROWTH

AID, LABOUR = CHANNEL["aid"], CHANNEL["labour"]


def scored(rule: object, discretion: Discretion | None = None, **lines: Indicator) -> Sheet:
    """Return the eastern sheet of a regime whose score is a rule."""
    whole = Regime(
        title={"en": "Test", "zh": "测试"},
        indicator=lines,
        score=rule,  # type: ignore[arg-type]
        discretion=discretion,
        grade=Bars(bars=(60.0, 80.0)),
        reward=Reward(),
    )
    return sheet("east", whole)


def done(columns: int, **values: float) -> np.ndarray:
    """Return fulfilments by channel, further columns as c9, c10 and so on; nil elsewhere."""
    row = np.zeros((1, columns))
    for name, value in values.items():
        row[0, CHANNEL[name] if name in CHANNEL else int(name[1:])] = value
    return row


class TestEvidence:
    def test_work_alone_counts_unless_the_rule_says_more(self) -> None:
        assert self.counted(Evidence()) == 2.0

    def test_counted_is_the_weighted_sum_of_the_three_kinds_of_evidence(self) -> None:
        assert self.counted(Evidence(pledge=0.5, activity=0.25, result=1.0)) == 5.5

    def counted(self, evidence: Evidence) -> float:
        """Return what counts of aid of which 8 were pledged, 2 done, and 1 lasts."""
        rule = sheet("east", regime(one=indicator("aid", evidence=evidence)))
        shown = (done(rule.layout.columns, aid=value) for value in (8.0, 2.0, 1.0))
        return float(rule.counted(*shown)[0, AID])


class TestLayout:
    def test_columns_stay_where_they_are_for_all_regimes_of_a_scenario(self) -> None:
        early = regime(one=indicator("aid"), two=indicator("aid", evidence=Evidence(pledge=1.0)))
        late = regime(
            firms=Indicator(
                outcome=Tally(of="firms"), side="both", weight=1.0, target=Target(norm=5.0)
            )
        )
        layout = Layout.of("east", [early, late])
        assert layout.columns == GROWTH + 2
        assert set(Sheet.of("east", early, layout).lines) == {AID, GROWTH}
        assert set(Sheet.of("east", late, layout).lines) == {GROWTH + 1}

    def test_a_pair_is_the_east_s_own_column_and_one_more_in_the_west(self) -> None:
        rule = regime(joint=indicator("aid", side="pair"))
        assert set(sheet("east", rule).lines) == {AID}
        assert set(sheet("west", rule).lines) == {GROWTH}
        assert Layout.of("west", [rule]).reports[GROWTH] == AID

    def test_a_channel_is_asked_for_by_every_column_that_reads_its_report(self) -> None:
        jobs = Indicator(outcome=Tally(of="jobs"), side="west", weight=1.0, target=Target(norm=1.0))
        rule = regime(joint=indicator("aid", side="pair"), jobs=jobs)
        layout, target = Layout.of("west", [rule]), np.zeros((3, GROWTH + 2))
        target[0, GROWTH], target[1, GROWTH + 1], target[2, LABOUR] = 1.0, 1.0, 1.0
        asked = layout.asked(target)
        assert asked.shape == (3, GROWTH)
        assert np.argwhere(asked).tolist() == [[0, AID], [2, LABOUR]]

    def test_an_outcome_reads_no_report_and_is_moved_by_several_channels(self) -> None:
        rule = regime(jobs=Indicator(outcome=Tally(of="jobs"), weight=1.0, target=Target(norm=1.0)))
        layout = Layout.of("east", [rule])
        assert layout.reports[GROWTH] == -1
        effort = np.arange(1.0, GROWTH + 1.0)[None, :]
        both = effort[0, CHANNEL["industry"]] + effort[0, LABOUR]
        assert layout.effort(effort)[0, GROWTH] == both
        assert layout.read(effort)[0, GROWTH] == 0.0


class TestPoints:
    def test_a_bonus_comes_all_at_once(self) -> None:
        on = scored(GeometricMean(), aid=indicator("aid", bonus=Bonus(above=1.0, points=7.0)))
        assert on.points(done(GROWTH, aid=0.99)) == pytest.approx(99.0)
        assert on.points(done(GROWTH, aid=1.0)) == pytest.approx(107.0)

    def test_a_bonus_of_no_points_and_a_bottom_line_of_nil_are_none(self) -> None:
        none = {"bonus": Bonus(above=0.5, points=0.0), "bottom_line": 0.0}
        lines = scored(regime().score, aid=indicator("aid", **none), labour=indicator("labour"))
        assert lines.plain
        assert lines.points(done(GROWTH, labour=1.0)) == pytest.approx([50.0])
        rank = Target(mode="rank", norm=1.0)
        assert Indicator(channel="aid", weight=1.0, target=rank, **none).sides == ("east",)

    def test_a_line_that_moves_no_score_leaves_a_plain_sum_plain(self) -> None:
        idle = {
            "jobs": Indicator(outcome=Tally(of="jobs"), weight=0.0, target=Target(norm=1.0)),
            "again": indicator("aid", weight=0.0, cap=1.0),
            "risen": Indicator(
                channel="labour", weight=0.0, target=Target(mode="growth", norm=1.0)
            ),
        }
        on = scored(regime().score, aid=indicator("aid", cap=1.1), **idle)
        assert on.plain
        fulfilment = done(on.layout.columns, aid=0.7, labour=3.0, c9=5.0, c10=5.0)
        assert on.points(fulfilment) == pytest.approx([70.0])

    def test_a_line_without_weight_can_still_veto(self) -> None:
        lines = scored(
            regime().score,
            aid=indicator("aid", weight=0.0, bottom_line=0.5),
            labour=indicator("labour"),
        )
        assert not lines.plain
        assert lines.points(done(GROWTH, labour=1.0)) == pytest.approx([0.0])
        assert lines.points(done(GROWTH, labour=1.0, aid=0.5)) == pytest.approx([100.0])

    def test_below_a_bottom_line_the_score_is_nil_whatever_else_is_done(self) -> None:
        on = scored(
            regime().score, aid=indicator("aid", bottom_line=0.5), labour=indicator("labour")
        )
        assert on.points(done(GROWTH, aid=0.49, labour=9.0)).tolist() == [0.0]
        assert on.points(done(GROWTH, aid=0.5, labour=1.0)) == pytest.approx(75.0)

    def test_a_geometric_mean_by_hand(self) -> None:
        # weights 1 and 3: 100 x 0.5^(1/4) x 1.1^(3/4), cap at 1.1
        on = scored(
            GeometricMean(), aid=indicator("aid"), labour=indicator("labour", weight=3.0, cap=1.1)
        )
        found = on.points(done(GROWTH, aid=0.5, labour=2.0))
        assert found == pytest.approx(100.0 * 0.5**0.25 * 1.1**0.75)
        assert on.points(done(GROWTH, labour=2.0)).tolist() == [0.0]

    def test_the_minimum_is_the_weakest_that_counts(self) -> None:
        on = scored(
            Minimum(),
            aid=indicator("aid"),
            labour=indicator("labour", weight=5.0),
            talent=indicator("talent", weight=0.0),
        )
        assert on.points(done(GROWTH, aid=0.8, labour=0.3)) == pytest.approx(30.0)

    def test_discretion_counts_the_best_of_the_optional(self) -> None:
        # 0.75 x 100 x 0.4 + 0.25 x 100 x mean of the best two, capped at 1: (1 + 0.6) / 2
        choose = {"optional": True, "cap": 1.0}
        on = scored(
            regime().score,
            Discretion(share=0.25, pick=2),
            aid=indicator("aid"),
            labour=indicator("labour", **choose),
            talent=indicator("talent", **choose),
            ecology=indicator("ecology", **choose),
        )
        found = on.points(done(GROWTH, aid=0.4, labour=3.0, talent=0.6, ecology=0.1))
        assert found == pytest.approx(0.75 * 40.0 + 0.25 * 80.0)

    def test_two_indicators_of_a_channel_add_up(self) -> None:
        on = scored(regime().score, one=indicator("aid"), two=indicator("aid", weight=3.0))
        assert on.points(done(GROWTH + 1, aid=1.0, c9=0.5)) == pytest.approx(25.0 + 37.5)


class TestFulfilment:
    def fulfilled(self, value: float, due: float, floor: float, **more) -> float:
        on = scored(GeometricMean(), one=Indicator(weight=1.0, **more))
        column = next(iter(on.lines))
        columns = np.zeros((3, 1, on.layout.columns))
        columns[:, 0, column] = value, due, floor
        return float(on.fulfilled(*columns)[0, column])

    def test_growth_counts_from_last_year_s_value(self) -> None:
        growth = {"channel": "aid", "target": Target(mode="growth", norm=2.0)}
        assert self.fulfilled(7.0, 4.0, 6.0, **growth) == 0.25
        assert self.fulfilled(5.0, 4.0, 6.0, **growth) == 0.0

    def test_where_less_is_better_twice_the_target_earns_nothing(self) -> None:
        less = {"outcome": Relapse(), "target": Target(norm=10.0)}
        assert self.fulfilled(10.0, 10.0, 0.0, **less) == 1.0
        assert self.fulfilled(15.0, 10.0, 0.0, **less) == 0.5
        assert self.fulfilled(25.0, 10.0, 0.0, **less) == 0.0

    def test_capacity_hands_out_the_side_s_whole_by_capacity(self) -> None:
        target, counties = Target(mode="capacity", norm=2.0), np.array([4.0, 6.0, 0.0])
        asked = target(0, counties, np.zeros(3), np.array([3.0, 1.0, 9.0]))
        assert asked == pytest.approx([15.0, 5.0, 0.0])

    def test_rank_is_the_expected_part_of_rivals_below(self) -> None:
        by_rank = Indicator(channel="aid", weight=1.0, target=Target(mode="rank", norm=1.0))
        on = scored(GeometricMean(), one=by_rank)
        peers = np.zeros((3, GROWTH))
        peers[:, AID] = 0.0, 1.0, 9.0
        found = on.ranked(peers, peers, np.eye(3))[:, AID]
        # one noise is 8 of 100 points: 9 targets ahead is certain; nothing done is nil
        assert found == pytest.approx([0.0, 0.5, 1.0], abs=1e-9)

    def test_equals_stand_in_the_middle_and_a_single_one_on_top(self) -> None:
        by_rank = Indicator(channel="aid", weight=1.0, target=Target(mode="rank", norm=1.0))
        on = scored(GeometricMean(), one=by_rank)
        same = np.full((4, GROWTH), 0.3)
        assert on.ranked(same, same, np.eye(4))[:, AID] == pytest.approx(0.5)
        assert on.ranked(same[:1], same[:1], np.eye(1))[0, AID] == 1.0


class TestRefused:
    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ({}, "'channel' must stand"),
            ({"channel": "aid", "outcome": Relapse()}, "'channel' must stand"),
            ({"outcome": Relapse(), "target": Target(mode="growth", norm=1.0)}, "less is better"),
            (
                {"channel": "aid", "bottom_line": 0.5, "target": Target(mode="rank", norm=1.0)},
                "'bottom_line' must not",
            ),
        ],
    )
    def test_an_indicator_that_makes_no_sense(self, more, message) -> None:
        with pytest.raises(ScenarioError, match=message):
            Indicator(**{"weight": 1.0, "target": Target(norm=1.0), **more})

    def test_a_choice_without_discretion_or_among_too_few(self) -> None:
        lines = {"aid": indicator("aid"), "labour": indicator("labour", optional=True)}
        with pytest.raises(ScenarioError, match="'discretion' must stand"):
            scored(Minimum(), **lines)
        with pytest.raises(ScenarioError, match=r"'discretion.pick' must be at most the 1"):
            scored(Minimum(), Discretion(pick=2), **lines)
