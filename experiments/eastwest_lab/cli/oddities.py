"""What is odd about a study and yet no error: keys that move nothing, worlds of other provinces."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.policy import Levers
from eastwest.reading.finding import DATED, FIRST_YEAR, split
from eastwest.runs import world_size
from eastwest.scenario import Scenario, foreseen, in_force, ruling
from eastwest.tables import read
from eastwest_lab.design import own_value
from eastwest_lab.language import Messages
from eastwest_lab.places import title_of
from eastwest_lab.study import Range, Study, Values

NAMED = 5
"""Provinces of a world that are named, at most."""


def oddities(study: Study, say: Messages) -> Iterator[str]:
    """Yield what people should know before they read the results of a study."""
    yield from apart(study.bases, say)
    yield from _idle(study, say)


def apart(bases: Mapping[str, Scenario], say: Messages) -> Iterator[str]:
    """Yield the scenarios whose world holds other provinces than that of the first."""
    worlds = {name: _provinces(base) for name, base in bases.items()}
    (first, own), *others = worlds.items()
    for name, world in others:
        if world != own:
            told = {"of_first": _told(own, say), "of_other": _told(world, say)}
            yield say("cli.apart", first=first, other=name, **told)


def _provinces(scenario: Scenario) -> frozenset[str]:
    """Return the ids of the provinces of a world."""
    table = scenario.tables.world
    folder = None if table.data is None else Path(table.data)
    rows = read("provinces.csv", ("id",), folder)
    return frozenset(world_size(table).provinces or (row.text("id") for row in rows))


def _told(world: frozenset[str], say: Messages) -> str:
    """Return how many provinces there are, and which if they are few."""
    if len(world) > NAMED:
        return str(len(world))
    names = say("words.comma").join(title_of(each, say.code) for each in sorted(world))
    return say("cli.provinces", n=len(world), names=names)


def _idle(study: Study, say: Messages) -> Iterator[str]:
    """Yield the keys of which no value, set alone, changes what is in force in a scenario."""
    for name, base in study.bases.items():
        held, (first, last) = _held(base), base.tables.years
        for key, values in study.varied.items():
            if _moves(base, held, key, values):
                continue
            above = _above(base, key)
            why = "cli.idle_above" if above else "cli.idle_never"
            told = say(why, above=above, first=first, last=last)
            yield say("cli.idle", setting=key, name=name, why=told)


def _moves(base: Scenario, held: object, key: str, values: Values) -> bool:
    """Return whether a value changes what is in force; one value alone varies nothing."""
    ends, own = _ends(values), own_value(base, key)
    others = (value for value in ends if value != own)
    return len(ends) < 2 or any(_held_with(base, key, value) != held for value in others)


def _ends(values: Values) -> tuple[Any, ...]:
    """Return the values of a list, or both ends of a range."""
    if not isinstance(values, Range):
        return values
    ends = values.low, values.high
    return tuple(map(int, ends)) if values.whole else ends


def _held_with(base: Scenario, key: str, value: object) -> object:
    try:
        return _held(base.change({key: value}))
    except ScenarioError:  # in a folder of another version: no value of it can be tried
        return None


def _held(scenario: Scenario) -> object:
    """Return all that is in force in the years of a run."""
    tables = scenario.tables
    first, last = tables.years
    dated = [
        (
            ruling(scenario.regimes, year),
            foreseen(scenario.regimes, year),
            ruling(scenario.levers, year).rule,
            in_force(scenario.pairings, year),
            in_force(scenario.depths, year),
        )
        for year in range(first, last + 1)
    ]
    return replace(tables, levers=Levers()), dated


def _above(base: Scenario, key: str) -> str:
    """Return the key of the dated entry that lies over a key when it comes in; empty if none."""
    name, *path = split(key)
    listed = {"regime": "change", "change": "change", "lever": "lever", "levers": "lever"}
    if name not in listed:
        return ""
    since = int(path.pop(0)) if name in DATED else FIRST_YEAR
    felt = max(since, base.tables.years[0])
    dates = [entry["from"] for entry in base.data[listed[name]] if since <= entry["from"] <= felt]
    keys = [".".join(map(str, (listed[name], year, *path))) for year in dates]
    return next(
        (each for each in reversed(keys) if each != key and own_value(base, each) is not None), ""
    )
