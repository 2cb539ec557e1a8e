"""Sums by owner and shares of a whole."""

import numpy as np
import pytest

from eastwest.columns import divisor, mapped, share, sums


def test_values_are_added_up_by_owner() -> None:
    assert sums(np.array([1, 1, 0]), np.array([1.0, 2.0, 4.0]), 3).tolist() == [4.0, 3.0, 0.0]


def test_tables_are_added_up_column_by_column() -> None:
    values = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    assert sums(np.array([1, 1, 0]), values, 2).tolist() == [[4.0, 40.0], [3.0, 30.0]]


@pytest.mark.parametrize("shape", [(0,), (0, 2)])
def test_nothing_adds_up_to_nothing(shape: tuple[int, ...]) -> None:
    total = sums(np.zeros(0, dtype=np.int64), np.zeros(shape), 3)
    assert total.shape == (3, *shape[1:])
    assert not total.any()


def test_a_table_maps_values_as_their_product() -> None:
    values, table = (
        np.array([[1.0, 2.0], [3.0, 4.0]]),
        np.array([[0.0, 0.5, 0.0], [10.0, 1.0, 0.0]]),
    )
    assert mapped(values.T, table).tolist() == [[20.0, 2.5, 0.0], [40.0, 5.5, 0.0]]


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(np.array([3.0, 1.0]), np.array([4.0, 0.0])).tolist() == [0.75, 0.0]


def test_a_share_is_taken_row_by_row() -> None:
    part = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert share(part, np.array([[2.0], [0.0]])).tolist() == [[0.5, 1.0], [0.0, 0.0]]


def test_a_whole_that_is_nil_divides_everything_to_nothing() -> None:
    assert (3.0 / divisor(np.array([4.0, 0.0]))).tolist() == [0.75, 0.0]
