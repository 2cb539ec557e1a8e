"""Candidates for scores that are no plain sum: the score is made linear again and again.

At a way to act every indicator brings some points for a little more of it. With these as fixed
points the cheapest effort for any price of a point is known in closed form; there the score is
made linear anew, and so on. Steps that lose are halved. Every candidate is judged by the true
score in the end, so a poor line costs time and no truth.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from eastwest.behaviour.believed import Believed, Peers
from eastwest.choosing import outcome
from eastwest.choosing.path import trace
from eastwest.choosing.reach import cheapest
from eastwest.choosing.sampled import POINTS, Sampled, Ways
from eastwest.choosing.spread import spread
from eastwest.choosing.task import Choice, Task
from eastwest.columns import share
from eastwest.evaluation.score import Minimum
from eastwest.vocabulary import GROWTH, Bools, Floats, Ints

PRICES, FEW_PRICES = np.geomspace(0.02, 50.0, 24), np.geomspace(0.1, 10.0, 8)
"""Prices of a point over the mean price: of the top tier, and of counties, small copies of it."""
LEVELS, MOST = 32, 3.0
"""Levels of equal fulfilment that are tried, up to the cap or so many targets."""
MANY = 1e100
"""Points that stand in for a ceiling that is not there."""
PULL = 1e6
"""A price that any fulfilment below a level is worth, over the stakes."""
ROUNDS = 4
"""How often the score is made linear anew."""
MEETINGS, ANEW, MET = 20, 3, 0.01
"""Most rounds of ranks among peers; the one with new candidates; change over noise that is none."""
AT = 1e-6
"""How near a cap counts as at it."""


@dataclass(frozen=True, slots=True)
class Search:
    """What candidates are made from.

    Args:
        task: Costs and limits, no points, n rows.
        believed: What effort leads to.
        stake: Utility between the best grade and the worst, shape (n,).
    """

    task: Task
    believed: Believed
    stake: Floats

    def objective(self, ways: Ways, price: Floats) -> Floats:
        """Return price x smooth score less cost, shape (n, g)."""
        return price * self.believed.smooth(ways) - outcome.cost(self.task.menu, *ways)

    def line(self, at: Ways, *, beyond: bool, chase: bool) -> Task:
        """Return the task with points that are linear around each way, n x g rows.

        Args:
            at: Where the score is made linear.
            beyond: Go past a cap that is just reached, if something else in the channel pays.
            chase: Count also what is still below its floor.
        """
        believed, sheet = self.believed, self.believed.sheet
        done, asked = believed.fulfilment(at, 1.0), believed.asked[:, None, :]
        points = padded = believed.slopes(done) * asked
        if believed.kept < 1.0:
            padded = believed.kept * points
            points = (
                padded
                + (1.0 - believed.kept) * believed.slopes(believed.fulfilment(at, 0.0)) * asked
            )
        capped = np.where(sheet.by_rank, np.inf, sheet.caps)
        open_ = done < capped * (1 - AT) if beyond else done <= capped * (1 + AT)
        if not chase:
            points, padded = points * (done > 0.0), padded * (done > 0.0)
        return self._rows(at, done, (points, padded), open_, capped)

    def _rows(
        self, at: Ways, done: Floats, points: tuple[Floats, Floats], open_: Bools, most: Floats
    ) -> Task:
        """Return the rows of `line`: slope, lift, kept and ceiling of each channel at each way.

        Points come for a little more of effort's fulfilment, and for padding's, found or not.
        """
        believed, layout = self.believed, self.believed.sheet.layout
        through, reports = layout.through, layout.reports
        shape = (*at.effort.shape[1:], GROWTH + 1)
        slope, lift, kept = np.zeros(shape), np.zeros(shape), np.ones(shape)
        ceiling = np.full(shape, np.inf)
        for channel in range(GROWTH):
            mine = [c for c in believed.sheet.lines if through[c, channel]]
            if not mine:
                continue
            counts = open_[..., mine] | ~open_[..., mine].any(axis=-1, keepdims=True)
            worth = points[0][..., mine] * counts
            unit = believed.unit[:, None, mine]
            read = (reports[mine] == channel).astype(np.float64)
            slope[..., channel] = (worth * unit).sum(axis=-1)
            lift[..., channel] = (worth * read).sum(axis=-1)
            stays = (points[1][..., mine] * counts * read).sum(axis=-1)
            kept[..., channel] = share(stays, lift[..., channel])
            room = most[mine] - done[..., mine] + read * at.padding[channel][..., None]
            room = room + unit * at.effort[channel][..., None]
            counts = counts & (worth > 0.0)
            ratio = np.where(unit > 0.0, slope[..., channel, None], lift[..., channel, None])
            per = np.where(unit > 0.0, unit, np.maximum(read, 1e-12))
            reach = np.where(counts, room.clip(0.0, MANY) * ratio / per, np.inf)
            ceiling[..., channel] = reach.min(axis=-1)
        return rows_of(self.task, slope, lift, kept, ceiling)

    def climb(self, start: Ways, price: Floats, rounds: int, *, chase: bool) -> Ways:
        """Return better and better ways for each price, shape (columns, n, prices)."""
        here, worth = start, self.objective(start, price)
        for turn in range(rounds):
            task = self.line(here, beyond=turn % 2 == 1, chase=chase)
            aim = solved(task, price)
            for part in (1.0, 0.5, 0.2):
                there = Ways(*(a + part * (b - a) for a, b in zip(here, aim, strict=True)))
                gained = self.objective(there, price)
                better = gained > worth
                here = Ways(*(np.where(better, b, a) for a, b in zip(here, there, strict=True)))
                worth = np.where(better, gained, worth)
        return here

    def along(self, at: Ways, *, chase: bool) -> Ways:
        """Return the kinks of the line through one way, all prices, shape (columns, n, knots)."""
        line = self.line(at, beyond=False, chase=chase)
        path, menu = trace(line, self.stake), line.menu
        effort = spread(menu, path.pull, path.total).effort
        room = outcome.most_padding(menu, menu.slope * effort)
        return Ways(effort, outcome.padding(menu, path.pull, room))

    def reach(self, at: Ways, price: Floats, level: Floats) -> Ways:
        """Return ways on which reports that are short of a level just reach it, cheaply.

        Args:
            at: Where the score is made linear.
            price: Price of a point, shape (n, g).
            level: Fulfilment that each column must have, -inf for any, (columns,) or more.
        """
        believed, layout = self.believed, self.believed.sheet.layout
        through, reports = layout.through, layout.reports
        line = self.line(at, beyond=False, chase=True)
        shape = (*price.shape, GROWTH + 1)
        slope, lift, ceiling = (
            (each * price.reshape(-1, 1)).reshape(shape)
            for each in (line.slope, line.lift, np.minimum(line.ceiling, MANY))
        )
        done = believed.fulfilment(at, 1.0)
        short = np.where(believed.asked[:, None] > 0.0, level - done, -np.inf)
        need = np.where(np.isfinite(level), level - believed.start[:, None], 0.0).clip(min=0.0)
        worth = PULL * np.maximum(self.stake, 1.0)[:, None]
        asked, kept = np.zeros(shape), line.kept.reshape(shape)
        for column in np.flatnonzero((short > 0.0).any(axis=(0, 1))):
            unit, channels = believed.unit[:, column, None], np.flatnonzero(through[column])
            part = need[..., column] / len(channels)
            effort = np.divide(part, unit, out=np.zeros_like(part), where=unit > 0.0)
            for channel in channels:
                more = (short[..., column] > 0.0) & (effort > asked[..., channel])
                padded = float(reports[column] == channel)
                asked[..., channel] = np.where(more, effort, asked[..., channel])
                kept[..., channel] = np.where(more, 1.0, kept[..., channel])
                for array, value in ((slope, unit), (lift, padded), (ceiling, part)):
                    array[..., channel] = np.where(more, worth * value, array[..., channel])
        return solved(rows_of(self.task, slope, lift, kept, ceiling), np.ones_like(price))


def rows_of(task: Task, slope: Floats, lift: Floats, kept: Floats, ceiling: Floats) -> Task:
    """Return a task with a row for each way of each government, (n, g, columns) flattened."""
    number, each, columns = slope.shape
    many = task.rows(np.repeat(np.arange(number), each))
    flat = (number * each, columns)
    return replace(
        many,
        slope=slope.reshape(flat),
        lift=lift.reshape(flat),
        kept=kept.reshape(flat),
        ceiling=ceiling.reshape(flat),
    )


def solved(task: Task, price: Floats) -> Ways:
    """Return the cheapest ways of flattened rows at their prices, (columns, n, g)."""
    effort, padding = cheapest(task, price.reshape(-1, 1))
    shape = (*price.shape, effort.shape[-1])
    return Ways(*(np.moveaxis(each.reshape(shape), -1, 0) for each in (effort, padding)))


def candidates(search: Search, last: Ways) -> list[Ways]:
    """Return the paths of candidates of the top tier, from what it did last year."""
    sheet = search.believed.sheet
    price = PRICES * (search.stake[:, None] / POINTS)
    idle = solved_without_points(search, price)
    start = Ways(*(np.repeat(each, len(PRICES), axis=2) for each in last))
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
    start = Ways(*(np.repeat(each, LEVELS, axis=2) for each in idle))
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
    begun = best.at(number).rows(parent)
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
        way = Ways(choice.effort.T[:, :, None], choice.padding.T[:, :, None])
        moved = believed.fulfilment(way, believed.kept)[:, 0] - done
        if (np.abs(moved[contends]) < MET * believed.sheet.spread).all() and turn > ANEW:
            break
        done = done + (1.0 if turn < ANEW else 0.5) * moved
    assert outlook is not None
    return search, outlook
