"""Same seed, same bits: alone or in company, before or after, whatever else changes later."""

import os
import subprocess
import sys
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from tests.strategies import tiny

from eastwest.backend import using
from eastwest.runs import Record, setting, simulate
from eastwest.scenario import Scenario
from eastwest.streams import normals, uniforms

ROOT = Path(__file__).parents[2]
YEARS = (2014, 2018)
LATER = {
    "lever": {"lever.2017.subsidy": 1000.0},
    "change": {"change.2017.observe.noise": 2.0},
    "regime": {"regime.2017.use": "common_prosperity"},
    "pairing": {"pairing.2017.plan": "none"},
}
"""Changes that date from 2017."""
PROGRAM = """
from tests.regression.test_same_bits import bits, run
print(bits(run()))
"""


@cache
def run(replicate: int = 0, seed: int = 1) -> Record:
    return simulate(history().change({"seed": seed}), replicate)


@cache
def history() -> Scenario:
    """Return some years with firms enough for a lever that moves only firms."""
    return tiny(YEARS).change({"world.firms": 300})


def changed(kind: str) -> Scenario:
    return history().change(LATER[kind])


def bits(record: Record, years: int | None = None) -> str:
    """Return a digest of all that was measured in the first so many years."""
    digest = sha256()
    for name, values in sorted(record.national.items()):
        digest.update(name.encode() + np.array(values[:years]).tobytes())
    for level, table in sorted(record.columns.items()):
        digest.update(" ".join(record.ids[level].tolist()).encode())
        for name, rows in sorted(table.items()):
            digest.update(f"{level} {name}".encode() + np.array(rows[:years]).tobytes())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bits() -> None:
    assert bits(simulate(history())) == bits(run())


@pytest.mark.parametrize("other", [{"seed": 2}, {"replicate": 1}])
def test_another_seed_or_replicate_gives_another_run(other) -> None:
    assert run(**other).national["aid"] != run().national["aid"]


def test_a_replicate_is_the_same_alone_and_after_others() -> None:
    alone = simulate(history(), replicate=1)
    for replicate in (0, 2):
        simulate(history(), replicate)
    assert bits(simulate(history(), replicate=1)) == bits(alone) == bits(run(replicate=1))


def test_measuring_more_does_not_change_what_happens() -> None:
    looked = []
    more = simulate(
        history(),
        levels=("pair", "province", "county"),
        after=lambda context, state, year: looked.append(state.copy()),
        kinds=("EasternGovernment", "WesternGovernment", "Firm", "SocialOrganization"),
    )
    less = simulate(history(), levels=())
    assert more.national == less.national == run().national
    assert more.columns["county"]
    assert more.actors["Firm"].moving
    assert len(looked) == len(more.years)


def test_the_order_of_hashes_does_not_matter() -> None:
    outputs = []
    for value in ("0", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": value}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
        )
        outputs.append(done.stdout.decode().strip())
    assert outputs == [bits(run())] * 2


@pytest.mark.parametrize("kind", LATER)
def test_a_change_never_alters_a_year_before_its_date(kind) -> None:
    later = simulate(changed(kind))
    before = later.years.index(2017)
    assert bits(later, before) == bits(run(), before)
    assert bits(later) != bits(run()), "the change did nothing: the test would be empty"


@pytest.mark.parametrize("kind", LATER)
def test_two_scenarios_share_their_world(kind) -> None:
    one, two = (setting(each, 1, 0) for each in (history(), changed(kind)))
    for table in ("provinces", "places", "east", "west", "firms", "organizations"):
        first, second = getattr(one.world, table), getattr(two.world, table)
        for each in fields(first):
            here, there = getattr(first, each.name), getattr(second, each.name)
            assert np.array_equal(here, there), f"{table}.{each.name}"


@pytest.mark.parametrize("kind", LATER)
def test_two_scenarios_share_their_luck(kind, monkeypatch) -> None:
    plain = drawn(history(), monkeypatch)
    other = drawn(changed(kind), monkeypatch)
    for purpose in ("firm attention", "grade", "audit", "detection", "organization attention"):
        shared = {key for key in plain if key[0] == purpose} & other.keys()
        assert shared, purpose
        assert all(plain[key] == other[key] for key in shared), purpose


def drawn(scenario: Scenario, monkeypatch) -> dict:
    """Run on NumPy, whose draws can be watched; return them by purpose, year, agent, place."""
    found = {}

    def noting(draw):
        def noted(key, purpose, year, agent, alternative=0):
            values = draw(key, purpose, year, agent, alternative)
            who, which, values_ = np.broadcast_arrays(agent, alternative, values)
            for one in zip(who.ravel(), which.ravel(), values_.ravel(), strict=True):
                found[purpose, year, int(one[0]), int(one[1])] = float(one[2])
            return values

        return noted

    with using("numpy"), monkeypatch.context() as patch:
        for module in ("behaviour.firms", "behaviour.organizations", "phases.report"):
            patch.setattr(f"eastwest.{module}.uniforms", noting(uniforms))
        patch.setattr("eastwest.phases.judge.normals", noting(normals))
        simulate(scenario, levels=())
    return found
