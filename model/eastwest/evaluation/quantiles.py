"""Grades by rank: shares of all governments get each grade, however well all did.

A rank-order tournament among current peers: who chooses a score meets the scores that the
others choose this year, each seen with the judge's noise. The bars come out of the equilibrium;
taken from last year's peers they cycle or fall to nothing (tried).

References:
    Lazear and Rosen (1981), Rank-order tournaments as optimum labor contracts, Journal of
    Political Economy 89: https://doi.org/10.1086/261010
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Literal

import numpy as np
from annotated_types import Ge
from scipy.special import ndtr

from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Choice
from eastwest.errors import RegimeError, ScenarioError
from eastwest.evaluation.grade import Prospect, stakes
from eastwest.vocabulary import About, Bools, Floats, Ints, Share, parameters

ROUNDS = 60
"""Most rounds of answers; some ten are usual."""
AGREED = 1e-4
"""Change of scores, over the noise, that counts as none."""
REGRET = 0.01
"""Part of the stakes that an answer may fall short of the best where rounds do not end."""
KNOTS_A_NOISE, BEYOND, MOST_KNOTS = 4, 5, 1500
"""Thresholds per noise, how many noises they reach beyond all scores, and their most."""


@parameters
class Quantiles:
    """The best `shares` of all get the upper grades, the rest the lowest (末位淘汰)."""

    kind: Literal["quantiles"] = "quantiles"
    shares: Annotated[
        tuple[Share, ...],
        About("share of governments", "assumed", "That get each grade but the lowest, best first"),
    ] = (0.15, 0.35, 0.35)
    groups: Annotated[
        Annotated[int, Ge(1)],
        About("groups", "assumed", "Equal parts by capacity, each graded by itself"),
    ] = 1

    def __post_init__(self) -> None:
        """Refuse shares of more than everybody."""
        whole = sum(self.shares)
        if whole > 1.0 + 1e-9:
            raise ScenarioError(f"'shares' must add up to at most 1 (they add up to {whole:g})")

    @property
    def grades(self) -> int:
        """Return the number of grades, one more than there are shares."""
        return len(self.shares) + 1

    def bias(self, praise: Floats) -> Floats:
        """Return one: who was praised before has no advantage."""
        return np.ones_like(praise)

    def places(self, number: int) -> list[int]:
        """Return how many of a group get the best grade, the best two, and so on."""
        return [round(part * number) for part in np.cumsum(self.shares).tolist()]

    def value(self, score: Floats, prospect: Prospect) -> Floats:
        """Return sum over grades of worth x chance, shape (n, g) as `score`."""
        total = np.broadcast_to(prospect.worth[:, :1], score.shape).copy()
        if prospect.rivals.ndim < 2 or not self.shares:
            return total
        odds = Odds.read(prospect.rivals, len(self.shares))
        steps = np.diff(prospect.worth, axis=1)[:, ::-1]
        for which in range(len(self.shares)):
            total += steps[:, which : which + 1] * odds.chance(score, which)
        return total

    def rivals(self, outlook: Outlook, prospect: Prospect) -> Floats:
        """Return the chances that the others leave, once all have answered each other.

        Rounds of answers, ever more cautious; where some keep going to and fro between two
        ways to act, that will do as long as both are about as good.
        """
        contends = stakes(prospect) > 0.0
        if not contends.any():
            return np.zeros(len(contends))
        low, high = outlook.frontier.score[:, 0], outlook.frontier.score[:, -1]
        score, step = (low + high) / 2, 1.0
        for turn in range(ROUNDS):
            known = self._meet(score, contends, prospect, low, high)
            answer = self.follow(outlook, replace(prospect, rivals=known)).score
            away = np.abs(answer - score)[contends]
            if away.max() <= AGREED * prospect.noise:
                return known
            step = 1.0 if turn < 6 else 0.5 if turn < 20 else 0.2
            score = score + step * (answer - score)
        return self._settled(outlook, prospect, answer, contends)

    def _settled(
        self, outlook: Outlook, prospect: Prospect, score: Floats, contends: Bools
    ) -> Floats:
        """Return the chances if all are about content with their scores; refuse them if not."""
        low, high = outlook.frontier.score[:, 0], outlook.frontier.score[:, -1]
        known = self._meet(score, contends, prospect, low, high)
        against = replace(prospect, rivals=known)
        best = self.follow(outlook, against).payoff
        aim = np.clip(score, low, high)[:, None]
        kept = self.value(aim, against) - outlook.frontier.cost_of(aim)
        regret = (best - kept[:, 0])[contends] / stakes(prospect)[contends]
        if regret.max() > REGRET:
            raise _too_clear(prospect.noise)
        return known

    def _meet(
        self, score: Floats, contends: Bools, prospect: Prospect, low: Floats, high: Floats
    ) -> Floats:
        """Return what each one meets if these are the scores, as `Odds` are written down."""
        start = float(low.min()) - BEYOND * prospect.noise
        end = float(high.max()) + BEYOND * prospect.noise
        number = int(np.ceil((end - start) / prospect.noise * KNOTS_A_NOISE)) + 1
        if number > MOST_KNOTS:
            raise _too_clear(prospect.noise)
        knots = start + np.arange(number) * prospect.noise / KNOTS_A_NOISE
        table = np.zeros((len(score), 2 + 2 * len(self.shares) * len(knots)))
        table[:, :2] = knots[0], prospect.noise / KNOTS_A_NOISE
        group = self._groups(prospect, contends)
        for one in range(self.groups):
            rows = np.flatnonzero(contends & (group == one))
            if len(rows):
                table[rows, 2:] = self._chances(score[rows], knots, prospect.noise)
        return table

    def _chances(self, score: Floats, knots: Floats, noise: float) -> Floats:
        """Return each one's chance of each grade or better, and its slope, by own score."""
        ahead = ndtr((score[:, None] - knots) / noise)
        beaten = above(ahead)
        away = (knots[None, :] - knots[:, None]) / noise
        bell = np.exp(-0.5 * away**2) / np.sqrt(2.0 * np.pi) / KNOTS_A_NOISE
        tables = []
        for place in self.places(len(score)):
            left = beaten[:, :place].sum(axis=1)
            chance = (left[:, None, :] * bell[None]).sum(axis=-1)
            chance += (1.0 - ndtr(away[:, -1])) * (place > 0)
            slope = (left[:, None, :] * (bell * away)[None]).sum(axis=-1) / noise
            slope += np.exp(-0.5 * away[:, -1] ** 2) / np.sqrt(2 * np.pi) / noise * (place > 0)
            tables += [chance, slope]
        return np.concatenate(tables, axis=1)

    def _groups(self, prospect: Prospect, rows: Bools) -> Ints:
        """Return the group of each row, equal parts by size among some rows; the rest in 0."""
        group = np.zeros(len(rows), dtype=np.int64)
        if self.groups > 1:
            mine = np.flatnonzero(rows)
            order = mine[np.argsort(prospect.size[mine], kind="stable")]
            group[order] = np.arange(len(order)) * self.groups // max(len(order), 1)
        return group

    def follow(self, outlook: Outlook, prospect: Prospect) -> Choice:
        """Return the best effort against rivals as they are."""
        return outlook.best_response(partial(self.value, prospect=prospect))

    def assign(self, score: Floats, draws: Floats, prospect: Prospect) -> Ints:
        """Return the grades by the order of noisy impressions; `draws` are normal."""
        seen = score + prospect.noise * draws
        group = self._groups(prospect, np.ones(len(score), dtype=bool))
        grade = np.zeros(len(score), dtype=np.int64)
        for one in range(self.groups):
            rows = np.flatnonzero(group == one)
            order = rows[np.argsort(-seen[rows], kind="stable")]
            for place in self.places(len(rows)):
                grade[order[:place]] += 1
        return grade


def _too_clear(noise: float) -> RegimeError:
    """Return what is wrong with a noise that leaves no equilibrium in pure efforts."""
    return RegimeError(
        "observe.noise",
        f"must be larger for grades by quantiles (got {noise:g}): with so little noise no choice of"
        f" efforts is the best answer to itself; try {1.5 * noise:.2g} or more",
    )


def above(ahead: Floats) -> Floats:
    """Return the chance that a number of the others lies above a threshold.

    Args:
        ahead: Chance that each one lies above each threshold, shape (n, thresholds).

    Returns:
        Shape (n, n, thresholds): row i without i, by number of others above from 0.
    """
    count, knots = ahead.shape
    chance = np.zeros((count, count, knots))
    chance[:, 0] = 1.0
    for other in range(count):
        up = ahead[other]
        moved = chance * (1.0 - up)
        moved[:, 1:] += chance[:, :-1] * up
        moved[other] = chance[other]
        chance = moved
    return chance


@dataclass(frozen=True, slots=True)
class Odds:
    """The chance of each grade or better by own score, read between knots by cubic pieces."""

    start: Floats
    step: Floats
    table: Floats  # (n, shares, chance and slope, knots)

    @classmethod
    def read(cls, rows: Floats, shares: int) -> "Odds":
        """Read what `Quantiles` wrote down, a row a government."""
        return cls(rows[:, :1], rows[:, 1:2], rows[:, 2:].reshape(len(rows), shares, 2, -1))

    def chance(self, score: Floats, which: int) -> Floats:
        """Return the chance of a grade or better at some scores, shape (n, g)."""
        knots = self.table.shape[-1]
        step = np.where(self.step > 0.0, self.step, 1.0)
        way = ((score - self.start) / step).clip(0.0, knots - 1.0)
        below = np.minimum(way.astype(np.int64), knots - 2)
        way = way - below
        row = np.arange(len(score))[:, None]
        value, slope = self.table[:, which, 0], self.table[:, which, 1] * step
        first, last = value[row, below], value[row, below + 1]
        rise, fall = slope[row, below], slope[row, below + 1]
        bend, twist = 3.0 * (last - first) - 2.0 * rise - fall, rise + fall - 2.0 * (last - first)
        return np.asarray(first + way * (rise + way * (bend + way * twist)))
