"""An announced rule teaches before it holds what work will count for."""

import numpy as np
import pytest
from tests.years import after, run

from eastwest.columns import sums
from eastwest.phases.deliver import handed_down
from eastwest.vocabulary import CHANNEL

LABOUR = CHANNEL["labour"]
KEPT = {"change__2018__indicator__labour__evidence": {"activity": 0.0, "result": 1.0}}
"""From 2018 on workers who stay count in place of workers who are placed."""
TOLD = {**KEPT, "change__2018__announced": 2016}


def beliefs(years, values):
    context, state = run((2015, 2019), **values)
    after(years, context, state)
    return state.east.belief


def test_beliefs_move_from_the_year_of_the_announcement_on():
    assert np.array_equal(beliefs(1, KEPT), beliefs(1, TOLD))
    assert not np.array_equal(beliefs(2, KEPT), beliefs(2, TOLD))


def test_only_beliefs_about_what_the_rule_counts_otherwise_move_at_once():
    moved = (beliefs(2, KEPT) != beliefs(2, TOLD)).any(axis=0)
    assert np.flatnonzero(moved).tolist() == [LABOUR]


def test_who_learns_from_itself_alone_goes_part_of_the_way_to_the_new_yield():
    context, state = run((2015, 2019), **TOLD, east__imitate=0.0, east__learn=0.25)
    after(1, context, state)
    before = state.east.belief[:, LABOUR].copy()
    year = after(1, context, state)
    work = handed_down(context.east, state.east)[:, LABOUR]
    kept = sums(context.dyads.east, state.dyads.result[:, LABOUR], len(work))
    top = np.arange(context.east.tops)
    taught = top[work[top] > 1e-3 * context.east.full[LABOUR] * year.counties["east"][top]]
    assert len(taught)
    learned = before[taught] + 0.25 * (kept[taught] / work[taught] - before[taught])
    assert state.east.belief[taught, LABOUR] == pytest.approx(learned)


def test_once_the_rule_holds_nothing_is_foreseen():
    context, state = run((2015, 2019), **TOLD)
    found = {
        year.year: sorted(year.foreseen) for year in (after(1, context, state) for _ in "12345")
    }
    both = ["east", "west"]
    assert found == {2015: [], 2016: both, 2017: both, 2018: [], 2019: []}
