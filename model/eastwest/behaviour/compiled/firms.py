"""Firms at home choose where to invest, firm by firm: twins of `behaviour.firms`.

Firms of one home are worked on in blocks, step by step in short loops that the processor does
several rows at a time. Which place arrives too late, heard of or not, is known before any
logarithm is taken: an arrival is -log(u) over exp(U), and -log(u) >= 1 - u.
"""

import math
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.compiled.axis import Line, county, find
from eastwest.behaviour.firms import FirmLocation
from eastwest.behaviour.market import FirmColumns, Market
from eastwest.compiled.columns import marked
from eastwest.compiled.draws import agent, draw
from eastwest.compiled.kernel import kernel, part
from eastwest.streams import UInts, root
from eastwest.vocabulary import Bools, Floats, Ints

BLOCK = 1024
"""Firms worked on at once: what they draw then stays in the cache."""
SAFE = 1.0 + 1e-9
"""Keeps rounding from shutting out a candidate that would win."""


class Luck(NamedTuple):
    """Where the draws for hearing, listening and choosing start from."""

    hears: np.uint64
    listens: np.uint64
    location: np.uint64


class Worth(NamedTuple):
    """What lies on the axis and what it is worth, see `Market`; home has the last utility."""

    identity: UInts
    chance: Floats
    appeal: Floats
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
        kind, orientation: Which column of `Worth.appeal` is the firm's, and how much need counts.
        drawn: The draw for home.
        limit: What 1 - u must stay below, over `_worths`, to arrive before home.
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
        at, entry, county: Point of the axis, the entry and the number of the real county there.
        drawn: The draw for that county.
        is_hit, hits: Whether the place may win, and the rows in which it may, rising.
    """

    at: Floats
    entry: Ints
    county: UInts
    drawn: Floats
    is_hit: Bools
    hits: Ints


def leavers(
    rule: FirmLocation,
    key: np.uint64,
    year: int,
    firms: FirmColumns,
    host: Ints,
    market: Market,
) -> tuple[Ints, Ints]:
    """Return who leaves home this year, and the entry of the axis that each one goes to."""
    attention, *others = (
        np.uint64(root(key, f"firm {purpose}", year))
        for purpose in ("attention", "hears", "listens", "location")
    )
    looking = attentive(firms.identity, host, attention, rule.attention)
    columns = Columns(*(getattr(firms, name) for name in Columns._fields))
    ground = market.ground
    line = Line(*(getattr(ground.axis, name) for name in Line._fields))
    worth = Worth(
        identity=ground.identity,
        chance=market.chance,
        appeal=market.appeal,
        need=market.need,
        province=ground.province,
        distance=market.distance,
        home=rule.home,
    )
    slots = (rule.paired, rule.paired + rule.other)
    return raced(looking, columns, Luck(*others), line, worth, slots)


@kernel
def attentive(identity: UInts, host: Ints, luck: np.uint64, attention: float) -> Ints:
    """Return the rows of firms at home that look around this year."""
    rows, found = np.empty(len(host), np.int64), 0
    looks, here = np.empty(BLOCK, np.bool_), np.empty(BLOCK + 1, np.int64)
    for start in range(0, len(host), BLOCK):
        born, there = identity[start : start + BLOCK], host[start : start + BLOCK]
        for row in range(len(there)):
            drawn = draw(agent(luck, born[row]), np.uint64(0))
            looks[row] = (drawn < attention) & (there[row] == -1)
        number = marked(looks[: len(there)], here)
        for each in range(number):
            rows[found + each] = start + here[each]
        found += number
    return rows[:found].copy()


@kernel
def raced(
    looking: Ints, firms: Columns, luck: Luck, line: Line, worth: Worth, slots: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Return who of those that look around leaves, and the entry that wins, by row.

    Args:
        slots: For paired places, and all.
    """
    leaves, place = np.empty(len(looking) + 1, np.int64), np.empty(len(looking) + 1, np.int64)
    block, slot, worths, most = _block(), _slot(), _worths(worth), _most(worth.need)
    stop, found = 0, 0
    while stop < len(looking) and len(worth.need) > 0:
        start, home = stop, int(firms.home[looking[stop]])
        while stop < min(start + BLOCK, len(looking)) and firms.home[looking[stop]] == home:
            stop += 1
        rows, size = looking[start:stop], stop - start
        _begin(rows, firms, luck, block)
        _limit(size, block, worth.home, most, math.exp(worth.distance[home].max()))
        for number in range(slots[1]):
            where = home if number < slots[0] else len(line.size) - 1
            if line.last[where] >= 0:  # something lies there
                _place(size, block.hears, number, where, slot.at)
                find(size, slot.at, where, line, slot.entry)
                county(size, slot.at, slot.entry, where, line, worth.identity, slot.county)
                _draw(size, block.location, slot.county, slot.drawn)
                _hit(size, slot, block.kind, block.limit, worths, slot.is_hit)
                hits = slot.hits[: marked(slot.is_hit[:size], slot.hits)]
                hits = hits[: _heard(hits, slot, block.listens, worth.chance)]
                _race(hits, home, worth, block, slot)
        for row in range(size):
            leaves[np.uint64(found)], place[np.uint64(found)] = rows[row], block.best[row]
            found += block.best[row] >= 0
    return leaves[:found].copy(), place[:found].copy()


@part
def _block() -> Block:
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
def _slot() -> Slot:
    """Return room for what a slot brings."""
    at, drawn, hits = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK + 1, np.int64)
    entry, county = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.uint64)
    return Slot(at, entry, county, drawn, np.empty(BLOCK, np.bool_), hits)


@part
def _most(values: Floats) -> float:
    """Return the highest value, at least nil."""
    most = 0.0
    for value in values:
        most = max(most, value)
    return most


@part
def _worths(worth: Worth) -> Floats:
    """Return exp(U) over home's without distance and need, shape (kinds, entries)."""
    entries, kinds = worth.appeal.shape
    worths = np.empty((kinds, entries))
    for kind in range(kinds):
        for entry in range(entries):
            worths[kind, entry] = SAFE * math.exp(worth.appeal[entry, kind] - worth.home)
    return worths


@part
def _begin(rows: Ints, firms: Columns, luck: Luck, block: Block) -> None:
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
def _limit(size: int, block: Block, home: float, most: float, near: float) -> None:
    """Let home arrive, and note what is too late for any place; exp lies below its chords."""
    at_home, top = math.exp(-home), _most(block.orientation[:size])
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
def _place(size: int, hears: UInts, number: int, where: int, at: Floats) -> None:
    """Draw a point of a home's part of the axis, for a slot of that number."""
    for row in range(size):
        at[row] = where + draw(hears[row], np.uint64(number))


@part
def _draw(size: int, words: UInts, alternative: UInts, drawn: Floats) -> None:
    """Draw a number for each firm and its alternative."""
    for row in range(size):
        drawn[row] = draw(words[row], alternative[row])


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
        row = hits[each]
        hits[np.uint64(found)] = row
        drawn = draw(listens[np.uint64(row)], slot.county[np.uint64(row)])
        found += drawn < chance[np.uint64(slot.entry[np.uint64(row)])]
    return found


@part
def _race(hits: Ints, home: int, worth: Worth, block: Block, slot: Slot) -> None:
    """Let places race against the earliest so far."""
    for each in range(len(hits)):
        row = np.uint64(hits[each])
        one = np.uint64(slot.entry[row])
        utility = worth.appeal[one, np.uint64(block.kind[row])]
        utility += worth.distance[home, np.uint64(worth.province[one])]
        utility += block.orientation[row] * worth.need[one]
        arrival = -math.log(slot.drawn[row]) * math.exp(-utility)
        if arrival < block.first[row]:
            block.first[row], block.best[row] = arrival, slot.entry[row]
