"""How many replicates: worked by hand."""

import itertools
import math

import numpy as np
import pytest

from eastwest_lab.design import Point
from eastwest_lab.study import Replicates, Until
from eastwest_lab.sweeps.rounds import rounds, width

POINTS = (Point(0, "a", {}), Point(1, "a", {}), Point(2, "b", {}), Point(3, "b", {}))


def until(wanted=1.0, between=("a", "b")):
    return Until(outcome="aid", between=between, width=wanted)


def test_width_is_that_of_the_paired_mean_by_student():
    """Differences of the means 1, 2, 3: mean 2, sd 1, t(2) 4.3027; width 2 x 4.3027 / sqrt 3."""
    values = np.array([[10, 20, 30], [12, 22, 32], [12, 23, 34], [12, 23, 34]], dtype=float)
    assert width(until(), POINTS, values) == pytest.approx(2 * 4.302653 / math.sqrt(3), abs=1e-5)


def test_width_between_two_points_looks_at_them_alone():
    values = np.array([[10, 20], [0, 0], [0, 99], [11, 21]], dtype=float)
    assert width(until(between=(0, 3)), POINTS, values) == 0.0


def test_replicates_without_a_finite_number_are_left_out():
    values = np.array([[1, 1, 1], [1, 1, 1], [2, np.nan, 2], [2, 5, 2]], dtype=float)
    assert width(until(), POINTS, values) == 0.0


def test_one_replicate_says_nothing():
    assert width(until(), POINTS, np.ones((4, 1))) == math.inf


def asked(replicates, read=None, begun=0, clock=lambda: 0.0):
    return list(rounds(replicates, POINTS, read, lambda: begun, clock))


def test_a_number_is_one_round():
    assert asked(Replicates(number=7)) == [7]


def test_rounds_go_on_until_the_interval_is_narrow_and_no_further():
    def read(name, number):
        noise = np.random.default_rng(0).normal(size=number) if number < 30 else np.zeros(number)
        return np.array([noise, noise, 0 * noise, 0 * noise])

    chosen = Replicates(until=until(0.001), least=10, step=5, most=100)
    assert asked(chosen, read) == [10, 15, 20, 25, 30]


def test_rounds_end_with_the_most():
    noisy = lambda name, number: np.random.default_rng(1).normal(size=(4, number))  # noqa: E731
    assert asked(Replicates(until=until(1e-9), least=4, step=5, most=11), noisy) == [4, 9, 11]


def test_no_round_begins_that_would_outlast_the_time():
    """A look at the clock is 12.5 s after the last: 50 s are over once two rounds are done."""
    ticks = itertools.count(0, 25 / 2)
    found = asked(Replicates(minutes=1, least=4, step=2), clock=lambda: next(ticks))
    assert found == [4, 6]


def test_a_round_that_was_begun_is_finished_whatever_the_time():
    late = itertools.count(0, 1e6)
    found = asked(Replicates(minutes=1, least=4, step=2), begun=7, clock=lambda: next(late))
    assert found == [4, 6, 8]
