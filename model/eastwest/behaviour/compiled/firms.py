"""Firms at home choose where to invest, firm by firm: twins of `behaviour.firms`.

Firms of one home are worked on in blocks.
"""

import math
from operator import attrgetter

import numpy as np

from eastwest.behaviour.compiled.axis import Line
from eastwest.behaviour.compiled.block import (
    BLOCK,
    Columns,
    Luck,
    Worth,
    arrive_home,
    begin,
    highest,
    no_block,
    no_slot,
)
from eastwest.behaviour.compiled.slot import meet, worths_of
from eastwest.behaviour.firms import FirmLocation
from eastwest.behaviour.market import FirmColumns, Market
from eastwest.compiled.columns import marked
from eastwest.compiled.draws import GOLDEN, agent, draw
from eastwest.compiled.kernel import kernel
from eastwest.streams import UInts, root
from eastwest.vocabulary import Ints

columns_of, line_of = attrgetter(*Columns._fields), attrgetter(*Line._fields)


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
    ground = market.ground
    columns, line = Columns(*columns_of(firms)), Line(*line_of(ground.axis))
    worth = Worth(
        steps=ground.identity * GOLDEN,
        where=ground.place,
        through=ground.dyad,
        chance=market.chance,
        place=market.place,
        dyad=market.dyad,
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
    block, slot, worths, most = no_block(), no_slot(), worths_of(worth), highest(worth.need)
    stop, found = 0, 0
    while stop < len(looking) and len(worth.need) > 0:
        start, home = stop, int(firms.home[looking[stop]])
        while stop < min(start + BLOCK, len(looking)) and firms.home[looking[stop]] == home:
            stop += 1
        rows, size = looking[start:stop], stop - start
        begin(rows, firms, luck, block)
        arrive_home(size, block, worth.home, most, math.exp(worth.distance[home].max()))
        for number in range(slots[1]):
            where = home if number < slots[0] else len(line.size) - 1
            if line.last[where] >= 0:  # something lies there
                meet(number, where, home, size, line, worth, worths, block, slot)
        for row in range(size):
            leaves[np.uint64(found)], place[np.uint64(found)] = rows[row], block.best[row]
            found += block.best[row] >= 0
    return leaves[:found].copy(), place[:found].copy()
