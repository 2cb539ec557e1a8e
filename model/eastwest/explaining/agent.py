"""Run a scenario again up to a decision, and take apart what one agent decided."""

import re
from difflib import get_close_matches

from eastwest.context import Context
from eastwest.errors import ResultsError
from eastwest.explaining.firm import FirmStory, explain_firm
from eastwest.explaining.government import explain_government
from eastwest.explaining.terms import GovernmentStory
from eastwest.phases.invest import invest
from eastwest.phases.plan import plan
from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.state import State
from eastwest.step import advance, begin, until


def explain(
    scenario: Scenario, agent: str, year: int, replicate: int = 0
) -> GovernmentStory | FirmStory:
    """Return one agent's decision of a year taken apart.

    Args:
        scenario: As it was run; its seed and world are used.
        agent: Id such as `35`, `32-Suzhou`, `52-017` or `F000123`.
        year: A year of the run.
        replicate: Number of the replicate.
    """
    first, last = scenario.tables.years
    if not first <= year <= last:
        raise ResultsError(f"year: must be between {first} and {last} (got {year})")
    context = setting(scenario, scenario.tables.seed, replicate)
    firm = _firm_row(context, agent)
    if firm is not None:
        return explain_firm(context, *until(context, _before(context, year), invest), firm)
    side, row = _government(context, agent)
    state, notes = until(context, _before(context, year), plan)
    return explain_government(context, side, getattr(state, side), notes, row)


def _before(context: Context, year: int) -> State:
    """Return the state at the end of the year before."""
    state = begin(context)
    while state.year < year - 1:
        advance(context, state)
    return state


def _firm_row(context: Context, agent: str) -> int | None:
    """Return the row of a firm's id, None if it is not one."""
    number = re.fullmatch(r"F(\d{6,})", agent)
    if number is None:
        return None
    row, count = int(number[1]), len(context.world.firms.home)
    if row >= count:
        raise ResultsError(f"agent: firms go from F000000 to F{count - 1:06d} (got {agent!r})")
    return row


def _government(context: Context, agent: str) -> tuple[str, int]:
    """Return side and row of the government that has the id."""
    known = {side: getattr(context.world, side).id.tolist() for side in ("east", "west")}
    for side, ids in known.items():
        if agent in ids:
            return side, ids.index(agent)
    near = get_close_matches(agent, [*known["east"], *known["west"]], n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ResultsError(f"agent: no government or firm has this id (got {agent!r}){hint}")
