"""How the places that a slot brings race for the firms of a block.

Which place arrives too late, heard of or not, is known before any logarithm is taken: an arrival is
-log(u) over exp(U), and -log(u) >= 1 - u.
"""

import math

import numpy as np

from eastwest.behaviour.compiled.axis import Line, county, find
from eastwest.behaviour.compiled.block import Block, Slot, Worth
from eastwest.compiled.columns import marked
from eastwest.compiled.draws import GOLDEN, uniform
from eastwest.compiled.kernel import part
from eastwest.streams import UInts
from eastwest.vocabulary import Bools, Floats, Ints

SAFE = 1.0 + 1e-9
"""Keeps rounding from shutting out a candidate that would win."""
LOG2_E = 1.0 / math.log(2.0)


@part
def worths_of(worth: Worth) -> Floats:
    """Return a bound of exp(U) over home's without distance and need, shape (kinds, entries)."""
    worths = np.empty((2 * worth.place.shape[1], len(worth.where)))
    for kind in range(len(worths)):
        for entry in range(len(worth.where)):
            utility = worth.place[worth.where[entry], kind // 2]
            utility += worth.dyad[worth.through[entry], kind % 2]
            worths[kind, entry] = SAFE * exp_above(utility - worth.home)
    return worths


@part
def exp_above(number: float) -> float:
    """Return at least exp(number), at most 6.2 % more: a power of two lies below its chord.

    Between whole numbers the chord is what a float of these bits, exponent and mantissa, says.
    Beyond what floats hold, what they hold must do.
    """
    held = min(max(number * LOG2_E, -1022.0), 1022.0)
    return np.int64((held + 1023.0) * 2.0**52).view(np.float64)


@part
def meet(
    number: int,
    where: int,
    home: int,
    size: int,
    line: Line,
    worth: Worth,
    worths: Floats,
    block: Block,
    slot: Slot,
) -> None:
    """Let the places that a slot brings race against the earliest so far.

    Args:
        number, where: The slot, and the home on whose part of the axis its places lie.
        home, size: The home of the firms, and how many they are.
        line, worth, worths: What lies on the axis and what it is worth, see `worths_of`.
        block, slot: The firms, and room for what the slot brings.
    """
    _place(size, block.hears, number, where, slot.at)
    find(size, slot.at, where, line, slot.entry)
    county(size, slot.at, slot.entry, where, line, worth.steps, slot.step)
    _draw(size, block.location, slot.step, slot.drawn)
    _hit(size, slot, block.kind, block.limit, worths, slot.is_hit)
    hits = slot.hits[: marked(slot.is_hit[:size], slot.hits)]
    hits = hits[: _heard(hits, slot, block.listens, worth.chance)]
    _race(hits, home, worth, block, slot)


@part
def _place(size: int, hears: UInts, number: int, where: int, at: Floats) -> None:
    """Draw a point of a home's part of the axis, for a slot of that number."""
    step = np.uint64(number) * GOLDEN
    for row in range(size):
        at[row] = where + uniform(hears[row] + step)


@part
def _draw(size: int, words: UInts, step: UInts, drawn: Floats) -> None:
    """Draw a number for each firm and its place."""
    for row in range(size):
        drawn[row] = uniform(words[row] + step[row])


@part
def _hit(size: int, slot: Slot, kind: Ints, limit: Floats, worths: Floats, is_hit: Bools) -> None:
    """Mark where the place may arrive in time, as far as is seen without a logarithm."""
    drawn, entry = slot.drawn, slot.entry
    for row in range(size):
        worth = worths[np.uint64(kind[row]), np.uint64(entry[row])]
        is_hit[row] = 1.0 - drawn[row] < limit[row] * worth


@part
def _heard(hits: Ints, slot: Slot, listens: UInts, chance: Floats) -> int:
    """Keep those who have heard of the place, and return how many; as `marked`."""
    found = 0
    for each in range(len(hits)):
        row = np.uint64(hits[each])
        hits[np.uint64(found)] = hits[each]
        found += uniform(listens[row] + slot.step[row]) < chance[np.uint64(slot.entry[row])]
    return found


@part
def _race(hits: Ints, home: int, worth: Worth, block: Block, slot: Slot) -> None:
    """Let places race against the earliest so far."""
    for each in range(len(hits)):
        row = np.uint64(hits[each])
        one = np.uint64(slot.entry[row])
        utility = worth.place[worth.where[one], block.kind[row] // 2]
        utility += worth.dyad[worth.through[one], block.kind[row] % 2]
        utility += worth.distance[home, np.uint64(worth.province[one])]
        utility += block.orientation[row] * worth.need[one]
        arrival = -math.log(slot.drawn[row]) * math.exp(-utility)
        if arrival < block.first[row]:
            block.first[row], block.best[row] = arrival, slot.entry[row]
