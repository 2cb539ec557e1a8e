"""Bars and contests: what a score is worth, and who gets which grade."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import norm

from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Task
from eastwest.errors import ScenarioError
from eastwest.evaluation.grade import Bars, Contest, Prospect, stakes
from eastwest.streams import normals, run_key

BARS = Bars(bars=(60.0, 75.0, 90.0))
WORTH = np.array([[-60.0, 0.0, 50.0, 80.0], [-6.0, 0.0, 5.0, 8.0]])


def prospect(worth=WORTH, bias=None, rivals=None, noise=8.0) -> Prospect:
    worth = np.asarray(worth, dtype=float)
    ones, none = np.ones(len(worth)), np.zeros(len(worth))
    return Prospect(
        worth, ones if bias is None else bias, none if rivals is None else rivals, noise, ones
    )


def outlook(rows: int, look: Prospect, curvature: float = 1.0) -> Outlook:
    """One channel that gives a point a unit and costs curvature / 2 x^2; no padding."""
    shape = (rows, 1)
    task = Task(
        gain=np.zeros(shape),
        slope=np.ones(shape),
        lift=np.zeros(shape),
        kept=np.ones(shape),
        ceiling=np.full(shape, np.inf),
        limit=np.full(shape, np.inf),
        pad_cost=np.ones(shape),
        pad_price=np.zeros(shape),
        curvature=np.full(rows, curvature),
        base=np.zeros(rows),
        substitution=0.0,
    )
    return Outlook.of(task, stakes(look))


class TestBars:
    @given(st.floats(0.0, 150.0), st.floats(0.5, 30.0))
    def test_value_is_the_sum_over_grades_of_worth_times_chance(
        self, score: float, noise: float
    ) -> None:
        edges = np.array([-np.inf, *BARS.bars, np.inf])
        chance = np.diff(norm.cdf(edges, loc=score, scale=noise))
        assert chance.sum() == pytest.approx(1.0)
        found = BARS.value(np.full((2, 1), score), prospect(noise=noise))
        assert found[:, 0] == pytest.approx((WORTH * chance).sum(axis=1), abs=1e-9)

    def test_value_far_above_all_bars_is_the_best_grade_s_worth(self) -> None:
        score = np.array([[-1e3, 1e3], [-1e3, 1e3]])
        assert BARS.value(score, prospect()) == pytest.approx(WORTH[:, [0, 3]])

    def test_on_a_bar_the_grades_beside_it_are_equally_likely(self) -> None:
        far_apart = Bars(bars=(0.0, 1000.0))
        value = far_apart.value(np.zeros((1, 1)), prospect([[2.0, 6.0, 99.0]], noise=1.0))
        assert value[0, 0] == pytest.approx(4.0)

    def test_a_score_gets_the_grade_of_the_bars_it_reaches(self) -> None:
        score = np.array([59.9, 60.0, 74.9, 75.0, 90.0, 500.0])
        assert BARS.assign(score, np.zeros(6), prospect()).tolist() == [0, 1, 1, 2, 3, 3]

    def test_noise_moves_the_impression_in_points(self) -> None:
        draws = np.array([-2.0, 0.0, 2.0])
        grades = BARS.assign(np.full(3, 74.0), draws, prospect(noise=10.0))
        assert grades.tolist() == [0, 1, 3]

    def test_grades_come_out_as_often_as_value_expects(self) -> None:
        draws = normals(run_key(1, 0), "grade", 2000, np.arange(20_000))
        seen = BARS.assign(np.full(20_000, 70.0), draws, prospect())
        edges = np.array([-np.inf, *BARS.bars, np.inf])
        expected = np.diff(norm.cdf(edges, loc=70.0, scale=8.0))
        assert np.bincount(seen, minlength=4) / 20_000 == pytest.approx(expected, abs=0.01)

    def test_a_narrow_grade_in_the_middle_is_aimed_at_if_it_pays_most(self) -> None:
        look, rule = prospect([[0.0, 100.0, 0.0]], noise=0.2), Bars(bars=(30.0, 32.0))
        choice = rule.follow(outlook(1, look, curvature=0.01), look)
        assert 30.5 < choice.score[0] < 31.5

    def test_bars_make_no_rivals_and_no_memory(self) -> None:
        assert BARS.bias(np.array([0.0, 5.0])).tolist() == [1.0, 1.0]
        assert BARS.rivals(outlook(2, prospect()), prospect()).tolist() == [0.0, 0.0]

    @pytest.mark.parametrize("bars", [(75.0, 60.0), (60.0, 60.0)])
    def test_bars_that_do_not_rise_are_refused(self, bars: tuple[float, ...]) -> None:
        with pytest.raises(ScenarioError, match="'bars' must rise"):
            Bars(bars=bars)

    def test_without_bars_all_have_one_grade(self) -> None:
        alone = Bars(bars=())
        assert alone.grades == 1
        assert alone.assign(np.array([3.0]), np.zeros(1), prospect()).tolist() == [0]
        assert alone.value(np.zeros((1, 2)), prospect([[4.0]])).tolist() == [[4.0, 4.0]]

    def test_a_threshold_without_noise_is_met_or_given_up(self) -> None:
        # one bar, no noise: reward 8, kappa 1: x = b up to b* = sqrt(2 R / kappa) = 4, else 0
        for bar, effort in ((3.0, 3.0), (3.99, 3.99), (4.01, 0.0)):
            look = prospect([[0.0, 8.0]], noise=1e-15)
            choice = Bars(bars=(bar,)).follow(outlook(1, look), look)
            assert choice.effort[0, 0] == pytest.approx(effort, abs=1e-6)


class TestContest:
    def test_value_is_the_prize_times_the_expected_share(self) -> None:
        rule = Contest(exponent=0.5)
        look = prospect([[1.0, 11.0]], bias=np.array([2.0]), rivals=np.array([4.0]))
        # strength 2 x sqrt(4) = 4 against 4; nothing at score 0
        assert rule.value(np.array([[0.0, 4.0]]), look) == pytest.approx(np.array([[1.0, 6.0]]))

    def test_without_rivals_any_score_wins_and_no_score_does_not(self) -> None:
        value = Contest().value(np.array([[0.0, 1e-3]]), prospect([[0.0, 5.0]]))
        assert value.tolist() == [[0.0, 5.0]]

    def test_praise_is_remembered_as_bias(self) -> None:
        assert Contest(memory=0.5).bias(np.array([0.0, 4.0])).tolist() == [1.0, 3.0]

    def test_equal_rivals_with_quadratic_cost_find_the_closed_form(self) -> None:
        # Tullock (1980), n equals: x = sqrt(R m (n - 1) / (n^2 kappa)); n 10, R 100, m 1 gives 3
        look = prospect(np.tile([0.0, 100.0], (10, 1)))
        rule = Contest(exponent=1.0)
        rivals = rule.rivals(outlook(10, look), look)
        assert rivals == pytest.approx(27.0, rel=1e-4)
        choice = rule.follow(outlook(10, look), prospect(look.worth, rivals=rivals))
        assert choice.effort[:, 0] == pytest.approx(3.0, rel=1e-4)

    def test_rivals_are_the_others_strength(self) -> None:
        rule, bias = Contest(exponent=0.7), np.array([1.0, 2.0, 3.0])
        look = prospect(np.tile([0.0, 50.0], (3, 1)), bias=bias)
        rivals = rule.rivals(outlook(3, look), look)
        choice = rule.follow(outlook(3, look), prospect(look.worth, bias=bias, rivals=rivals))
        strength = rule.strength(choice.score, bias)
        assert rivals == pytest.approx(strength.sum() - strength, rel=1e-3)

    @pytest.mark.parametrize(("number", "winners"), [(3, 1), (10, 2), (20, 3), (100, 15)])
    def test_as_many_are_commended_as_the_rule_says(self, number: int, winners: int) -> None:
        rule = Contest(winners=0.15, fewest=1)
        draws = normals(run_key(1, 0), "grade", 2000, np.arange(number))
        grade = rule.assign(np.full(number, 50.0), draws, prospect(np.zeros((number, 2))))
        assert grade.sum() == winners
        assert set(grade.tolist()) <= {0, 1}

    def test_who_does_nothing_is_never_commended(self) -> None:
        rule = Contest(fewest=3)
        grade = rule.assign(np.array([0.0, 0.0, 5.0]), np.zeros(3), prospect(np.zeros((3, 2))))
        assert grade.tolist() == [0, 0, 1]

    def test_commendations_follow_the_odds_of_strength(self) -> None:
        rule, races = Contest(exponent=0.5, fewest=1), 4_000
        look = prospect(np.zeros((2, 2)), bias=np.array([1.0, 2.0]))
        draws = normals(run_key(3, 0), "grade", 2000, np.arange(2), np.arange(races)[:, None])
        won = [rule.assign(np.array([1.0, 4.0]), each, look) for each in draws]
        assert np.mean(won, axis=0) == pytest.approx([0.2, 0.8], abs=0.02)

    def test_one_alone_is_commended_as_often_as_it_beats_the_draw(self) -> None:
        rule, score = Contest(exponent=1.0, draw=30.0), np.array([90.0])
        grid = (np.arange(60) + 0.5) / 60
        won = [
            rule.assign(score, ndtri(own[None]), replace(prospect(np.zeros((1, 2))), luck=luck))[0]
            for own in grid
            for luck in grid.tolist()
        ]
        assert np.mean(won) == pytest.approx(90.0 / (90.0 + 30.0), abs=0.01)

    def test_a_contest_too_sharp_for_an_equilibrium_is_refused(self) -> None:
        with pytest.raises(ScenarioError, match="'exponent' must be at most 1"):
            Contest(exponent=1.01)


def test_stakes_are_what_lies_between_the_best_grade_and_the_worst() -> None:
    assert stakes(prospect()).tolist() == [140.0, 14.0]


def test_some_rows_of_a_prospect_are_those_rows() -> None:
    look = prospect(bias=np.array([1.0, 2.0]), rivals=np.array([3.0, 4.0])).rows(np.array([1]))
    assert look.worth.tolist() == [WORTH[1].tolist()]
    assert (look.bias.tolist(), look.rivals.tolist(), look.noise) == ([2.0], [4.0], 8.0)
