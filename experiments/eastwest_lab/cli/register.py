"""Every parameter of a scenario with its unit and its source."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, get_type_hints

from eastwest.scenario import Scenario
from eastwest.storing import plain_cell
from eastwest.vocabulary import About


@dataclass(frozen=True, slots=True)
class Value:
    """One parameter: its dotted key, what it is, and who says so."""

    key: str
    value: Any
    unit: str
    source: str
    text: str

    @property
    def is_assumed(self) -> bool:
        """Return whether no document gives the value."""
        return self.source.startswith("assumed")


def values(thing: Any, sources: Mapping[str, str], prefix: str = "") -> Iterator[Value]:
    """Yield the parameters of a table and of all tables in it.

    Args:
        thing: A dataclass of parameters, or a table of such by name.
        sources: Key -> document, where the scenario's author names one.
        prefix: Key of the table itself.
    """
    if isinstance(thing, Mapping):
        for name, each in thing.items():
            yield from values(each, sources, f"{prefix}{name}.")
        return
    hints = get_type_hints(type(thing), include_extras=True)
    for each in fields(thing):
        key, value = f"{prefix}{each.name}", getattr(thing, each.name)
        if is_dataclass(value) or _holds_tables(value):
            yield from values(value, sources, f"{key}.")
            continue
        for about in getattr(hints[each.name], "__metadata__", ()):
            if isinstance(about, About):
                yield Value(key, value, about.unit, sources.get(key, about.source), about.text)


def register(scenario: Scenario) -> list[Value]:
    """Return all parameters of a scenario, those of a regime under its first year."""
    tables = scenario.tables
    found = list(values(tables, tables.sources))
    for entry in scenario.regimes:
        if entry.start == entry.since:
            under = f"regime.{entry.start}."
            found += (
                replace(each, key=under + each.key)
                for each in values(entry.rule, entry.rule.sources)
            )
    return found


def assumed(scenario: Scenario) -> int:
    """Return how many parameters of a scenario have no source."""
    return sum(each.is_assumed for each in register(scenario))


def sheet(scenario: Scenario) -> str:
    """Return the table of parameters as CSV: key, value, unit, source, meaning."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("key", "value", "unit", "source", "meaning"))
    for each in register(scenario):
        cells = (each.key, str(each.value), each.unit, each.source, each.text)
        writer.writerow([plain_cell(cell) for cell in cells])
    return text.getvalue()


def _holds_tables(value: Any) -> bool:
    return isinstance(value, Mapping) and any(is_dataclass(each) for each in value.values())
