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
    tops, sheet, counties = side.tops, year.sheets[side.name], year.counties[side.name][: side.tops]
    verified, capacity = governments.verified[:tops], context.able[side.name][year.index, :tops]
    asked = np.zeros(verified.shape)
    for column, indicator in sheet.indicators:
        asked[:, column] = indicator.target(year.age, counties, verified[:, column], capacity)
    governments.target = side.passed_down(asked)
    governments.target[tops:] *= side.conduct.amplification**year.depth
    governments.floor = np.zeros(governments.target.shape)
    if sheet.has_growth:
        governments.floor = side.passed_down(np.where(sheet.growing, verified, 0.0))
