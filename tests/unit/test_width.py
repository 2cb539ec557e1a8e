"""How wide a firm is: its columns, fixed and moving, counted from the arrays."""

import numpy as np
import pytest
from tests.benchmarks.bound import sizes_of
from tests.benchmarks.timing import history
from tests.years import columns

from eastwest import metrics
from eastwest.backend import using
from eastwest.runs import setting
from eastwest.step import advance, begin

FIRMS = 4000


@pytest.fixture(scope="module", params=["numpy", "compiled", "fast"])
def lived(request):
    """A world before its years and after them, and its last year, in one backend."""
    if request.param != "numpy":
        pytest.importorskip("numba")
    with using(request.param):
        context = setting(history("tiny", (2015, 2020), firms=FIRMS), 0, 0)
        state = begin(context)
        before = sizes_of(context.world.firms, state.firms)
        years = [advance(context, state) for _ in range(6)]
        yield request.param, context, state, before, years[-1]


def test_a_firm_takes_at_most_96_bytes_and_64_where_numbers_are_narrow(lived):
    name, _, _, before, _ = lived
    assert sum(before) <= FIRMS * (64 if name == "fast" else 96)


def test_columns_keep_their_width_while_years_go_by(lived):
    _, context, state, before, _ = lived
    assert sizes_of(context.world.firms, state.firms) == before


def test_accounts_close_however_wide_columns_are(lived):
    _, _, state, _, _ = lived
    assert max(map(abs, state.residual.values())) < 1e-8


def test_narrow_numbers_move_hardly_any_firm_and_hardly_any_total():
    pytest.importorskip("numba")
    hosts, totals = [], []
    for name in ("compiled", "fast"):
        with using(name):
            context = setting(history("tiny", (2015, 2020), firms=FIRMS), 0, 0)
            state = begin(context)
            years = [advance(context, state) for _ in range(6)]
            hosts.append(columns(state.firms)["host"])
            totals.append(metrics.national(context, state, years[-1]))
    assert np.mean(hosts[0] != hosts[1]) < 0.001
    for name in ("firms_active", "capital", "jobs", "aid", "poor"):
        assert totals[0][name] == pytest.approx(totals[1][name], rel=1e-3), name
