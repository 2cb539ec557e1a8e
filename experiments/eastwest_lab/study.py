"""A study: which scenarios, what is varied, what is measured, how often."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Literal

from eastwest.scenario import Scenario, Text
from eastwest.vocabulary import About, Count, Positive, Year, parameters


@parameters
class Range:
    """Values between two bounds, both included; whole numbers where the key takes no others."""

    low: float
    high: float
    log: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"'high' must be greater than low (got {self.high:g})")
        if self.log and self.low <= 0:
            raise ValueError(f"'low' must be greater than 0 on a log range (got {self.low:g})")


Values = Range | tuple[Any, ...]
"""What a key may be: a range, or a list of values."""


@parameters
class Outcome:
    """One number a run: a national variable over some years."""

    variable: str
    years: tuple[Year, Year] | None = None
    statistic: Literal["mean", "sum", "last", "change"] = "mean"


@parameters
class Design:
    """How points are chosen among the levers and uncertainties."""

    kind: Literal["list", "grid", "lhs", "sobol", "one_at_a_time", "file"] = "grid"
    samples: Annotated[Count | None, About("-", "ours", "Samples, or steps of a range")] = None
    seed: Annotated[Count, About("-", "ours", "Seed of the sample")] = 1
    file: Annotated[str | None, About("file", "ours", "Your own points")] = None


@parameters
class Until:
    """Replicates go on until an interval of a paired difference is narrow enough.

    Args:
        outcome: Name of the outcome.
        between: Two names of scenarios, or two numbers of points.
        width: Of the 95 % interval of the mean difference, from end to end.
    """

    outcome: str
    between: tuple[Any, Any]
    width: Annotated[Positive, About("unit of the outcome", "ours", "Widest 95 % interval")]


@parameters
class Replicates:
    """How often each point is run, each time with other luck."""

    number: Count | None = None
    until: Until | None = None
    minutes: Positive | None = None
    least: Count = 10
    step: Count = 10
    most: Count = 1000

    def __post_init__(self) -> None:
        open_end = self.until is not None or self.minutes is not None
        if (self.number is None) != open_end:
            raise ValueError("must say either number, or until or minutes")
        if self.number == 0:
            raise ValueError("'number' must be at least 1 (got 0)")
        if open_end and not (2 <= self.least <= self.most and self.step >= 1):
            raise ValueError("must have 2 <= least <= most and step >= 1")

    @property
    def first(self) -> int:
        """Return how many replicates there are at least."""
        return self.least if self.number is None else self.number


@parameters
class Keep:
    """Which yearly values are kept of each run."""

    variables: tuple[str, ...] = ()
    levels: tuple[Literal["national", "pair", "province", "county"], ...] = ("national",)


@parameters
class Tables:
    """A study file, but for its levers and uncertainties."""

    title: Text = field(default_factory=dict)
    question: Text = field(default_factory=dict)
    scenarios: tuple[str, ...]
    reforms: tuple[str, ...] = ()
    design: Design = Design()
    outcomes: dict[str, Outcome]
    replicates: Replicates = Replicates(number=1)
    world: Literal["tiny", "classroom", "national", "large"] | None = None
    years: tuple[Year, Year] | None = None
    seed: Count | None = None
    keep: Keep = Keep()


@dataclass(frozen=True, slots=True, repr=False)
class Study:
    """A study, checked.

    Args:
        name: Stem of its file.
        bases: Scenario by name, with the study's reforms, world, years and seed set.
        levers: By dotted key, what is ours to choose.
        uncertainties: By dotted key, what is not.
        tables: Everything else, as the file says it.
        folder: Where relative paths in it begin.
    """

    name: str
    bases: Mapping[str, Scenario]
    levers: Mapping[str, Values]
    uncertainties: Mapping[str, Values]
    tables: Tables
    folder: Path = field(default_factory=Path.cwd)

    def __repr__(self) -> str:
        """Say which study it is, in a line."""
        return f"<Study {self.name}: {', '.join(self.bases)}; {', '.join(self.varied) or 'as is'}>"

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "Study":
        """Read a study by name or path; raise `ScenarioError` with all findings."""
        from eastwest_lab.study_file import load

        return load(Path(path))

    @classmethod
    def make(
        cls,
        table: Mapping[str, Any],
        name: str = "study",
        bases: Mapping[str, Scenario] | None = None,
    ) -> "Study":
        """Return a study from plain tables, checked as a file would be.

        Args:
            table: What a file would say.
            name: Its name.
            bases: Scenarios in place of those that `scenarios` names, as they are to be run.
        """
        from eastwest_lab.study_file import make

        return make(table, name, bases)

    @property
    def title(self) -> Text:
        """Return the title by language."""
        return self.tables.title

    @property
    def question(self) -> Text:
        """Return the question by language."""
        return self.tables.question

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Return the names of the scenarios, in their order."""
        return tuple(self.bases)

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Return what is measured of each run, by name."""
        return self.tables.outcomes

    @property
    def replicates(self) -> Replicates:
        """Return how often each point is run."""
        return self.tables.replicates

    @property
    def design(self) -> Design:
        """Return how points are chosen."""
        return self.tables.design

    @property
    def varied(self) -> Mapping[str, Values]:
        """Return levers and uncertainties together, levers first."""
        return {**self.levers, **self.uncertainties}

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the variables whose yearly values are kept; ("all",) for every one."""
        named = self.tables.keep.variables
        return named or tuple(dict.fromkeys(each.variable for each in self.outcomes.values()))

    @property
    def content(self) -> dict[str, Any]:
        """Return what decides which runs there are, as plain tables; titles do not.

        Names of scenarios, reforms, world, years and seed are in the scenarios themselves.
        """
        plain = self.plain
        for key in ("title", "question", "scenarios", "reforms", "world", "years", "seed"):
            plain.pop(key, None)
        return plain

    @property
    def plain(self) -> dict[str, Any]:
        """Return the study as plain tables, from which `make` makes the same."""
        tables = asdict(self.tables) | {"scenarios": list(self.bases), "reforms": []}
        for key in ("levers", "uncertainties"):
            tables[key] = {name: _plain(each) for name, each in getattr(self, key).items()}
        found: dict[str, Any] = json.loads(json.dumps(_without_none(tables)))
        return found


def digest(value: Any) -> str:
    """Return the SHA-256 of plain tables, in an order of its own; 64 hexadecimal digits."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(values: Values) -> Any:
    return asdict(values) if isinstance(values, Range) else list(values)


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(each) for key, each in value.items() if each is not None}
    return value
