"""A side's score sheet in columns, and the points that fulfilments earn.

What the columns are says `Layout`: the same for all regimes of a run.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from scipy.special import ndtr

from eastwest.columns import share
from eastwest.evaluation.indicator import Indicator
from eastwest.evaluation.layout import Layout, Named, split
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import CONSEQUENCES
from eastwest.evaluation.score import WeightedSum
from eastwest.vocabulary import GROWTH, Bools, Floats

ACTIVITY = 1
"""Row of activity in a table of evidence."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The indicators of one side under a regime, by column.

    Args:
        regime: The rule in force.
        layout: What the columns are.
        lines: Name and indicator by column, of those on the sheet alone.
    """

    regime: Regime
    layout: Layout
    lines: dict[int, Named]

    @classmethod
    def of(cls, side: str, regime: Regime, layout: Layout) -> "Sheet":
        """Lay a regime's indicators out in the columns of a side."""
        first, others = split(side, regime)
        return cls(regime, layout, first | {layout.column(each): each for each in others})

    @property
    def indicators(self) -> Iterable[tuple[int, Indicator]]:
        """Return column and indicator of each line."""
        return ((column, each) for column, (_, each) in self.lines.items())

    @cached_property
    def number(self) -> int:
        """Return how many indicators count."""
        return int((self.weights > 0.0).sum())

    @cached_property
    def weights(self) -> Floats:
        """Return the weight of each column, nil where nothing is scored."""
        return self._column(lambda each: each.weight, 0.0)

    @cached_property
    def caps(self) -> Floats:
        """Return the most fulfilment that counts, inf where there is no cap."""
        return self._column(lambda each: np.inf if each.cap is None else each.cap, np.inf)

    @cached_property
    def evidence(self) -> Floats:
        """Return what pledge, activity and result count for by column, shape (3, columns).

        Of a channel that is not on the sheet its activity is looked at.
        """
        found = np.zeros((3, self.layout.columns))
        found[ACTIVITY, :GROWTH] = 1.0
        extras = ((column, each) for column, (_, each) in enumerate(self.layout.extras, GROWTH))
        for column, each in (*extras, *((c, e) for c, e in self.indicators if c < GROWTH)):
            rule = each.evidence
            found[:, column] = rule.pledge, rule.activity, rule.result
        return found

    @cached_property
    def kinds(self) -> tuple[tuple[int, Floats], ...]:
        """Return row and weights by column of activity, and of other evidence that counts."""
        rows = enumerate(self.evidence)
        return tuple((row, each) for row, each in rows if row == ACTIVITY or each.any())

    def counted(self, pledge: Floats, activity: Floats, result: Floats) -> Floats:
        """Return the value that counts before padding, (n, columns), in the units of channels."""
        shown = (pledge, activity, result)
        return reduce(np.add, [weight * shown[row] for row, weight in self.kinds])

    @cached_property
    def counts_pledges(self) -> bool:
        """Return whether what is pledged counts in some column."""
        return bool(self.evidence[0].any())

    @cached_property
    def bonus(self) -> Floats:
        """Return the extra points of each column."""
        return self._column(lambda each: each.bonus.points if each.bonus else 0.0, 0.0)

    @cached_property
    def above(self) -> Floats:
        """Return the fulfilment that earns the extra points."""
        return self._column(lambda each: each.bonus.above if each.bonus else np.inf, np.inf)

    @cached_property
    def bottom(self) -> Floats:
        """Return the fulfilment below which the score is nil, 0 where there is no such line."""
        return self._column(lambda each: each.bottom_line or 0.0, 0.0)

    @cached_property
    def optional(self) -> Bools:
        """Return which columns a unit may choose from."""
        return self._column(lambda each: float(each.optional), 0.0) > 0.0

    @cached_property
    def less(self) -> Bools:
        """Return in which columns less is better."""
        return self._column(lambda each: float(each.less), 0.0) > 0.0

    @cached_property
    def growing(self) -> Bools:
        """Return which columns count what lies above last year's value."""
        return self._column(lambda each: float(each.target.mode == "growth"), 0.0) > 0.0

    @cached_property
    def by_rank(self) -> Bools:
        """Return which columns count the position among peers."""
        return self._column(lambda each: float(each.target.mode == "rank"), 0.0) > 0.0

    @cached_property
    def has_growth(self) -> bool:
        """Return whether some column counts what lies above last year's value."""
        return bool(self.growing.any())

    @cached_property
    def has_ranks(self) -> bool:
        """Return whether some column counts the position among peers."""
        return bool(self.by_rank.any())

    def _column(self, value: Callable[[Indicator], float], otherwise: float) -> Floats:
        column = np.full(self.layout.columns, otherwise)
        for place, each in self.indicators:
            column[place] = value(each)
        return column

    @cached_property
    def plain(self) -> bool:
        """Return whether it is a weighted sum of one capped indicator a channel at most.

        Lines that move no score are passed over.
        """
        return isinstance(self.regime.score, WeightedSum) and not any(
            each.is_special
            or (each.weight > 0.0 and (column >= GROWTH or each.target.mode in ("growth", "rank")))
            for column, each in self.indicators
        )

    @cached_property
    def spread(self) -> Floats:
        """Return the judge's noise by column: points over those that full marks there bring."""
        used = self.scored
        full = self.regime.score(self.weights[used], np.ones(int(used.sum())), self.caps[used])
        share_of_points = self.weights / max(float(self.weights[used].sum()), 1e-9)
        return self.regime.observe.noise / np.maximum(float(full) * share_of_points, 1e-9)

    @cached_property
    def scored(self) -> Bools:
        """Return which columns always count."""
        return (self.weights > 0.0) & ~self.optional

    @cached_property
    def brings(self) -> Floats:
        """Return what each grade brings, shape (consequences, grades + 1), as in `CONSEQUENCES`.

        The last column is nil: what it brings to have no grade, which is -1.
        """
        rule, grades = self.regime.reward, self.regime.grade.grades
        found = np.zeros((len(CONSEQUENCES), grades + 1))
        found[:, :grades] = [rule.column(name, grades) for name in CONSEQUENCES]
        return found

    @cached_property
    def kept(self) -> dict[str, float]:
        """Return what is kept of each consequence a year later."""
        return {name: self.regime.reward.kept(name) for name in CONSEQUENCES}

    def points(self, fulfilment: Floats) -> Floats:
        """Return the score, with bonus and bottom lines, (..., columns) to (...)."""
        total = self.smooth(fulfilment, self.caps)
        if self.plain:  # neither is on it
            return total
        total = total + ((fulfilment >= self.above) * self.bonus).sum(axis=-1)
        return np.where((fulfilment < self.bottom).any(axis=-1), 0.0, total)

    def smooth(self, fulfilment: Floats, caps: Floats) -> Floats:
        """Return the score but for bonus and bottom lines, with caps of one's own."""
        rule, used = self.regime.score, self.scored
        if self.plain:
            part = slice(GROWTH)
            return rule(self.weights[part], fulfilment[..., part], caps[part])
        # A mask's columns may lie apart in memory and add up in an order that rows decide.
        counted = np.compress(used, fulfilment, axis=-1)
        total = rule(self.weights[used], counted, caps[used])
        discretion = self.regime.discretion
        if discretion is None or not self.optional.any():
            return total
        full = rule(self.weights[used], np.ones(int(used.sum())), np.full(int(used.sum()), np.inf))
        free = np.compress(self.optional, np.minimum(fulfilment, caps), axis=-1)
        best = np.sort(free, axis=-1)[..., -discretion.pick :].mean(axis=-1)
        return np.asarray((1.0 - discretion.share) * total + discretion.share * full * best)

    def fulfilled(self, value: Floats, target: Floats, floor: Floats) -> Floats:
        """Return fulfilment, shape of `value`; nil without target, and for nothing above a floor.

        Where less is better, full marks are for the target, nothing for twice as much.
        """
        if self.plain:
            return share(value, target)
        above = np.where(self.less, 2.0 * target - value, value - floor)
        return share(above.clip(min=0.0), target)

    def ranked(self, fulfilment: Floats, peers: Floats, alone: Floats) -> Floats:
        """Return fulfilments with the expected position among peers where ranks count.

        Who has no rival is above them all as soon as anything is done.

        Args:
            fulfilment: By measure, shape (n, ..., columns).
            peers: Of the same tier, shape (m, columns).
            alone: 1 for a peer's own row, which is no rival, shape (n, m).
        """
        if not self.has_ranks or not len(peers):
            return fulfilment
        found = fulfilment.copy()
        rivals = 1.0 - alone
        number = np.maximum(rivals.sum(axis=1), 1.0)
        for column in np.flatnonzero(self.by_rank):
            total = np.zeros(fulfilment.shape[:-1])
            total += (rivals.sum(axis=1) == 0.0).reshape(-1, *[1] * (total.ndim - 1))
            for peer, weight in zip(peers[:, column], (rivals / number[:, None]).T, strict=True):
                ahead = (fulfilment[..., column] - peer) / (np.sqrt(2.0) * self.spread[column])
                total += weight.reshape(-1, *[1] * (total.ndim - 1)) * ndtr(ahead)
            found[..., column] = total * (fulfilment[..., column] > 0.0)
        return found
