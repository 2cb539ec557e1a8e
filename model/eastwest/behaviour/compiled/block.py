"""A block of firms of one home: what they draw, and how home arrives.

Each step is a short loop that the processor does several rows at a time.
"""

import math
from typing import NamedTuple

import numpy as np

from eastwest.compiled.draws import agent, draw
from eastwest.compiled.kernel import part
from eastwest.streams import UInts
from eastwest.vocabulary import Bools, Floats, Ints

BLOCK = 1024
"""Firms worked on at once: what they draw then stays in the cache."""


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
