"""The centre and the pairs agree on this year's targets; provinces pass them down."""

import numpy as np

from eastwest.context import Context, Side, Year
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import Floats


def target(context: Context, state: State, year: Year) -> None:
    """Set this year's targets; write targets and floors of governments of all tiers."""
    year.income_before, year.stock_before = state.places.income, state.places.stock
    _side(context, context.east, state.east, year)
    _side(context, context.west, state.west, year)


def _side(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Set targets of the top tier by the regime, of counties by their share in it.

    What is passed on to townships is raised once more on the way.
    """
    sheet, counties = year.sheets[side.name], year.counties[side.name]
    asked, floor = np.zeros_like(governments.target), np.zeros_like(governments.floor)
    capacity = able(context, side, year)
    for column, indicator in sheet.indicators:
        verified = governments.verified[:, column]
        asked[:, column] = indicator.target(year.age, counties, verified, capacity)
        if sheet.growing[column]:
            floor[:, column] = verified
    raised = side.conduct.amplification**year.depth
    asked[side.sub] = raised * side.weight[:, None] * asked[side.parent]
    if sheet.growing.any():
        floor[side.sub] = side.weight[:, None] * floor[side.parent]
    governments.target, governments.floor = asked, floor


def able(context: Context, side: Side, year: Year) -> Floats:
    """Return the capacity of each top government before any paperwork; counties have none."""
    capacity: Floats = context.able[side.name][year.index].copy()
    return capacity
