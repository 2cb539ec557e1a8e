"""Compiled rules choose what the plain ones choose, and their numbers agree to 1e-9."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from tests.properties.test_market_properties import (
    EAGER,
    firms_of,
    offers_of,
    openings_of,
    organizations_of,
    seeds,
)
from tests.years import columns

from eastwest.asking import within
from eastwest.backend import using
from eastwest.behaviour.axis import laid_out
from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.firms import FirmLocation, leavers
from eastwest.behaviour.government import learn
from eastwest.behaviour.organizations import OrganizationService, chosen
from eastwest.behaviour.survival import FirmSurvival, Tenants, profits
from eastwest.columns import table_sums
from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.step import advance, begin
from eastwest.streams import run_key, uniforms

normal = pytest.importorskip("eastwest.compiled.normal", reason="numba is not installed")

KEY = run_key(3, 1)
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def both(twinned, *arguments):
    """What the compiled and the plain function answer."""
    with using("compiled"):
        return twinned(*arguments), twinned.__wrapped__(*arguments)


@given(seeds, st.integers(-(2**31), 2**31 - 1))
def test_compiled_draws_are_those_of_the_plain_stream_bit_for_bit(seed, year):
    rng = np.random.default_rng(seed)
    agent, alternative = rng.integers(0, 2**64, (2, 50), dtype=np.uint64)
    for pair in ((agent, alternative), (agent[:, None], alternative[:9])):
        with using("numpy"):
            plain = uniforms(KEY, "test", year, *pair)
        with using("compiled"):
            compiled = uniforms(KEY, "test", year, *pair)
        assert compiled.shape == plain.shape
        assert compiled.tobytes() == plain.tobytes()


def test_compiled_normal_numbers_are_those_of_scipy_over_the_whole_range():
    share = np.concatenate([np.linspace(0, 1, 999)[1:-1], 2.0 ** -np.arange(2, 54)])
    share = np.append(share, 1 - share)
    compiled = [normal.normal(each) for each in share]
    np.testing.assert_allclose(compiled, ndtri(share), rtol=1e-12, atol=1e-15)


@given(seeds, st.sampled_from([0, 1, 60]))
def test_an_axis_is_laid_out_the_same_bit_for_bit(seed, number):
    rng = np.random.default_rng(seed)
    home = rng.integers(0, 5, number)
    counties = rng.integers(0, 4, number) * rng.choice([0.5, 1.0], number)
    compiled, plain = both(laid_out, home, counties, 7)
    for each in fields(plain):
        one, other = (np.asarray(getattr(axis, each.name)) for axis in (compiled, plain))
        assert one.tolist() == other.tolist(), each.name


@given(seeds)
def test_tables_add_up_by_owner_to_the_same_bit_for_bit(seed):
    rng = np.random.default_rng(seed)
    owner, values = rng.integers(0, 9, 40), np.asfortranarray(rng.normal(size=(40, 5)))
    compiled, plain = both(table_sums, owner.astype(rng.choice(["i4", "i8"])), values, 11)
    assert compiled.tobytes() == plain.tobytes()


@given(seeds, st.sampled_from([EAGER, FirmLocation(), replace(EAGER, orientation=-2.0, home=-1.0)]))
def test_the_same_firms_leave_home_for_the_same_places(seed, rule):
    rng = np.random.default_rng(seed)
    table, offers = firms_of(rng, 700), offers_of(rng, int(rng.integers(0, 20)))
    host = rng.integers(-3, 2, 700).clip(-1, None)
    compiled, plain = both(leavers, rule, KEY, 2001, table, host, rule.market(offers))
    for one, other in zip(compiled, plain, strict=True):
        np.testing.assert_array_equal(one, other)


@given(seeds)
def test_hosted_firms_earn_the_same(seed):
    rng = np.random.default_rng(seed)
    table, offers, rows = firms_of(rng, 90), offers_of(rng, 15), np.arange(0, 90, 2)
    tenants = Tenants(rows, rng.integers(0, 15, 45), rng.random(45), rng.random(45) / 10)
    asked = (FirmSurvival(), KEY, 2001, table, tenants, offers, rng.random(15))
    compiled, plain = both(profits, *asked)
    np.testing.assert_allclose(compiled, plain, **CLOSE)


@given(seeds, st.sampled_from([0.0, 0.3, 1.0]))
def test_the_same_organizations_go_to_the_same_places(seed, platform):
    rng = np.random.default_rng(seed)
    table, openings = organizations_of(rng, 80), openings_of(rng, 15)
    host = rng.integers(-1, 15, 80)
    dyad = np.where(host == -1, -1, rng.integers(0, 5, 80))
    rule, rows = OrganizationService(home=0.5), np.arange(0, 80, 3)
    offered = replace(openings, platform=platform)
    compiled, plain = both(chosen, rule, KEY, 2001, table, rows, host, dyad, offered)
    for one, other in zip(compiled, plain, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("world", ["tiny", "classroom", "national"])
def test_years_of_firms_and_organizations_are_the_same(world):
    scenario = Scenario.load("history").change({"world.size": world, "years": [2013, 2018]})
    after = {}
    for name in ("numpy", "compiled"):
        with using(name):
            context = setting(scenario, 5, 0)
            state = begin(context)
            for _ in range(2013, 2019):
                advance(context, state)
        after[name] = columns(state.firms) | columns(state.organizations, "at work: ")
    for name, plain in after["numpy"].items():
        one = after["compiled"][name]
        if plain.dtype.kind == "f":
            np.testing.assert_allclose(one, plain, **CLOSE, err_msg=name)
        else:
            np.testing.assert_array_equal(one, plain, err_msg=name)


@given(seeds, st.sampled_from([np.nan, np.inf, -np.inf, 1.5, -0.5, 0.0, 1.0]))
def test_the_same_numbers_are_in_their_range(seed, odd):
    values = np.random.default_rng(seed).random((6, 3)).T
    values[1, 2] = odd
    for column in (values, values > 0.5, np.arange(3)):
        for least, most in ((0.0, 1.0), (-np.inf, np.inf), (0.0, np.inf)):
            compiled, plain = both(within, column, least, most)
            assert compiled is plain


@given(seeds)
def test_governments_learn_the_same_bit_for_bit(seed):
    rng = np.random.default_rng(seed)
    belief, effort, counted, few = rng.random((4, 40, 9))  # more than NumPy adds up one by one
    few[rng.random((40, 9)) < 0.3] = np.inf  # who has no counties learns nothing
    few[:, 0] = np.inf  # nobody has tried
    compiled, plain = both(learn, belief, effort, counted, Conduct(), few)
    assert compiled.tobytes() == plain.tobytes()
