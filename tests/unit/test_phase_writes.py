"""Each phase writes the columns that it claims and no others."""

from dataclasses import fields
from functools import cache

import numpy as np
import pytest
from tests.years import after, columns, past, run

from eastwest.pairing import Plan
from eastwest.phases.deliver import deliver
from eastwest.phases.invest import invest
from eastwest.phases.judge import judge
from eastwest.phases.live import live
from eastwest.phases.pair import pair
from eastwest.phases.plan import plan
from eastwest.phases.report import report
from eastwest.phases.serve import serve
from eastwest.phases.settle import settle
from eastwest.phases.target import target
from eastwest.state import PlaceState
from eastwest.step import PHASES, until

PLACES = {f"places.{each.name}" for each in fields(PlaceState)} - {"places.reached"}
FIRMS = {f"firms.{name}" for name in ("host", "dyad", "capital", "pledged", "jobs", "age")}


def both(*names: str) -> set[str]:
    return {f"{side}.{name}" for side in ("east", "west") for name in names}


TIES = {"dyads.tie", "dyads.firm_tie", "dyads.organization_tie"}
WRITES = {
    pair: TIES | {f"plan.{each.name}" for each in fields(Plan)} | both("part"),
    target: both("target"),
    plan: both("effort", "padding"),
    deliver: {"dyads.effort"},
    invest: FIRMS
    | {"firms.identity", "firms.tie", "firms_entered", "firms_left"}
    | {f"dyads.{name}" for name in ("activity", "pledge", "result", "entered", "active")}
    | {"dyads.unguided", "dyads.forced"},
    serve: {f"organizations.{name}" for name in ("host", "dyad", "reached")} | {"places.reached"},
    live: PLACES,
    report: both("true", "counted", "given", "reported", "verified", "audited", "caught"),
    settle: {"flow", "balance", "residual", "east.earned"},
    judge: both("score", "grade", "praise", "standing", "career", "bonus", "belief", "tie", "did")
    | both("credit", "stain")
    | TIES
    | {"firms.tie"},
}
"""What each phase may write, as its first line says."""


@cache
def changed_by_phase() -> dict:
    """Return the columns that each phase changes in the years around the assessment."""
    context, state = run((2014, 2018))
    changed = {phase: set() for phase in PHASES}
    for _ in range(2014, 2019):
        year = context.begin(state.year + 1)
        for phase in PHASES:
            before = columns(state)
            phase(context, state, year)
            now = columns(state)
            changed[phase] |= {name for name in now if not np.array_equal(before[name], now[name])}
        state.year = year.year
    return changed


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.__name__)
class TestEveryPhase:
    def test_writes_the_columns_that_it_claims_and_no_others(self, phase) -> None:
        assert changed_by_phase()[phase] - WRITES[phase] == set()

    def test_gives_the_same_bits_from_the_same_state(self, phase) -> None:
        context, state = run()
        after(2, context, state)
        one, two = past(phase, context, state)[0], past(phase, context, state)[0]
        for name, column in columns(one).items():
            assert np.array_equal(column, columns(two)[name]), name


def test_looking_ahead_leaves_the_state_as_it_was() -> None:
    context, state = run()
    after(1, context, state)
    before = columns(state)
    until(context, state, PHASES[-1])
    assert all(np.array_equal(before[name], now) for name, now in columns(state).items())
