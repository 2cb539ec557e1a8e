"""The centre pairs: the plan in force; what ends loses part of its ties."""

import numpy as np

from eastwest.context import Context, Year
from eastwest.state import State


def pair(context: Context, state: State, year: Year) -> None:
    """Break part of the ties of dyads that ended, begin those of new ones; write dyads' ties."""
    ties, dyads = context.scenario.tables.tie, state.dyads
    before = context.plan(year.year - 1).active
    kept = np.where(before & ~year.active, ties.kept, 1.0)
    least = np.where(year.active & ~before, ties.start, 0.0)
    dyads.tie = np.maximum(dyads.tie * kept, least)
    dyads.firm_tie = np.maximum(dyads.firm_tie * kept, least)
    dyads.organization_tie = np.maximum(dyads.organization_tie * kept, least)
