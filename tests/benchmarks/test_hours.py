"""Runs an hour and the table of what was wanted, worked by hand."""

import pytest
from tests.benchmarks import page
from tests.benchmarks.hours import Cost, Scaling, body
from tests.benchmarks.runner import sweeps as whole
from tests.benchmarks.wanted import Goal, limits, sweeps

SCALING = """<!-- measured: runner_scaling -->
| a run | workers | efficiency | coordinator, us a run | scheduler, us a run |
| --- | ---: | ---: | ---: | ---: |
| sleep of 50 ms | 1 | 1.00 | 900 | 900 |
| sleep of 50 ms | 16 | 0.50 | 130 | 530 |
| nothing | 2 | 1.00 | 30 | 30 |
<!-- end -->
<!-- measured: runner_laptop -->
| world | processes | ms a run |
| --- | ---: | ---: |
| classroom | 1 | 70.0 |
| classroom | 2 | 50.0 |
<!-- end -->
"""
COST = Cost(run=30e-6, chunk=0.01)
BOTH = Scaling(0.5, {"coordinator": Cost(30e-6, 0.002), "scheduler": COST})


def test_a_run_costs_its_part_of_a_chunk_as_well():
    assert COST(0.05) == pytest.approx(530e-6)  # 20 runs a chunk of a second
    assert COST(0.5) == pytest.approx(5030e-6)
    assert COST(7.0) == pytest.approx(10030e-6)  # a chunk of its own
    assert Cost.of(30e-6, 530e-6).chunk == pytest.approx(0.01)


def test_cores_bind_until_the_busier_of_coordinator_and_scheduler_does():
    # one node: 32 x 0.5 / 0.1 s = 160 a second; the scheduler: 1 / 1030 us = 970.9 a second
    assert BOTH.an_hour(1, 0.1) == (pytest.approx(3600 * 160), False)
    assert BOTH.an_hour(16, 0.1) == (pytest.approx(3600 / 1030e-6), True)


def test_hours_are_worked_out_from_the_measured_tables():
    lines = body(SCALING).splitlines()
    words = " ".join(lines[:3])
    assert "e = 0.50" in words
    assert "coordinator (30 us a run, 2.0 ms a chunk)" in words
    assert "scheduler (30 us a run, 10.0 ms a chunk)" in words
    assert lines[-1] == (
        "| classroom | 0.100 | 1,030 | 576,000 | 2,300,000 | 3,500,000* | 3,500,000* |"
    )


def test_a_goal_holds_on_its_own_side():
    assert Goal("a year", 15, 15.0, "x", is_least=True).row() == (
        *("a year", "at least 15 x", "15 x", "yes", ""),
    )
    assert Goal("a year", 140, 91.26, "x", is_least=True, bound=118.4).row()[2:] == (
        *("91.3 x", "no", "118"),
    )
    assert Goal("memory", 600, 600.5, "MB").row()[3] == "no"


def test_a_number_that_was_not_measured_is_named():
    text = "<!-- measured: thirty -->\n| world | backend |\n| --- | --- |\n<!-- end -->"
    with pytest.raises(ValueError, match=r"thirty: no row with .*'world': 'classroom'"):
        list(limits(text))


def test_whole_sweeps_are_wanted_by_their_number_of_runs(monkeypatch):
    taken = whole.Taken(ours=2.0, theirs=50.0, our_run=0.05, their_run=6.0)
    monkeypatch.setattr(whole, "_taken", lambda case: taken)
    cases = [case for case in whole.FULL if case.world == "national"]
    assert [(case.firms, case.runs) for case in cases] == [(1_000, 8), (10_000, 32)]
    rows = whole.rows(tuple(cases))
    text = f"<!-- measured: runner_sweeps -->\n{page.table(whole.HEADER, rows)}\n<!-- end -->"
    goals = [goal.row() for goal in sweeps(text)]
    assert [row[0].rpartition(", ")[2] for row in goals] == [
        *("a sweep of 8 runs", "beyond start"),
        *("a sweep of 32 runs", "beyond start"),
    ]
    assert [row[1:4] for row in goals] == [
        *(("at least 20 x", "25 x", "yes"), ("at least 20 x", "120 x", "yes")),
        *(("at least 80 x", "25 x", "no"), ("at least 80 x", "120 x", "yes")),
    ]
