"""A fork shares every bit with its run until its year; under the same rule, for ever."""

from functools import cache

import pytest

import eastwest
from eastwest.results import Result
from eastwest.results.frames import digest

YEARS = (2014, 2019)


@cache
def run(*reforms: str) -> Result:
    scenario = eastwest.Scenario.load("history").with_reform(*reforms)
    scenario = scenario.change({"world.firms": 300})
    return eastwest.run(scenario, world="tiny", years=YEARS, replicates=2)


def values(result: Result, level: str, before: int = 9999) -> list[float]:
    frame = result.frame(level)
    return frame[frame["year"] < before]["value"].tolist()


@pytest.mark.parametrize("reforms", [(), ("strict_audit",)])
def test_under_the_same_rule_a_fork_is_the_run_bit_by_bit(reforms) -> None:
    parent = run(*reforms)
    forked = eastwest.fork(parent, 2016, reforms)
    for level in parent.levels:
        assert str(values(forked, level)) == str(values(parent, level))
    if not reforms:
        assert digest(forked.frame()) == digest(parent.frame())


@pytest.mark.parametrize(
    ("reform", "year"),
    [
        ("strict_audit", 2016),
        ("tougher_targets", 2018),
        ("no_subsidies", 2017),
        ("one_sided", 2017),
    ],
)
def test_years_before_are_the_run_bit_by_bit_and_years_after_are_not(reform, year) -> None:
    forked = eastwest.fork(run(), year, [reform])
    for level in run().levels:
        assert str(values(forked, level, year)) == str(values(run(), level, year))
    assert str(values(forked, "national")) != str(values(run(), "national"))


@pytest.mark.parametrize("plan", ["none", "2021", "1996"])
def test_another_plan_leaves_the_years_before_alone(plan, tmp_path) -> None:
    reform = tmp_path / "plan.toml"
    reform.write_text(f'[[pairing]]\nfrom = 2017\nplan = "{plan}"\n')
    forked = eastwest.fork(run(), 2017, [reform])
    assert str(values(forked, "national", 2017)) == str(values(run(), "national", 2017))


def test_forked_where_the_reform_begins_it_is_the_reformed_run() -> None:
    forked, whole = eastwest.fork(run(), 2016, ["strict_audit"]), run("strict_audit")
    assert str(values(forked, "national")) == str(values(whole, "national"))


def test_a_fork_knows_its_parent() -> None:
    parent = eastwest.fork(run(), 2016, ["strict_audit"]).parent
    assert parent.digest == run().scenario.digest
    assert (parent.scenario, parent.year, parent.reforms) == ("history", 2016, ("strict_audit",))
    assert parent.tables == parent.versions == {}  # it was not saved


def test_a_fork_of_a_saved_run_keeps_what_made_it(tmp_path) -> None:
    run().save(tmp_path / "run")
    saved = eastwest.load(tmp_path / "run")
    parent = eastwest.fork(saved, 2016).parent
    assert parent.tables == saved.manifest["tables"]
    assert parent.versions == saved.manifest["versions"]
