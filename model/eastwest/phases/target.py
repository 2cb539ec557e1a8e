"""The centre and the pairs agree on this year's targets; provinces pass them down."""

import numpy as np

from eastwest.context import Context, Side, Year
from eastwest.state import GovernmentState, State


def target(context: Context, state: State, year: Year) -> None:
    """Set this year's targets; write targets and floors of governments of all tiers."""
    year.income_before, year.stock_before = state.places.income, state.places.stock
    for side, governments in context.both(state):
        _side(context, side, governments, year)


def _side(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Set targets of the top tier by the regime, of counties by their share in it.

    What is passed on to townships is raised once more on the way.
    """
    sheet, counties = year.sheets[side.name], year.counties[side.name]
    asked, floor = np.zeros_like(governments.target), np.zeros_like(governments.floor)
    capacity, tops = context.able[side.name][year.index], side.tops
    for column, indicator in sheet.indicators:
        verified = governments.verified[:, column]
        asked[:, column] = indicator.target(year.age, counties, verified, capacity)
        if sheet.growing[column]:
            floor[:, column] = verified
    head, part = side.head[tops:], side.size[tops:, None]
    raised = side.conduct.amplification**year.depth
    asked[tops:] = raised * part * asked.take(head, axis=0)
    if sheet.growing.any():
        floor[tops:] = part * floor.take(head, axis=0)
    governments.target, governments.floor = asked, floor
