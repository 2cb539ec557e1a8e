"""A tiny world, year by year and phase by phase."""

from dataclasses import fields, is_dataclass

import numpy as np
from tests.strategies import tiny

from eastwest.context import Context, Year
from eastwest.runs import setting
from eastwest.state import State
from eastwest.step import Phase, advance, begin, until


def run(years: tuple[int, int] = (2015, 2018), **changes) -> tuple[Context, State]:
    """Return a setting and its state before the first year; dots are written as __."""
    values = {name.replace("__", "."): value for name, value in changes.items()}
    scenario = tiny(years).change(values) if values else tiny(years)
    context = setting(scenario, seed=5, replicate=0)
    return context, begin(context)


def after(years: int, context: Context, state: State) -> Year:
    """Simulate some years in place; return the notes of the last."""
    for _ in range(years):
        year = advance(context, state)
    return year


def past(phase: Phase, context: Context, state: State) -> tuple[State, Year]:
    """Return the coming year just after one of its phases."""
    ahead, year = until(context, state, phase)
    phase(context, ahead, year)
    return ahead, year


def columns(table: object, above: str = "") -> dict[str, np.ndarray]:
    """Return a copy of every column of a state by name."""
    found = {}
    for each in fields(table):  # type: ignore[arg-type]
        value, name = getattr(table, each.name), f"{above}{each.name}"
        if is_dataclass(value):
            found |= columns(value, f"{name}.")
        else:
            found[name] = np.array(sorted(value.items()) if isinstance(value, dict) else value)
    return found
