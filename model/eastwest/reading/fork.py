"""A run continued under another rule: its own entries before a year, a reform's from then on."""

from collections.abc import Iterator, Mapping
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading.announced import KEY
from eastwest.reading.finding import DATED, dotted
from eastwest.reading.merge import Table, merge

Data = Mapping[str, Any]
"""A resolved scenario as plain tables; dated lists are lists of entries."""

WORDS = ("title", "question", "notes", "group", "expectation", "sources")
"""Tables that tell of a scenario and move nothing in it."""


def spliced(run: Data, reformed: Data, year: int) -> Table:
    """Return a run's tables with the dated entries of a reformed scenario from a year on.

    What the reform began before that year begins in it: as a patch of the regime in force if the
    reform patches that regime (years of a ramp count on), as a new regime if it is another.
    """
    _refuse_undated(run, reformed)
    data = {key: value for key, value in run.items() if key not in WORDS}
    data |= {key: reformed[key] for key in WORDS if key in reformed}
    ours, theirs = ({name: _by_year(each, name) for name in DATED} for each in (run, reformed))
    own = {name: dict(entries) for name, entries in ours.items()}
    for name in DATED:
        before = {when: entry for when, entry in ours[name].items() if when < year}
        after = {when: entry for when, entry in theirs[name].items() if when >= year}
        ours[name] = before | after
    _moved_pairing(ours, theirs, year)
    _moved_levers(ours, theirs, year, run["levers"], reformed["levers"])
    _moved_regime(ours, theirs, year)
    _tell(ours, own, run, reformed, year)
    return data | {name: _listed(ours[name]) for name in DATED}


def differing(old: Data, new: Data) -> Table:
    """Return what must be merged over `old` to make it `new`; keys that are gone are not said."""
    patch = Table()
    for key, value in new.items():
        under = old.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            inside = differing(under, value)
            if inside:
                patch[key] = inside
        elif key not in old or under != value:
            patch[key] = value
    return patch


def _refuse_undated(run: Data, reformed: Data) -> None:
    """Refuse a reform that changes what has no date: it would change the past too."""
    free = {*WORDS, *DATED, "levers"}
    plain, other = (
        {key: value for key, value in each.items() if key not in free} for each in (run, reformed)
    )
    for path in _leaves(differing(plain, other)):
        raise ScenarioError(
            f"{dotted(path)}: has no date, so a fork cannot change it: only regime, change, "
            "pairing and levers can begin in a year"
        )


def _leaves(table: Data, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key)


def _by_year(data: Data, name: str) -> dict[int, Table]:
    """Return the entries of a dated list by year, without what they were announced."""
    return {
        entry["from"]: {key: value for key, value in entry.items() if key not in ("from", KEY)}
        for entry in data.get(name, ())
    }


def _announced(data: Data, name: str) -> dict[int, int]:
    return {entry["from"]: entry[KEY] for entry in data.get(name, ()) if KEY in entry}


def _tell(ours: dict[str, Any], own: Data, run: Data, reformed: Data, year: int) -> None:
    """Say again when entries were announced; what is new, in the year of the fork at first."""
    for name in DATED:
        told, news = _announced(run, name), _announced(reformed, name)
        for when, entry in ours[name].items():
            is_new = own[name].get(when) != entry
            known = max(news.get(when, when), year) if is_new else told.get(when, when)
            ours[name][when] = {KEY: known, **entry} if known < when else entry


def _listed(entries: Mapping[int, Table]) -> list[Table]:
    return [{"from": year, **entries[year]} for year in sorted(entries)]


def _moved_pairing(ours: dict[str, Any], theirs: Data, year: int) -> None:
    """Let the pairing that the reformed scenario has in force begin in the year."""
    pairings = [
        {when: entry for when, entry in each["pairing"].items() if when <= year}
        for each in (ours, theirs)
    ]
    now, then = (each[max(each)] if each else {"plan": "none"} for each in pairings)
    if now != then:
        ours["pairing"][year] = then


def _moved_levers(ours: dict[str, Any], theirs: Data, year: int, base: Data, other: Data) -> None:
    """Let the levers that the reformed scenario has in force begin in the year."""
    earlier = {when: patch for when, patch in ours["lever"].items() if when < year}
    before = _levers(base, earlier, year)
    then = _levers(other, theirs["lever"], year)
    if _levers(base, ours["lever"], year) != then:
        ours["lever"][year] = differing(before, then)


def _levers(base: Data, patches: Mapping[int, Table], year: int) -> Table:
    """Return the levers in force in a year."""
    levers = dict(base)
    for when in sorted(patches):
        if when <= year:
            levers = merge(levers, patches[when])
    return levers


def _moved_regime(ours: dict[str, Any], theirs: Data, year: int) -> None:
    """Let the regime that the reformed scenario has in force begin in the year."""
    since, rule = _regime(theirs, year)
    if _regime(ours, year) == (since, rule):
        return
    earlier = {when: patch for when, patch in ours["change"].items() if when < year}
    known, before = _regime({**ours, "change": earlier}, year)
    patch = differing(before, rule)
    is_patched = known == since and before.get("title") == rule.get("title")
    if is_patched and merge(before, patch) == rule:
        ours["change"][year] = patch
    else:
        ours["regime"][year] = rule
        ours["change"].pop(year, None)


def _regime(entries: Data, year: int) -> tuple[int, Table]:
    """Return since when a regime is in force in a year, and its tables with all changes."""
    since, rule = 0, Table()
    for when in sorted({*entries["regime"], *entries["change"]}):
        if when <= year and when in entries["regime"]:
            since, rule = when, entries["regime"][when]
        if when <= year and when in entries["change"]:
            rule = merge(rule, entries["change"][when])
    return since, rule
