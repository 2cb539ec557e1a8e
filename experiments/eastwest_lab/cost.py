"""What a run will cost, told before it is begun: time, memory, room on the disk."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pyarrow.parquet import read_metadata

from eastwest.results import Result, run
from eastwest.results.files import SHEET_ROWS
from eastwest.runs import world_size
from eastwest.scenario import Scenario

TRIAL = 3
"""Years of the longest of the trial runs, of one year and of each more."""
PROGRAM, FIGURES, FINISH = 400e6, 2.5e6, 4.0
"""Bytes of memory that any run takes, bytes of report and figures on the disk, and the seconds that
these take with the start of the program, roughly."""
SLOWER = 2 / 3
"""Part of the growth of the first years with which room grows on, as measured."""
FIRM, ACTOR, VALUE = 100, 150, 100
"""Bytes of memory: of a firm, of one that is written each year, of a yearly value, roughly."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What is to come, roughly.

    Args:
        seconds: Until all is written.
        memory, disk: Bytes that it takes at most, and that it leaves.
    """

    seconds: float
    memory: float
    disk: float


def cost(scenario: Scenario, replicates: int, *, county: bool, agents: bool) -> Cost:
    """Return what a run will cost, from its first years; what these write is thrown away."""
    first, last = scenario.tables.years
    years = last - first + 1
    taken, room, values = dict[int, float](), dict[int, float](), 0
    for length in (1, *range(1, min(TRIAL, years) + 1)):  # the first run makes everything warm
        part = scenario.change({"years": [first, first + length - 1]})
        with TemporaryDirectory() as made:
            folder, began = Path(made), time.perf_counter()
            result = run(part, county=county, agents=folder if agents else False)
            result.save(folder / "tables")
            taken[length] = time.perf_counter() - began
            room[length] = _size(folder, replicates * years / length)
            values = _values(result) // length
    firms = world_size(scenario.tables.world).firms
    memory = PROGRAM + (FIRM + ACTOR * agents) * firms + VALUE * values * years * replicates
    seconds, disk = _whole(taken, years), _whole(room, years) + _growing(room, years)
    return Cost(FINISH + replicates * seconds, memory, FIGURES + replicates * disk)


def _whole(found: Mapping[int, float], years: int) -> float:
    """Return what all years take, from what one and what some of them took."""
    longest = max(found)
    slope = (found[longest] - found[1]) / max(1, longest - 1)
    return found[1] + max(slope, 0.0) * (years - 1)


def _growing(found: Mapping[int, float], years: int) -> float:
    """Return what all years take more because each takes more than the one before.

    The more firms have gone west, the less alike their rows are, and the more room they need; the
    later, the fewer follow.
    """
    if len(found) < TRIAL:
        return 0.0
    last, before = found[TRIAL] - found[TRIAL - 1], found[TRIAL - 1] - found[TRIAL - 2]
    return SLOWER * max(last - before, 0.0) * (years - 1) * (years - TRIAL) / 2


def _size(folder: Path, times: float) -> float:
    """Return the bytes in a folder, but for what has no room in a spreadsheet at full length."""
    total = 0
    for path in folder.rglob("*.*"):
        table = path.with_suffix(".parquet")
        is_sheet = path.suffix == ".csv" and table.exists()
        if not is_sheet or read_metadata(table).num_rows * times <= SHEET_ROWS:
            total += path.stat().st_size
    return total


def _values(result: Result) -> int:
    """Return how many yearly values a run measured."""
    return sum(len(result.frame(level)) for level in result.levels)
