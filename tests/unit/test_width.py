"""How wide a firm is: its columns, fixed and moving, counted from the arrays."""

import pytest
from tests.benchmarks.bound import sizes_of
from tests.benchmarks.timing import history

from eastwest.runs import setting
from eastwest.step import advance, begin


@pytest.fixture(scope="module")
def run():
    context = setting(history("tiny", (2015, 2016), firms=4000), 0, 0)
    return context, begin(context)


def test_a_firm_takes_at_most_96_bytes(run):
    assert sum(sizes_of(*run)) <= 96 * 4000


def test_columns_keep_their_width_while_years_go_by(run):
    context, state = run
    before = sizes_of(context, state)
    for _ in range(2):
        advance(context, state)
    assert sizes_of(context, state) == before
