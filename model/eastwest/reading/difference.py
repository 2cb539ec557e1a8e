"""What differs between two scenarios: only that, by section and date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eastwest.pairing import Pairing
from eastwest.reading.announced import KEY
from eastwest.reading.finding import DATED, dotted
from eastwest.reading.merge import WHOLE
from eastwest.reading.timeline import plain
from eastwest.register import Value, values
from eastwest.scenario import Dated, Scenario, in_force

TOP = "scenario"
"""Section of what stands at the top of a file."""

Leaves = dict[str, Any]
"""Value by dotted key."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs.

    Args:
        section: Table or dated list: `world`, `channel`, `regime`, ...; `scenario` at the top.
        year: Year of the entry in a dated list.
        key: Dotted key inside the section; empty where a whole regime came or went.
        old, new: The values, of a change or lever those in force; None where there is none.
        unit, source, text: What the parameter is, and who gives its value.
    """

    section: str
    year: int | None
    key: str
    old: Any
    new: Any
    unit: str = ""
    source: str = ""
    text: str = ""


def difference(old: Scenario, new: Scenario) -> tuple[Difference, ...]:
    """Return what differs between two scenarios: top, tables, dated lists by year."""
    found = [*_undated(old, new), *_regimes(old, new), *_pairings(old, new)]
    found += [*_patched("change", old, new), *_patched("lever", old, new)]
    sections = dict.fromkeys(each.section for each in found)
    order = [TOP, *(name for name in sections if name not in (TOP, *DATED)), *DATED]
    return tuple(sorted(found, key=lambda each: (order.index(each.section), each.year or 0)))


def _undated(old: Scenario, new: Scenario) -> Iterator[Difference]:
    """Yield what differs in the tables without a date."""
    about = _about(old) | _about(new)
    sections = {key.partition(".")[0] for key in about}
    ours, theirs = (
        _leaves({key: each for key, each in one.data.items() if key not in (*DATED, "group")})
        for one in (old, new)
    )
    for key in _keys(ours, theirs):
        section, _, rest = key.partition(".")
        place = (section, rest) if section in sections else (TOP, key)
        yield _found(place[0], None, place[1], (ours.get(key), theirs.get(key)), about.get(key))


def _about(scenario: Scenario) -> dict[str, Value]:
    """Return what is known of the parameters without a date, by key."""
    return {each.key: each for each in values(scenario.tables, scenario.tables.sources)}


def _regimes(old: Scenario, new: Scenario) -> Iterator[Difference]:
    """Yield regimes that came or went, and what differs in those that stayed."""
    ours, theirs = (_entries(one, "regime") for one in (old, new))
    for year in sorted({*ours, *theirs}):
        if year not in ours or year not in theirs:
            titles = [each.get(year, {}).get("title") for each in (ours, theirs)]
            yield Difference("regime", year, "", titles[0], titles[1])
            continue
        first, second = _leaves(ours[year]), _leaves(theirs[year])
        about = _of_rules(old, year) | _of_rules(new, year)
        for key in _keys(first, second):
            yield _found("regime", year, key, (first.get(key), second.get(key)), about.get(key))


def _pairings(old: Scenario, new: Scenario) -> Iterator[Difference]:
    """Yield what differs in pairings: plans, rules and how far down pairs are tied."""
    ours, theirs = (_entries(one, "pairing") for one in (old, new))
    about = [
        {(each.start, value.key): value for each in one.pairings for value in _of_pairing(each)}
        for one in (old, new)
    ]
    for year in sorted({*ours, *theirs}):
        first, second = (_leaves(each.get(year, {})) for each in (ours, theirs))
        for key in _keys(first, second):
            known = about[1].get((year, key)) or about[0].get((year, key))
            yield _found("pairing", year, key, (first.get(key), second.get(key)), known)


def _of_pairing(entry: Dated[str | Pairing]) -> Iterator[Value]:
    """Yield what is known of the parameters of a pairing rule."""
    return iter(()) if isinstance(entry.rule, str) else values(entry.rule, {})


def _patched(name: str, old: Scenario, new: Scenario) -> Iterator[Difference]:
    """Yield the values of changes or levers that are not in force alike at their date."""
    ours, theirs = (_entries(one, name) for one in (old, new))
    for year in sorted({*ours, *theirs}):
        set_here = _leaves(ours.get(year, {})) | _leaves(theirs.get(year, {}))
        first, second = (
            _leaves(_rule(name, one, year)) | {KEY: entries.get(year, {}).get(KEY)}
            for one, entries in ((old, ours), (new, theirs))
        )
        about = _of_rules(old, year, name) | _of_rules(new, year, name)
        for key in set_here:
            if first.get(key) != second.get(key):
                yield _found(name, year, key, (first.get(key), second.get(key)), about.get(key))


def _entries(scenario: Scenario, name: str) -> dict[int, dict[str, Any]]:
    """Return the entries of a dated list by year."""
    return {
        entry["from"]: {key: value for key, value in entry.items() if key != "from"}
        for entry in scenario.data[name]
    }


def _rule(name: str, scenario: Scenario, year: int) -> Any:
    """Return the regime or the levers in force in a year as plain tables."""
    if name == "change":
        regime = in_force(scenario.regimes, year)
        return {} if regime is None else plain(regime.rule)
    levers = in_force(scenario.levers, max(year, scenario.tables.years[0]))
    return plain(scenario.tables.levers if levers is None else levers.rule)


def _of_rules(scenario: Scenario, year: int, name: str = "change") -> dict[str, Value]:
    """Return what is known of the parameters of a regime or of levers, by key."""
    if name == "lever":
        sources = scenario.tables.sources
        found = values(scenario.tables.levers, sources, "levers.")
        return {each.key.removeprefix("levers."): each for each in found}
    regime = in_force(scenario.regimes, year)
    if regime is None:
        return {}
    return {each.key: each for each in values(regime.rule, regime.rule.sources)}


def _keys(old: Leaves, new: Leaves) -> list[str]:
    """Return the keys whose values differ."""
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _found(
    section: str, year: int | None, key: str, pair: tuple[Any, Any], about: Value | None
) -> Difference:
    known = (about.unit, about.source, about.text) if about else ()
    return Difference(section, year, key, *pair, *known)


def _leaves(table: Mapping[Any, Any], above: tuple[str | int, ...] = ()) -> Leaves:
    """Return all values of tables in tables by dotted key; texts in two languages are one."""
    found = Leaves()
    for key, value in table.items():
        if isinstance(value, Mapping) and key not in WHOLE:
            found |= _leaves(value, (*above, key))
        elif value or not isinstance(value, Mapping):
            found[dotted((*above, key))] = value
    return found
