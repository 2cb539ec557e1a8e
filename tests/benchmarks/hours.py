"""Runs an hour on nodes of a cluster, worked out from what was measured on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import fill

from tests.benchmarks import page
from tests.benchmarks.page import number
from tests.benchmarks.runner.loads import NAP
from tests.benchmarks.runner.scaling import HUBS, NOTHING, SLEEP

from eastwest_lab.sweeps.runner import TARGET

CORES, NODES = 32, (1, 4, 16, 64)
WIDE = 110
"""Characters of a line of the page."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What coordinator or scheduler do: seconds for a run, and for a chunk of them."""

    run: float
    chunk: float

    @classmethod
    def of(cls, nothing: float, asleep: float) -> "Cost":
        """Work it out from a run of no time, many a chunk, and from one that sleeps. [s]"""
        return cls(nothing, max(asleep - nothing, 0.0) / part(NAP))

    def __call__(self, seconds: float) -> float:
        """Return the cost of a run of so many seconds. [s]"""
        return self.run + self.chunk * part(seconds)


@dataclass(frozen=True, slots=True)
class Scaling:
    """What the measured scaling comes to.

    Args:
        efficiency: Throughput of many workers over as many times that of one.
        costs: By who is one for all: coordinator and scheduler, side by side.
    """

    efficiency: float
    costs: dict[str, Cost]

    @classmethod
    def of(cls, rows: list[page.Row]) -> "Scaling":
        """Read it from the rows of the table; of runs that sleep, those of most workers count."""
        asleep = [row for row in rows if row["a run"] == SLEEP][-1]
        nothing = next(row for row in rows if row["a run"] == NOTHING)
        costs = {
            hub: Cost.of(*(1e-6 * number(row[f"{hub}, us a run"]) for row in (nothing, asleep)))
            for hub in HUBS
        }
        return cls(number(asleep["efficiency"]), costs)

    def hub(self, seconds: float) -> float:
        """Return what a run of so many seconds costs the busier of the two. [s]"""
        return max(cost(seconds) for cost in self.costs.values())

    def an_hour(self, nodes: int, seconds: float) -> tuple[float, bool]:
        """Return the runs an hour on so many nodes, and whether it is not the cores that bind.

        Args:
            nodes: How many, of CORES cores.
            seconds: What a run takes on one core.
        """
        cores, most = nodes * CORES * self.efficiency / seconds, 1.0 / self.hub(seconds)
        return 3600.0 * min(cores, most), most < cores


def part(seconds: float) -> float:
    """Return the part of a chunk that a run of so many seconds is."""
    return min(1.0, seconds / TARGET)


def body(text: str) -> str:
    """Return formula and table, from the measured tables of the page."""
    scaling = Scaling.of(page.read(text, "runner_scaling"))
    costs = " and ".join(
        f"{name} ({1e6 * cost.run:.0f} us a run, {1e3 * cost.chunk:.1f} ms a chunk)"
        for name, cost in scaling.costs.items()
    )
    words = (
        f"Runs an hour = 3600 x min(nodes x {CORES} x e / t, 1 / c): e = "
        f"{scaling.efficiency:.2f} the efficiency of most workers, t the seconds of a run on a "
        f"core, c what it costs the busier of {costs}, {TARGET:g} s of runs a chunk. Starred "
        "where c binds:"
    )
    header = ("world", "t, s", "c, us", *(f"{n} node{'s' * (n > 1)}" for n in NODES))
    return f"{fill(words, WIDE)}\n\n{page.table(header, _rows(text, scaling))}"


def _rows(text: str, scaling: Scaling) -> Iterator[tuple[str, ...]]:
    """Yield a row for each world; t is that of a core whose neighbour is busy as well."""
    for row in page.read(text, "runner_laptop"):
        jobs = int(row["processes"])
        if jobs > 1:
            seconds = 1e-3 * jobs * number(row["ms a run"])
            cells = (_cell(*scaling.an_hour(nodes, seconds)) for nodes in NODES)
            yield (row["world"], f"{seconds:.3f}", f"{1e6 * scaling.hub(seconds):,.0f}", *cells)


def _cell(runs: float, is_bound: bool) -> str:
    return f"{float(f'{runs:.3g}'):,.0f}{'*' if is_bound else ''}"
