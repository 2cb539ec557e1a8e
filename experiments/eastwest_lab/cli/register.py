"""Every parameter of a scenario as a table, and how many nobody has documented."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

from eastwest.policy import Levers
from eastwest.register import Value, values
from eastwest.scenario import Scenario, in_force
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
    before = _levers(scenario, tables.levers)
    for lever in scenario.levers:
        here = _levers(scenario, lever.rule)
        found += _under(f"lever.{lever.start}.", [each for each in here if each not in before])
        before = here
    for pairing in scenario.pairings:
        if not isinstance(pairing.rule, str):
            under = f"pairing.{pairing.start}."
            found += _under(under, list(values(pairing.rule, tables.sources)))
    return found


def in_year(scenario: Scenario, year: int) -> list[Value]:
    """Return all that has a date as it holds in a year, by the key that sets it from then on."""
    regime = in_force(scenario.regimes, year)
    levers = in_force(scenario.levers, year)
    pairing = in_force(scenario.pairings, year)
    found = _under(f"lever.{year}.", [] if levers is None else _levers(scenario, levers.rule))
    if regime is not None:
        found += _under(f"change.{year}.", list(values(regime.rule, regime.rule.sources)))
    if pairing is not None and isinstance(pairing.rule, str):
        found.append(Value(f"pairing.{year}.plan", pairing.rule, "-", "choice", "Plan", ""))
    elif pairing is not None:
        found += _under(f"pairing.{year}.", list(values(pairing.rule, {})))
    return found


def _levers(scenario: Scenario, levers: Levers) -> list[Value]:
    """Return what is known of levers, each under its plain name."""
    found = values(levers, scenario.tables.sources, "levers.")
    return [replace(each, key=each.key.removeprefix("levers.")) for each in found]


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
        texts = (each.key, each.unit, _allowed(each.range), each.source, each.text)
        key, *others = (plain_cell(cell) for cell in texts)
        value = _exactly(each.value)  # a number is no formula, though it may begin like one
        writer.writerow([key, plain_cell(value) if value == each.value else value, *others])
    return text.getvalue()


def _allowed(range_: str) -> str:
    """Return a range that no spreadsheet takes for a formula: `from -1 to 1`."""
    return f"from {range_}" if " to " in range_ else range_


def _exactly(value: Any) -> str:
    """Return a value with all its digits, as a file would write it; nothing where none is set."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
