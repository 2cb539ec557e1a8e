"""A scenario: frozen data that says which world, which rules and from when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, Literal, TypeVar

from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.firms import FirmLocation
from eastwest.behaviour.organizations import OrganizationService
from eastwest.behaviour.survival import FirmSurvival
from eastwest.channels import Channels, JointOutput
from eastwest.evaluation.regime import Regime
from eastwest.living.income import Income
from eastwest.living.poverty import Poverty
from eastwest.living.stocks import Stocks
from eastwest.pairing import Pairing
from eastwest.ties import Ties
from eastwest.vocabulary import About, Amount, Count, Positive, Share, Year, parameters

Text = dict[Literal["en", "zh"], str]
Rule = TypeVar("Rule")


@parameters
class WorldTable:
    """Which world is simulated; numbers left out are those of the size."""

    size: Annotated[
        Literal["tiny", "classroom", "national", "large"], About("-", "ours", "World size")
    ] = "national"
    firms: Annotated[Count | None, About("rows", "ours", "Firms simulated")] = None
    organizations: Annotated[Count | None, About("rows", "ours", "Organizations simulated")] = None
    data: Annotated[str | None, About("folder", "ours", "Your own data tables")] = None


@parameters
class Levers:
    """What a policy can move besides evaluation; dated by `[[lever]]`."""

    response: Annotated[
        Share, About("share of a year", "assumed", "Part of the year left to respond in")
    ] = 1.0
    vertical: Annotated[
        Amount, About("times the series", "assumed", "Central special poverty funds")
    ] = 1.0
    top_up: Annotated[
        Share, About("share of the funds", "assumed", "Central funds that top up incomes")
    ] = 0.05
    exit_plan: Annotated[
        Positive, About("persons a year", "assumed", "People who may leave the list")
    ] = 25e6
    subsidy: Annotated[Amount, About("times the channel's", "assumed", "Subsidies to firms")] = 1.0
    property_security: Annotated[
        Share, About("-", "assumed", "How safe a firm's property rights are")
    ] = 1.0
    platform: Annotated[
        Share, About("-", "assumed", "How well a platform shows organizations the need")
    ] = 0.3
    orientation: Annotated[
        Amount, About("times", "assumed", "Weight that firms give to common prosperity")
    ] = 1.0
    praise_events: Annotated[
        bool, About("-", "assumed", "Count the dated praise of the sources")
    ] = True


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


@dataclass(frozen=True, slots=True)
class Dated(Generic[Rule]):
    """A rule in force from a year on; `since` is the year its regime came in (for ramps)."""

    start: int
    since: int
    rule: Rule


@dataclass(frozen=True, slots=True, repr=False)
class Scenario:
    """Frozen data of one scenario, checked.

    Args:
        name: Library name or stem of the file.
        tables: Everything but the dated lists.
        regimes: Evaluation rules by date, patched by the changes.
        pairings: Names of pairing plans by date, "none" pairs nobody, or rules.
        levers: Levers by date.
        data: The same as plain tables, resolved: what `scenario.toml` in a results folder holds.
    """

    name: str
    tables: Tables
    regimes: tuple[Dated[Regime], ...]
    pairings: tuple[Dated[str | Pairing], ...]
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


def in_force(entries: tuple[Dated[Rule], ...], year: int) -> Dated[Rule] | None:
    """Return the last entry that starts in or before a year, none before the first."""
    begun = [entry for entry in entries if entry.start <= year]
    return begun[-1] if begun else None
