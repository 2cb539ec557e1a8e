"""A line of the score sheet: what is looked at, by which evidence, against which target."""

from typing import Annotated, Literal

import numpy as np
from annotated_types import MinLen

from eastwest.errors import ScenarioError
from eastwest.evaluation.outcome import Lifted, Outcome, Relapse, RuralIncome, Stock, Tally
from eastwest.rules import Open
from eastwest.vocabulary import (
    About,
    Amount,
    Channel,
    Floats,
    Positive,
    Share,
    parameters,
)


@parameters
class Evidence:
    """Which evidence counts: what was pledged, what was done, what came of it.

    The counted value is the weighted sum of the three, all in the channel's unit.
    """

    pledge: Annotated[Share, About("share", "assumed", "Part of pledged sums that counts")] = 0.0
    activity: Annotated[Share, About("share", "assumed", "Part of the year's work that counts")] = (
        1.0
    )
    result: Annotated[Share, About("share", "assumed", "Part of lasting results that counts")] = 0.0


@parameters
class Target:
    """What a full score asks for each year.

    `agreement`: a sum agreed for the year, `norm` for each recipient county of the
    government's dyads; `capacity`: the same sum of the whole side, handed out by the capacity to
    act; `absolute`: `norm` itself, whatever the size of the task; `growth`: `norm` a county more
    than last year's verified value, from which points begin; `rank`: `norm` a county as the
    measure by which peers are compared, full marks for who is above them all.
    """

    mode: Annotated[
        Literal["agreement", "absolute", "capacity", "growth", "rank"],
        About("-", "choice", "How the target is set"),
    ] = "agreement"
    norm: Annotated[
        Positive, About("channel unit a county, or in all", "assumed", "What full marks ask for")
    ]
    ramp: Annotated[
        tuple[Positive, ...],
        MinLen(1),
        About("share of the norm", "assumed", "First years of the regime; the last value stays"),
    ] = (1.0,)
    ratchet: Annotated[
        Share,
        About("share", "assumed", "Part of last year's verified excess that the next target keeps"),
    ] = 0.0
    bound: Annotated[
        Positive, About("times the norm", "assumed", "The most that the ratchet can ask")
    ] = 1.2

    def __post_init__(self) -> None:
        """Refuse a ratchet where last year's value is the start already, or not a target's."""
        if self.ratchet > 0.0 and self.mode in ("growth", "rank"):
            raise ScenarioError(
                f"'ratchet' must be 0 with mode {self.mode!r} (got {self.ratchet:g})"
            )

    def __call__(
        self, age: int, counties: Floats, verified: Floats, capacity: Floats | None = None
    ) -> Floats:
        """Return this year's target in the channel's unit, shape of `counties`.

        Args:
            age: Years since the regime came into force, 0 in its first.
            counties: Recipient counties that each government cares for.
            verified: Last year's verified value, in the channel's unit.
            capacity: Capacity to act, by which `capacity` hands out; equal if not given.
        """
        whole = self.norm * self._size(counties, capacity)
        due = whole * self.ramp[min(age, len(self.ramp) - 1)]
        if self.ratchet == 0.0:
            return due
        excess = np.maximum(np.minimum(verified, whole * self.bound) - due, 0.0)
        return np.asarray(due + self.ratchet * excess)

    def _size(self, counties: Floats, capacity: Floats | None) -> Floats:
        """Return how many norms are asked of each government."""
        if self.mode == "absolute":
            return np.asarray((counties > 0.0).astype(np.float64))
        if self.mode != "capacity":
            return counties
        able = np.where(counties > 0.0, 1.0 if capacity is None else capacity, 0.0)
        whole = float(able.sum())
        return np.asarray(float(counties.sum()) * able / whole) if whole > 0.0 else counties


@parameters
class Bonus:
    """Extra points, all at once, for a fulfilment that reaches a threshold (加分项)."""

    above: Annotated[Positive, About("times the target", "assumed", "Fulfilment that earns it")] = (
        1.0
    )
    points: Annotated[Amount, About("points", "assumed", "Added to the score; 0: there is none")]


@parameters
class Indicator:
    """One line of the score sheet: a channel or an outcome, a side, a weight, a target."""

    channel: Annotated[
        Channel | None, About("-", "choice", "The channel whose value is scored; or an outcome")
    ] = None
    outcome: Annotated[
        Lifted | RuralIncome | Stock | Tally | Relapse | None,
        Open("outcome"),
        About("-", "choice", "What came about in the recipient counties; or a channel"),
    ] = None
    side: Annotated[
        Literal["east", "west", "both", "pair"],
        About(
            "-", "choice", "Whose score the value enters; pair: both, by what came of it jointly"
        ),
    ] = "east"
    weight: Annotated[Amount, About("share of the score", "assumed", "Weights need not add up")]
    cap: Annotated[
        Positive | None,
        About("times the target", "assumed", "Over-fulfilment that still counts; none: all of it"),
    ] = None
    bonus: Annotated[
        Bonus | None, About("-", "choice", "Extra points for reaching a threshold")
    ] = None
    bottom_line: Annotated[
        Amount | None,
        About(
            "times the target",
            "assumed",
            "Fulfilment below it makes the score nil (一票否决); 0: there is none",
        ),
    ] = None
    optional: Annotated[
        bool, About("-", "choice", "One of those that a unit may choose from, see discretion")
    ] = False
    evidence: Annotated[Evidence, About("-", "choice", "Which evidence counts")] = Evidence()
    target: Annotated[Target, About("-", "choice", "What full marks ask for")]

    def __post_init__(self) -> None:
        """Refuse neither or both of channel and outcome, and thresholds that are no values."""
        if (self.channel is None) == (self.outcome is None):
            raise ScenarioError("'channel' must stand in an indicator, or else 'outcome'")
        if self.outcome is not None and not self.outcome.through:
            raise ScenarioError("'outcome.through' must name a channel that moves it (got [])")
        mode = self.target.mode
        if mode == "rank" and self.bottom_line:
            raise ScenarioError("'bottom_line' must not stand beside a target by rank")
        if mode == "rank" and self.bonus and self.bonus.points > 0.0:
            raise ScenarioError("'bonus' must not stand beside a target by rank")
        if self.less and (mode == "growth" or self.target.ratchet > 0.0):
            raise ScenarioError("'target.mode' must not ask for growth where less is better")

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the sides whose score it enters."""
        return ("east", "west") if self.side in ("both", "pair") else (self.side,)

    @property
    def is_special(self) -> bool:
        """Return whether it moves the score otherwise than by its weight."""
        has_bonus = self.bonus is not None and self.bonus.points > 0.0
        return has_bonus or bool(self.bottom_line) or self.optional

    @property
    def less(self) -> bool:
        """Return whether less is better."""
        return bool(getattr(self.outcome, "less", False))

    @property
    def through(self) -> tuple[str, ...]:
        """Return the channels whose effort is believed to move its value."""
        if self.channel is not None:
            return (self.channel,)
        rule: Outcome | None = self.outcome
        return tuple(rule.through) if rule is not None else ()
