"""Chance that needs no memory: a draw is a function of who draws, when and for what.

A draw depends on (seed, replicate, purpose, year, agent, alternative) and on nothing else,
so a new rule never changes another rule's luck, two scenarios share luck agent by agent,
and neither the order of the rows nor the number of workers matters.

References:
    Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA,
    section 4 (splitmix64): https://doi.org/10.1145/2660193.2660195
"""

from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from eastwest.backend import twinned
from eastwest.vocabulary import Floats, Ints, Texts

UInts = NDArray[np.uint64]

GOLDEN = 0x9E3779B97F4A7C15
"""2^64 over the golden ratio: the step of splitmix64, and what keeps counters apart."""
FIRST, SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
WORD = 0xFFFFFFFFFFFFFFFF


def _word(number: int) -> UInts:
    """Return a number as an array without dimensions, which is quicker to combine with."""
    return np.array(number, dtype=np.uint64)


_GOLDEN, _FIRST, _SECOND = _word(GOLDEN), _word(FIRST), _word(SECOND)
_12, _27, _30, _31 = (_word(places) for places in (12, 27, 30, 31))


def run_key(seed: int, replicate: int) -> np.uint64:
    """Return the key of one run; the scenario is not part of it, so scenarios share luck."""
    return np.uint64(_mixed(_mixed(seed) + replicate))


@cache
def identity(text: str) -> int:
    """Return the stable 64-bit number of an id such as `32-Suzhou`, or of a purpose."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def identities(ids: Texts) -> UInts:
    """Return the stable numbers that chance knows actors by."""
    return np.array([identity(str(text)) for text in ids], dtype=np.uint64)


def root(key: np.uint64, purpose: str, year: int) -> int:
    """Return the 64-bit number that all draws for a purpose in a year of a run start from."""
    return _mixed(_source(key, purpose) + year)


@lru_cache(maxsize=256)  # each year of a run asks again
def _source(key: np.uint64, purpose: str) -> int:
    return _mixed(int(key) ^ identity(purpose))


def uniforms(
    key: np.uint64,
    purpose: str,
    year: int,
    agent: UInts | Ints | int,
    alternative: UInts | Ints | int = 0,
) -> Floats:
    """Draw numbers from the open interval (0, 1), one for each agent and alternative.

    Args:
        key: The run, from `run_key`.
        purpose: What the draw is for; a name of its own for each source of chance.
        year: Calendar year.
        agent: Birth identities, never row numbers. Broadcasts with `alternative`.
        alternative: What the draw is about, if one agent draws several.

    Returns:
        Draws in the shape of `agent` broadcast with `alternative`. [-]
    """
    start = np.uint64(root(key, purpose, year))
    draws = drawn(start, _words(agent), _words(alternative))
    return draws if np.ndim(agent) or np.ndim(alternative) else draws.reshape(())


@twinned
def drawn(start: np.uint64, agent: UInts, alternative: UInts) -> Floats:
    """Draw a number for each agent and alternative; arguments broadcast, one or two dimensions."""
    words = agent * _GOLDEN
    words += start
    _mix(words)
    words = words + alternative * _GOLDEN
    _mix(words)
    words >>= _12
    # 52 bits and a half: with 53 the largest draw would round up to 1. Signed: faster.
    draws = np.asarray(words.view(np.int64) + 0.5)
    draws *= 2.0**-52
    return draws


def normals(
    key: np.uint64,
    purpose: str,
    year: int,
    agent: UInts | Ints | int,
    alternative: UInts | Ints | int = 0,
) -> Floats:
    """Draw standard normal numbers; arguments and shape as for `uniforms`."""
    return np.asarray(ndtri(uniforms(key, purpose, year, agent, alternative)))


def race(
    key: np.uint64,
    purpose: str,
    year: int,
    agent: UInts | Ints | int,
    alternative: UInts | Ints | int,
) -> Floats:
    """Draw Exp(1) arrival times; the choice is the argmin of time over exp(V - max V).

    It then has logit shares, and a new alternative changes only those who choose it.
    Arguments and shape as for `uniforms`.
    """
    times = uniforms(key, purpose, year, agent, alternative)
    np.log(times, out=times)
    return np.negative(times, out=times)


def _words(number: UInts | Ints | int) -> UInts:
    """Return numbers as 64-bit words; at least one dimension, so that overflow is silent."""
    words = np.asarray(number).astype(np.uint64, copy=False)
    return words if words.ndim else words.reshape(1)


def _mixed(number: int) -> int:
    """Return one splitmix64 output: the step, then the finaliser."""
    z = (number * GOLDEN + GOLDEN) & WORD
    z = ((z ^ (z >> 30)) * FIRST) & WORD
    z = ((z ^ (z >> 27)) * SECOND) & WORD
    return z ^ (z >> 31)


def _mix(words: UInts) -> None:
    """Finalise splitmix64 words in place: every input bit moves half of the output bits."""
    shifted = words >> _30
    words ^= shifted
    words *= _FIRST
    np.right_shift(words, _27, out=shifted)
    words ^= shifted
    words *= _SECOND
    np.right_shift(words, _31, out=shifted)
    words ^= shifted
