"""What the East earns by collaboration: two-way gains with a lag, and land quotas."""

import numpy as np

from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.state import State, channels
from eastwest.vocabulary import CHANNEL, GROWTH, Floats

ECOLOGY = CHANNEL["ecology"]


def returned(context: Context, state: State, year: Year) -> float:
    """Return the taxes and profits that lasting results bring to eastern budgets. [1e8 yuan]."""
    if year.levers.two_way == 0.0:
        return 0.0
    rates = year.levers.two_way * context.programme.returned
    return float((rates * state.dyads.result).sum())


def earned(context: Context, state: State, year: Year) -> Floats:
    """Return the own gain of effort that eastern governments expect, shape (n, channels).

    Money that a unit of effort would bring in, at its believed yield, as far as results were
    seen this year; a quota is a contract, so it is known beforehand.
    """
    side, governments, owner = context.east, state.east, context.dyads.east
    if year.levers.two_way == year.levers.quota_trade == 0.0:
        return channels(len(governments.score))
    counties = year.counties["east"][: side.tops]
    lasting = sums(owner, state.dyads.result, side.tops)
    seen = np.minimum(share(lasting, context.programme.norm * counties[:, None]), 1.0)
    gain = year.levers.two_way * context.programme.returned * seen
    table = context.scenario.tables.channel.ecology
    left = table.left(sums(owner, state.dyads.activity[:, ECOLOGY], side.tops), counties)
    gain[:, ECOLOGY] += year.levers.quota_trade * table.surplus * table.quota * left
    gain = side.conduct.money_value * gain.take(side.head, axis=0)
    return gain * governments.belief[:, :GROWTH]
