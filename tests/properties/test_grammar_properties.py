"""What holds in every year under random rules of the whole grammar."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.grammar import FIRST, regimes, rules
from tests.properties.test_model_properties import check
from tests.strategies import tiny

from eastwest.errors import ScenarioError
from eastwest.evaluation.regime import Regime
from eastwest.reading.kinds import classes_in
from eastwest.rules import brought
from eastwest.runs import LEVELS, simulate

RELAXED = {"suppress_health_check": list(HealthCheck)}
TOO_CLEAR = "observe.noise: must be larger for grades by quantiles"
"""What a run may refuse, since files do not show it."""


def run(values: dict[str, Any]) -> None:
    """Run three years of a tiny world under some rules and look at each."""
    try:
        simulate(tiny().change(values), levels=tuple(LEVELS), after=check)
    except ScenarioError as refused:
        if TOO_CLEAR not in str(refused):
            raise


@given(rules())
@settings(max_examples=25, **RELAXED)
def test_any_rules_keep_the_books_and_nothing_turns_negative(values: dict[str, Any]) -> None:
    run(values)


@pytest.mark.slow
@given(rules())
@settings(max_examples=200, **RELAXED)
def test_two_hundred_rules_keep_the_books_and_nothing_turns_negative(
    values: dict[str, Any],
) -> None:
    run(values)


def test_no_key_of_a_regime_is_left_out_of_what_is_drawn() -> None:
    drawn: set[str] = set()

    @given(regimes())
    @settings(max_examples=150, database=None, **RELAXED)
    def collect(regime: dict[str, Any]) -> None:
        drawn.update(keys_in(regime))

    collect()
    rules = [rule for rule in classes_in(Regime) if rule not in brought()]
    known = {each.name for rule in (Regime, *rules) for each in fields(rule)}
    assert known - drawn == {"notes", "sources"}


def keys_in(table: Any) -> Iterator[str]:
    """Yield all keys of a table and of those in it."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield key
            yield from keys_in(value)


def test_ranks_far_from_all_peers_bring_no_points_and_no_trouble() -> None:
    grown = {"outcome": {"kind": "lifted"}, "target": {"mode": "growth", "norm": 13_000.0}}
    jobs = {"kind": "tally", "of": "jobs", "through": ["services", "leadership"]}
    ranked = {"outcome": jobs, "side": "both", "target": {"mode": "rank", "norm": 3.5}}
    regime = {
        "title": {"en": "Far apart", "zh": "差距悬殊"},
        "indicator": {"lifted": {"weight": 1.0, **grown}, "jobs": {"weight": 0.5, **ranked}},
        "observe": {"noise": 0.5},
        "score": {"kind": "minimum"},
        "grade": {"kind": "bars", "bars": [50.0]},
        "reward": {"career": [0.0, 8000.0]},
    }
    late = {f"pairing.{FIRST}": {"plan": "none"}, f"pairing.{FIRST + 1}": {"plan": "2016"}}
    values = {"years": [FIRST, FIRST + 2], f"regime.{FIRST}": regime, **late}
    simulate(tiny().change(values), levels=(), after=check)


def test_a_single_grade_needs_no_noise() -> None:
    regime = {
        "title": {"en": "One grade", "zh": "一个等次"},
        "indicator": {"aid": {"channel": "aid", "weight": 1.0, "target": {"norm": 0.001}}},
        "observe": {"noise": 0.01},
        "grade": {"kind": "quantiles", "shares": []},
        "reward": {"career": [5000.0]},
    }
    values = {"years": [FIRST, FIRST + 2], f"regime.{FIRST}": regime}
    simulate(tiny().change(values), levels=(), after=check)
