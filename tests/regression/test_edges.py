"""Worlds and rules at the edge of what is possible: they run, with finite numbers."""

from dataclasses import replace

import numpy as np
import pytest
from tests.strategies import tiny

from eastwest.errors import ScenarioError
from eastwest.runs import Record, simulate
from eastwest.world import SIZES

NO_PAIRS = {
    "pairing.1996.plan": "none",
    **{f"pairing.{year}.drop": True for year in (2002, 2010, 2013, 2017, 2021)},
}
ALL = ("pair", "province", "county")


def run(years: tuple[int, int] = (2015, 2018), **values) -> Record:
    """Run history with changes; every number of the record must be finite."""
    scenario = tiny(years)
    if values:
        scenario = scenario.change({key.replace("__", "."): one for key, one in values.items()})
    record = simulate(scenario, levels=ALL)
    unsound = [name for name, found in record.national.items() if not np.isfinite(found).all()]
    for level, table in record.columns.items():
        unsound += [f"{level} {name}" for name, rows in table.items() if not finite(rows)]
    assert unsound == []
    assert max(max(missed) for missed in record.residual.values()) < 1e-8
    assert record.years == list(range(years[0], years[1] + 1))
    return record


def finite(rows: list[np.ndarray]) -> bool:
    return bool(np.isfinite(np.array(rows)).all())


def test_a_country_without_firms() -> None:
    record = run(world__firms=0)
    for name in ("firms_entered", "firms_active", "investment_landed", "jobs", "capital"):
        assert not any(record.national[name]), name
    assert record.national["aid"][-1] > 0.0


def test_a_country_without_organizations() -> None:
    record = run(world__organizations=0)
    assert not any(record.national["organizations_active"])
    assert not any(record.national["people_reached"])


def test_a_country_without_either() -> None:
    record = run(world__firms=0, world__organizations=0)
    assert not any(record.national["tie_firm_organization"])


@pytest.mark.parametrize("field", ["firms", "organizations", "county_rows"])
def test_less_than_nobody_is_refused(field) -> None:
    with pytest.raises(ScenarioError, match=f"'{field}' must not be negative"):
        replace(SIZES["tiny"], **{field: -1})


@pytest.mark.parametrize("years", [(2014, 2015), (2017, 2018)])
def test_one_pair_alone(years, monkeypatch) -> None:
    monkeypatch.setitem(SIZES, "tiny", replace(SIZES["tiny"], provinces=("35", "64")))
    record = run(years)
    assert record.columns["pair"]["active"][-1].sum() == 1.0
    assert record.national["aid"][-1] > 0.0


@pytest.mark.parametrize("first", [1996, 2010, 2015, 2016, 2020])
def test_one_year_alone(first) -> None:
    run((first, first))


@pytest.mark.parametrize("first", [2010, 2016])
def test_a_run_may_begin_under_way(first) -> None:
    record = run((first, first + 3))
    assert record.national["poor"][0] > 0.0


def test_a_run_far_into_the_future() -> None:
    record = run((2019, 2050))
    assert all(0.0 <= strength <= 1.0 for strength in record.national["tie_strength"])


def test_without_collaboration_nothing_is_sent_and_the_west_lives_on() -> None:
    record = run((2010, 2018), **NO_PAIRS)
    for name in ("aid", "donations", "purchases", "workers_placed", "tie_strength", "audited"):
        assert not any(record.national[name]), name
    done = [name for name in record.national if name.startswith("true_")]
    assert done
    assert not any(any(record.national[name]) for name in done)
    incomes = record.national["rural_income_recipients"]
    assert incomes == sorted(incomes)


def test_a_regime_that_scores_only_the_east() -> None:
    west = [name for name, one in assessment().indicator.items() if one.side == "west"]
    weights = {f"regime__2016__indicator__{each}__weight": 0.0 for each in west}
    record = run((2016, 2017), **weights)
    assert record.national["score_mean"][-1] > 0.0
    assert not any(record.national["padding_west"])


def test_a_regime_that_scores_only_the_west() -> None:
    east = [name for name, one in assessment().indicator.items() if one.side == "east"]
    weights = {f"regime__2016__indicator__{each}__weight": 0.0 for each in east}
    record = run((2016, 2017), **weights)
    assert not any(record.national["score_mean"])
    assert not any(sum(record.national[f"grade_share_{rank}"]) for rank in (1, 2, 3, 4))


def test_a_west_without_any_indicator() -> None:
    record = run((2014, 2015))  # reputation looks at the East alone
    west = np.isin(record.ids["province"], ["45", "64"])
    scores, grades = (np.array(record.columns["province"][name]) for name in ("score", "grade"))
    assert not scores[:, west].any()
    assert not grades[:, west].any()
    assert grades[:, ~west].any()


@pytest.mark.parametrize("found", [0.0, 1.0])
def test_padding_pays_where_nothing_is_found_and_not_where_everything_is(found) -> None:
    audit = {"share": 1.0, "detection": found, "penalty": 1e3, "replaces": True}
    tempting = {"east__pad_cost": 1.0, "regime__2016__reward__career": [0.0, 60.0, 120.0, 180.0]}
    record = run((2016, 2018), regime__2016__observe={"audit": audit}, **tempting)
    assert all(record.national["padding"]) == (found == 0.0)
    assert any(record.national["padding"]) == (found == 0.0)
    assert min(record.national["audited"]) > 0.0


def test_without_stakes_only_what_governments_want_by_themselves_is_done() -> None:
    nothing = {
        f"regime__2016__reward__{name}": [0.0]
        for name in ("career", "summons", "reputation", "money", "publicity")
    }
    record = run((2016, 2018), **nothing)
    stakes = run((2016, 2018))
    assert not any(record.national["padding"])
    assert record.national["aid"][-1] <= stakes.national["aid"][-1]


def test_governments_that_want_nothing_and_risk_nothing_do_nothing() -> None:
    none = {"east__altruism": 0.0, "east__cost": 1e3, "west__altruism": 0.0, "west__cost": 1e3}
    stakes = {
        f"regime__2016__reward__{name}": [0.0] for name in ("career", "summons", "reputation")
    }
    record = run((2016, 2018), **none, **stakes)
    assert not any(record.national["effort_aid"])
    assert not any(record.national["aid"])


def assessment():
    return next(entry.rule for entry in tiny().regimes if entry.start == 2016)
