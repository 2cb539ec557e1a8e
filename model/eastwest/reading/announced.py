"""The years in which dated entries are announced: known before they are in force."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from eastwest.evaluation.regime import Regime
from eastwest.reading.finding import DATED, FIRST_YEAR, Finding, got
from eastwest.reading.layers import Layers
from eastwest.reading.merge import Table
from eastwest.scenario import Dated

KEY = "announced"
"""Key of an entry: a year before its `from`."""

Years = Mapping[str, Mapping[int, int]]
"""By dated list and first year of an entry, when it is announced."""


def taken(data: Table, layers: Layers, findings: list[Finding]) -> tuple[Table, Years]:
    """Return the tables without announcements, and the announcements."""
    plain, years = dict(data), dict[str, dict[int, int]]()
    for name in DATED:
        entries = data.get(name, {})
        findings.extend(_wrong(name, entries, layers))
        years[name] = {year: each[KEY] for year, each in entries.items() if KEY in each}
        if years[name]:
            plain[name] = {year: _without(each) for year, each in entries.items()}
    return plain, years


def foretold(
    regimes: tuple[Dated[Regime], ...], data: Mapping[str, Any], years: Years
) -> tuple[Dated[Regime], ...]:
    """Return the rules with the year in which all of each is known.

    A change is known when it is announced, and so is the regime that it patches, and every
    change between the two.
    """
    found, known = [], 0
    for rule in regimes:
        names = [name for name in ("regime", "change") if rule.start in data.get(name, {})]
        told = max(years[name].get(rule.start, rule.start) for name in names)
        known = told if rule.start == rule.since else max(known, told)
        found.append(replace(rule, announced=known) if known < rule.start else rule)
    return tuple(found)


def written(plain: Mapping[str, list[Table]], years: Years) -> dict[str, list[Table]]:
    """Return dated lists as a file holds them, with their announcements."""
    return {
        name: [_with(entry, years[name].get(entry["from"])) for entry in entries]
        for name, entries in plain.items()
    }


def _wrong(name: str, entries: Mapping[int, Any], layers: Layers) -> Iterator[Finding]:
    """Yield announcements that are no years before their entries."""
    for year, entry in entries.items():
        told = entry.get(KEY, year - 1)
        if type(told) is not int or not FIRST_YEAR <= told < year:
            rule = f"must be a year from {FIRST_YEAR} on and before {year} {got(told)}"
            yield layers.finding((name, year, KEY), rule)


def _without(entry: Table) -> Table:
    return {key: value for key, value in entry.items() if key != KEY}


def _with(entry: Table, told: int | None) -> Table:
    first = {"from": entry["from"]} | ({} if told is None else {KEY: told})
    return first | entry
