"""The government's decision has the closed forms of the literature, to six digits."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from eastwest.choosing.effort import Choice, Task, Value, best_response
from eastwest.choosing.reach import cheapest
from eastwest.vocabulary import Floats

CLOSE = 1e-6


def task(columns: int = 1, rows: int = 1, substitution: float = 0.0, **given: Any) -> Task:
    """Build a task with unit slopes and costs and nothing else, then what is given."""
    shape = (rows, columns)
    plain: dict[str, float] = {
        "gain": 0.0,
        "slope": 1.0,
        "lift": 0.0,
        "kept": 1.0,
        "ceiling": np.inf,
        "limit": np.inf,
        "pad_cost": 1.0,
        "pad_price": 0.0,
    }
    tables = {
        name: np.array(np.broadcast_to(given.get(name, value), shape), dtype=np.float64)
        for name, value in plain.items()
    }
    curvature = np.array(np.broadcast_to(given.get("curvature", 1.0), (rows,)), dtype=np.float64)
    base = np.array(np.broadcast_to(given.get("base", 0.0), (rows,)), dtype=np.float64)
    return Task(**tables, curvature=curvature, base=base, substitution=substitution)


def linear(reward: float = 1.0) -> Value:
    return lambda score: reward * score


def bar(reward: float, height: float, noise: float) -> Value:
    if noise == 0:
        return lambda score: np.asarray(reward * (score >= height))
    return lambda score: reward * ndtr((score - height) / noise)


def stake(amount: float, rows: int = 1) -> Floats:
    return np.full(rows, amount)


class TestMultitask:
    """Holmstrom and Milgrom (1991): two tasks, unit cost, linear pay (1, 0.4)."""

    @pytest.mark.parametrize(("substitution", "effort"), [(0.0, (1, 0.4)), (0.5, (1, 0))])
    def test_effort_follows_the_weights(
        self, substitution: float, effort: tuple[float, float]
    ) -> None:
        two = task(2, substitution=substitution, slope=[1.0, 0.4])
        choice = best_response(two, linear(), stake(3))
        np.testing.assert_allclose(choice.effort[0], effort, atol=CLOSE)

    def test_interior_optimum_with_substitution(self) -> None:
        two = task(2, substitution=0.5, slope=[1.0, 0.8])
        choice = best_response(two, linear(), stake(3))
        np.testing.assert_allclose(choice.effort[0], [0.6 / 0.75, 0.3 / 0.75], atol=CLOSE)

    def test_pay_for_one_task_starves_what_is_done_gladly_only_with_substitution(self) -> None:
        glad: dict[str, Any] = {"gain": [0.0, 0.5], "slope": [1.0, 0.0]}
        alone = best_response(task(2, **glad), linear(), stake(3))
        rival = best_response(task(2, substitution=0.5, **glad), linear(), stake(3))
        np.testing.assert_allclose(alone.effort[0], [1, 0.5], atol=CLOSE)
        np.testing.assert_allclose(rival.effort[0], [1, 0], atol=CLOSE)

    def test_effort_is_reward_over_curvature_whatever_the_scale(self) -> None:
        curvature = np.array([1e-4, 1.0, 1e4])
        many = task(rows=3, curvature=curvature)
        choice = best_response(many, linear(2.0), 10 / curvature)
        np.testing.assert_allclose(choice.effort[:, 0], 2 / curvature, rtol=CLOSE)


class TestThreshold:
    @pytest.mark.parametrize(("height", "effort"), [(3, 3), (3.999, 3.999), (4.001, 0), (9, 0)])
    def test_without_noise_the_bar_is_met_exactly_or_given_up(
        self, height: float, effort: float
    ) -> None:
        value = bar(8, height, 0)
        kinks = np.array([[height]], dtype=np.float64)
        choice = best_response(task(), value, stake(8), kinks)
        assert choice.effort[0, 0] == pytest.approx(effort, abs=1e-9)
        assert choice.payoff[0] == pytest.approx(8 - effort**2 / 2 if effort else 0, abs=1e-9)

    def test_a_bar_that_nobody_announced_is_found_within_the_last_refinement(self) -> None:
        choice = best_response(task(), bar(8, 3, 0), stake(8))
        assert 3 <= choice.score[0] < 3 + 1e-4

    @pytest.mark.parametrize(("height", "effort"), [(2, 2.625), (3, 0.04)])
    def test_with_noise_one_aims_above_the_bar_or_gives_up_earlier(
        self, height: float, effort: float
    ) -> None:
        choice = best_response(task(), bar(8, height, 1), stake(8))
        assert choice.effort[0, 0] == pytest.approx(effort, abs=0.005)

    def test_effort_is_an_inverted_u_in_the_bar(self) -> None:
        heights = np.linspace(0, 8, 161)
        value: Value = lambda score: 8 * ndtr(score - heights[:, None])  # noqa: E731
        choice = best_response(task(rows=161), value, stake(8, 161))
        rises = np.diff(choice.effort[:, 0])
        peak = int(choice.effort[:, 0].argmax())
        assert 20 < peak < 80
        assert (rises[:peak] > 0).all()
        assert (rises[peak:] <= 0).all()
        assert choice.effort[-1, 0] < 1e-3

    def test_rounding_never_misses_a_bar_reached_by_many_columns(self) -> None:
        rng = np.random.default_rng(3)
        slope, height = rng.uniform(0.1, 3, (500, 7)), rng.uniform(1, 5, (500, 1))
        many = task(7, 500, 0.4, slope=slope, ceiling=rng.uniform(1, 3, (500, 7)))
        choice = best_response(
            many, lambda s: np.where(s >= height, 1e3, 0.0), stake(1e3, 500), height
        )
        assert (choice.score >= height[:, 0]).all()
        np.testing.assert_allclose(choice.score, height[:, 0], rtol=1e-9)


class TestTournament:
    """Lazear and Rosen (1981), the second-order condition holding."""

    def test_two_rivals_with_normal_noise(self) -> None:
        effort = 10 / (2 * 2 * np.sqrt(np.pi))
        value = bar(10, effort, 2 * np.sqrt(2))
        choice = best_response(task(), value, stake(10))
        assert choice.effort[0, 0] == pytest.approx(effort, abs=CLOSE)
        assert effort == pytest.approx(1.4105, abs=1e-4)

    def test_slope_of_the_chance_to_be_among_the_best_times_the_prize(self) -> None:
        choice = best_response(task(), linear(10 * 0.15981), stake(5))
        assert choice.effort[0, 0] == pytest.approx(1.598, abs=1e-3)


class TestPadding:
    def test_padding_that_is_kept_when_caught(self) -> None:
        pads = task(slope=0.0, lift=1.0, pad_price=0.6, pad_cost=0.5)
        choice = best_response(pads, linear(), stake(3))
        assert choice.padding[0, 0] == pytest.approx(0.8, abs=CLOSE)

    def test_padding_that_the_audit_replaces(self) -> None:
        pads = task(slope=0.0, lift=1.0, kept=0.8, pad_price=0.4, pad_cost=0.5)
        choice = best_response(pads, linear(), stake(3))
        assert choice.padding[0, 0] == pytest.approx(0.8, abs=CLOSE)

    @pytest.mark.parametrize(("kept", "price"), [(1.0, 1.0), (2 / 3, 2 / 3)])
    def test_padding_ends_where_detection_eats_the_gain(self, kept: float, price: float) -> None:
        pads = task(slope=0.0, lift=1.0, kept=kept, pad_price=price, pad_cost=0.5)
        choice = best_response(pads, linear(), stake(3))
        assert choice.padding[0, 0] == pytest.approx(0, abs=CLOSE)

    def test_more_at_stake_without_audit_is_more_padding(self) -> None:
        pads = task(rows=2, lift=1.0)
        reward = np.array([[1.0], [3.0]])
        choice = best_response(pads, lambda score: reward * score, np.array([5.0, 30.0]))
        np.testing.assert_allclose(choice.padding[:, 0], [1, 3], rtol=CLOSE)


class TestCeilings:
    def test_effort_and_padding_share_the_ceiling_at_least_cost(self) -> None:
        shared = task(slope=1.0, lift=2.0, ceiling=5.0)
        effort, pad = cheapest(shared, np.array([[0.5, 1.0, 7.0]]))
        np.testing.assert_allclose(effort[0, :, 0], [0.5, 1, 1], rtol=1e-12)
        np.testing.assert_allclose(pad[0, :, 0], [1, 2, 2], rtol=1e-12)

    def test_effort_takes_the_place_of_padding_that_may_be_found(self) -> None:
        # q = 0.25: below the ceiling x = p, m = 1.5 p; on it x (1 + 1/4) = q p + C/4, 2 m = C - x
        shared = task(slope=1.0, lift=2.0, kept=0.75, ceiling=5.0)
        pull = np.array([[0.5, 1.0, 1.25, 4.0, 15.0, 20.0, 30.0]])
        effort, pad = cheapest(shared, pull)
        np.testing.assert_allclose(effort[0, :, 0], [0.5, 1, 1.25, 1.8, 4, 5, 5], rtol=1e-12)
        np.testing.assert_allclose(pad[0, :, 0], [0.75, 1.5, 1.875, 1.6, 0.5, 0, 0], rtol=1e-12)

    def test_effort_alone_meets_the_ceiling_where_padding_is_dear(self) -> None:
        effort, pad = cheapest(task(lift=1.0, ceiling=2.0, pad_price=9.0), np.array([[8.0]]))
        assert effort.item() == pytest.approx(2)
        assert pad.item() == 0

    def test_padding_alone_meets_the_ceiling_where_the_channel_is_closed(self) -> None:
        effort, pad = cheapest(task(lift=1.0, ceiling=2.0, limit=0.0), np.array([[8.0]]))
        assert effort.item() == 0
        assert pad.item() == pytest.approx(2)

    def test_gain_beyond_the_ceiling_is_never_given_up(self) -> None:
        effort, pad = cheapest(task(gain=3.0, lift=1.0, ceiling=2.0), np.array([[0.0, 5.0]]))
        np.testing.assert_allclose(effort[0, :, 0], [3, 3])
        np.testing.assert_array_equal(pad, 0)

    def test_ceiling_of_zero_leaves_the_intrinsic_point(self) -> None:
        effort, pad = cheapest(task(gain=-1.0, lift=1.0, ceiling=0.0), np.array([[5.0]]))
        assert effort.item() == pad.item() == 0

    def test_cheap_column_crowds_out_what_has_negative_gain(self) -> None:
        pair = task(2, substitution=0.8, gain=[-0.1, -0.1], slope=[0.5, 1.0])
        effort, _ = cheapest(pair, np.array([[0.25, 5.0]]))
        assert effort[0, 1, 0] == 0
        assert effort[0, 1, 1] == pytest.approx(4.9)


class TestNothingToDecide:
    def test_rows_of_zeros_choose_nothing_without_a_warning(self) -> None:
        with np.errstate(all="raise", under="ignore"):
            empty = task(3, 2, 0.5)
            zero = Task(
                **{
                    field.name: getattr(empty, field.name) * 0.0
                    if field.name not in ("ceiling", "limit")
                    else getattr(empty, field.name)
                    for field in fields(Task)
                }
            )
            for some in (zero, replace(zero, limit=zero.gain), replace(zero, ceiling=zero.gain)):
                choice = best_response(some, linear(), stake(9, 2))
                for field in fields(Choice):
                    np.testing.assert_array_equal(getattr(choice, field.name), 0)

    @pytest.mark.parametrize("substitution", [0.0, 0.6])
    def test_without_reward_the_intrinsic_point_is_kept(self, substitution: float) -> None:
        glad = task(4, 5, substitution, gain=[0.5, -1.0, 0.1, 1.0], lift=1.0, ceiling=0.3)
        effort, _ = cheapest(glad, np.zeros((5, 1)))
        for most in (0.0, 1e-9, 1e9):
            choice = best_response(glad, lambda score: 0 * score + 7, stake(most, 5))
            np.testing.assert_array_equal(choice.effort, effort[:, 0])
            np.testing.assert_array_equal(choice.padding, 0)

    def test_intrinsic_point_with_substitution(self) -> None:
        choice = best_response(task(2, substitution=0.5, gain=[1.0, 0.8]), linear(0), stake(0))
        np.testing.assert_allclose(choice.effort[0], [0.8, 0.4], atol=1e-12)

    def test_no_government_no_choice(self) -> None:
        choice = best_response(task(3, 0, 0.5), linear(), stake(1, 0))
        assert choice.effort.shape == (0, 3)


class TestManyHills:
    def test_highest_of_three_bars_wins_though_climbing_starts_elsewhere(self) -> None:
        steps = (bar(1, 0.5, 0.05), bar(1, 3, 0.05), bar(9, 4, 0.05))
        choice = best_response(
            task(), lambda s: np.sum([step(s) for step in steps], axis=0), stake(11)
        )
        assert 4 < choice.score[0] < 4.3

    @pytest.mark.parametrize("reward", [1e-9, 1.0, 1e9])
    def test_stakes_of_any_size_are_scaled(self, reward: float) -> None:
        choice = best_response(task(2, lift=[0.0, 1.0]), linear(reward), stake(4 * reward**2))
        np.testing.assert_allclose(choice.effort[0], reward, rtol=CLOSE)
        np.testing.assert_allclose(choice.padding[0], [0, reward], rtol=CLOSE)

    def test_payoff_is_value_less_cost_of_the_choice_itself(self) -> None:
        pads = task(2, 1, 0.5, gain=[0.1, -0.2], lift=[0.5, 0.0], pad_price=0.1)
        choice = best_response(pads, bar(20, 5, 2), stake(20))
        x, m = choice.effort[0], choice.padding[0]
        cost = 0.25 * (x**2).sum() + 0.25 * x.sum() ** 2 - (pads.gain[0] * x).sum()
        cost += (0.5 * m**2 + 0.1 * m).sum()
        assert choice.cost[0] == pytest.approx(cost)
        assert choice.score[0] == pytest.approx(x.sum() + 0.5 * m[0])
        assert choice.payoff[0] == pytest.approx(20 * ndtr((choice.score[0] - 5) / 2) - cost)
