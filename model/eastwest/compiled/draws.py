"""Keyed chance inside kernels: what `streams.uniforms` draws, bit for bit."""

import numpy as np

from eastwest import streams
from eastwest.compiled.kernel import kernel

GOLDEN, FIRST, SECOND = (np.uint64(x) for x in (streams.GOLDEN, streams.FIRST, streams.SECOND))
_12, _27, _30, _31 = (np.uint64(places) for places in (12, 27, 30, 31))
ONE, SHORT = np.uint64(0x3FF0000000000000), 1.0 - 2.0**-53
"""The bits of 1.0, into which 52 more go; what they are then too high by."""


@kernel
def mix(word: np.uint64) -> np.uint64:
    """Finalise a splitmix64 word."""
    word = (word ^ (word >> _30)) * FIRST
    word = (word ^ (word >> _27)) * SECOND
    return word ^ (word >> _31)


@kernel
def agent(root: np.uint64, identity: np.uint64) -> np.uint64:
    """Return the word of an agent, from which all its draws for a purpose in a year come."""
    return mix(identity * GOLDEN + root)


@kernel
def draw(word: np.uint64, alternative: np.uint64) -> float:
    """Return the agent's number in (0, 1) for an alternative."""
    return uniform(word + alternative * GOLDEN)


@kernel
def uniform(word: np.uint64) -> float:
    """Return the number in (0, 1) that a word brings: 52 bits and a half, without rounding."""
    return np.uint64((mix(word) >> _12) | ONE).view(np.float64) - SHORT
