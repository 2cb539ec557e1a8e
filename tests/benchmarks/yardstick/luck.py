"""One draw at a time: Python's own generator, or the keyed draws of the model."""

import math
from functools import cache
from random import Random
from statistics import NormalDist

from eastwest.streams import FIRST, GOLDEN, SECOND, WORD, identity

NORMAL = NormalDist()
HALF_ROOT = math.sqrt(0.5)


class OrdinaryLuck:
    """What a Mesa user would write: the next number of `model.random`, whatever it is for."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def uniform(self, purpose: str, year: int, agent: int, alternative: int = 0) -> float:
        return 1.0 - self.random.random()

    def normal(self, purpose: str, year: int, agent: int, alternative: int = 0) -> float:
        return self.random.gauss()


class KeyedLuck:
    """The model's own draws, a splitmix64 in plain Python: the same numbers bit for bit."""

    def __init__(self, key: int) -> None:
        self.key = key

    def uniform(self, purpose: str, year: int, agent: int, alternative: int = 0) -> float:
        word = finished(agent * GOLDEN + _root(self.key, purpose, year))
        return ((finished(word + alternative * GOLDEN) >> 12) + 0.5) * 2.0**-52

    def normal(self, purpose: str, year: int, agent: int, alternative: int = 0) -> float:
        return NORMAL.inv_cdf(self.uniform(purpose, year, agent, alternative))


@cache
def _root(key: int, purpose: str, year: int) -> int:
    return _mixed(_mixed(key ^ identity(purpose)) + year)


def _mixed(number: int) -> int:
    return finished(number * GOLDEN + GOLDEN)


def finished(word: int) -> int:
    """Return the splitmix64 finaliser of a word, taken modulo 2^64."""
    word &= WORD
    word = ((word ^ (word >> 30)) * FIRST) & WORD
    word = ((word ^ (word >> 27)) * SECOND) & WORD
    return word ^ (word >> 31)


def normal_share(z: float) -> float:
    """Return the share of a standard normal below z."""
    return 0.5 * math.erfc(-z * HALF_ROOT)
