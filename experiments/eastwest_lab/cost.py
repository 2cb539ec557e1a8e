"""What a run will cost, told before it is begun: time, memory, room on the disk."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pyarrow.parquet import read_metadata

from eastwest.recording import KINDS
from eastwest.results import Result, run
from eastwest.results.actors import file_name
from eastwest.results.files import SHEET_ROWS
from eastwest.runs import world_size
from eastwest.scenario import Scenario

TRIAL = 3
"""Years of the trial run; the first holds the drawing of the world."""
PROGRAM = 400e6
"""Bytes of memory that any run takes, roughly."""
SLOWER = 2 / 3
"""Part of the growth of the first years with which room grows on, as measured."""
FIRM, ACTOR, VALUE = 100, 150, 100
"""Bytes of memory: of a firm, of one that is written each year, of a yearly value, roughly."""

COPIES = 10
"""Most replicates that the trial is taken for, so that its tables are as long as those of a run."""
LATER = 1.4
"""How much longer later years take than the first, as measured: more firms, and an assessment."""

Finish = Callable[[Result, Path], tuple[float, float]]
"""Draws some figures of a result; returns seconds that are still to come, and bytes of all."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What is to come, roughly.

    Args:
        seconds: Until all is written, on a machine as quick and as busy as in the trial.
        memory, disk: Bytes that it takes at most, and that it leaves.
    """

    seconds: float
    memory: float
    disk: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The first years of a run, with what is written at its end.

    Args:
        length: Years.
        loading: Seconds until the first year can begin, once in a process.
        years: Seconds of each year, the drawing of the world in the first.
        finish: Seconds of figures and report, with the start of what makes them.
        tables: Seconds of the tables of a year.
        values: Yearly values of one year.
        page: Bytes of figures and report.
        rows: Bytes of the tables of a year.
        actors: Bytes of the agents of each year.
    """

    length: int
    loading: float
    years: Sequence[float]
    finish: float
    tables: float
    values: int
    page: float
    rows: float
    actors: Sequence[float]


def cost(
    scenario: Scenario,
    replicates: int,
    finish: Finish,
    *,
    beside: int = 0,
    county: bool = False,
    agents: bool = False,
    started: float = 0.0,
) -> Cost:
    """Return what a run will cost, from its first years; what these write is thrown away.

    Args:
        scenario: What is to be run.
        replicates: How often.
        finish: What makes figures and report.
        beside: Further runs, of which nothing is written.
        county, agents: What is kept.
        started: Seconds that the start of the program took.
    """
    first, last = scenario.tables.years
    years = last - first + 1
    tried = _try(scenario, replicates * years, finish, county=county, agents=agents)
    firms = world_size(scenario.tables.world).firms
    memory = PROGRAM + (FIRM + ACTOR * agents) * firms + VALUE * tried.values * years * replicates
    # Kernels that were compiled meanwhile are kept; to load them takes no longer than to start.
    once = started + min(tried.loading, started) + tried.finish
    seconds = (replicates + beside) * _whole(tried.years, years, LATER)
    seconds += replicates * years * tried.tables
    disk = years * tried.rows + _whole(tried.actors, years) + _growing(tried.actors, years)
    return Cost(once + seconds, memory, tried.page + replicates * disk)


def _try(scenario: Scenario, rows: int, finish: Finish, *, county: bool, agents: bool) -> Trial:
    """Run the first years and write them; `rows` is how many years there will be in all."""
    first, last = scenario.tables.years
    length = min(TRIAL, last - first + 1)
    clock = _Clock()
    run(scenario.change({"years": [first, first]}))  # loads, or compiles, what calculates
    loading = clock.lap()
    with TemporaryDirectory() as made:
        folder, laps = Path(made), list[float]()
        result = run(
            scenario.change({"years": [first, first + length - 1]}),
            county=county,
            agents=folder if agents else False,
            progress=lambda replicate, year: laps.append(clock.lap()),
        )
        closing = clock.lap()
        seconds, page = finish(result, folder / "figures")
        seconds += clock.lap()
        times = min(COPIES, -(-rows // length))
        copies = tuple(replace(result.records[0], replicate=copy) for copy in range(times))
        replace(result, records=copies).save(folder / "tables")
        tables = clock.lap() / times
        return Trial(
            length=length,
            loading=max(0.0, loading - laps[0]),
            years=laps,
            finish=seconds,
            tables=(tables + closing) / length,
            values=sum(len(result.frame(level)) for level in result.levels) // length,
            page=page,
            rows=_size(folder / "tables", rows / length / times) / length / times,
            actors=_actors(folder, length, rows / length) if agents else [0.0] * length,
        )


class _Clock:
    """Tells how long each of several things took, one after the other."""

    def __init__(self) -> None:
        self._before = time.perf_counter()

    def lap(self) -> float:
        """Return the seconds since it was asked last."""
        before, self._before = self._before, time.perf_counter()
        return self._before - before


def _whole(found: Sequence[float], years: int, later: float = 1.0) -> float:
    """Return what all years take, from what some took, and how much more later ones take."""
    others = found[1:] or found
    return found[0] + later * sum(others) / len(others) * (years - 1)


def _growing(found: Sequence[float], years: int) -> float:
    """Return what all years take more because each takes more than the one before.

    The more firms have gone west, the less alike their rows are, and the more room they need; the
    later, the fewer follow.
    """
    if len(found) < TRIAL:
        return 0.0
    return SLOWER * max(found[-1] - found[-2], 0.0) * (years - 1) * (years - TRIAL) / 2


def _size(folder: Path, times: float) -> int:
    """Return the bytes in a folder that there will be at full length."""
    return sum(path.stat().st_size for path in folder.rglob("*.*") if _has_room(path, times))


def _actors(folder: Path, length: int, times: float) -> list[float]:
    """Return the bytes of all agents of each year."""
    years = [0.0] * length
    for kind in KINDS:
        path = folder / f"{file_name(kind)}.parquet"
        table = read_metadata(path)
        for group in range(table.num_row_groups):  # as many for each year
            rows = table.row_group(group)
            size = sum(
                rows.column(place).total_compressed_size for place in range(rows.num_columns)
            )
            years[group * length // table.num_row_groups] += size
        sheet = path.with_suffix(".csv")
        if sheet.exists() and _has_room(sheet, times):
            years = [size + sheet.stat().st_size / length for size in years]
    return years


def _has_room(path: Path, times: float) -> bool:
    """Return whether a table will still be written at full length."""
    table = path.with_suffix(".parquet")
    is_sheet = path.suffix == ".csv" and table.exists()
    return not is_sheet or read_metadata(table).num_rows * times <= SHEET_ROWS
