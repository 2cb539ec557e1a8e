"""Candidates for scores that are no plain sum, from lines through what was done last year.

Every candidate is judged by the true score in the end, so a poor line costs time and no truth.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from eastwest.behaviour.believed import Peers
from eastwest.behaviour.linear import Search, rows_of, solved
from eastwest.choosing.sampled import POINTS, Sampled
from eastwest.choosing.task import Choice
from eastwest.choosing.ways import Ways
from eastwest.evaluation.score import Minimum
from eastwest.vocabulary import GROWTH, Floats, Ints

PRICES, FEW_PRICES = np.geomspace(0.02, 50.0, 24), np.geomspace(0.1, 10.0, 8)
"""Prices of a point over the mean price: of the top tier, and of counties, small copies of it."""
LEVELS, MOST = 32, 3.0
"""Levels of equal fulfilment that are tried, up to the cap or so many targets."""
ROUNDS = 4
"""How often the score is made linear anew."""
MEETINGS, ANEW, MET = 20, 3, 0.01
"""Most rounds of ranks among peers; the one with new candidates; change over noise that is none."""


def candidates(search: Search, last: Ways) -> list[Ways]:
    """Return the paths of candidates of the top tier, from what it did last year."""
    sheet = search.believed.sheet
    price = PRICES * (search.stake[:, None] / POINTS)
    idle = solved_without_points(search, price)
    start = last.repeated(len(PRICES))
    alone = Ways(idle.effort[..., :1], idle.padding[..., :1])
    paths, lines = [(alone, 0.0 * price[:, :1])], list[Ways]()
    chases = (True, False) if sheet.growing.any() or sheet.less.any() else (True,)
    for chase in chases:
        lines.append(search.along(last, chase=chase))
        for begin in (start, idle):
            paths.append((search.climb(begin, price, ROUNDS, chase=chase), price))
    return [*lines, *(path for path, _ in [*paths, *special(search, paths)])]


Priced = tuple[Ways, Floats]
"""A path and the price of a point on it, shape (n, g)."""


def special(search: Search, paths: list[Priced]) -> list[Priced]:
    """Return what no line shows: equal fulfilment, bottom lines met, bonuses just earned."""
    sheet, found = search.believed.sheet, list[Priced]()
    idle = paths[0][0]
    if isinstance(sheet.regime.score, Minimum):
        found.append(level_path(search, idle))
    peers = search.believed.peers.fulfilment
    if len(peers):
        found += _raised(search, paths, np.where(sheet.by_rank, peers.mean(axis=0), -np.inf))
    if sheet.bottom.any():
        met = np.where(sheet.bottom > 0.0, sheet.bottom * (1 + 1e-9), -np.inf)
        found += _raised(search, [*paths, *found], met)
    every = [*paths, *found]
    if sheet.bonus.any():
        earned = np.where(sheet.bonus > 0.0, sheet.above * (1 + 1e-9), -np.inf)
        for column in np.flatnonzero(sheet.bonus):
            alone = np.where(np.arange(len(earned)) == column, earned, sheet.bottom)
            found += _raised(search, every, alone)
        found += _raised(search, every, np.maximum(earned, sheet.bottom))
    return found


def level_path(search: Search, idle: Ways) -> Priced:
    """Return the cheapest ways to ever higher fulfilment of all that counts."""
    sheet = search.believed.sheet
    caps = np.where(np.isfinite(sheet.caps), sheet.caps, MOST)
    height = np.linspace(0.0, 1.0, LEVELS)[:, None] * caps[sheet.scored].min(initial=MOST)
    start = idle.repeated(LEVELS)
    price = np.zeros((len(search.stake), LEVELS))
    return search.reach(start, price, np.where(sheet.scored, height, -np.inf)), price


def _raised(search: Search, paths: list[Priced], level: Floats) -> list[Priced]:
    """Return paths on which some columns reach their level everywhere."""
    return [(search.reach(path, price, level), price) for path, price in paths]


def small_copies(
    whole: Search, best: Sampled, part: Search, parent: Ints, weight: Floats
) -> Sampled:
    """Return the outlook of counties, which begin where their province would be.

    Args:
        whole, best: The provinces' search and what came of it.
        part: The counties' search.
        parent: Row of each county's province in `whole`.
        weight: Part of the province's task that each county carries.
    """
    prices = FEW_PRICES * (whole.stake[:, None] / POINTS)
    number = np.stack([(p[:, None] * best.found - best.cost).argmax(axis=1) for p in prices.T], 1)
    begun = best.ways.at(number).rows(parent)
    start = Ways(begun.effort * weight[:, None], begun.padding)
    price = FEW_PRICES * (part.stake[:, None] / POINTS)
    idle = Ways(*(each[..., :1] for each in solved_without_points(part, price)))
    climbed = part.climb(start, price, 1, chase=True)
    paths = [(idle, 0.0 * price[:, :1]), (climbed, price)]
    every = [start, *(path for path, _ in [*paths, *special(part, paths)])]
    return Sampled.through(part.task, part.believed, every, part.stake)


def solved_without_points(search: Search, price: Floats) -> Ways:
    """Return what gain alone wants, as often as there are prices."""
    nothing = np.zeros((*price.shape, GROWTH + 1))
    return solved(rows_of(search.task, nothing, nothing, nothing, nothing), 0.0 * price)


def outlook_of(search: Search, last: Ways) -> Sampled:
    """Return the outlook of the top tier, from what it did last year."""
    paths = candidates(search, last)
    return Sampled.through(search.task, search.believed, paths, search.stake, fine=True)


Answer = Callable[[Sampled], Choice]
"""The choices of the top tier that answer each other under the grade rule."""


def among_peers(search: Search, last: Ways, answer: Answer) -> tuple[Search, Sampled]:
    """Return search and outlook of the top tier, its ranks among what the others choose too."""
    believed = search.believed
    contends = np.asarray((believed.asked > 0.0).any(axis=1))
    if not believed.sheet.by_rank.any():
        return search, outlook_of(search, last)
    alone = np.eye(len(contends))[:, contends]
    done = believed.fulfilment(last, believed.kept)[:, 0]
    outlook: Sampled | None = None
    for turn in range(MEETINGS):
        peers = Peers(done[contends].clip(min=0.0), alone)
        search = replace(search, believed=replace(believed, peers=peers))
        if outlook is None or turn == ANEW:
            outlook = outlook_of(search, last)
        else:
            outlook = outlook.anew(search.believed, search.stake)
        choice = answer(outlook)
        way = Ways.single(choice.effort, choice.padding)
        moved = believed.fulfilment(way, believed.kept)[:, 0] - done
        if (np.abs(moved[contends]) < MET * believed.sheet.spread).all() and turn > ANEW:
            break
        done = done + (1.0 if turn < ANEW else 0.5) * moved
    assert outlook is not None
    return search, outlook
