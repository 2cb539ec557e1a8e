"""The notes of a year: the rules in force and what one phase leaves for the next."""

from dataclasses import dataclass, field

import numpy as np

from eastwest.evaluation.regime import Regime
from eastwest.evaluation.sheet import Sheet
from eastwest.living.income import Sources
from eastwest.pairing import Plan
from eastwest.policy import Levers
from eastwest.state import channels
from eastwest.vocabulary import Bools, Floats, Ints


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
        """Return links where nothing is done."""
        return cls(*(channels(number) for _ in range(6)))


@dataclass(slots=True, repr=False)
class Year:
    """The rules of one year and the notes that one phase leaves for the next.

    Args:
        regime: Rule in force; `age` its years in force; `sheets` its score sheets by side.
        depth: How far down pairs are tied: a row of `TIED`.
        announced: Rule that is known and not in force yet, if there is one.
        foreseen: What the year's own work would count for under it, by side, shape (n, channels).
        plan: Who is paired; `fresh` are the dyads that were not the year before.
        counties: Recipient counties of each government's dyads, by side, shape (n,).
        links: Work where a dyad meets a place.
        capital_before: Capital of firms in the West at first; the next four move it. [1e8 yuan]
        subsidies, interest: Eastern subsidies, interest that firms save. [1e8 yuan]
        forced: Donations that firms in the West are made to give. [1e8 yuan]
        granted: What counties absorb of central grants and of money for quotas. [1e8 yuan]
        hosted: Rows of the firms that are in the West once firms have moved.
        handed: What each top government's own staff and counties do, by side, (n, channels).
        passed: Padding in each government's report, by side, shape (n, channels).
    """

    year: int
    index: int
    regime: Regime
    sheets: dict[str, Sheet]
    age: int
    levers: Levers
    depth: int
    plan: Plan
    fresh: Bools
    counties: dict[str, Floats]
    links: Links
    hosted: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    handed: dict[str, Floats] = field(default_factory=dict)
    passed: dict[str, Floats] = field(default_factory=dict)
    announced: Regime | None = None
    foreseen: dict[str, Floats] = field(default_factory=dict)
    capital_before: float = 0.0
    capital_landed: float = 0.0
    capital_pledged: float = 0.0
    capital_returned: float = 0.0
    capital_lost: float = 0.0
    subsidies: float = 0.0
    interest: float = 0.0
    forced: float = 0.0
    granted: float = 0.0
    top_up: float = 0.0
    poor_before: Floats = field(default_factory=lambda: np.zeros(0))
    income_before: Floats = field(default_factory=lambda: np.zeros(0))
    stock_before: Floats = field(default_factory=lambda: np.zeros(0))
    sources: Sources = field(default_factory=lambda: Sources(*(np.zeros(0) for _ in range(4))))

    def __repr__(self) -> str:
        """Say which year it is, in a line."""
        return f"<Year {self.year}>"

    def take(self, plan: Plan, before: Plan, counties: dict[str, Floats]) -> None:
        """Take up a plan: note who is new, whose counties these are, and that no work is done.

        Args:
            before: Plan of the year before.
            counties: Recipient counties of each government's dyads, by side, shape (n,).
        """
        self.plan, self.fresh, self.counties = plan, plan.active & ~before.active, counties
        self.links = Links.none(len(plan.link_dyad))

    @property
    def active(self) -> Bools:
        """Return which dyads are in force."""
        return self.plan.active
