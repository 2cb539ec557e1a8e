"""The line on which a draw finds its place."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from eastwest.behaviour.axis import laid_out


def axis_of(counties, home=None, homes=2):
    home = np.zeros(len(counties), dtype=np.int64) if home is None else np.array(home)
    return laid_out(home, np.array(counties, dtype=float), homes)


def test_a_place_has_its_part_of_the_draws_by_counties():
    # 4 counties: 1, then 3; draws of 0.1, 0.25, 0.6, 0.99 fall on county 0, then 0, 1, 2.
    entry, county = axis_of([1, 3])(np.array([0]), np.array([0.1, 0.25, 0.6, 0.99]))
    assert entry.tolist() == [0, 1, 1, 1]
    assert county.tolist() == [0, 0, 1, 2]


def test_each_home_hears_of_its_own_entries_alone():
    axis = axis_of([2, 1, 1], home=[1, 0, 1])
    entry, _ = axis(np.array([0, 1, 1]), np.array([0.9, 0.1, 0.9]))
    assert axis.order[entry].tolist() == [1, 0, 2]


def test_an_empty_home_hears_of_nothing():
    for counties in ([1, 2], [0, 0], []):
        entry, county = axis_of(counties)(np.array([1]), np.array([[0.3], [0.99]]))
        assert entry.tolist() == [[-1], [-1]]
        assert county.tolist() == [[0], [0]]


@given(st.integers(0, 2**32 - 1))
def test_the_guide_finds_what_a_search_of_the_whole_line_finds(seed):
    rng = np.random.default_rng(seed)
    home, homes = rng.integers(0, 5, 60), 6
    counties = rng.integers(0, 4, 60) * rng.choice([0.5, 1.0, 50.0], 60)
    axis = laid_out(home, counties, homes)
    laid = axis.edge[:-1]
    owner, draw = rng.integers(0, homes, 500), rng.random((3, 500))
    draw[0] = (laid - np.floor(laid))[rng.integers(0, laid.size, 500)]  # on the very edges
    expected = np.searchsorted(laid, owner + draw, side="right") - 1
    expected = np.where(axis.last[owner] < 0, -1, np.minimum(expected, axis.last[owner]))
    np.testing.assert_array_equal(axis(owner, draw)[0], expected)
