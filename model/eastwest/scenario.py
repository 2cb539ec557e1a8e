"""A scenario: frozen data that says which world, which rules and from when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, Literal, Protocol, TypeVar

from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.firms import FirmLocation
from eastwest.behaviour.organizations import OrganizationService
from eastwest.behaviour.survival import FirmSurvival
from eastwest.channels import Channels, JointOutput
from eastwest.errors import RegimeError, ScenarioError
from eastwest.evaluation.regime import Regime
from eastwest.living.income import Income
from eastwest.living.poverty import Poverty
from eastwest.living.stocks import Stocks
from eastwest.pairing import Pairing
from eastwest.policy import Levers
from eastwest.ties import Ties
from eastwest.vocabulary import About, Count, Year, parameters

Text = dict[Literal["en", "zh"], str]
Rule = TypeVar("Rule")


@parameters
class WorldTable:
    """Which world is simulated; numbers left out are those of the size."""

    size: Annotated[
        Literal["tiny", "classroom", "national", "large"], About("-", "choice", "World size")
    ] = "national"
    firms: Annotated[Count | None, About("rows", "choice", "Firms simulated")] = None
    organizations: Annotated[Count | None, About("rows", "choice", "Organizations simulated")] = (
        None
    )
    provinces: Annotated[
        tuple[str, ...] | None, About("ids", "choice", "Only these provinces, and their pairs")
    ] = None
    data: Annotated[str | None, About("folder", "choice", "Your own data tables")] = None


@parameters
class Expectation:
    """What the author expects against the scenario it extends."""

    variable: str
    direction: Literal["up", "down", "same"]
    years: tuple[Year, Year]


@parameters
class FirmTable:
    """The decisions of firms."""

    location: FirmLocation = FirmLocation()
    survival: FirmSurvival = FirmSurvival()


@parameters
class Tables:
    """Everything in a scenario but its dated lists."""

    title: Text
    question: Text = field(default_factory=dict)
    notes: Text = field(default_factory=dict)
    group: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    expectation: Expectation | None = None
    seed: Count = 1
    years: tuple[Year, Year] = (1996, 2025)
    world: WorldTable = WorldTable()
    east: Conduct
    west: Conduct
    joint: JointOutput = JointOutput()
    channel: Channels
    firm: FirmTable = FirmTable()
    organization: OrganizationService = OrganizationService()
    stocks: Stocks = Stocks()
    income: Income = Income()
    poverty: Poverty = Poverty()
    tie: Ties = Ties()
    levers: Levers = Levers()


class Place(Protocol):
    """Where the keys of a rule were written."""

    def finding(self, path: tuple[str | int, ...], rule: str) -> object:
        """Return what is wrong with a key; its text says where that was written."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[Rule]):
    """A rule in force from a year on.

    Args:
        start: The first year.
        since: The year in which its regime came in, for ramps.
        rule: What is in force.
        announced: The year from which it is known, if that is before the first.
        place: Where its keys were written, if that is known.
    """

    start: int
    since: int
    rule: Rule
    announced: int | None = None
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Scenario:
    """Frozen data of one scenario, checked.

    Args:
        name: Library name or stem of the file.
        tables: Everything but the dated lists.
        regimes: Evaluation rules by date, patched by the changes.
        pairings: Names of pairing plans by date, "none" pairs nobody, or rules.
        depths: How far down pairs are tied, by date: a row of `TIED`.
        levers: Levers by date.
        data: The same as plain tables, resolved: what `scenario.toml` in a results folder holds.
    """

    name: str
    tables: Tables
    regimes: tuple[Dated[Regime], ...]
    pairings: tuple[Dated[str | Pairing], ...]
    depths: tuple[Dated[int], ...]
    levers: tuple[Dated[Levers], ...]
    data: Mapping[str, Any]

    def __repr__(self) -> str:
        """Say which scenario it is, in a line."""
        return f"<Scenario {self.name}, {self.digest[:12]}>"

    @classmethod
    def load(cls, name: str) -> "Scenario":
        """Read a scenario by library name or path; raise `ScenarioError` with all findings."""
        from eastwest.loader import load

        return load(name)

    def change(self, values: Mapping[str, Any]) -> "Scenario":
        """Return a copy with dotted keys set, checked again: {"world.firms": 500}."""
        from eastwest.loader import change

        return change(self, values)

    def with_reform(self, *reforms: str) -> "Scenario":
        """Return a copy with reforms laid over it, by name or path, the last one topmost."""
        from eastwest.loader import with_reforms

        return with_reforms(self, reforms)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all its content, 64 hexadecimal digits."""
        from eastwest.loader import digest

        return digest(self.data)


def ruling(entries: tuple[Dated[Rule], ...], year: int) -> Dated[Rule]:
    """Return the entry in force in a year of a run; regimes and levers always have one."""
    return [entry for entry in entries if entry.start <= year][-1]


def in_force(entries: tuple[Dated[Rule], ...], year: int) -> Dated[Rule] | None:
    """Return the last entry that starts in or before a year, none before the first."""
    begun = [entry for entry in entries if entry.start <= year]
    return begun[-1] if begun else None


def foreseen(entries: tuple[Dated[Rule], ...], year: int) -> Dated[Rule] | None:
    """Return the next entry that is known in a year and not in force yet, if there is one."""
    ahead = (each for each in entries if (each.announced or each.start) <= year < each.start)
    return next(ahead, None)


def found_late(entry: Dated[Regime], year: int, error: RegimeError) -> ScenarioError:
    """Return what shows to be wrong with a regime in a year of a run, where it was written."""
    rule = f"{error.rule} (in {year}, under the regime of {entry.since})"
    if entry.place is None:
        return ScenarioError(f"regime.{entry.since}.{error.key}: {rule}")
    return ScenarioError(str(entry.place.finding(tuple(error.key.split(".")), rule)))
