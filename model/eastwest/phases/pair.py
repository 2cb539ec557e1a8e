"""The centre pairs: the plan in force; what ends loses part of its ties."""

import numpy as np

from eastwest.context import Context, Year
from eastwest.state import State


def pair(context: Context, state: State, year: Year) -> None:
    """Break part of the ties of dyads that ended; write the ties of dyads."""
    ended = context.plan(year.year - 1).active & ~year.active
    kept = np.where(ended, context.scenario.tables.tie.kept, 1.0)
    state.dyads.tie *= kept
    state.dyads.firm_tie *= kept
    state.dyads.organization_tie *= kept
