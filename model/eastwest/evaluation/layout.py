"""What the columns of a side are in every score sheet of a run.

There is a column for the first indicator of each channel, and further ones for whatever else
some regime of the scenario scores on the side: a second indicator of a channel, the joint value
of pairs in the West, an outcome. Columns stay where they are for the whole run, so that what a
government knows of them outlives a regime.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from eastwest.evaluation.indicator import Indicator
from eastwest.evaluation.regime import Regime
from eastwest.vocabulary import CHANNEL, GROWTH, Bools, Floats, Ints

Named = tuple[str, Indicator]
"""An indicator with its name in the regime."""
Table = TypeVar("Table", Floats, Bools)


@dataclass(frozen=True)
class Layout:
    """What the columns of one side are.

    Args:
        extras: What has a column beyond those of the channels, which come first.
    """

    extras: tuple[Named, ...]

    @classmethod
    def of(cls, side: str, regimes: Iterable[Regime]) -> "Layout":
        """Return the columns that all regimes of a scenario need together."""
        found: dict[tuple[object, ...], Named] = {}
        for regime in regimes:
            for each in split(side, regime)[1]:
                found.setdefault(_fact(each), each)
        return cls(tuple(found.values()))

    @property
    def columns(self) -> int:
        """Return how many there are."""
        return GROWTH + len(self.extras)

    @cached_property
    def through(self) -> Bools:
        """Return which channels' effort moves each column, shape (columns, channels)."""
        moved = np.zeros((self.columns, GROWTH), dtype=bool)
        moved[range(GROWTH), range(GROWTH)] = True
        for column, (_, each) in enumerate(self.extras, start=GROWTH):
            moved[column, [CHANNEL[name] for name in each.through]] = True
        return moved

    @cached_property
    def reports(self) -> Ints:
        """Return the channel whose padded report each column reads, -1 for outcomes, (columns,)."""
        own = [CHANNEL[each.channel] if each.channel else -1 for _, each in self.extras]
        return np.array([*range(GROWTH), *own], dtype=np.int64)

    def read(self, by_channel: Table) -> Table:
        """Return a column's own channel's values, (n, channels) to (n, columns); else nil."""
        if not self.extras:
            return by_channel
        with_nil = np.concatenate([by_channel, np.zeros_like(by_channel[:, :1])], axis=1)
        return with_nil[:, self.reports]

    def asked(self, target: Floats) -> Bools:
        """Return whose reports a target reads, (n, columns) to (n, channels)."""
        found: Bools = target[:, :GROWTH] > 0.0
        for column, channel in enumerate(self.reports[GROWTH:].tolist(), start=GROWTH):
            if channel >= 0:
                found[:, channel] |= target[:, column] > 0.0
        return found

    def shown(self, own: Floats, joint: Floats) -> Floats:
        """Return what each column looks at: joint values where a pair answers, else one's own.

        Args:
            own, joint: Values by channel, shape (n, channels).

        Returns:
            Values, shape (n, columns).
        """
        if not self.extras:
            return own
        return np.where(self.paired, self.read(joint), self.read(own))

    @cached_property
    def paired(self) -> Bools:
        """Return for which columns a pair answers together, shape (columns,)."""
        return np.array([False] * GROWTH + [each.side == "pair" for _, each in self.extras])

    def effort(self, by_channel: Floats) -> Floats:
        """Return the effort that moves each column, (n, channels) to (n, columns)."""
        if not self.extras:
            return by_channel
        through = self.through[GROWTH:]
        more = [by_channel[:, channels].sum(axis=1, keepdims=True) for channels in through]
        return np.concatenate([by_channel, *more], axis=1)

    def column(self, named: Named) -> int:
        """Return the column of an indicator that is not the first of its channel."""
        return GROWTH + [_fact(each) for each in self.extras].index(_fact(named))


def _fact(named: Named) -> tuple[object, ...]:
    """Return what makes indicators of two regimes the same column."""
    name, each = named
    return name, each.channel, each.outcome, each.evidence, each.side == "pair"


def split(side: str, regime: Regime) -> tuple[dict[int, Named], list[Named]]:
    """Return the first indicator of each channel by column, and all others of a side."""
    first: dict[int, Named] = {}
    others: list[Named] = []
    for name, each in regime.indicator.items():
        if side not in each.sides:
            continue
        joint = side == "west" and each.side == "pair"
        column = -1 if each.channel is None or joint else CHANNEL[each.channel]
        if column < 0 or column in first:
            others.append((name, each))
        else:
            first[column] = name, each
    return first, others
