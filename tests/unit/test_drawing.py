"""Totals are handed out to rows exactly, whatever the weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from eastwest.drawing import allot, fill, hand_out, lognormals, strata

WEIGHTS = arrays(np.float64, st.integers(1, 12), elements=st.floats(0.01, 100))


@given(total=st.integers(0, 500), weights=WEIGHTS)
def test_units_add_up_and_stay_within_one_of_their_share(total: int, weights: np.ndarray) -> None:
    units = allot(total, weights)
    assert units.sum() == total
    assert (np.abs(units - total * weights / weights.sum()) < 1).all()


def test_what_is_over_the_most_goes_to_the_others() -> None:
    assert allot(10, np.array([8.0, 1.0, 1.0]), np.array([4, 5, 5])).tolist() == [4, 3, 3]
    assert allot(10, np.array([8.0, 1.0, 0.0]), np.array([4, 3, 5])).tolist() == [4, 3, 0]


def test_a_row_without_weight_gets_nothing() -> None:
    assert allot(7, np.array([0.0, 1.0, 0.0, 2.0])).tolist() == [0, 2, 0, 5]


@given(start=st.floats(0.001, 0.999))
def test_classes_come_sorted_and_near_their_shares(start: float) -> None:
    counts, shares = np.array([7, 0, 100]), np.array([0.5, 0.3, 0.2])
    kinds = strata(counts, shares, np.full(3, start))
    for members in (kinds[:7], kinds[7:]):
        assert (np.diff(members) >= 0).all()
        found = np.bincount(members, minlength=3)
        assert (np.abs(found - shares * len(members)) <= 1 + 1e-9).all()


@given(weights=WEIGHTS)
def test_a_total_is_handed_out_in_proportion(weights: np.ndarray) -> None:
    group = np.arange(len(weights)) % 2
    totals = np.array([3.0, 8.0])
    held = hand_out(totals, weights, group)
    present = np.unique(group)
    assert np.bincount(group, held)[present] == pytest.approx(totals[present])
    assert held[0] / weights[0] == pytest.approx(held[group == 0][-1] / weights[group == 0][-1])


@given(
    wanted=arrays(np.float64, 6, elements=st.floats(0, 1, allow_subnormal=False)),
    part=st.floats(0, 1, allow_subnormal=False),
)
def test_rows_fill_up_to_the_total_but_never_over_their_room(
    wanted: np.ndarray, part: float
) -> None:
    room, group = np.array([1.0, 2.0, 1.0, 3.0, 1.0, 1.0]), np.array([0, 0, 1, 1, 1, 1])
    totals = np.asarray(part * np.bincount(group, room), dtype=np.float64)
    # With nothing wanted there is no pattern to scale up, so room alone decides.
    held = fill(totals, wanted, room, group)
    assert np.bincount(group, held) == pytest.approx(totals, abs=1e-9)
    assert (held >= -1e-12).all()
    assert (held <= room + 1e-12).all()


def test_a_total_that_is_wanted_is_left_as_it_is() -> None:
    wanted, room, group = np.array([0.2, 0.5]), np.ones(2), np.zeros(2, np.int64)
    assert fill(np.array([0.7]), wanted, room, group) == pytest.approx(wanted)


def test_lognormals_have_mean_one() -> None:
    draws = np.random.default_rng(1).standard_normal(200_000)
    assert lognormals(draws, 0.5).mean() == pytest.approx(1, abs=0.005)
