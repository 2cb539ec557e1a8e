"""What holds in every year of every scenario, whatever the parameters."""

from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import scenarios, tiny

from eastwest import metrics
from eastwest.runs import simulate
from eastwest.scenario import Scenario

TIES = ("east.tie", "west.tie", "firms.tie", "dyads.tie", "dyads.firm_tie")
IN_UNIT = (*TIES, "dyads.organization_tie", "places.stock")
NEVER_NEGATIVE = {
    "east": ("effort", "padding", "belief", "target", "given", "true", "counted", "reported"),
    "dyads": ("effort", "activity", "pledge", "result", "entered", "active"),
    "places": ("stock", "income", "urban_income", "gdp_head", "poor", "supported", "relapsed"),
    "firms": ("capital", "pledged", "jobs", "age"),
    "organizations": ("reached",),
}
NEVER_NEGATIVE["west"] = NEVER_NEGATIVE["east"] = (
    *NEVER_NEGATIVE["east"],
    *("verified", "score", "praise", "bonus"),
)
NEVER_NEGATIVE["places"] += (
    *("left", "migrants", "placed", "kept", "kept_next", "assets", "aid", "jobs", "capital"),
    "reached",
)
TOLERANCE = 1e-8
ROUNDING = 1.0 + 1e-9
RELAXED = {"suppress_health_check": [HealthCheck.too_slow]}


def numbers(table, above=""):
    """Yield the name and the values of every number, however deep in a table."""
    for each in fields(table):
        value, name = getattr(table, each.name), f"{above}{each.name}"
        if is_dataclass(value):
            yield from numbers(value, f"{name}.")
        else:
            yield name, np.asarray(list(value.values()) if isinstance(value, dict) else value)


def check(context, state, year):
    """Say what a year may never show."""
    columns = dict(numbers(state)) | dict(numbers(year.links, "links."))
    assert [name for name, values in columns.items() if not np.isfinite(values).all()] == []
    negative = [
        f"{table}.{name}"
        for table, names in NEVER_NEGATIVE.items()
        for name in names
        if (columns[f"{table}.{name}"] < 0.0).any()
    ]
    assert negative == []
    assert [name for name in IN_UNIT if (columns[name] > 1.0).any()] == []
    assert {key: left for key, left in state.residual.items() if left > TOLERANCE} == {}
    check_people(context, state, year)
    check_money(state)
    measured = metrics.national(context, state, year)
    assert [name for name, value in measured.items() if not np.isfinite(value)] == []


def check_people(context, state, year):
    people = context.rural_people(year.index)
    assert (state.places.poor <= people * ROUNDING).all()
    assert (state.places.supported <= people * ROUNDING).all()
    away = state.places.migrants + state.places.kept_next
    assert (away <= people * ROUNDING).all()


def check_money(state):
    assert (state.flow >= 0.0).all()
    assert abs(state.balance.sum()) <= TOLERANCE * np.abs(state.balance).sum()


@given(scenarios())
@settings(max_examples=25, **RELAXED)
def test_every_year_keeps_its_books_and_its_people(scenario: Scenario) -> None:
    simulate(scenario, levels=(), after=check)


@pytest.mark.slow
@given(scenarios())
@settings(max_examples=200, **RELAXED)
def test_two_hundred_scenarios_keep_their_books_and_their_people(scenario: Scenario) -> None:
    simulate(scenario, levels=(), after=check)


@pytest.mark.parametrize(
    ("world", "years"),
    [
        ("tiny", (1996, 2025)),
        ("classroom", (2015, 2017)),
        pytest.param("national", (1996, 2025), marks=pytest.mark.slow),
    ],
)
def test_money_and_people_are_kept_at_every_scale(world: str, years: tuple[int, int]) -> None:
    scenario = tiny(years).change({"world.size": world})
    record = simulate(scenario, levels=(), after=check)
    assert max(max(missed) for missed in record.residual.values()) < TOLERANCE
    assert record.national["aid"][-1] > 0.0
