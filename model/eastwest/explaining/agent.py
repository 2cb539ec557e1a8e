"""Run a scenario again up to a decision, and take apart what one agent decided."""

import re
from collections.abc import Iterator
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
from eastwest.world.firms import FIRM_ID
from eastwest.world.governments import Governments

SHOWN = 8
"""Ids that are shown to who gave one that is not there."""


def explain(
    scenario: Scenario, agent: str, year: int, replicate: int = 0
) -> GovernmentStory | FirmStory:
    """Return one agent's decision of a year taken apart.

    Args:
        scenario: As it was run; its seed and world are used.
        agent: Id such as `35`, `32-Suzhou`, `52-017` or `F000123`, or a government's name in
            English or Chinese.
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
        ends = f"{FIRM_ID % 0} to {FIRM_ID % (count - 1)}"
        raise ResultsError(f"agent: firms go from {ends} (got {agent!r})")
    return row


def _government(context: Context, agent: str) -> tuple[str, int]:
    """Return side and row of the government that has the id, or alone has the name."""
    known = {
        (side, row): [str(word) for word in words]
        for side in ("east", "west")
        for row, words in enumerate(_words(getattr(context.world, side)))
    }
    wanted = agent.strip().casefold()
    for place, words in known.items():
        if words[0].casefold() == wanted:
            return place
    named = [place for place, (_, *names) in known.items() if wanted in map(str.casefold, names)]
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(known[place][0] for place in named)
        raise ResultsError(f"agent: several are called {agent!r}; give one of the ids {ids}")
    near = get_close_matches(agent, [word for words in known.values() for word in words], n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    some = ", ".join(f"{words[0]} ({words[1]})" for words in _some(list(known.values())))
    raise ResultsError(
        f"agent: no government or firm has this id or name (got {agent!r}){hint}; "
        f"there are for example {some}, {FIRM_ID % 0}"
    )


def _words(table: Governments) -> Iterator[tuple[str, str, str]]:
    """Return id, English and Chinese name of each government."""
    return zip(table.id, table.name_en, table.name_zh, strict=True)


def _some(known: list[list[str]]) -> list[list[str]]:
    """Return a few governments from the first to the last."""
    return known[:: max(1, len(known) // SHOWN)][:SHOWN]
