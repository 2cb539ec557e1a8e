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
    paired, every = rule.paired, rule.paired + rule.other
    return raced(looking, columns, Luck(*others), line, worth, paired, every)


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
    looking: Ints, firms: Columns, luck: Luck, line: Line, worth: Worth, paired: int, every: int
) -> tuple[Ints, Ints]:
    """Return who of those that look around leaves, and the entry that wins, by row.

    Args:
        paired, every: Slots for paired places, and all slots.
    """
    place, stop, found = np.empty(len(looking), np.int64), 0, 0
    leaves = np.empty(len(looking), np.int64)
    who, entry = np.empty(BLOCK * every + 1, np.int64), np.empty(BLOCK * every + 1, np.int64)
    county, best = np.empty(BLOCK * every + 1, np.uint64), np.empty(BLOCK, np.int64)
    highest = _highest(worth.appeal)
    while stop < len(looking) and len(worth.need) > 0:
        start, home = stop, int(firms.home[looking[stop]])
        while stop < min(start + BLOCK, len(looking)) and firms.home[looking[stop]] == home:
            stop += 1
        rows = looking[start:stop]
        heard = _heard(
            rows, home, firms.identity, luck, line, worth, paired, every, who, entry, county
        )
        _choose(rows, home, firms, luck, worth, highest, who[:heard], entry, county, best)
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
    paired: int,
    every: int,
    who: Ints,
    entry: Ints,
    county: UInts,
) -> int:
    """Draw candidates slot by slot and keep those that the firm hears of; return how many.

    Fills `who`, the number in `rows`, and the candidate's entry and county.
    """
    number, known, at, luck_of = len(rows), 0, np.empty(len(rows)), np.empty(len(rows))
    hears, listens = np.empty(number, np.uint64), np.empty(number, np.uint64)
    for row in range(number):
        born = identity[np.uint64(rows[row])]
        hears[row], listens[row] = agent(luck.hears, born), agent(luck.listens, born)
    drawn, real = np.empty(number, np.int64), np.empty(number, np.uint64)
    for slot in range(every):
        where = home if slot < paired else len(line.size) - 1
        if line.last[where] < 0:  # nothing lies there
            continue
        _place(hears, slot, where, at)
        _find(at, where, line, drawn)
        _county(at, drawn, line.edge, line.size[where], worth.identity, real)
        _draw(listens, real, luck_of)
        for row in range(number):
            here = np.uint64(known)
            who[here], entry[here], county[here] = row, drawn[row], real[row]
            known += luck_of[row] < worth.chance[np.uint64(drawn[row])]
    return known


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
    who: Ints,
    entry: Ints,
    county: UInts,
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
    drawn, early = np.empty(len(who)), np.empty(len(who) + 1, np.int64)
    for each in _early(words, who, county, limit, drawn, early):
        mine = np.uint64(who[each])
        firm, one = np.uint64(rows[mine]), np.uint64(entry[each])
        kind = np.uint64(2 * firms.sector[firm] + firms.is_state[firm])
        utility = worth.appeal[one, kind] + worth.distance[home, np.uint64(worth.province[one])]
        utility += firms.orientation[firm] * worth.need[one]
        arrival = -math.log(drawn[each]) * math.exp(-utility)
        if arrival < first[mine]:
            first[mine], best[mine] = arrival, entry[each]


@kernel
def _early(
    words: UInts, who: Ints, county: UInts, limit: Floats, drawn: Floats, early: Ints
) -> Ints:
    """Draw for each candidate; return those who might be in time if theirs were the best place.

    An arrival is -log(u) over exp(U), and -log(u) >= 1 - u: most are too late without a logarithm.
    """
    for each in range(len(who)):
        drawn[each] = draw(words[np.uint64(who[each])], county[each])
    found = 0
    for each in range(len(who)):
        early[np.uint64(found)] = each
        found += 1.0 - drawn[each] < limit[np.uint64(who[each])]
    return early[:found]
