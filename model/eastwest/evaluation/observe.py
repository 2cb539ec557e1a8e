"""What the judge sees of each channel: evidence, targets, noise and audit."""

from typing import Annotated, Literal

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

    def counted(self, pledge: Floats, activity: Floats, result: Floats) -> Floats:
        """Return the value that counts before padding, in the channel's unit."""
        return self.pledge * pledge + self.activity * activity + self.result * result


@parameters
class Target:
    """What a full score asks for each year.

    `agreement`: a sum agreed for the year, `norm` for each recipient county of the
    government's dyads; `absolute`: `norm` itself, whatever the size of the task.
    """

    mode: Annotated[
        Literal["agreement", "absolute"], About("-", "ours", "How the target is set")
    ] = "agreement"
    norm: Annotated[
        Positive, About("channel unit a county, or in all", "assumed", "What full marks ask for")
    ]
    ramp: Annotated[
        tuple[Positive, ...],
        About("share of the norm", "assumed", "First years of the regime; the last value stays"),
    ] = (1.0,)
    ratchet: Annotated[
        Share,
        About("share", "assumed", "Part of last year's verified excess that the next target keeps"),
    ] = 0.0
    bound: Annotated[
        Positive, About("times the norm", "assumed", "The most that the ratchet can ask")
    ] = 1.2

    def __call__(self, age: int, counties: Floats, verified: Floats) -> Floats:
        """Return this year's target in the channel's unit, shape of `counties`.

        Args:
            age: Years since the regime came into force, 0 in its first.
            counties: Recipient counties that each government cares for.
            verified: Last year's verified value, in the channel's unit.
        """
        whole = self.norm * (counties if self.mode == "agreement" else (counties > 0.0) * 1.0)
        due = whole * self.ramp[min(age, len(self.ramp) - 1)]
        excess = (verified.clip(max=whole * self.bound) - due).clip(min=0.0)
        asked: Floats = due + self.ratchet * excess
        return asked


@parameters
class Indicator:
    """One line of the score sheet: a channel, a side, a weight, evidence and a target."""

    channel: Annotated[Channel, About("-", "ours", "The channel whose value is scored")]
    side: Annotated[
        Literal["east", "west", "both"], About("-", "ours", "Whose score the value enters")
    ] = "east"
    weight: Annotated[Amount, About("share of the score", "assumed", "Weights need not add up")]
    cap: Annotated[
        Positive | None,
        About("times the target", "assumed", "Over-fulfilment that still counts; none: all of it"),
    ] = None
    evidence: Annotated[Evidence, About("-", "ours", "Which evidence counts")] = Evidence()
    target: Annotated[Target, About("-", "ours", "What full marks ask for")]


@parameters
class Audit:
    """How reports are checked."""

    share: Annotated[Share, About("share", "assumed", "Governments checked each year")] = 0.0
    detection: Annotated[
        Share, About("probability", "assumed", "A padded figure is found when checked")
    ] = 0.0
    penalty: Annotated[
        Amount, About("utility per unit of padding", "assumed", "Cost of being found out")
    ] = 0.0
    replaces: Annotated[
        bool, About("-", "assumed", "The found value replaces the reported one in the score")
    ] = True

    @property
    def certainty(self) -> float:
        """Return the chance that a padded figure is found this year."""
        return self.share * self.detection


@parameters
class Observe:
    """How clearly the judge sees, and how reports are checked."""

    noise: Annotated[
        Positive, About("points", "assumed", "Spread of the judge's impression of a score")
    ] = 8.0
    audit: Annotated[Audit, About("-", "ours", "How reports are checked")] = Audit()
