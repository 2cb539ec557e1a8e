"""One side's governments as the phases need them: tables, score sheets, first beliefs."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.conduct import Conduct
from eastwest.columns import sums
from eastwest.evaluation.layout import Layout
from eastwest.evaluation.sheet import Sheet
from eastwest.scenario import Scenario
from eastwest.streams import UInts, identities
from eastwest.vocabulary import CHANNEL, COUNTY, Bools, Floats, Ints
from eastwest.world import Governments


@dataclass(frozen=True, slots=True)
class Side:
    """One side's governments as the phases need them.

    Args:
        name: `east` or `west`, as in score sheets.
        governments: The table.
        conduct: How they weigh and learn.
        tops: How many rows are judged by the centre: provinces and cities, which come first.
            The rest are counties, judged by their province.
        head: Row of the top government that each belongs to, its own at the top, shape (n,).
        size: Part of that one's task that each carries, 1 at the top, shape (n,).
        sizes: The same in each column of its score sheets, shape (n, columns).
        has_part: Whose part is more than nothing, shape (n,).
        price: Effort a unit of each channel. [1e8 yuan]
        gain: Net own gain of a unit of effort in each channel.
        full: Effort that a county's full programme takes. [1e8 yuan]
        open: Part of the most effort that may go into each channel.
        part: Part of each government's work that its counties do if pairs are tied down to
            them, shape (n, 1).
        identity: Stable numbers for chance.
        layout: What the columns of its score sheets are.
        sheets: Its score sheet under each regime by the year that this begins.
        prior: First belief about each column, what a unit of effort counts for.
        tier: 0 for those who are judged by the centre, 1 for counties, shape (n,).
    """

    name: str
    governments: Governments
    conduct: Conduct
    tops: int
    head: Ints
    size: Floats
    sizes: Floats
    has_part: Bools
    price: Floats
    gain: Floats
    full: Floats
    open: Floats
    part: Floats
    identity: UInts
    layout: Layout
    sheets: dict[int, Sheet]
    prior: Floats
    tier: Ints

    @classmethod
    def of(cls, name: str, governments: Governments, scenario: Scenario) -> "Side":
        """Return the side of a scenario, `east` or `west`."""
        tables, is_county = scenario.tables, governments.tier == COUNTY
        tops = len(is_county) - int(is_county.sum())
        head = np.where(is_county, governments.parent, np.arange(len(is_county)))
        each = tables.channel.all()
        east = name == "east"
        conduct = tables.east if east else tables.west
        has_counties = np.bincount(head[tops:], minlength=len(head)) > 0
        price = np.array([c.price if east else c.west_price for c in each])
        full = price * np.array([c.norm for c in each])
        layout = Layout.of(name, (entry.rule for entry in scenario.regimes))
        size = np.where(is_county, governments.weight_in_parent, 1.0)
        return cls(
            name=name,
            governments=governments,
            conduct=conduct,
            tops=tops,
            head=head,
            size=size,
            sizes=np.repeat(size[:, None], layout.columns, axis=1),
            has_part=size > 0.0,
            price=price,
            gain=np.array([c.gain_east if east else c.gain_west for c in each]),
            full=full,
            open=np.array([c.open for c in each]),
            part=np.asarray(conduct.subcontract * has_counties, np.float64)[:, None],
            identity=identities(governments.id),
            layout=layout,
            sheets={each.start: Sheet.of(name, each.rule, layout) for each in scenario.regimes},
            prior=prior(layout, price, full),
            tier=is_county.astype(np.int64),
        )

    def tiers(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return which of some rows, which rise, are of the top tier, and which are counties."""
        tops = rows.searchsorted(self.tops)
        return rows[:tops], rows[tops:]

    def passed_down(self, tops: Floats) -> Floats:
        """Return what top governments have, and each county's part of it: (top, c) to (n, c)."""
        return self.sizes * tops.take(self.head, axis=0)

    def with_counties(self, own: Floats, counties: Floats, part: Floats) -> Floats:
        """Return what top governments do with their counties, by what they hand down.

        Args:
            own, counties: What each would do alone, shape (top, columns), (counties, columns).
            part: Part that counties do, shape (top, 1).
        """
        return (1.0 - part) * own + part * sums(self.head[self.tops :], counties, self.tops)

    def able(self, revenue: Floats) -> Floats:
        """Return the capacity of governments by the revenue of provinces, shape (years, n).

        Of a county it is its province's, of which it has a part; see `size`.
        """
        table = self.governments
        own = self.conduct.capacity(table.revenue_share * revenue[:, table.province])
        capacity = own.take(self.head, axis=1)
        capacity.flags.writeable = False
        return capacity


def prior(layout: Layout, price: Floats, full: Floats) -> Floats:
    """Return first beliefs: a channel at its price; of outcomes a full programme meets half."""
    known = 1.0 / price
    more = [
        known[CHANNEL[each.channel]]
        if each.channel
        else 0.5 * each.target.norm / full[[CHANNEL[name] for name in each.through]].sum()
        for _, each in layout.extras
    ]
    return np.append(known, more)
