"""What scores are worth to governments, in forms that a kernel knows."""

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from scipy.special import ndtr

from eastwest.choosing.task import Value
from eastwest.vocabulary import Floats, Ints

ROOT = sqrt(2.0 * pi)


@dataclass(frozen=True, slots=True, eq=False)
class NoisyBars:
    """Worth of grades by bars that a noisy impression of the score is held against.

    Args:
        bars: Lowest score of each grade but the first. [points]
        worth: Utility of each grade, lowest first, shape (n, grades).
        noise: Spread of the impression, normal. [points]
    """

    bars: tuple[float, ...]
    worth: Floats
    noise: float

    def __call__(self, score: Floats) -> Floats:
        """Return sum over grades of worth x probability, shape (n, g) as `score`."""
        worth, total = self.worth.T, np.empty(score.shape)
        total[...] = self.worth[:, :1]
        for bar, step in zip(self.bars, worth[1:] - worth[:-1], strict=True):
            total += step[:, None] * ndtr((score - bar) / self.noise)
        return total

    @property
    def rises(self) -> bool:
        """Whether no grade is worth less than the one below, to anybody."""
        return bool((self.worth[:, 1:] >= self.worth[:, :-1]).all())

    def rows(self, rows: Ints) -> "NoisyBars":
        """Return the worth to some of the governments."""
        return NoisyBars(self.bars, self.worth[rows], self.noise)

    def slope(self, score: Floats) -> tuple[Floats, Floats]:
        """Return what one point more is worth, and what that changes by a point further on."""
        worth = self.worth.T
        slope, bend = np.zeros(score.shape), np.zeros(score.shape)
        for bar, step in zip(self.bars, worth[1:] - worth[:-1], strict=True):
            away = (score - bar) / self.noise
            bell = step[:, None] * (np.exp(-0.5 * away * away) / (ROOT * self.noise))
            slope += bell
            bend -= bell * (away / self.noise)
        return slope, bend


@dataclass(frozen=True, slots=True, eq=False)
class Contested:
    """Worth of a score against rivals who stay as they are: the prize times the share.

    Args:
        prize: Utility of winning everything, shape (n,).
        bias, exponent, rivals: As in `contest.answer`.
    """

    prize: Floats
    bias: Floats
    exponent: float
    rivals: Floats

    def __call__(self, score: Floats) -> Floats:
        """Return the expected prize of each score, shape (n, g) as `score`."""
        mass = self.bias[:, None] * np.maximum(score, 0.0) ** self.exponent
        total = mass + self.rivals[:, None]
        return np.asarray(self.prize[:, None] * mass / np.where(total > 0.0, total, 1.0))

    def rows(self, rows: Ints) -> "Contested":
        """Return the worth to some of the governments."""
        return Contested(self.prize[rows], self.bias[rows], self.exponent, self.rivals[rows])


def of_rows(value: Value, rows: Ints, number: int) -> Value:
    """Return what scores are worth to some rows of `number`; a foreign value is asked for all."""
    if isinstance(value, NoisyBars | Contested):
        return value.rows(rows)
    seat = np.searchsorted(rows, np.arange(number)).clip(max=len(rows) - 1)
    return lambda score: value(score[seat])[rows]
