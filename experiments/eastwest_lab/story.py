"""What a run is about, for its figures and its report: plain values, no results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eastwest_lab.language import Words

Regimes = Sequence[tuple[int, Words]]
"""First year and title of each regime, in order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the author of a scenario expects: a variable goes up, down, or stays.

    Args:
        variable: Name of a national variable.
        direction: "up", "down" or "same".
        years: First and last year looked at, both included.
        against: Scenario to compare with; empty: this run's own first year.
    """

    variable: str
    direction: str
    years: tuple[int, int]
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a run sets otherwise than another, of one kind; all as texts.

    Args:
        title: Which kind: levers, changes of regimes, ...
        rows: Key, year from which it holds, old and new value, unit, source.
    """

    title: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The scenario that a run is based on.

    Args:
        name: Its name.
        changed: What the run sets otherwise.
    """

    name: str
    changed: Sequence[Changed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """The run that a run continues under another rule.

    Args:
        name: Name of its scenario.
        digest: Digest of its scenario.
        year: First year under the other rule.
    """

    name: str
    digest: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a regime looks at, and what comes of it, in words of the report's language.

    Args:
        year: From when.
        title: Of the regime.
        parts: Lines by part: `east` and `west`, a line for each channel or outcome that is looked
            at; `judged`, on score, grades, evidence, targets and audit; `rewards`, on what differs
            by grade, lowest first.
    """

    year: int
    title: Words
    parts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The words and settings of one run.

    Args:
        name: Scenario's name.
        title: Its title.
        question: The question that it asks.
        notes: Further remarks of its author.
        regimes: First year and title of each regime.
        rules: What each of them, and each change of one, says.
        expectation: What its author expects, if anything.
        seed: Seed of the run.
        replicates: Number of replicates.
        world: Size of the world.
        years: First and last year.
        digest: Digest of the scenario's content.
        versions: Version by program name.
        command: What to type to make the run again.
        assumed: Number of parameters whose value no document gives.
        origin: What it is based on, if it sets anything otherwise.
        fork: What it continues, if it is a fork.
    """

    name: str
    title: Words
    regimes: Regimes
    years: tuple[int, int]
    question: Words = field(default_factory=dict)
    notes: Words = field(default_factory=dict)
    expectation: Expectation | None = None
    seed: int = 0
    replicates: int = 1
    world: str = ""
    digest: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
    command: str = ""
    assumed: int = 0
    origin: Origin | None = None
    fork: Fork | None = None
