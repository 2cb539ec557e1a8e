"""Every parameter of a scenario as a table, and how many nobody has documented."""

import csv
import io
from dataclasses import replace

from eastwest.register import Value, values
from eastwest.scenario import Scenario
from eastwest.storing import plain_cell


def register(scenario: Scenario) -> list[Value]:
    """Return all parameters of a scenario, those of dated rules under their first year."""
    tables = scenario.tables
    found = list(values(tables, tables.sources))
    before: list[Value] = []
    for entry in scenario.regimes:
        here = list(values(entry.rule, entry.rule.sources))
        is_new = entry.start == entry.since
        new = here if is_new else [each for each in here if each not in before]
        found += _under(f"{'regime' if is_new else 'change'}.{entry.start}.", new)
        before = here
    for pairing in scenario.pairings:
        if not isinstance(pairing.rule, str):
            under = f"pairing.{pairing.start}."
            found += _under(under, list(values(pairing.rule, tables.sources)))
    return found


def _under(prefix: str, found: list[Value]) -> list[Value]:
    return [replace(each, key=prefix + each.key) for each in found]


def assumed(scenario: Scenario) -> int:
    """Return how many parameters of a scenario have no source."""
    return sum(each.is_assumed for each in register(scenario))


def sheet(scenario: Scenario) -> str:
    """Return the table of parameters as CSV: key, value, unit, range, source, meaning."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("key", "value", "unit", "range", "source", "meaning"))
    for each in register(scenario):
        cells = (each.key, str(each.value), each.unit, each.range, each.source, each.text)
        writer.writerow([plain_cell(cell) for cell in cells])
    return text.getvalue()
