"""Contests have the equilibria of Tullock, with and without memory."""

import numpy as np
import pytest

from eastwest.choosing import contest
from eastwest.choosing.effort import Choice, Outlook, Task, best_response
from eastwest.vocabulary import Floats


def rivals(number: int, curvature: float, price: float) -> Task:
    """Build equal rivals whose score is their effort."""
    one, inf = np.ones((number, 1)), np.full((number, 1), np.inf)
    return Task(
        gain=-price * one,
        slope=one,
        lift=0 * one,
        kept=one,
        ceiling=inf,
        limit=inf,
        pad_cost=one,
        pad_price=0 * one,
        curvature=np.full(number, curvature),
        base=np.zeros(number),
        substitution=0.0,
    )


def even(number: int, prize: float = 1.0) -> Floats:
    return np.full(number, prize)


def equilibrium(task: Task, prize: Floats, bias: Floats, exponent: float) -> tuple[Choice, Floats]:
    """Return the equilibrium of a contest whose stakes are its prizes."""
    return contest.equilibrium(Outlook.of(task, prize), prize, bias, exponent)


class TestEquilibrium:
    def test_linear_cost(self) -> None:
        choice, _ = equilibrium(rivals(13, 1e-7, 0.3), even(13), even(13), 0.7)
        np.testing.assert_allclose(choice.effort, 0.16568, atol=1e-5)

    def test_quadratic_cost(self) -> None:
        choice, others = equilibrium(rivals(10, 1.0, 0.0), even(10, 100), even(10), 1.0)
        np.testing.assert_allclose(choice.effort, 3, rtol=1e-8)
        np.testing.assert_allclose(others, 27, rtol=1e-8)
        np.testing.assert_allclose(choice.payoff, 10 - 4.5, rtol=1e-8)

    def test_memory_of_praise_concentrates_effort_and_lowers_the_total(self) -> None:
        bias = even(13)
        unbiased, _ = equilibrium(rivals(13, 1e-7, 1.0), even(13), bias, 1.0)
        bias[0] = 3
        biased, _ = equilibrium(rivals(13, 1e-7, 1.0), even(13), bias, 1.0)
        assert biased.effort[0, 0] == pytest.approx(0.2191, abs=5e-5)
        np.testing.assert_allclose(biased.effort[1:], 0.0263, atol=5e-5)
        assert biased.effort.sum() == pytest.approx(0.535, abs=5e-4)
        assert unbiased.effort.sum() == pytest.approx(0.923, abs=5e-4)

    def test_two_rivals_both_slacken_when_one_is_favoured(self) -> None:
        choice, _ = equilibrium(rivals(2, 1e-7, 1.0), even(2), np.array([3.0, 1.0]), 1.0)
        np.testing.assert_allclose(choice.effort, 0.1875, atol=1e-6)

    def test_weak_rival_stays_out(self) -> None:
        bias = np.array([1.0, 1.0, 0.2])
        choice, _ = equilibrium(rivals(3, 1e-7, 1.0), even(3), bias, 1.0)
        np.testing.assert_allclose(choice.effort[:, 0], [0.25, 0.25, 0], atol=1e-6)

    def test_each_choice_is_the_best_response_to_the_others(self) -> None:
        rng = np.random.default_rng(4)
        shape = (32, 10)
        mixed = Task(
            gain=rng.normal(0, 0.3, shape),
            slope=rng.lognormal(0, 1, shape),
            lift=rng.lognormal(0, 1, shape),
            kept=rng.uniform(0, 1, shape),
            ceiling=rng.uniform(0.5, 9, shape),
            limit=rng.uniform(0.1, 9, shape),
            pad_cost=rng.lognormal(0, 1, shape),
            pad_price=rng.lognormal(0, 1, shape),
            curvature=rng.lognormal(0, 1, 32),
            base=rng.uniform(0, 3, 32),
            substitution=0.4,
        )
        prize, bias = rng.lognormal(3, 1, 32), rng.uniform(1, 4, 32)
        choice, others = equilibrium(mixed, prize, bias, 0.7)

        def value(score: Floats) -> Floats:
            mass = bias[:, None] * score**0.7
            return np.asarray(prize[:, None] * mass / (mass + others[:, None]))

        answer = best_response(mixed, value, prize)
        np.testing.assert_allclose(choice.payoff, answer.payoff, rtol=1e-8)
        np.testing.assert_allclose(choice.score, answer.score, rtol=1e-4)

    @pytest.mark.parametrize("number", [1, 3])
    def test_with_a_draw_even_one_alone_works(self, number: int) -> None:
        # linear cost c = 1, m = 1, all alike: x with prize (others + d) / (all + d)^2 = c
        work, prize = rivals(number, 1e-7, 1.0), even(number)
        look = Outlook.of(work, prize)
        choice, others = contest.equilibrium(look, prize, even(number), 1.0, draw=0.1)
        whole = choice.score.sum() + 0.1
        np.testing.assert_allclose(others, whole - choice.score, rtol=1e-9)
        np.testing.assert_allclose(others / whole**2, 1.0, rtol=1e-5)
        if number == 1:
            assert choice.score[0] == pytest.approx(np.sqrt(0.1) - 0.1, rel=1e-5)

    def test_without_prize_or_rival_nobody_works(self) -> None:
        nothing, _ = equilibrium(rivals(3, 1.0, 0.1), even(3, 0), even(3), 0.7)
        alone, others = equilibrium(rivals(1, 1.0, 0.1), even(1), even(1), 0.7)
        np.testing.assert_array_equal(nothing.effort, 0)
        np.testing.assert_allclose(alone.effort, 0, atol=1e-9)
        np.testing.assert_array_equal(others, 0)
