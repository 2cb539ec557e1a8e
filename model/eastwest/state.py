"""What moves: one struct of arrays a kind of actor; row i is actor i."""

from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np

from eastwest.pairing.plan import Plan
from eastwest.streams import UInts
from eastwest.vocabulary import CHANNELS, Bools, Floats, Ints


def channels(rows: int) -> Floats:
    """Return zeros, a row each and a column a channel."""
    return np.zeros((rows, len(CHANNELS)))


@dataclass(slots=True)
class GovernmentState:
    """Governments of one side, shape (n,), (n, channels), or (n, columns) as sheets have them.

    Effort also has own growth. The columns of `belief` to `verified` are the channels, then what
    else sheets look at.

    Args:
        effort: Effort in force. [1e8 yuan], shape (n, channels + 1)
        padding: Padding of each channel's report, over the target.
        belief: What a unit of effort is believed to count for. [channel unit per 1e8 yuan]
        target: This year's target, 0 where none. [channel unit]
        floor: Value from which points begin, last year's where growth counts. [channel unit]
        given: Part of last year's counted value that came without effort. [channel unit]
        did: Last year's effort that moved each column. [1e8 yuan]
        true, counted, reported, verified: This year's value with deeds in place of pledges, as
            evidence counts it, as reported, and after audit. [channel unit]
        caught: Padding found out this year, over the targets, all indicators together.
        audited: Whether the reports were checked this year.
        score: Verified score. [points]
        grade: Grade, 0 the lowest; -1 while nobody judges.
        praise: Stock of past commendations.
        standing: Stock of reputation. [utility]
        career: Career consequences of the last grade and of what was found out. [utility]
        credit, stain: What is left of promotions in prospect and of summons. [utility]
        bonus: Money that the last grade brings next year. [1e8 yuan]
        tie: Strength of the tie to the level above.
        part: Part of the work that is in the hands of counties, shape (n, 1).
        earned: Net own gain of effort that this year's results let expect, shape (n, channels).
            [utility per 1e8 yuan]
    """

    effort: Floats
    padding: Floats
    belief: Floats
    target: Floats
    floor: Floats
    given: Floats
    did: Floats
    true: Floats
    counted: Floats
    reported: Floats
    verified: Floats
    caught: Floats
    audited: Bools
    score: Floats
    grade: Ints
    praise: Floats
    standing: Floats
    career: Floats
    credit: Floats
    stain: Floats
    bonus: Floats
    tie: Floats
    part: Floats
    earned: Floats

    @classmethod
    def new(cls, rows: int, belief: Floats, tie: float) -> "GovernmentState":
        """Return governments that have done nothing yet and hold prior beliefs, one a column."""
        sheet = (rows, np.shape(belief)[-1])
        tables = {
            name: np.zeros(sheet)
            for name in (
                *("target", "floor", "given", "did"),
                *("true", "counted", "reported", "verified"),
            )
        }
        numbers = ("caught", "score", "praise", "standing", "career", "credit", "stain", "bonus")
        columns = {name: np.zeros(rows) for name in numbers}
        return cls(
            effort=np.zeros((rows, len(CHANNELS) + 1)),
            padding=channels(rows),
            earned=channels(rows),
            belief=np.broadcast_to(belief, sheet).copy(),
            audited=np.zeros(rows, dtype=bool),
            grade=np.full(rows, -1, dtype=np.int64),
            tie=np.full(rows, tie),
            part=np.zeros((rows, 1)),
            **tables,
            **columns,
        )


@dataclass(slots=True)
class DyadState:
    """Pairs of an eastern and a western government, shape (dyads,) or (dyads, channels).

    Args:
        tie: Strength of the tie.
        firm_tie, organization_tie: Ties of the eastern government to its firms and
            organizations in this dyad.
        effort: Eastern effort that goes into the dyad. [1e8 yuan]
        activity, pledge, result: What was done, announced, and what lasts. [channel unit]
        unguided: Part of the firms that would have heard of the places without matching.
        forced: Donations that firms are made to give. [1e8 yuan]
        entered, active: Firms that came this year; firms there. [firms]
    """

    tie: Floats
    firm_tie: Floats
    organization_tie: Floats
    effort: Floats
    activity: Floats
    pledge: Floats
    result: Floats
    unguided: Floats
    forced: Floats
    entered: Floats
    active: Floats


@dataclass(slots=True)
class PlaceState:
    """Places where people live, shape (places,), stocks (places, 5).

    Args:
        stock: Infrastructure, services, skills, environment, ecology. [-]
        income: Rural income a head. [yuan]
        urban_income: Urban income a head. [yuan]
        gdp_head: GDP a head. [yuan]
        poor, supported, entered, left: The register, see `living.poverty`. [persons]
        lifted: Off the list, having been on it. [persons]
        relapsed: Of those who entered, who had been lifted before (返贫). [persons]
        migrants: Placed workers who are kept in the East. [persons]
        placed: Workers placed this year, of whom some are kept next year. [persons]
        kept: Workers of last year's placement who stayed. [persons]
        kept_next: Workers of this year's placement who will have stayed. [persons]
        assets: What aid has bought. [1e8 yuan]
        aid: Aid received this year. [1e8 yuan]
        jobs: Jobs in firms that came. [persons]
        capital: Capital of firms that came. [1e8 yuan]
        below: Below the line before any support. [persons]
        reached: People reached by social organizations this year, (places, fields). [persons]
    """

    stock: Floats
    income: Floats
    urban_income: Floats
    gdp_head: Floats
    poor: Floats
    supported: Floats
    entered: Floats
    left: Floats
    lifted: Floats
    below: Floats
    relapsed: Floats
    migrants: Floats
    placed: Floats
    kept: Floats
    kept_next: Floats
    assets: Floats
    aid: Floats
    jobs: Floats
    capital: Floats
    reached: Floats


@dataclass(slots=True)
class FirmState:
    """Firms, shape (firms,).

    Args:
        host: Row of the place where the firm has invested, -1 at home.
        dyad: Dyad through which it came, -1 none.
        capital, pledged: Capital there, capital announced. [1e8 yuan]
        jobs: Jobs there. [persons]
        age: Full years in the West.
        identity: Birth number; a bankrupt firm's row goes to a newborn with a new one.
        tie: Strength of the tie to organizations in the same place.
    """

    host: Ints
    dyad: Ints
    capital: Floats
    pledged: Floats
    jobs: Floats
    age: Ints
    identity: UInts
    tie: Floats


@dataclass(slots=True)
class OrganizationState:
    """Social organizations, shape (organizations,).

    Args:
        host: Row of the place where it works, -1 at home.
        dyad: Dyad through which it came, -1 none.
        reached: People reached this year. [persons]
    """

    host: Ints
    dyad: Ints
    reached: Floats


@dataclass(slots=True)
class State:
    """Everything that moves, and the ledger of money.

    Args:
        year: Calendar year that was simulated last.
        plan: Who is paired, and who cares for whom.
        balance: Balance of each account. [1e8 yuan], shape (accounts,)
        flow: This year's payments from row to column account. [1e8 yuan]
        firms_entered, firms_left: Firms that came and left this year. [firms]
        residual: By identity, what this year's books miss, over its gross flow.
    """

    year: int
    plan: Plan
    east: GovernmentState
    west: GovernmentState
    dyads: DyadState
    places: PlaceState
    firms: FirmState
    organizations: OrganizationState
    balance: Floats
    flow: Floats
    firms_entered: float = 0.0
    firms_left: float = 0.0
    residual: dict[str, float] = field(default_factory=dict)

    def copy(self) -> "State":
        """Return an independent copy."""
        return deepcopy(self)
