"""The notes of a year: the rules in force and what one phase leaves for the next."""

from dataclasses import dataclass, field

import numpy as np

from eastwest.context.coverage import Coverage
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.sheet import Sheet
from eastwest.living.income import Sources
from eastwest.pairing import Plan
from eastwest.policy import Levers
from eastwest.state import FirmState, channels
from eastwest.vocabulary import Bools, Floats, Ints

NOTHING = np.zeros(0)
"""What a note holds before the phase that leaves it."""
NOTHING.flags.writeable = False
NO_SOURCES = Sources(NOTHING, NOTHING, NOTHING, NOTHING)


def nothing() -> Floats:
    """Return `NOTHING`: a default may not be an array."""
    return NOTHING


@dataclass(slots=True)
class Links:
    """This year's work where a dyad meets a place, shape (links, channels).

    Args:
        effort, cooperation: Eastern and western effort over the full programme's.
        joint: Joint output in norms.
        activity, result, pledge: In the channel's unit.
    """

    effort: Floats
    cooperation: Floats
    joint: Floats
    activity: Floats
    result: Floats
    pledge: Floats

    @classmethod
    def none(cls, number: int) -> "Links":
        """Return links where nothing is done; each column is written as a whole."""
        undone = channels(number)
        undone.flags.writeable = False
        return cls(*[undone] * 6)


@dataclass(frozen=True, slots=True)
class Hosted:
    """Firms in the West, a row each, fetched from the columns of all firms at once.

    Args:
        rows: Of the firms, rising.
        host, dyad, age, capital, jobs: As in `FirmState`.
    """

    rows: Ints
    host: Ints
    dyad: Ints
    age: Ints
    capital: Floats
    jobs: Floats

    @classmethod
    def of(cls, firms: FirmState, rows: Ints) -> "Hosted":
        """Return some rows."""
        host, dyad, age = (column[rows] for column in (firms.host, firms.dyad, firms.age))
        return cls(rows, host, dyad, age, firms.capital[rows], firms.jobs[rows])

    @classmethod
    def none(cls) -> "Hosted":
        """Return no firms."""
        rows = np.zeros(0, np.int64)
        return cls(rows, rows, rows, rows, nothing(), nothing())


@dataclass(slots=True, repr=False)
class Year:
    """The rules of one year and the notes that one phase leaves for the next.

    Args:
        year: Calendar year; `index` its row in every series of the world.
        regime: Rule in force; `age` its years in force; `sheets` its score sheets by side.
        levers: Levers in force.
        depth: How far down pairs are tied: a row of `TIED`.
        coverage: What follows from the plan in force; `fresh` are the dyads that were not paired
            the year before.
        links: Work where a dyad meets a place.
        hosted: Firms in the West once firms have moved.
        handed: What each top government's own staff and counties do, by side, (top, channels).
        passed: Padding in each government's report, by side, shape (n, channels).
        announced: Rule that is known and not in force yet, if there is one.
        foreseen: What the year's own work would count for under it, by side, (top, channels).
        need: How far rural income is below the national mean before the year, shape (places,).
        work: Eastern effort of each dyad over the full programme's, shape (dyads, channels).
        capital_before: Capital of firms in the West at first; the next four move it. [1e8 yuan]
        subsidies, interest: Eastern subsidies, interest that firms save. [1e8 yuan]
        forced: Donations that firms in the West are made to give. [1e8 yuan]
        quotas: Land quotas sold at each link. [mu], shape (links,)
        grants: Central grants and money for quotas at each place. [1e8 yuan], shape (places,)
        granted: What counties absorb of these. [1e8 yuan]
        central: Central poverty funds. [1e8 yuan]
        top_up: Money that tops up incomes of the poor. [1e8 yuan]
        poor_before: People on the list before the year. [persons], shape (places,)
        income_before: Rural income a head before the year. [yuan], shape (places,)
        stock_before: Stocks before the year, shape (places, 5).
        sources: What collaboration adds to rural incomes. [1e8 yuan]
    """

    year: int
    index: int
    regime: Regime
    sheets: dict[str, Sheet]
    age: int
    levers: Levers
    depth: int
    coverage: Coverage
    fresh: Bools
    handed: dict[str, Floats]
    passed: dict[str, Floats]
    links: Links = field(default_factory=lambda: Links.none(0))
    hosted: Hosted = field(default_factory=Hosted.none)
    announced: Regime | None = None
    foreseen: dict[str, Floats] = field(default_factory=dict)
    need: Floats = field(default_factory=nothing)
    work: Floats = field(default_factory=nothing)
    capital_before: float = 0.0
    capital_landed: float = 0.0
    capital_pledged: float = 0.0
    capital_returned: float = 0.0
    capital_lost: float = 0.0
    subsidies: float = 0.0
    interest: float = 0.0
    forced: float = 0.0
    quotas: Floats = field(default_factory=nothing)
    grants: Floats = field(default_factory=nothing)
    granted: float = 0.0
    central: float = 0.0
    top_up: float = 0.0
    poor_before: Floats = field(default_factory=nothing)
    income_before: Floats = field(default_factory=nothing)
    stock_before: Floats = field(default_factory=nothing)
    sources: Sources = NO_SOURCES

    def __repr__(self) -> str:
        """Say which year it is, in a line."""
        return f"<Year {self.year}>"

    def take(self, coverage: Coverage, before: Plan) -> None:
        """Take up a plan: note whom it covers, who is new, and that no work is done yet.

        Args:
            before: Plan of the year before.
        """
        self.coverage, self.fresh = coverage, coverage.plan.active & ~before.active
        self.links = Links.none(len(coverage.plan.link_dyad))

    @property
    def plan(self) -> Plan:
        """Return who is paired."""
        return self.coverage.plan

    @property
    def counties(self) -> dict[str, Floats]:
        """Return the recipient counties of each government's dyads, by side, shape (n,)."""
        return self.coverage.counties

    @property
    def active(self) -> Bools:
        """Return which dyads are in force."""
        return self.plan.active
