"""What holds for every task: optimal, the same for a row alone, and sensible in its weights."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import ndtr

from eastwest.choosing.effort import Choice, Outlook, Task, best_response
from eastwest.choosing.peak import best_score
from eastwest.choosing.reach import cheapest
from eastwest.vocabulary import Floats, Ints

SEEDS = st.integers(0, 2**32 - 1)
SUBSTITUTIONS = st.sampled_from([0.0, 0.1, 0.5, 0.8])


def draw(seed: int, rows: int, columns: int, substitution: float) -> Task:
    """Draw a task of every kind: closed, capped, unscored, unpadded columns; any capacity."""
    rng = np.random.default_rng(seed)
    shape, scale = (rows, columns), 10 ** rng.uniform(-2, 2, rows)

    def some(values: Floats, share: float, otherwise: float) -> Floats:
        return np.where(rng.random(shape) < share, values, otherwise)

    slope = some(rng.lognormal(0, 1, shape), 0.8, 0.0) / scale[:, None]
    return Task(
        gain=some(rng.normal(-0.2, 0.7, shape), 0.8, 0.0),
        slope=slope,
        lift=some(rng.lognormal(0, 1, shape), 0.7, 0.0),
        kept=some(rng.uniform(0, 1, shape), 0.6, float(rng.random() < 0.5)),
        ceiling=some(rng.uniform(0, 6, shape), 0.6, np.inf),
        limit=some(
            rng.uniform(0, 3, shape) * scale[:, None] * (rng.random(shape) < 0.8), 0.4, np.inf
        ),
        pad_cost=rng.lognormal(1, 1, shape),
        pad_price=some(rng.lognormal(0, 1, shape), 0.7, 0.0),
        curvature=1 / scale,
        base=rng.uniform(0, 5, rows),
        substitution=substitution,
    )


def points(task: Task, x: Floats, m: Floats) -> Floats:
    """Return the score of many ways to act, (n, g, c) -> (n, g)."""
    found, kept = task.slope[:, None] * x, task.kept[:, None]
    each = kept * np.minimum(found + task.lift[:, None] * m, task.ceiling[:, None])
    each += (1 - kept) * np.minimum(found, task.ceiling[:, None])
    return np.asarray(task.base[:, None] + each.sum(axis=-1))


def price(task: Task, x: Floats, m: Floats) -> Floats:
    """Return what many ways to act cost, (n, g, c) -> (n, g)."""
    delta, total = task.substitution, x.sum(axis=-1)
    effort = (1 - delta) * (x**2).sum(axis=-1) + delta * total**2
    pads = task.pad_cost[:, None] / 2 * m**2 + task.pad_price[:, None] * m
    gained = (task.gain[:, None] * x - pads).sum(axis=-1)
    return np.asarray(task.curvature[:, None] / 2 * effort - gained)


def reward(seed: int, rows: int) -> tuple[Callable[[Ints, Floats], Floats], Floats, Floats]:
    """Draw grades: two noisy bars and a sharp one. Returns value(rows, score), stakes, kinks."""
    rng = np.random.default_rng(seed + 1)
    stakes, bars = rng.lognormal(1, 1.5, rows), rng.uniform(1, 25, (rows, 3))
    noise = rng.choice([0.2, 1.0, 4.0], (rows, 1))

    def value(row: Ints, score: Floats) -> Floats:
        steps = ndtr((score - bars[row, :1]) / noise[row]) + (score >= bars[row, 2:])
        steps = steps + ndtr((score - bars[row, 1:2]) / noise[row])
        return np.asarray(stakes[row, None] / 3 * steps)

    return value, stakes, bars[:, 2:]


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_to_know_that_a_value_rises_saves_work_and_changes_no_bit(
    seed: int, substitution: float
) -> None:
    task = draw(seed, 20, 4, substitution)
    value, stakes, kinks = reward(seed, 20)
    line, asked = Outlook.of(task, stakes).frontier, [0, 0]

    def counted(score: Floats, rising: int) -> Floats:
        asked[rising] += score.size
        return value(np.arange(20), score)

    scores = [
        best_score(line, partial(counted, rising=rising), kinks, rising=bool(rising))
        for rising in (0, 1)
    ]
    assert scores[0].tobytes() == scores[1].tobytes()
    assert asked[1] <= 1.1 * asked[0]


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.floats(0, 20))
def test_cheapest_is_the_solution_of_the_concave_programme(
    seed: int, substitution: float, pull: float
) -> None:
    task = draw(seed, 1, 3, substitution)
    task = replace(task, curvature=np.ones(1), slope=task.slope * (1 / task.curvature))
    x, m = cheapest(task, np.array([[pull]]))

    def loss(ways: Floats) -> float:
        at = ways.reshape(4, 1, 1, 3)
        counted = task.kept * at[2] + (1 - task.kept) * at[3]
        worth = pull * counted.sum() - price(task, at[0], at[1])
        return float(-worth.item())

    bounds = [(0, limit) for limit in task.limit[0]] + [(0, np.inf)] * 3

    def beyond(ways: Floats) -> Floats:
        done = task.slope[0] * ways[:3]
        return np.concatenate([done + task.lift[0] * ways[3:6] - ways[6:9], done - ways[9:]])

    found: Any = minimize(  # type: ignore[call-overload]
        loss,
        np.full(12, 0.1),
        bounds=bounds + 2 * [(-np.inf, top) for top in task.ceiling[0]],
        constraints={"type": "ineq", "fun": beyond},
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    ours = pull * (points(task, x, m) - task.base[:, None]) - price(task, x, m)
    assert ours.item() >= -found.fun - 1e-6 * (1 + abs(found.fun))


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_the_frontier_is_exact_between_its_knots_too(seed: int, substitution: float) -> None:
    task, stakes = draw(seed, 20, 10, substitution), reward(seed, 20)[1]
    line = Outlook.of(task, stakes).frontier
    x, m = cheapest(task, np.linspace(0, 1, 40) * line.pull[:, -1:])
    scores = points(task, x, m).clip(line.score[:, :1], line.score[:, -1:])
    spent = price(task, x, m)
    close = 1e-8 * (stakes[:, None] + np.abs(spent).max(axis=1, keepdims=True))
    assert (np.abs(line.cost_of(scores) - spent) <= close).all()


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_no_way_to_act_beats_the_best_response(seed: int, substitution: float) -> None:
    rows, columns = 6, 4
    task = draw(seed, rows, columns, substitution)
    value, stakes, kinks = reward(seed, rows)
    everybody = np.arange(rows)
    choice = best_response(task, partial(value, everybody), stakes, kinks)
    rng = np.random.default_rng(seed)
    size = (rows, 20_000, columns)
    wild = rng.exponential(1, size) * (rng.random(size) < 0.7)
    near = rng.normal(0, 1, size) * 10 ** rng.uniform(-4, 0, (rows, 20_000, 1))
    pulls = np.geomspace(1e-4, 1e3, 20_000) * np.ones((rows, 1))
    x, m = cheapest(task, pulls)
    reach = 1 / task.curvature[:, None, None]
    for effort, pad in (
        (x, m),
        (wild * reach, np.roll(wild, 1, axis=1)),
        (choice.effort[:, None] + near * reach, choice.padding[:, None] + np.roll(near, 1, axis=1)),
        (x + near * reach, m + np.roll(near, 1, axis=1)),
    ):
        effort, pad = effort.clip(0, task.limit[:, None]), pad.clip(0)
        payoff = value(everybody, points(task, effort, pad)) - price(task, effort, pad)
        assert (payoff.max(axis=1) <= choice.payoff + 1e-6 * stakes).all()


@settings(max_examples=30, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_choice_keeps_its_bounds_and_reports_itself(seed: int, substitution: float) -> None:
    task = draw(seed, 20, 10, substitution)
    value, stakes, kinks = reward(seed, 20)
    choice = best_response(task, partial(value, np.arange(20)), stakes, kinks)
    x, m = choice.effort[:, None], choice.padding[:, None]
    assert (choice.effort >= 0).all()
    assert (choice.effort <= task.limit).all()
    assert (choice.padding >= 0).all()
    np.testing.assert_allclose(choice.score, points(task, x, m)[:, 0], rtol=1e-12)
    scale = np.abs(choice.cost).max() + 1
    np.testing.assert_allclose(choice.cost, price(task, x, m)[:, 0], rtol=1e-9, atol=1e-9 * scale)


@settings(max_examples=25, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_a_row_alone_or_shuffled_gives_the_same_bits(seed: int, substitution: float) -> None:
    rows = 40
    task = draw(seed, rows, 10, substitution)
    value, stakes, kinks = reward(seed, rows)
    rng = np.random.default_rng(seed)
    whole = best_response(task, partial(value, np.arange(rows)), stakes, kinks)
    for some in (rng.permutation(rows), rng.permutation(rows)[:1], np.arange(3)):
        part = best_response(task.rows(some), partial(value, some), stakes[some], kinks[some])
        for field in fields(Choice):
            mine, theirs = getattr(part, field.name), getattr(whole, field.name)[some]
            np.testing.assert_array_equal(mine, theirs, err_msg=field.name)


@settings(max_examples=25, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_cheapest_of_a_row_alone_gives_the_same_bits(seed: int, substitution: float) -> None:
    task = draw(seed, 30, 10, substitution)
    pull = np.random.default_rng(seed).exponential(2, (30, 9))
    whole = cheapest(task, pull)
    for row in (0, 17, 29):
        part = cheapest(task.rows(np.array([row])), pull[row : row + 1, 3:4])
        for mine, theirs in zip(part, whole, strict=True):
            np.testing.assert_array_equal(mine[0, 0], theirs[row, 3])


@settings(max_examples=25, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.sampled_from([3.0, 0.01, 1e6]))
def test_rescaled_payoffs_give_the_same_choices(
    seed: int, substitution: float, factor: float
) -> None:
    rows = 20
    task = draw(seed, rows, 10, substitution)
    value, stakes, kinks = reward(seed, rows)
    dear = replace(
        task,
        gain=task.gain * factor,
        pad_cost=task.pad_cost * factor,
        pad_price=task.pad_price * factor,
        curvature=task.curvature * factor,
    )
    everybody = np.arange(rows)
    cheap = best_response(task, partial(value, everybody), stakes, kinks)
    same = best_response(dear, lambda s: factor * value(everybody, s), stakes * factor, kinks)
    np.testing.assert_allclose(same.payoff, cheap.payoff * factor, rtol=1e-7, atol=1e-7 * factor)
    np.testing.assert_allclose(same.score, cheap.score, rtol=1e-4)


@settings(max_examples=30, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.integers(0, 5), st.floats(1.01, 5))
def test_more_weight_under_a_linear_reward_is_never_less_effort(
    seed: int, substitution: float, channel: int, factor: float
) -> None:
    task = draw(seed, 20, 6, substitution)
    heavier = {
        name: getattr(task, name) * np.where(np.arange(6) == channel, factor, 1.0)
        for name in ("slope", "lift", "ceiling")
    }
    pull = np.full((20, 1), 0.7)
    before, _ = cheapest(task, pull)
    after, _ = cheapest(replace(task, **heavier), pull)
    scale = 1e-9 / task.curvature
    assert (after[:, 0, channel] >= before[:, 0, channel] - scale).all()


@settings(max_examples=30, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.floats(0.01, 5))
def test_more_expected_penalty_is_never_more_padding(
    seed: int, substitution: float, more: float
) -> None:
    task = draw(seed, 20, 6, substitution)
    pull = np.full((20, 1), 0.7)
    _, before = cheapest(task, pull)
    _, after = cheapest(replace(task, pad_price=task.pad_price + more), pull)
    assert (after.sum(axis=-1) <= before.sum(axis=-1) + 1e-9).all()


@pytest.mark.parametrize("substitution", [0.0, 0.5])
def test_best_response_to_a_linear_reward_is_the_cheapest_at_that_pull(
    substitution: float,
) -> None:
    task = draw(11, 200, 10, substitution)
    effort, pad = cheapest(task, np.ones((200, 1)))
    spent = price(task, effort, pad) - price(task, *cheapest(task, np.zeros((200, 1))))
    stakes = 2 * spent[:, 0] + 1
    choice = best_response(task, lambda score: score, stakes)
    worth = points(task, effort, pad) - price(task, effort, pad)
    np.testing.assert_allclose(choice.payoff, worth[:, 0], rtol=1e-9)
    scale = 1e-3 / task.curvature[:, None]
    assert (np.abs(choice.effort - effort[:, 0]) <= scale).all()
