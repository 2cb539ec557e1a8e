"""What became of each scenario's expectation: `python tests/regression/expectations.py [NAME ...]`.

Each scenario of the library is run beside the one that it extends, with the same seeds. The script
writes `expectations.csv` anew, or the rows of the scenarios named; read the difference before you
commit it. An expectation that fails is a finding: say it in the file's notes, change no parameter.
"""

import csv
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from eastwest.loader import load
from eastwest.reading.chain import parents
from eastwest.reading.library import scenarios
from eastwest.reading.source import read
from eastwest.runs import simulate
from eastwest.scenario import Expectation

PATH = Path(__file__).with_name("expectations.csv")
REPLICATES = 5
WORLD = {"world.size": "classroom", "world.firms": 3000}
"""Ten times the firms of a lesson: the luck of few firms drowns what a policy does."""
LEAST = 0.001
"""Smallest difference that counts, as a share of the level compared with."""
MARGIN = 0.05
"""What counts as staying the same, as a share of that level."""
FEWEST = 0.8
"""Share of the replicates that must agree: four of five."""


class Row(NamedTuple):
    """One expectation and what was found.

    Args:
        level: Mean of the variable in the parent over the years; median of the replicates.
        found: By how much the scenario differs; median of the paired differences.
        verdict: `as expected`, `otherwise`, `no difference` or `open` where replicates disagree.
    """

    scenario: str
    against: str
    variable: str
    years: str
    expected: str
    level: float
    found: float
    verdict: str


def expecting() -> dict[str, Expectation]:
    """Return the expectation of each scenario of the library that has one."""
    found = {name: load(name).tables.expectation for name in scenarios()}
    return {name: each for name, each in found.items() if each is not None}


def parent(name: str) -> str:
    """Return the scenario that a scenario extends, the first if there are several."""
    return parents(read(scenarios()[name], name))[0].stem


@cache
def runs(name: str) -> list[dict[str, dict[int, float]]]:
    """Return every national variable by year, a table a replicate."""
    scenario = load(name).change(WORLD)
    records = [simulate(scenario, replicate=number, levels=()) for number in range(REPLICATES)]
    return [
        {
            name: dict(zip(record.years, map(float, values), strict=True))
            for name, values in record.national.items()
        }
        for record in records
    ]


def row(name: str, expectation: Expectation) -> Row:
    """Run a scenario and its parent, and compare."""
    first, last = expectation.years
    against, variable = parent(name), expectation.variable
    base, ours = (
        np.array(
            [np.mean([run[variable][y] for y in range(first, last + 1)]) for run in runs(each)]
        )
        for each in (against, name)
    )
    level, found = float(np.median(base)), ours - base
    verdict = judged(found, abs(level), expectation.direction)
    span = f"{first}-{last}"
    middle = float(np.median(found))
    return Row(name, against, variable, span, expectation.direction, level, middle, verdict)


def judged(found: np.ndarray, level: float, direction: str) -> str:
    """Return the verdict on paired differences."""
    if direction == "same":
        return "as expected" if np.mean(np.abs(found) <= MARGIN * level) >= FEWEST else "otherwise"
    if np.mean(np.abs(found) <= LEAST * level) >= FEWEST:
        return "no difference"
    sign = 1.0 if direction == "up" else -1.0
    agree = np.mean(sign * found > LEAST * level)
    disagree = np.mean(-sign * found > LEAST * level)
    return "as expected" if agree >= FEWEST else "otherwise" if disagree >= FEWEST else "open"


def stored() -> dict[str, Row]:
    """Read what was last found."""
    with PATH.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    return {line[0]: Row(*line[:5], float(line[5]), float(line[6]), line[7]) for line in lines}


def write(rows: dict[str, Row]) -> None:
    """Write the table, by name."""
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        for name in sorted(rows):
            each = rows[name]
            writer.writerow((*each[:5], f"{each.level:.6g}", f"{each.found:.6g}", each.verdict))


if __name__ == "__main__":
    asked = {name: each for name, each in expecting().items() if name in (sys.argv[1:] or [name])}
    kept = stored() if sys.argv[1:] and PATH.exists() else {}
    write(kept | {name: row(name, each) for name, each in asked.items()})
