"""Closed forms of a lognormal income, against numbers worked by hand."""

import numpy as np
import pytest
from scipy.special import ndtri

from eastwest.lognormal import gini, rate, rate_and_gap, sigma_from_poor, theil, theil_parts

MEAN, SIGMA, LINE = 10_000.0, 0.6, 4_000.0


def test_worked_numbers_hold() -> None:
    assert rate(MEAN, SIGMA, LINE) == pytest.approx(0.10988, abs=5e-6)
    assert rate(9_000.0, SIGMA, LINE) == pytest.approx(0.14650, abs=5e-6)
    assert rate_and_gap(MEAN, SIGMA, LINE)[1] == pytest.approx(101.15, abs=5e-3)
    assert gini(SIGMA) == pytest.approx(0.32863, abs=5e-6)
    assert theil(SIGMA) == pytest.approx(0.18)


def test_rate_and_gap_agree_with_a_million_people() -> None:
    people = 1_000_000
    ranks = (np.arange(people) + 0.5) / people
    incomes = np.exp(np.log(MEAN) - SIGMA**2 / 2 + SIGMA * ndtri(ranks))
    assert np.mean(incomes < LINE) == pytest.approx(float(rate(MEAN, SIGMA, LINE)), abs=1e-6)
    shortfall = np.maximum(LINE - incomes, 0).mean()
    assert shortfall == pytest.approx(float(rate_and_gap(MEAN, SIGMA, LINE)[1]), rel=1e-4)


def test_places_with_the_found_sigma_have_the_poor_of_their_group() -> None:
    mean = np.array([5_000.0, 8_000.0, 12_000.0, 6_000.0])
    people, group = np.array([3.0, 5.0, 2.0, 4.0]), np.array([0, 0, 0, 1])
    poor = np.array([1.5, 0.4])
    sigma = sigma_from_poor(mean, people, LINE, group, poor)
    held = np.bincount(group, people * rate(mean, sigma[group], LINE))
    assert held == pytest.approx(poor, rel=1e-9)


def test_theil_splits_into_between_and_within() -> None:
    weights, means = np.array([60.0, 40.0]), np.array([20_000.0, 10_000.0])
    between, within = theil_parts(weights, means, np.array([0.5, 0.6]))
    assert between == pytest.approx(0.04986, abs=5e-6)
    assert within == pytest.approx(0.13875, abs=5e-6)


def test_grouping_moves_inequality_from_between_to_within() -> None:
    weights, means = np.array([1.0, 2.0, 3.0]), np.array([5_000.0, 9_000.0, 7_000.0])
    apart = theil_parts(weights, means, 0.5)
    joined = theil_parts(weights, means, 0.5, np.array([0, 0, 2]))
    assert sum(joined) == pytest.approx(sum(apart), rel=1e-12)
    assert joined[0] < apart[0]


def test_everybody_equal_has_no_theil() -> None:
    between, within = theil_parts(np.ones(4), np.full(4, 3.0), 0.0)
    assert (between, within) == pytest.approx((0.0, 0.0), abs=1e-15)
