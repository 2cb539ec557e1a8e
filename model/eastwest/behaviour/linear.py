"""A score that is no plain sum, made linear again and again: the search that candidates come from.

At a way to act every indicator brings some points for a little more of it. With these as fixed
points the cheapest effort for any price of a point is known in closed form; there the score is
made linear anew, and so on. Steps that lose are halved.
"""

from dataclasses import dataclass, replace

import numpy as np

from eastwest.behaviour.believed import Believed
from eastwest.choosing import outcome
from eastwest.choosing.path import trace
from eastwest.choosing.reach import cheapest
from eastwest.choosing.spread import spread
from eastwest.choosing.task import Task
from eastwest.choosing.ways import Ways
from eastwest.columns import share
from eastwest.vocabulary import GROWTH, Bools, Floats

MANY = 1e100
"""Points that stand in for a ceiling that is not there."""
PULL = 1e6
"""A price that any fulfilment below a level is worth, over the stakes."""
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
                there = here.towards(aim, part)
                gained = self.objective(there, price)
                better = gained > worth
                here, worth = here.or_else(there, better), np.where(better, gained, worth)
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
