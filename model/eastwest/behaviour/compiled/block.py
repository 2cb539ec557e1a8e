"""A block of firms of one home, and how places race for them, slot by slot.

Each step is a short loop that the processor does several rows at a time. Which place arrives too
late, heard of or not, is known before any logarithm is taken: an arrival is -log(u) over exp(U),
and -log(u) >= 1 - u.
"""

import math
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.compiled.axis import Line, county, find
from eastwest.compiled.columns import marked
from eastwest.compiled.draws import GOLDEN, agent, draw, uniform
from eastwest.compiled.kernel import part
from eastwest.streams import UInts
from eastwest.vocabulary import Bools, Floats, Ints

BLOCK = 1024
"""Firms worked on at once: what they draw then stays in the cache."""
SAFE = 1.0 + 1e-9
"""Keeps rounding from shutting out a candidate that would win."""
LOG2_E = 1.0 / math.log(2.0)


class Luck(NamedTuple):
    """Where the draws for hearing, listening and choosing start from."""

    hears: np.uint64
    listens: np.uint64
    location: np.uint64


class Worth(NamedTuple):
    """What lies on the axis and what it is worth, see `Ground` and `Market`.

    Args:
        steps: To the draws for each entry's first county, see `draws`.
        where, through: Place and dyad of each entry.
        home: Utility of home.
    """

    steps: UInts
    where: Ints
    through: Ints
    chance: Floats
    place: Floats
    dyad: Floats
    need: Floats
    province: Ints
    distance: Floats
    home: float


class Columns(NamedTuple):
    """Firms, see `FirmColumns`."""

    identity: UInts
    home: Ints
    sector: Ints
    is_state: Bools
    orientation: Floats


class Block(NamedTuple):
    """Firms of a block, a row each; there is room for `BLOCK`.

    Args:
        hears, listens, location: Words from which the draws for a purpose come.
        kind, orientation: Sector and owner in one, and how much need counts.
        drawn: The draw for home.
        limit: What 1 - u must stay below, over `worths_of`, to arrive before home.
        first, best: The earliest arrival so far, and whose it is: -1 for home.
    """

    hears: UInts
    listens: UInts
    location: UInts
    kind: Ints
    orientation: Floats
    drawn: Floats
    limit: Floats
    first: Floats
    best: Ints


class Slot(NamedTuple):
    """What one slot brings to the firms of a block, a row each; there is room for `BLOCK`.

    Args:
        at, entry, step: Point of the axis, the entry there, and the step to the draws for the
            real county, see `draws`.
        drawn: The draw for that county.
        is_hit, hits: Whether the place may win, and the rows in which it may, rising.
    """

    at: Floats
    entry: Ints
    step: UInts
    drawn: Floats
    is_hit: Bools
    hits: Ints


@part
def no_block() -> Block:
    """Return room for a block."""
    words, numbers = np.empty((3, BLOCK), np.uint64), np.empty((4, BLOCK))
    kind, best = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    return Block(
        hears=words[0],
        listens=words[1],
        location=words[2],
        kind=kind,
        orientation=numbers[0],
        drawn=numbers[1],
        limit=numbers[2],
        first=numbers[3],
        best=best,
    )


@part
def no_slot() -> Slot:
    """Return room for what a slot brings."""
    at, drawn, hits = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK + 1, np.int64)
    entry, step = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.uint64)
    return Slot(at, entry, step, drawn, np.empty(BLOCK, np.bool_), hits)


@part
def highest(values: Floats) -> float:
    """Return the highest value, at least nil."""
    most = 0.0
    for value in values:
        most = max(most, value)
    return most


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
def begin(rows: Ints, firms: Columns, luck: Luck, block: Block) -> None:
    """Gather what counts of the firms, and their words."""
    for row in range(len(rows)):
        block.location[row] = firms.identity[np.uint64(rows[row])]
    for row in range(len(rows)):
        block.orientation[row] = firms.orientation[np.uint64(rows[row])]
    for row in range(len(rows)):
        firm = np.uint64(rows[row])
        block.kind[row] = 2 * firms.sector[firm] + firms.is_state[firm]
    _word(len(rows), luck.hears, block.location, block.hears)
    _word(len(rows), luck.listens, block.location, block.listens)
    _word(len(rows), luck.location, block.location, block.location)


@part
def _word(size: int, luck: np.uint64, identity: UInts, words: UInts) -> None:
    """Write the word of each firm."""
    for row in range(size):
        words[row] = agent(luck, identity[row])


@part
def arrive_home(size: int, block: Block, home: float, most: float, near: float) -> None:
    """Let home arrive, and note what is too late for any place; exp lies below its chords."""
    at_home, top = math.exp(-home), highest(block.orientation[:size])
    chord = math.expm1(top * most) / top if top > 0.0 else 0.0
    for row in range(size):
        block.drawn[row] = draw(block.location[row], np.uint64(0))
    for row in range(size):
        block.drawn[row] = -math.log(block.drawn[row])
    for row in range(size):
        social = 1.0 + chord * block.orientation[row]
        block.limit[row] = block.drawn[row] * near * social
        block.first[row], block.best[row] = block.drawn[row] * at_home, -1


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
