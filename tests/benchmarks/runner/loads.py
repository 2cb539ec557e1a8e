"""What the tools are asked to do; imported by their workers, so nothing heavy."""

import time
from functools import cache

from eastwest.runs import Record, simulate
from eastwest.scenario import Scenario
from eastwest_lab.study import Study

BUSY = 0.005
"""Seconds of work of a stub."""


def study(runs: int) -> Study:
    """Return a year of the classroom world, so many times."""
    return Study.make(
        {
            "scenarios": ["history"],
            "world": "classroom",
            "years": [2018, 2018],
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
    record = Record(1, replicate, {})
    record.years.append(2018)
    record.national["aid"] = [float(replicate)]
    return record


def nothing(replicate: int) -> dict[str, float]:
    """Do the stub's work, as the workbench calls it."""
    busy()
    return {"aid": float(replicate)}


@cache
def base() -> Scenario:
    """Return the scenario of the classroom, read once in each process."""
    return study(1).bases["history"]


def classroom(replicate: int) -> dict[str, float]:
    """Do a run, as the workbench calls it."""
    return {"aid": simulate(base(), replicate, ()).national["aid"][0]}
