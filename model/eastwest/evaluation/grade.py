"""A score becomes a grade: against bars, or in a contest for a few commendations."""

from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

import numpy as np
from annotated_types import Le
from scipy.special import ndtr

from eastwest.choosing.contest import answer, equilibrium
from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Choice
from eastwest.choosing.worth import NoisyBars
from eastwest.columns import share
from eastwest.errors import ScenarioError
from eastwest.vocabulary import (
    About,
    Amount,
    Count,
    Floats,
    Ints,
    Positive,
    Rows,
    Share,
    parameters,
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a score promises: the data that a government weighs before it acts.

    Args:
        worth: Utility of each grade, lowest first, shape (n, grades).
        bias: Weight of memory in a contest, shape (n,), 1 without memory.
        rivals: What the grade rule knows of the others, a row each: in a contest their summed
            strength, shape (n,); under quantiles the chances that they leave, shape (n, ...).
        noise: Spread of the judge's impression [points].
        size: Capacity, by which equals meet equals. [1e8 yuan], shape (n,)
        luck: Chance, in (0, 1), of what concerns nobody among them, such as a draw.
    """

    worth: Floats
    bias: Floats
    rivals: Floats
    noise: float
    size: Floats
    luck: float = 0.5

    def rows(self, rows: Rows) -> "Prospect":
        """Return the prospect of some governments alone."""
        own = (self.worth[rows], self.bias[rows], self.rivals[rows])
        return Prospect(*own, self.noise, self.size[rows], self.luck)

    def against(self, rivals: Floats) -> "Prospect":
        """Return the same prospect once rivals are known."""
        return Prospect(self.worth, self.bias, rivals, self.noise, self.size, self.luck)


class Grade(Protocol):
    """A rule from scores to grades, and what a score is expected to be worth."""

    @property
    def grades(self) -> int:
        """Number of grades."""

    def bias(self, praise: Floats) -> Floats:
        """Return how much better than others each government is seen, shape (n,)."""

    def value(self, score: Floats, prospect: Prospect) -> Floats:
        """Return the expected worth of each score, shape (n, g) as `score`."""

    def rivals(self, outlook: Outlook, prospect: Prospect) -> Floats:
        """Return what `value` must know of each one's rivals once they answered each other."""

    def follow(self, outlook: Outlook, prospect: Prospect) -> Choice:
        """Return the best effort against a prospect with rivals as they are."""

    def assign(self, score: Floats, draws: Floats, prospect: Prospect) -> Ints:
        """Return the grade of each government, 0 the lowest, shape (n,)."""


@parameters
class Bars:
    """Grades by absolute bars; a noisy impression of the score is held against them."""

    kind: Literal["bars"] = "bars"
    bars: Annotated[
        tuple[float, ...], About("points", "assumed", "Lowest score of each grade but the first")
    ] = (60.0, 75.0, 90.0)

    def __post_init__(self) -> None:
        """Refuse bars that do not rise."""
        if list(self.bars) != sorted(set(self.bars)):
            raise ScenarioError(f"'bars' must rise (got {list(self.bars)})")

    @property
    def grades(self) -> int:
        """Return the number of grades, one more than there are bars."""
        return len(self.bars) + 1

    def bias(self, praise: Floats) -> Floats:
        """Return one: against a bar it does not matter who else was praised."""
        return np.ones(len(praise))

    def value(self, score: Floats, prospect: Prospect) -> Floats:
        """Return sum over grades of worth x probability; normal noise."""
        return NoisyBars(self.bars, prospect.worth, prospect.noise)(score)

    def rivals(self, outlook: Outlook, prospect: Prospect) -> Floats:
        """Return zeros: bars make no rivals."""
        return np.zeros(len(prospect.bias))

    def follow(self, outlook: Outlook, prospect: Prospect) -> Choice:
        """Return the best effort against the bars, the bars themselves among the candidates."""
        return outlook.best_response(NoisyBars(self.bars, prospect.worth, prospect.noise))

    def assign(self, score: Floats, draws: Floats, prospect: Prospect) -> Ints:
        """Return the number of bars that the noisy impression reaches; `draws` are normal."""
        seen = score + prospect.noise * draws
        return np.array(self.bars).searchsorted(seen, side="right").astype(np.int64, copy=False)


@parameters
class Contest:
    """A few commendations for the most visible: Tullock contest with memory.

    Expected share of the prizes: v S^m over the sum of all contestants' (Tullock 1980);
    v = 1 + memory x stock of praise, because who was praised is seen again. With `draw` D the sum
    has D^m more, which nobody wins (Blavatskyy 2010): then a contest of one is one, too.
    """

    kind: Literal["contest"] = "contest"
    exponent: Annotated[
        Positive,
        Le(1.0),
        About("-", "assumed; near the official path", "Sharpness m of the contest, at most 1"),
    ] = 0.7
    winners: Annotated[
        Share, About("share of contestants", "assumed", "Commended in a year, at least one")
    ] = 0.15
    memory: Annotated[Amount, About("-", "assumed", "Weight of past praise")] = 1.0
    fewest: Annotated[Count, About("governments", "assumed", "Commendations at the least")] = 1
    draw: Annotated[
        Amount, About("points", "assumed", "Score that counts for nobody: so much vies with all")
    ] = 0.0

    def __post_init__(self) -> None:
        """Refuse a contest sharper than the one that has an equilibrium in pure efforts."""
        if self.exponent > 1.0:
            raise ScenarioError(f"'exponent' must be at most 1 (got {self.exponent})")

    @property
    def grades(self) -> int:
        """Return two: commended or not."""
        return 2

    def bias(self, praise: Floats) -> Floats:
        """Return v = 1 + memory x stock of praise, shape of `praise`."""
        return 1.0 + self.memory * praise

    @property
    def nobody(self) -> float:
        """Return the mass of the draw, D^m."""
        return self.draw**self.exponent if self.draw > 0.0 else 0.0

    def strength(self, score: Floats, bias: Floats) -> Floats:
        """Return v S^m."""
        return np.asarray(bias * np.maximum(score, 0.0) ** self.exponent)

    def value(self, score: Floats, prospect: Prospect) -> Floats:
        """Return worth of no praise, plus the prize times the expected share."""
        own = self.strength(score, prospect.bias[:, None])
        total = own + prospect.rivals[:, None]
        won = share(own, total)
        return prospect.worth[:, :1] + (prospect.worth[:, 1:] - prospect.worth[:, :1]) * won

    def rivals(self, outlook: Outlook, prospect: Prospect) -> Floats:
        """Return the rivals that each faces in the equilibrium of the contest."""
        prize = prospect.worth[:, 1] - prospect.worth[:, 0]
        if not prize.any():
            return np.zeros(len(prize))
        return equilibrium(outlook, prize, prospect.bias, self.exponent, self.nobody)[1]

    def follow(self, outlook: Outlook, prospect: Prospect) -> Choice:
        """Return the best effort against given rivals."""
        prize = prospect.worth[:, 1] - prospect.worth[:, 0]
        return answer(outlook, prize, prospect.bias, self.exponent, prospect.rivals)

    def assign(self, score: Floats, draws: Floats, prospect: Prospect) -> Ints:
        """Return 1 for the commended: winners of a race with odds v S^m; `draws` are normal.

        Who arrives after the draw wins nothing.
        """
        if not len(score):
            return np.zeros(0, dtype=np.int64)
        strength = self.strength(score, prospect.bias)
        number = max(self.fewest, round(self.winners * len(score)))
        arrival = np.full(len(score), np.inf)
        np.divide(-np.log(ndtr(draws)), strength, out=arrival, where=strength > 0.0)
        order = arrival.argsort(kind="stable")[:number]
        grade = np.zeros(len(score), dtype=np.int64)
        last = -np.log(prospect.luck) / self.nobody if self.nobody > 0.0 else np.inf
        grade[order[arrival[order] < last]] = 1
        return grade


def stakes(prospect: Prospect) -> Floats:
    """Return how much utility is between the best grade and the worst, shape (n,)."""
    worth = np.ascontiguousarray(prospect.worth.T)  # short rows are slow to compare
    return np.asarray(worth.max(axis=0) - worth.min(axis=0))
