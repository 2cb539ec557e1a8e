"""What goes to a worker: runs, and what is asked of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eastwest.runs import Record, simulate
from eastwest.scenario import Scenario
from eastwest_lab.study import Keep, Outcome

Simulate = Callable[[Scenario, int, tuple[str, ...]], Record]
"""Runs one replicate and measures these levels below the national one."""
Run = tuple[int, int]
"""Point and replicate."""


@dataclass(frozen=True, slots=True)
class Base:
    """A scenario of a study; two are equal if their contents are."""

    digest: str
    scenario: Scenario

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return isinstance(other, Base) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash by content."""
        return hash(self.digest)


class Setting(NamedTuple):
    """What a point is.

    Args:
        base: Place of its scenario in the study.
        values: What is set in it, as JSON.
    """

    base: int
    values: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every run.

    Args:
        outcomes: By name.
        kept: Variables whose yearly values are kept; ("all",) for every one.
        keep: Levels of which they are kept.
        timeout: Seconds that a run may take; none: no limit.
        simulate: What runs one replicate.
    """

    outcomes: Mapping[str, Outcome]
    kept: tuple[str, ...]
    keep: Keep
    timeout: float | None = None
    simulate: Simulate = simulate


@dataclass(frozen=True, slots=True)
class Chunk:
    """Runs that a worker does in one go.

    Args:
        order: What is asked of each.
        bases: Scenarios by their place in the study, those that are needed.
        settings: Points by their number, those that are needed.
        runs: Which ones.
    """

    order: Order
    bases: Mapping[int, Base]
    settings: Mapping[int, Setting]
    runs: Sequence[Run]
