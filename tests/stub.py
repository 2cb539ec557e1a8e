"""Runs that take no time and misbehave on demand, for tests of who runs them and keeps them."""

import os
import sys
import time
from pathlib import Path

import numpy as np

from eastwest.backend import NAMES, backend
from eastwest.runs import Record
from eastwest.scenario import Scenario
from eastwest_lab.study import Study
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.results import Results
from eastwest_lab.sweeps.runner import gather

RAISES, KILLS, HANGS, NOT_A_NUMBER, SLEEPS = 13, 66, 77, 99, 88
"""Numbers of firms by which a run misbehaves."""


def stub(scenario: Scenario, replicate: int, levels: tuple[str, ...]) -> Record:
    """Return aid of 100 times the altruism, and luck; take as many milliseconds as wanted."""
    world, (first, last) = scenario.tables.world, scenario.tables.years
    if world.organizations:
        time.sleep(world.organizations / 1000)
    firms = world.firms
    if firms == RAISES:
        raise ZeroDivisionError("no firm was left")
    if firms == KILLS:
        os._exit(9)
    while firms == HANGS:
        time.sleep(0.01)
    if firms == SLEEPS:
        time.sleep(1000)
    years = list(range(first, last + 1))
    luck = np.random.default_rng(replicate).normal(size=len(years))
    aid = 100 * scenario.tables.east.altruism + luck + (firms or 0)
    poor = np.nan * luck if firms == NOT_A_NUMBER else np.abs(luck)
    record = Record(scenario.tables.seed, replicate, {})
    record.years += years
    record.national |= {"aid": aid.tolist(), "poor": poor.tolist(), "donations": (aid / 2).tolist()}
    return record


def ready(scenario: Scenario, replicate: int, levels: tuple[str, ...]) -> Record:
    """Return as aid which backend is in use, and as poor whether kernels and Mesa are loaded."""
    record = stub(scenario, replicate, levels)
    loaded = [name in sys.modules for name in ("eastwest.behaviour.compiled.firms", "mesa")]
    record.national["aid"] = [NAMES.index(backend())] * len(record.years)
    record.national["poor"] = [2 * loaded[0] + loaded[1]] * len(record.years)
    return record


def study(**tables: object) -> Study:
    """Return a study of six points, each run twice, but for what is said otherwise."""
    usual = {
        "scenarios": ["history"],
        "world": "tiny",
        "years": [2014, 2016],
        "replicates": 2,
        "levers": {"east.altruism": [0.1, 0.2, 0.3]},
        "uncertainties": {"world.firms": [20, 30]},
        "outcomes": {"aid": {"variable": "aid"}, "end": {"variable": "poor", "statistic": "last"}},
    }
    return Study.make({**usual, **tables})


def done(asked, folder, **options):
    """Do a study with the stub in the plain loop, unless options say otherwise."""
    options = {"executor": Loop(), "simulate": stub, **options}
    return gather(asked, folder, **options)


def counted():
    """A stub that knows how often it ran, and that number."""
    calls = []

    def run(scenario, replicate, levels):
        calls.append(replicate)
        return stub(scenario, replicate, levels)

    return run, calls


def slow_study(replicates: int = 40, milliseconds: int = 20) -> Study:
    """Return a study whose runs take their time."""
    firms = {"world.firms": [20, 30], "world.organizations": [milliseconds]}
    return study(replicates=replicates, uncertainties=firms)


def sweep(folder: str, jobs: int, **options: int) -> Results:
    """Do the slow study and print its digest: what tests start in a process of its own."""
    results = gather(slow_study(**options), Path(folder), jobs, simulate=stub)
    print(results.digest)  # noqa: T201
    return results
