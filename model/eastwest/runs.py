"""Runs as a plain loop: a year after the other, measured as it goes; nothing is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from eastwest import metrics
from eastwest.backend import backend
from eastwest.columns import keep_freed
from eastwest.context import Context, Year
from eastwest.recording import Actors
from eastwest.scenario import Scenario, WorldTable
from eastwest.state import State
from eastwest.step import advance, begin
from eastwest.streams import run_key
from eastwest.vocabulary import RECIPIENT, Floats, Texts
from eastwest.world import SIZES, World, WorldSize, build_world

Value = TypeVar("Value")

LEVELS = {"pair": metrics.pair, "province": metrics.province, "county": metrics.county}
"""What is measured below the national level; `county` only on request."""


@dataclass(slots=True)
class Record:
    """What one run measured.

    Args:
        seed, replicate: The key of its chance.
        years: Calendar years, in order.
        national: Variable -> one number a year.
        columns: Level -> variable -> one array a year, rows as in `ids`.
        ids: Level -> ids of its rows.
        residual: Identity -> what it misses, one number a year.
        actors: Kind of agent -> what is kept of each, if that was asked for.
    """

    seed: int
    replicate: int
    ids: Mapping[str, Texts]
    years: list[int] = field(default_factory=list)
    national: dict[str, list[float]] = field(default_factory=dict)
    columns: dict[str, dict[str, list[Floats]]] = field(default_factory=dict)
    residual: dict[str, list[float]] = field(default_factory=dict)
    actors: dict[str, Actors] = field(default_factory=dict)

    def add(self, context: Context, state: State, year: Year) -> None:
        """Measure a year that has just been simulated."""
        self.years.append(year.year)
        _append(self.national, metrics.national(context, state, year))
        for level in self.ids:
            measured = LEVELS[level](context, state, year).items()
            copies = {name: np.array(column, dtype=float) for name, column in measured}
            _append(self.columns.setdefault(level, {}), copies)
        _append(self.residual, state.residual)
        for kind, kept in self.actors.items():
            kept.add(kind, state)


def _append(table: dict[str, list[Value]], values: Mapping[str, Value]) -> None:
    """Add a year to each column; the first year begins the columns."""
    if not table:
        table.update((name, []) for name in values)
    for name, value in values.items():
        table[name].append(value)


def resolved(
    scenario: str | Scenario,
    world: str | None = None,
    seed: int | None = None,
    years: tuple[int, int] | None = None,
) -> Scenario:
    """Return a scenario by name, path or itself, with what a call sets instead."""
    loaded = Scenario.load(scenario) if isinstance(scenario, str) else scenario
    given = {"world.size": world, "seed": seed, "years": None if years is None else list(years)}
    values = {key: value for key, value in given.items() if value is not None}
    return loaded.change(values) if values else loaded


def world_size(table: WorldTable) -> WorldSize:
    """Return the size that a scenario asks for."""
    size = SIZES[table.size]
    return replace(
        size,
        provinces=size.provinces if table.provinces is None else table.provinces,
        firms=size.firms if table.firms is None else table.firms,
        organizations=size.organizations if table.organizations is None else table.organizations,
    )


def setting(scenario: Scenario, seed: int, replicate: int) -> Context:
    """Draw the world of one run and bring its rules together."""
    keep_freed()
    table, (first, last) = scenario.tables.world, scenario.tables.years
    folder = None if table.data is None else Path(table.data)
    key = run_key(seed, replicate)
    world: World = build_world(world_size(table), first, last, key, folder)
    return Context.of(scenario, world, seed, replicate)


def level_ids(context: Context, levels: tuple[str, ...]) -> dict[str, Texts]:
    """Return the ids of the rows of each level."""
    places = context.world.places
    ids = {
        "pair": context.dyads.id,
        "province": context.world.provinces.id,
        "county": places.id[places.kind == RECIPIENT],
    }
    return {level: ids[level] for level in levels}


def simulate(
    scenario: Scenario,
    replicate: int = 0,
    levels: tuple[str, ...] = ("pair", "province"),
    after: Callable[[Context, State, Year], None] | None = None,
    kinds: tuple[str, ...] = (),
) -> Record:
    """Run one replicate of a scenario from its first year to its last.

    Args:
        scenario: Seed, world and years are taken from it.
        replicate: Number of the replicate; enters the key of chance.
        levels: What to measure below the national level.
        after: Called when a year has been simulated and measured.
        kinds: Kinds of agents whose columns are kept after each year.
    """
    seed = scenario.tables.seed
    context = setting(scenario, seed, replicate)
    state = begin(context)
    record = Record(seed, replicate, level_ids(context, levels))
    record.actors.update((kind, Actors.of(kind, context)) for kind in kinds)
    for _ in range(scenario.tables.years[0], scenario.tables.years[1] + 1):
        year = advance(context, state)
        record.add(context, state, year)
        if after is not None:
            after(context, state, year)
    return record


def warm() -> None:
    """Compile what the backend needs, or load what was compiled before, by a tiny world's years."""
    if backend() != "numpy":
        changes = {"world.size": "tiny", "years": [2015, 2016], "world.firms": 200}
        simulate(Scenario.load("history").change(changes))
