"""Draws are a function of who draws, when and for what; and they look like chance."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eastwest.streams import _mix, _mixed, identity, normals, race, run_key, uniforms
from eastwest.vocabulary import Floats

KEY = run_key(7, 0)
MANY = np.arange(100_000)
WORDS = st.integers(0, 2**64 - 1)
VECTORS = {
    "key": 1666833969347876293,
    "identity": 3403735842172593722,
    "uniforms": [
        [0.24666391842570523, 0.35080449019486093, 0.8951108485167975],
        [0.05054998678889244, 0.11181675435483951, 0.5222189642457887],
    ],
}


def correlation(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(a, b)[0, 1])


class TestFixedVectors:
    def test_mixing_is_splitmix64_as_published(self) -> None:
        assert _mixed(0) == 0xE220A8397B1DCDAF
        start = np.array([1234567 + 0x9E3779B97F4A7C15], dtype=np.uint64)
        _mix(start)
        assert start.tolist() == [6457827717110365317]

    def test_draws_stay_the_same_for_ever(self) -> None:
        assert int(run_key(7, 0)) == VECTORS["key"]
        assert identity("32-Suzhou") == VECTORS["identity"]
        draws = uniforms(KEY, "test", 2016, np.array([[0], [1]]), np.array([0, 1, -1]))
        assert draws.tolist() == VECTORS["uniforms"]

    def test_identity_fits_64_bits_and_tells_ids_apart(self) -> None:
        ids = {identity(f"52-{row:03d}") for row in range(1000)}
        assert len(ids) == 1000
        assert all(0 <= number < 2**64 for number in ids)


class TestShape:
    def test_agents_and_alternatives_broadcast(self) -> None:
        draws = uniforms(KEY, "test", 2016, MANY[:5, None], MANY[:3])
        assert draws.shape == (5, 3)
        assert draws[4, 2] == uniforms(KEY, "test", 2016, 4, 2)

    def test_one_agent_gives_one_number_without_a_warning(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert uniforms(KEY, "test", 2016, 3).shape == ()
            assert uniforms(KEY, "test", -1, 2**64 - 1, -1).shape == ()

    def test_nobody_draws_nothing(self) -> None:
        assert uniforms(KEY, "test", 2016, MANY[:0]).shape == (0,)

    def test_order_of_rows_does_not_matter(self) -> None:
        order = np.random.default_rng(1).permutation(1000)
        draws = normals(KEY, "test", 2016, MANY[:1000])
        np.testing.assert_array_equal(normals(KEY, "test", 2016, order), draws[order])

    def test_signed_and_unsigned_identities_agree(self) -> None:
        unsigned = uniforms(KEY, "test", 2016, MANY[:9].astype(np.uint64))
        np.testing.assert_array_equal(unsigned, uniforms(KEY, "test", 2016, MANY[:9]))


class TestChance:
    def test_uniform_moments_and_bins(self) -> None:
        draws = uniforms(KEY, "test", 2016, MANY)
        assert draws.mean() == pytest.approx(0.5, abs=4 * np.sqrt(1 / 12 / MANY.size))
        assert draws.var() == pytest.approx(1 / 12, abs=0.001)
        counts = np.histogram(draws, 100, (0, 1))[0]
        chi_square = ((counts - 1000) ** 2 / 1000).sum()
        assert 55 < chi_square < 150  # 99 degrees of freedom, beyond 0.1 % on either side

    def test_normal_moments(self) -> None:
        draws = normals(KEY, "test", 2016, MANY)
        assert draws.mean() == pytest.approx(0, abs=0.013)
        assert draws.std() == pytest.approx(1, abs=0.01)
        assert (draws**4).mean() == pytest.approx(3, abs=0.15)

    @pytest.mark.parametrize("lag", [1, 2, 3, 64])
    def test_neighbours_are_not_correlated(self, lag: int) -> None:
        here = uniforms(KEY, "test", 2016, MANY, 5)
        others = {
            "years": uniforms(KEY, "test", 2016 + lag, MANY, 5),
            "agents": uniforms(KEY, "test", 2016, MANY + lag, 5),
            "alternatives": uniforms(KEY, "test", 2016, MANY, 5 + lag),
            "replicates": uniforms(run_key(7, lag), "test", 2016, MANY, 5),
            "seeds": uniforms(run_key(7 + lag, 0), "test", 2016, MANY, 5),
            "purposes": uniforms(KEY, f"test {lag}", 2016, MANY, 5),
        }
        for name, there in others.items():
            assert abs(correlation(here, there)) < 0.014, name

    def test_agent_and_alternative_cannot_be_swapped(self) -> None:
        here = uniforms(KEY, "test", 2016, MANY, MANY + 1)
        there = uniforms(KEY, "test", 2016, MANY + 1, MANY)
        assert abs(correlation(here, there)) < 0.014

    def test_seed_and_replicate_cannot_be_swapped(self) -> None:
        keys = {int(run_key(seed, replicate)) for seed in range(50) for replicate in range(50)}
        assert len(keys) == 2500

    @given(WORDS, st.text(max_size=9), st.integers(1900, 2200), WORDS, WORDS)
    def test_every_draw_lies_inside_the_open_interval(
        self, seed: int, purpose: str, year: int, agent: int, alternative: int
    ) -> None:
        draw = uniforms(run_key(seed, 0), purpose, year, agent, alternative)
        assert 0 < draw < 1
        assert draw == uniforms(run_key(seed, 0), purpose, year, agent, alternative)
        assert np.isfinite(normals(run_key(seed, 0), purpose, year, agent, alternative))


class TestRace:
    WEIGHT = np.array([1.0, 2.0, 3.0])

    def test_exponential_race_gives_logit_shares(self) -> None:
        times = race(KEY, "choose", 2016, MANY[:, None], np.arange(3))
        shares = np.bincount((times / self.WEIGHT).argmin(axis=-1)) / MANY.size
        np.testing.assert_allclose(shares, [1 / 6, 1 / 3, 1 / 2], atol=0.006)

    def test_new_alternative_changes_only_those_who_choose_it(self) -> None:
        times = race(KEY, "choose", 2016, MANY[:, None], np.arange(4)) / np.array([1, 2, 3, 4])
        before, after = times[:, :3].argmin(axis=-1), times.argmin(axis=-1)
        np.testing.assert_array_equal(before[after != 3], after[after != 3])
        assert (after == 3).mean() == pytest.approx(0.4, abs=0.006)
