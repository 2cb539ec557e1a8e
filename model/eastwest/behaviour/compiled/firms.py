"""Firms at home choose where to invest, firm by firm: twins of `behaviour.firms`.

Firms of one home are worked on in blocks, step by step in short loops that the processor does
several rows at a time. Which firm wins nothing, whatever a place is worth, is known before any
logarithm is taken.
"""

import math
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.firms import FirmLocation
from eastwest.behaviour.market import FirmColumns, Market
from eastwest.compiled.draws import agent, draw
from eastwest.compiled.kernel import kernel
from eastwest.streams import UInts, root
from eastwest.vocabulary import Bools, Floats, Ints

BLOCK = 512
"""Firms worked on at once: what they draw then stays in the cache."""
SAFE = 1.0 + 1e-9
"""Keeps rounding from shutting out a candidate that would win."""


class Luck(NamedTuple):
    """Where the draws for hearing, listening and choosing start from."""

    hears: np.uint64
    listens: np.uint64
    location: np.uint64


class Line(NamedTuple):
    """An axis of places, see `Axis`."""

    edge: Floats
    beyond: Floats
    size: Floats
    last: Ints
    cells: Ints
    base: Ints
    near: Ints
    most: int


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


class Known(NamedTuple):
    """What the firms of a block have heard of: number of the firm in the block, entry, county."""

    who: Ints
    entry: Ints
    county: UInts


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
    line = Line(*(getattr(market.axis, name) for name in Line._fields))
    tables = {name: getattr(market, name) for name in Worth._fields if name != "home"}
    worth = Worth(**tables, home=rule.home)
    slots = (rule.paired, rule.paired + rule.other)
    return raced(looking, columns, Luck(*others), line, worth, slots)


@kernel
def attentive(identity: UInts, host: Ints, root: np.uint64, attention: float) -> Ints:
    """Return the rows of firms at home that look around this year."""
    rows, drawn, found = np.empty(len(host) + 1, np.int64), np.empty(BLOCK), 0
    for start in range(0, len(host), BLOCK):
        born, there = identity[start : start + BLOCK], host[start : start + BLOCK]
        _drawn(born, root, drawn)
        for row in range(len(there)):
            rows[np.uint64(found)] = start + row
            found += (drawn[row] < attention) & (there[row] == -1)
    return rows[:found].copy()


@kernel
def _drawn(identity: UInts, root: np.uint64, drawn: Floats) -> None:
    for row in range(len(identity)):
        drawn[row] = draw(agent(root, identity[row]), np.uint64(0))


@kernel
def raced(
    looking: Ints, firms: Columns, luck: Luck, line: Line, worth: Worth, slots: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Return who of those that look around leaves, and the entry that wins, by row.

    Args:
        slots: For paired places, and all.
    """
    leaves, place = np.empty(len(looking), np.int64), np.empty(len(looking), np.int64)
    most, stop, found = BLOCK * slots[1] + 1, 0, 0
    room = Known(np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.uint64))
    best = np.empty(BLOCK, np.int64)
    highest = _highest(worth.appeal)
    while stop < len(looking) and len(worth.need) > 0:
        start, home = stop, int(firms.home[looking[stop]])
        while stop < min(start + BLOCK, len(looking)) and firms.home[looking[stop]] == home:
            stop += 1
        rows = looking[start:stop]
        known = _heard(rows, home, firms.identity, luck, line, worth, slots, room)
        _choose(rows, home, firms, luck, worth, highest, known, best)
        for at in range(len(rows)):
            leaves[np.uint64(found)], place[np.uint64(found)] = rows[at], best[at]
            found += best[at] >= 0
    return leaves[:found].copy(), place[:found].copy()


@kernel
def _highest(appeal: Floats) -> Floats:
    """Return the highest appeal of any entry to each kind of firm."""
    highest = np.full(appeal.shape[1], -np.inf)
    for entry in range(appeal.shape[0]):
        for kind in range(appeal.shape[1]):
            highest[kind] = max(highest[kind], appeal[entry, kind])
    return highest


@kernel
def _heard(
    rows: Ints,
    home: int,
    identity: UInts,
    luck: Luck,
    line: Line,
    worth: Worth,
    slots: tuple[int, int],
    room: Known,
) -> Known:
    """Draw candidates slot by slot and return those that the firms hear of, which lie in `room`."""
    number, known, at, drawn = len(rows), 0, np.empty(len(rows)), np.empty(len(rows))
    hears, listens = np.empty(number, np.uint64), np.empty(number, np.uint64)
    for row in range(number):
        born = identity[np.uint64(rows[row])]
        hears[row], listens[row] = agent(luck.hears, born), agent(luck.listens, born)
    entry, county = np.empty(number, np.int64), np.empty(number, np.uint64)
    for slot in range(slots[1]):
        where = home if slot < slots[0] else len(line.size) - 1
        if line.last[where] < 0:  # nothing lies there
            continue
        _place(hears, slot, where, at)
        _find(at, where, line, entry)
        _county(at, entry, line.edge, line.size[where], worth.identity, county)
        _draw(listens, county, drawn)
        for row in range(number):
            here = np.uint64(known)
            room.who[here], room.entry[here], room.county[here] = row, entry[row], county[row]
            known += drawn[row] < worth.chance[np.uint64(entry[row])]
    return Known(room.who[:known], room.entry[:known], room.county[:known])


@kernel
def _place(hears: UInts, slot: int, where: int, at: Floats) -> None:
    """Draw a point of a home's part of the axis."""
    for row in range(len(hears)):
        at[row] = where + draw(hears[row], np.uint64(slot))


@kernel
def _find(at: Floats, where: int, line: Line, entry: Ints) -> None:
    """Find the entry at each point, as `Axis` does."""
    cells, base, last = line.cells[where], line.base[where], line.last[where]
    for row in range(len(entry)):
        cell = np.int64((at[row] - where) * cells)
        entry[row] = line.near[np.uint64(base + cell)]
    for _ in range(line.most):
        for row in range(len(entry)):
            entry[row] += line.beyond[np.uint64(entry[row])] <= at[row]
    for row in range(len(entry)):
        entry[row] = min(entry[row], last)


@kernel
def _county(
    at: Floats, entry: Ints, edge: Floats, size: float, identity: UInts, county: UInts
) -> None:
    """Find the real county at each point of an entry."""
    for row in range(len(entry)):
        here = np.uint64(entry[row])
        county[row] = identity[here] + np.uint64(np.int64((at[row] - edge[here]) * size))


@kernel
def _draw(words: UInts, alternative: UInts, drawn: Floats) -> None:
    """Draw a number for each agent and its alternative."""
    for row in range(len(words)):
        drawn[row] = draw(words[row], alternative[row])


@kernel
def _choose(
    rows: Ints,
    home: int,
    firms: Columns,
    luck: Luck,
    worth: Worth,
    highest: Floats,
    known: Known,
    best: Ints,
) -> None:
    """Let what each firm knows race against home; `best` is the entry that wins, -1 for home."""
    words, first, limit = np.empty(len(rows), np.uint64), np.empty(len(rows)), np.empty(len(rows))
    at_home, near = math.exp(-worth.home), worth.distance[home].max()
    most = max(worth.need.max(), 0.0)
    for at in range(len(rows)):
        row = np.uint64(rows[at])
        words[at], best[at] = agent(luck.location, firms.identity[row]), -1
        first[at] = -math.log(draw(words[at], np.uint64(0))) * at_home
        kind = np.uint64(2 * firms.sector[row] + firms.is_state[row])
        highest_of = highest[kind] + near + firms.orientation[row] * most
        limit[at] = SAFE * first[at] * math.exp(highest_of)
    drawn = np.empty(len(known.who))
    for each in _early(words, known, limit, drawn):
        mine = np.uint64(known.who[each])
        firm, one = np.uint64(rows[mine]), np.uint64(known.entry[each])
        kind = np.uint64(2 * firms.sector[firm] + firms.is_state[firm])
        utility = worth.appeal[one, kind] + worth.distance[home, np.uint64(worth.province[one])]
        utility += firms.orientation[firm] * worth.need[one]
        arrival = -math.log(drawn[each]) * math.exp(-utility)
        if arrival < first[mine]:
            first[mine], best[mine] = arrival, known.entry[each]


@kernel
def _early(words: UInts, known: Known, limit: Floats, drawn: Floats) -> Ints:
    """Draw for each candidate; return those who might be in time if theirs were the best place.

    An arrival is -log(u) over exp(U), and -log(u) >= 1 - u: most are too late without a logarithm.
    """
    for each in range(len(drawn)):
        drawn[each] = draw(words[np.uint64(known.who[each])], known.county[each])
    early, found = np.empty(len(drawn) + 1, np.int64), 0
    for each in range(len(drawn)):
        early[np.uint64(found)] = each
        found += 1.0 - drawn[each] < limit[np.uint64(known.who[each])]
    return early[:found]
