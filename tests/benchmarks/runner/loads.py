"""What the tools are asked to do; imported by their workers, so nothing heavy."""

import time
from functools import cache

from eastwest.runs import Record, simulate
from eastwest.scenario import Scenario
from eastwest_lab.study import Study

BUSY, NAP = 0.005, 0.05
"""Seconds of work, and of sleep, of a stub."""


def study(runs: int, years: tuple[int, int] = (2018, 2018), world: str = "classroom") -> Study:
    """Return some years of a world, so many times."""
    return Study.make(
        {
            "scenarios": ["history"],
            "world": world,
            "years": list(years),
            "replicates": runs,
            "outcomes": {"aid": {"variable": "aid"}},
        }
    )


def busy() -> None:
    """Keep a processor busy."""
    end = time.perf_counter() + BUSY
    while time.perf_counter() < end:
        pass


def stub(scenario: Scenario, replicate: int, levels: tuple[str, ...]) -> Record:
    """Do as if a run were done."""
    busy()
    return idle(scenario, replicate, levels)


def asleep(scenario: Scenario, replicate: int, levels: tuple[str, ...]) -> Record:
    """Do as if another processor did a run: this one is free meanwhile."""
    time.sleep(NAP)
    return idle(scenario, replicate, levels)


def idle(scenario: Scenario, replicate: int, levels: tuple[str, ...]) -> Record:
    """Return at once as if a run were done."""
    record = Record(1, replicate, {})
    record.years.append(2018)
    record.national["aid"] = [float(replicate)]
    return record


def nothing(replicate: int) -> dict[str, float]:
    """Do the stub's work, as other tools call it."""
    busy()
    return {"aid": float(replicate)}


@cache
def base() -> Scenario:
    """Return the scenario of the classroom, read once in each process."""
    return study(1).bases["history"]


def classroom(replicate: int) -> dict[str, float]:
    """Do a run, as other tools call it."""
    return {"aid": simulate(base(), replicate, ()).national["aid"][0]}


def several(call: object, replicates: list[int]) -> list[dict[str, float]]:
    """Do a chunk of runs, for tools that do not cut their work themselves."""
    assert callable(call)
    return [call(replicate) for replicate in replicates]
