"""Statistics of paired replicates on numbers that were worked by hand."""

from math import inf, isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eastwest_lab.comparing.paired import detectable, differs, half_width, holm, needed, paired

pytestmark = pytest.mark.filterwarnings("error")


def column(*values):
    return np.array(values, dtype=float)


class TestPaired:
    def test_interval_is_students_by_hand(self):
        # differences 1, 2, 1, 2: mean 1.5, s = sqrt(1/3), t(3; 0.975) = 3.18245
        found = paired(column(1, 2, 3, 4), column(2, 4, 4, 6))
        half = 3.182446 * sqrt(1 / 3) / 2
        assert (found.pairs, found.reference, found.other, found.difference) == (4, 2.5, 4, 1.5)
        assert (found.low, found.high) == pytest.approx((1.5 - half, 1.5 + half))
        assert found.spread == pytest.approx(sqrt(1 / 3))

    def test_effect_is_cohens_d_by_hand(self):
        # variances 5/3 and 8/3, their mean 13/6
        assert paired(column(1, 2, 3, 4), column(2, 4, 4, 6)).effect == pytest.approx(
            1.5 / sqrt(13 / 6)
        )

    def test_p_is_that_of_the_t_test_by_hand(self):
        # t = 1.5 / (sqrt(1/3) / 2) = 3 sqrt(3) with 3 degrees of freedom
        found = paired(column(1, 2, 3, 4), column(2, 4, 4, 6))
        assert found.p == pytest.approx(0.013847, abs=1e-6)

    def test_unpaired_interval_is_welchs_by_hand(self):
        # equal variances 1: 4 degrees of freedom, t = 2.776445, s.e. = sqrt(2/3)
        found = paired(column(1, 2, 3), column(3, 1, 2))
        assert found.unpaired == pytest.approx(2 * 2.776445 * sqrt(2 / 3))

    def test_shared_luck_narrows_the_interval(self):
        luck = np.random.default_rng(1).normal(size=20)
        rest = 0.01 * np.random.default_rng(2).normal(size=20)
        assert paired(luck, luck + 1 + rest).narrower > 50

    def test_pairs_that_agree_have_an_interval_of_no_width(self):
        found = paired(column(1, 2, 3), column(2, 3, 4))
        assert (found.low, found.high, found.p) == (1, 1, 0)
        assert found.narrower == inf
        assert found.detectable == 0

    def test_equal_scenarios_differ_in_nothing(self):
        found = paired(column(5, 5, 5), column(5, 5, 5))
        assert (found.difference, found.low, found.high, found.p) == (0, 0, 0, 1)
        assert found.p_wilcoxon == 1
        assert isnan(found.effect)
        assert isnan(found.narrower)

    def test_rounding_is_no_difference(self):
        assert paired(column(0.1 + 0.2, 1), column(0.3, 1)).difference == 0
        found = paired(column(0, 1, 2), column(1e-12, 1 + 1e-11, 2))
        assert (found.difference, found.low, found.high, found.detectable) == (0, 0, 0, 0)

    def test_values_differ_by_more_than_rounding(self):
        assert not differs(column(5.98e-6, 5.98e-6 * (1 + 1e-12), nan))
        assert differs(column(0, 1e-300))

    def test_a_millionth_is_a_difference(self):
        assert paired(column(0, 1, 2), column(0, 1, 2.000001)).difference > 0

    def test_one_pair_has_no_interval(self):
        found = paired(column(1), column(3))
        assert (found.pairs, found.difference) == (1, 2)
        assert all(isnan(value) for value in (found.low, found.high, found.p, found.detectable))

    def test_pairs_with_a_nan_are_left_out(self):
        found = paired(column(1, np.nan, 3, 4), column(2, 2, np.inf, 5))
        assert (found.pairs, found.difference) == (2, 1)
        assert paired(column(np.nan), column(1)).pairs == 0

    def test_bootstrap_is_near_t_and_the_same_each_time(self):
        values = np.random.default_rng(3).normal(10, 1, 40)
        first, second = (paired(np.zeros(40), values) for _ in range(2))
        assert (first.boot_low, first.boot_high) == (second.boot_low, second.boot_high)
        assert first.boot_low == pytest.approx(first.low, abs=0.1)
        assert isnan(paired(np.zeros(4), values[:4]).boot_low)


class TestHolm:
    def test_is_that_of_the_worked_example(self):
        # sorted 0.01, 0.02, 0.03, 0.04 times 4, 3, 2, 1; never less than the one before
        assert holm([0.04, 0.01, 0.03, 0.02]).tolist() == pytest.approx([0.06, 0.04, 0.06, 0.06])

    def test_leaves_nan_out_of_the_count(self):
        found = holm([0.02, np.nan, 0.5])
        assert found[[0, 2]].tolist() == pytest.approx([0.04, 0.5])
        assert isnan(found[1])

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
    def test_is_never_less_than_p_and_at_most_one(self, p):
        found = holm(p)
        assert np.all(found >= np.array(p))
        assert np.all(found <= 1)


class TestPower:
    def test_twenty_pairs_see_two_thirds_of_a_spread(self):
        # Cohen's tables: a paired t test with n = 20 has power 0.8 at d = 0.66
        assert detectable(1.0, 20) == pytest.approx(0.66, abs=0.001)

    def test_what_is_said_to_be_detectable_is_seen_four_times_in_five(self):
        draws = np.random.default_rng(4).normal(detectable(1.0, 10), 1, (4000, 10))
        spread = draws.std(axis=1, ddof=1)
        low = draws.mean(axis=1) - [half_width(each, 10) for each in spread]
        assert np.mean(low > 0) == pytest.approx(0.8, abs=0.02)

    @pytest.mark.parametrize("n", [2, 3, 5, 200])
    def test_is_known_for_any_number_of_pairs(self, n):
        assert detectable(2.0, n) == pytest.approx(2 * detectable(1.0, n))

    def test_replicates_needed_are_the_least_that_do(self):
        n = needed(1.0, 0.1)
        assert n == 387
        assert half_width(1.0, 387) <= 0.1 < half_width(1.0, 386)

    def test_at_least_two_replicates_are_needed_and_a_million_is_too_many(self):
        assert needed(0.0, 1.0) == 2
        assert needed(1.0, 1e-9) == inf
        assert isnan(needed(1.0, 0.0))
        assert isnan(needed(np.nan, 1.0))
