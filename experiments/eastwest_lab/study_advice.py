"""What to write in a study file where something was written wrongly."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from eastwest.reading.finding import DATED, choice, split
from eastwest.register import values
from eastwest.scenario import Scenario
from eastwest.scenario import Tables as OfScenario
from eastwest_lab.study import Tables

MEANT_RANGES = (
    {"from", "to"},
    {"min", "max"},
    {"least", "most"},
    {"lower", "upper"},
    {"start", "stop"},
)
"""Keys that people write in place of `low` and `high`."""
OF_SCENARIOS = {*DATED, *(each.name for each in fields(OfScenario))}
OF_SCENARIOS -= {each.name for each in fields(Tables)}
"""Keys at the top of a scenario that no study has."""
EXAMPLES = {
    "levers": "lever.2016.subsidy = [0.5, 1.0]",
    "uncertainties": "east.altruism = { low = 0.0, high = 1.0 }",
}


def below(kind: str, given: Any = None) -> str:
    """Return where what varies stands, with an example, if possible from what was given.

    Args:
        kind: `levers` or `uncertainties`.
        given: What stands there in place of a table.
    """
    entry = given[0] if isinstance(given, list) and given else None
    entry = entry if isinstance(entry, Mapping) else {}
    keys = [key for key in entry if key != "from"]
    if type(entry.get("from")) is int and keys:
        example = f"lever.{entry['from']}.{keys[0]} = {_written(entry[keys[0]])}"
    elif isinstance(entry.get("key"), str) and {"low", "high"} <= entry.keys():
        example = f"{entry['key']} = {{ low = {entry['low']}, high = {entry['high']} }}"
    else:
        example = EXAMPLES[kind]
    return f"below [{kind}], such as {example}"


def meant(value: Any) -> str:
    """Return `; write ...` for a single value, a text with several, or a range of other keys."""
    if isinstance(value, Mapping):
        low, high = value.values()
        return f"; write {{ low = {_written(low)}, high = {_written(high)} }}"
    numbers = re.findall(r"[+-]?\d+(?:\.\d+)?", value) if isinstance(value, str) else []
    if len(numbers) > 1:
        return f"; write [{', '.join(numbers)}]"
    return f"; write [{_written(value)}, VALUE]"


def undated(key: str) -> str:
    """Return what a key of a dated list without a year should be; nothing of another key."""
    name, *rest = split(key)
    if name not in DATED or not rest or type(rest[0]) is int:
        return ""
    return ".".join((str(name), "YEAR", *map(str, rest)))


def whole_keys(key: str, base: Scenario) -> str:
    """Return `; write ...` with the keys of a scenario that end like an unknown one."""
    tables = base.tables
    last = f".{key.rpartition('.')[2]}"
    found = [each.key for each in values(tables, tables.sources) if each.key.endswith(last)]
    found += [f"lever.YEAR{last}"] if f"levers{last}" in found else []
    return f"; write {choice(found)}" if found else ""


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
