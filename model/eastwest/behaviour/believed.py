"""What governments believe that effort and padding lead to: fulfilments, and the true score.

The score is what is expected of an audit that finds all padding, and then none of it counts, or
finds none. For a plain sum of capped columns this is exact, however many are found together.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from eastwest.behaviour.government import Position
from eastwest.choosing.sampled import Scorer
from eastwest.choosing.spread import add_up
from eastwest.choosing.ways import Ways
from eastwest.columns import share
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import GROWTH, Floats, Rows

LEAST = 0.02
"""Fulfilment below which slopes are not measured, since a product then knows none."""
STEP = 1e-3
"""Change of fulfilment by which the slope of a score is measured."""
FAINT = 1e-9
"""Points for a whole target more that count as none: ranks far from all peers bring them."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Whom ranks compare with: fulfilments (m, columns), and 1 at a row's own place (n, m)."""

    fulfilment: Floats
    alone: Floats


@dataclass(frozen=True, slots=True)
class Believed(Scorer):
    """Fulfilment by column is start + unit x effort + padding unless found, at least nil.

    Args:
        sheet: Columns, weights and the rule of the score.
        start: Fulfilment without any effort, shape (n, columns).
        unit: Fulfilment that a unit of effort brings, shape (n, columns). [1 / 1e8 yuan]
        asked: 1 where there is a target, shape (n, columns).
        kept: Chance that padding is not found and replaced.
        peers: Whom ranks compare with.
    """

    sheet: Sheet
    start: Floats
    unit: Floats
    asked: Floats
    kept: float
    peers: Peers

    @classmethod
    def of(cls, sheet: Sheet, where: Position) -> "Believed":
        """Return the beliefs of governments; ranks know of no peers yet."""
        audit, less = sheet.regime.observe.audit, sheet.less
        above = np.where(less, 2.0 * where.target - where.given, where.given - where.floor)
        none = Peers(np.zeros((0, sheet.layout.columns)), np.zeros((len(where.size), 0)))
        return cls(
            sheet,
            share(above, where.target),
            share(where.belief, where.target),
            (where.target > 0.0).astype(np.float64),
            audit.kept,
            none,
        )

    def rows(self, rows: Rows) -> "Believed":
        """Return the beliefs of some governments."""
        peers = Peers(self.peers.fulfilment, self.peers.alone[rows])
        return replace(
            self,
            start=self.start[rows],
            unit=self.unit[rows],
            asked=self.asked[rows],
            peers=peers,
        )

    def fulfilment(self, ways: Ways, kept: float) -> Floats:
        """Return fulfilment before ranks, below nil where a floor is not reached, (n, g, columns).

        Columns that no indicator looks at stay nil; `kept` is the part of padding that counts.
        """
        found = np.zeros((*ways.effort.shape[1:], self.sheet.layout.columns))
        through, reports = self.sheet.layout.through, self.sheet.layout.reports
        for column in self.sheet.lines:
            effort = add_up(ways.effort[:GROWTH][through[column]])
            done = self.start[:, column, None] + self.unit[:, column, None] * effort
            if reports[column] >= 0:
                padded = ways.padding[reports[column]] * self.asked[:, column, None]
                done = done + kept * padded
            found[..., column] = np.minimum(done, 2.0) if self.sheet.less[column] else done
        return found

    def __call__(self, effort: Floats, padding: Floats) -> Floats:
        """Return the believed score, (columns, n, g) twice to (n, g). [points]."""
        return self._expected(Ways(effort, padding), self.sheet.points)

    def smooth(self, ways: Ways) -> Floats:
        """Return the score but for bonus and bottom lines, shape (n, g)."""
        return self._expected(ways, lambda done: self.sheet.smooth(done, self.sheet.caps))

    def _expected(self, ways: Ways, points: Callable[[Floats], Floats]) -> Floats:
        """Return the points that are expected of an audit."""
        reported = points(self._ranked(self.fulfilment(ways, 1.0).clip(min=0.0)))
        if self.kept == 1.0 or not ways.padding.any():
            return reported
        found = points(self._ranked(self.fulfilment(ways, 0.0).clip(min=0.0)))
        return found + self.kept * (reported - found)

    def _ranked(self, done: Floats) -> Floats:
        return self.sheet.ranked(done, self.peers.fulfilment, self.peers.alone)

    def slopes(self, done: Floats) -> Floats:
        """Return points for one more of each column's fulfilment, shape of `done`.

        Measured a little to either side, at what counts: not above a cap, not below `LEAST`.
        """
        sheet, free = self.sheet, np.full(self.sheet.layout.columns, np.inf)
        here = np.clip(done, LEAST, np.where(sheet.by_rank, np.inf, sheet.caps))
        found = np.zeros_like(done)
        for column in sheet.lines:
            points = []
            for step in (-STEP, STEP):
                moved = here.copy()
                moved[..., column] += step
                points.append(sheet.smooth(self._ranked(moved), free))
            found[..., column] = (points[1] - points[0]) / (2 * STEP)
        return np.where(found > FAINT, found, 0.0)
