"""Compiled governments choose what the plain ones choose: same bits, or the same to 1e-9."""

from collections.abc import Callable
from dataclasses import astuple, fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.test_effort_properties import SEEDS, SUBSTITUTIONS, draw
from tests.properties.test_promises import PLAIN, governments
from tests.years import columns

from eastwest.backend import using
from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.government import task as task_of
from eastwest.choosing.chosen import chosen
from eastwest.choosing.effort import Outlook
from eastwest.choosing.path import trace
from eastwest.choosing.peak import best_against_bars
from eastwest.choosing.reach import cheapest, reach
from eastwest.choosing.rivals import meet, respond
from eastwest.choosing.worth import Contested, NoisyBars
from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.step import advance, begin
from eastwest.vocabulary import Floats

pytest.importorskip("numba", reason="numba is not installed")
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def both(twinned: Callable[..., Any], *arguments: object) -> tuple[Any, Any]:
    """Return what the compiled and the plain function answer."""
    with using("compiled"):
        return twinned(*arguments), vars(twinned)["__wrapped__"](*arguments)


def stakes(seed: int, rows: int) -> Floats:
    return np.random.default_rng(seed).lognormal(1, 2, rows) * (np.arange(rows) > 1)


def graded(seed: int, rows: int, noise: float, *, rising: bool) -> NoisyBars:
    """Draw bars and what grades are worth: always or mostly more than the one below."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(0.4, 0.3, (rows, 4)).clip(0.0 if rising else -np.inf)
    steps *= stakes(seed, rows)[:, None]
    return NoisyBars(tuple(np.sort(rng.uniform(0, 25, 3)).tolist()), steps.cumsum(axis=1), noise)


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS)
def test_a_frontier_and_the_ways_to_its_scores_are_the_same_bit_for_bit(
    seed: int, substitution: float
) -> None:
    task, rng = draw(seed, 30, 10, substitution), np.random.default_rng(seed)
    compiled, plain = both(trace, task, stakes(seed, 30))
    for one, other in zip(astuple(compiled), astuple(plain), strict=True):
        assert one.tobytes() == other.tobytes()
    width = plain.score[:, -1:] - plain.score[:, :1]
    aim = plain.score[:, :1] + width * rng.random((30, 1))
    for answers in (both(reach, task, plain, aim), both(cheapest, task, rng.random((30, 7)))):
        for one, other in zip(*answers, strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_frontier_of_many_kinks_finds_room() -> None:
    task = draw(3, 2, 60, 0.1)
    compiled, plain = both(trace, task, np.full(2, 1e9))
    assert plain.score.shape[1] > 100
    np.testing.assert_array_equal(compiled.score, plain.score)


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.sampled_from([0.01, 0.5, 4.0]), st.booleans())
def test_the_best_score_against_bars_is_the_same(
    seed: int, substitution: float, noise: float, rising: bool
) -> None:
    task, value = draw(seed, 20, 5, substitution), graded(seed, 20, noise, rising=rising)
    line = trace(task, stakes(seed, 20))
    compiled, plain = both(best_against_bars, line, value)
    np.testing.assert_allclose(compiled, plain, **CLOSE)
    for row in (0, 7, 19):
        alone = best_against_bars(line.rows(np.array([row])), value.rows(np.array([row])))
        assert alone[0] == compiled[row]


@given(SEEDS, SUBSTITUTIONS)
def test_many_who_win_much_by_little_go_for_all_points(seed: int, substitution: float) -> None:
    task = draw(seed, 20, 5, substitution)
    task = replace(task, ceiling=task.ceiling.clip(max=3.0))
    line = trace(task, np.full(20, 2e4))
    value = NoisyBars((4.0, 7.0), np.tile([0.0, 1e4, 2e4], (20, 1)), 4.0)
    compiled, plain = both(best_against_bars, line, value)
    np.testing.assert_allclose(compiled, plain, **CLOSE)
    assert (compiled > 0.999 * line.score[:, -1:]).mean() > 0.2


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.floats(0.1, 1.0))
def test_contests_have_the_same_equilibrium(
    seed: int, substitution: float, exponent: float
) -> None:
    rng, prize = np.random.default_rng(seed), stakes(seed, 20)
    line, bias = trace(draw(seed, 20, 5, substitution), prize), rng.uniform(1, 4, 20)
    rivals = rng.exponential(20, 20)
    np.testing.assert_allclose(*both(meet, line, prize, bias, exponent), **CLOSE)
    compiled, plain = both(respond, line, prize, bias, exponent, rivals)
    np.testing.assert_allclose(compiled, plain, **CLOSE)
    few = np.array([3, 11])
    some = respond(line.rows(few), prize[few], bias[few], exponent, rivals[few])
    assert some.tolist() == compiled[few].tolist()


def test_any_other_value_is_sought_on_the_compiled_frontier_too() -> None:
    task, stake = draw(1, 20, 6, 0.1), stakes(1, 20)
    found = []
    for name in ("compiled", "numpy"):
        with using(name):
            found.append(Outlook.of(task, stake).best_response(np.sqrt))
    for one, other in zip(*map(astuple, found), strict=True):
        np.testing.assert_array_equal(one, other)


CASES: dict[str, dict[str, object]] = {
    "all regimes": {},
    "quantiles": {
        "regime.2016.grade": {"kind": "quantiles", "shares": [0.2, 0.3, 0.4]},
        "regime.2016.observe.noise": 12.0,
    },
    "searched": {"regime.2016.score": {"kind": "geometric_mean"}},
}


@pytest.mark.parametrize("world", ["tiny", "classroom"])
@pytest.mark.parametrize("case", CASES)
def test_whole_runs_are_the_same(case: str, world: str) -> None:
    span = {"world.size": world, "years": [2013, 2023]}
    scenario = Scenario.load("history").change({**span, **CASES[case]})
    after = {}
    for each in ("numpy", "compiled"):
        with using(each):
            context = setting(scenario, 5, 0)
            state = begin(context)
            for _ in range(2013, 2024):
                advance(context, state)
        after[each] = columns(state)
    for column, plain in after["numpy"].items():
        if column == "residual":  # what rounding leaves of accounts
            continue
        one = after["compiled"][column]
        if plain.dtype.kind == "f":
            np.testing.assert_allclose(one, plain, **CLOSE, err_msg=column)
        else:
            np.testing.assert_array_equal(one, plain, err_msg=column)


@settings(max_examples=40, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.floats(0.1, 1.0), st.booleans())
def test_the_way_that_pays_most_is_the_same(
    seed: int, substitution: float, exponent: float, contested: bool
) -> None:
    rng, stake = np.random.default_rng(seed), stakes(seed, 20)
    task = draw(seed, 20, 6, substitution)
    line, value = trace(task, stake), graded(seed, 20, 4.0, rising=True)
    if contested:
        rivals = rng.exponential(20, 20) * (np.arange(20) % 5 > 0)
        value = Contested(stake, rng.uniform(1, 4, 20), exponent, rivals)
    low, high = line.score[:, :1], line.score[:, -1:]
    aim = low + (high - low) * rng.uniform(0.0, 1.2, (20, 1))
    for rows in (slice(20), slice(0), slice(1), slice(17)):  # the first ones have no stake
        compiled, plain = both(
            chosen, task.rows(rows), line.rows(rows), aim[rows], value.rows(rows)
        )
        for one, other in zip(astuple(compiled), astuple(plain), strict=True):
            np.testing.assert_allclose(one, other, **CLOSE)


@given(SEEDS)
def test_a_task_is_the_same(seed: int) -> None:
    rng, where = np.random.default_rng(seed), governments(PLAIN, 20, seed)
    given = rng.exponential(2.0, where.given.shape)  # often above what counts
    where = replace(where, given=given, target=where.target * (rng.random(given.shape) > 0.3))
    compiled, plain = both(task_of, where, Conduct(), PLAIN)
    for each in fields(plain):
        np.testing.assert_allclose(getattr(compiled, each.name), getattr(plain, each.name), **CLOSE)
