"""Dated lists become rules by date: regimes with their changes, pairing plans, levers."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path as File
from typing import Any

from eastwest.errors import RuleError, ScenarioError
from eastwest.evaluation.regime import Regime
from eastwest.pairing import Pairing
from eastwest.policy import Levers
from eastwest.reading.amending import blamed, known_lines
from eastwest.reading.check import check
from eastwest.reading.finding import UNKNOWN, Finding, choice, got, refusal
from eastwest.reading.kinds import kinds, rule_of
from eastwest.reading.layers import Layers
from eastwest.reading.library import find_inside, shown
from eastwest.reading.merge import Table, merge
from eastwest.reading.source import read
from eastwest.scenario import Dated
from eastwest.vocabulary import COUNTIES, TIED

_WITHOUT_DEFAULT = {
    each.name for each in fields(Regime) if each.default is each.default_factory is MISSING
}
"""Keys by which a regime is known that stands in an entry itself, without `use`."""

Entries = list[dict[str, Any]]
"""A dated list as a file holds it: tables with `from`."""


def regimes(
    data: Mapping[Any, Any], layers: Layers, findings: list[Finding]
) -> tuple[tuple[Dated[Regime], ...], dict[str, Entries]]:
    """Return the rules in force by date, and the regimes and changes as plain tables.

    A change patches what is in force at its date; it stays until the next regime comes in.
    """
    entries, changes = data.get("regime", {}), data.get("change", {})
    rules: dict[int, Dated[Regime]] = {}
    plain_entries, plain_changes = Entries(), Entries()
    table, origin, since, told = None, layers, 0, set[Finding]()
    for year in sorted({*entries, *changes}):
        if year in entries:
            since = year
            entry = layers.under(("regime", year))
            table, origin = _entry(entries[year], entry, findings)
            amends = entry if entries[year].keys() != {"use"} else None
            rule = None if table is None else _checked(table, origin, amends, told, findings)
            if rule is not None:
                rules[year] = Dated(year, since, rule, place=origin)
                plain_entries.append({"from": year, **plain(rule)})
        if year in changes:
            patch = layers.under(("change", year))
            if not since:
                findings.append(patch.finding((), "must not begin before the first regime"))
            if table is None:
                continue
            known = known_lines(changes[year], table, patch, findings)
            table, origin = merge(table, known), patch.over(origin)
            rule = _checked(table, origin, patch, told, findings)
            if rule is not None:
                rules[year] = Dated(year, since, rule, place=origin)
                plain_changes.append({"from": year, **_pick(changes[year], plain(rule))})
    return tuple(rules.values()), {"regime": plain_entries, "change": plain_changes}


def _checked(
    table: Table,
    origin: Layers,
    amends: Layers | None,
    told: set[Finding],
    findings: list[Finding],
) -> Regime | None:
    """Return the regime of a table, which an entry amends if one is given; findings are added."""
    found = list[Finding]()
    rule = check(Regime, table, origin, found)
    findings.extend(found if amends is None else blamed(found, amends, told))
    told.update(found)
    return rule


def _entry(
    entry: Mapping[Any, Any], layers: Layers, findings: list[Finding]
) -> tuple[Table | None, Layers]:
    """Return an entry's regime: its own keys over those of the file it uses, if there is one."""
    own: Mapping[Any, Any] = {key: value for key, value in entry.items() if key != "use"}
    if "use" not in entry:
        if own.keys() & _WITHOUT_DEFAULT:
            return dict(own), layers
        findings.append(layers.finding(("use",), "is missing: the name of a regime"))
        return None, layers
    layers = layers.down_to("use")
    try:
        file = find_inside(entry["use"], layers.folder(("use",)), "regime")
    except ScenarioError as error:
        findings.append(layers.finding(("use",), str(error)))
        return None, layers
    source = read(file, shown(file))
    findings.extend(source.findings)
    own = known_lines(own, source.data, layers, findings)
    return merge(source.data, own), layers.over(Layers(((source, ()),)))


def is_regime(data: Mapping[Any, Any]) -> bool:
    """Return whether a file's tables are a regime and no scenario."""
    return bool({"indicator", "grade"} & data.keys()) and not {"extends", "regime"} & data.keys()


def regime(file: File) -> Regime:
    """Return the regime of a file of its own; raise `ScenarioError` with all findings."""
    source = read(file, shown(file))
    findings = list(source.findings)
    rule = check(Regime, source.data, Layers(((source, ()),)), findings)
    if rule is None or findings:
        raise refusal(findings)
    return rule


def levers(
    data: Mapping[Any, Any], layers: Layers, first: int, findings: list[Finding]
) -> tuple[tuple[Dated[Levers], ...], Entries]:
    """Return the levers by date, and the entries as plain tables.

    Patches add up on `[levers]`; those dated before the first year are in force from it on.
    """
    table, origin = data.get("levers", Table()), layers.under(("levers",))
    if not isinstance(table, Mapping):
        return (), []  # said where the tables are checked
    rules, entries = {first: check(Levers, table, origin, findings)}, Entries()
    for year, patch in data.get("lever", {}).items():
        table, origin = merge(table, patch), layers.under(("lever", year)).over(origin)
        rule = check(Levers, table, origin, findings)
        if rule is not None:
            rules[max(year, first)] = rule
            entries.append({"from": year, **_pick(patch, plain(rule))})
    return tuple(Dated(year, year, rule) for year, rule in rules.items() if rule), entries


def pairings(
    data: Mapping[Any, Any], layers: Layers, plans: Iterable[str], findings: list[Finding]
) -> tuple[tuple[Dated[str | Pairing], ...], tuple[Dated[int], ...], Entries]:
    """Return plans by name and pairing rules by date, how far down, and entries as plain tables."""
    rules, depths, entries = list[Dated[str | Pairing]](), list[Dated[int]](), Entries()
    for year, entry in data.get("pairing", {}).items():
        origin = layers.under(("pairing", year))
        if "kind" in entry:
            made = _pairing(entry, origin, findings)
            if made is not None:
                rules.append(Dated(year, year, made))
                entries.append({"from": year, **plain(made)})
        else:
            rules.append(Dated(year, year, _named(entry, origin, plans, findings)))
            entries.append({"from": year, **entry})
        tied = str(entries[-1].get("down_to")) if entries else ""
        depths.append(Dated(year, year, TIED.index(tied) if tied in TIED else COUNTIES))
    return tuple(rules), tuple(depths), entries


def _named(
    entry: Mapping[Any, Any], layers: Layers, plans: Iterable[str], findings: list[Finding]
) -> str:
    """Return the plan of an entry that names one."""
    for key in sorted(entry.keys() - {"plan", "down_to"}):
        known = ("plan", "kind", "down_to", "drop")
        findings.append(layers.finding((key,), UNKNOWN, key, known))
    plan: Any = entry.get("plan")
    tied: Any = entry.get("down_to", TIED[COUNTIES])
    if "plan" not in entry:
        findings.append(layers.finding(("plan",), "is missing"))
    elif plans and plan not in plans:
        rule = f"must be {choice(plans)} {got(plan)}"
        findings.append(layers.finding(("plan",), rule, plan, plans))
    if tied not in TIED:
        rule = f"must be {choice(TIED)} {got(tied)}"
        findings.append(layers.finding(("down_to",), rule, str(tied), TIED))
    return str(plan)


def _pairing(entry: Mapping[Any, Any], layers: Layers, findings: list[Finding]) -> Pairing | None:
    """Return the pairing rule of an entry that names a kind."""
    kind = entry["kind"]
    try:
        rule = rule_of("pairing", kind) if isinstance(kind, str) else None
    except RuleError as error:
        findings.append(layers.finding(("kind",), str(error)))
        return None
    if rule is None:
        valid = kinds("pairing")
        wrong = f"must be {choice(valid)} {got(kind)}"
        findings.append(layers.finding(("kind",), wrong, str(kind), valid))
        return None
    if "plan" in entry:
        findings.append(layers.finding(("plan",), "must not stand beside a kind"))
        return None
    return check(rule, entry, layers, findings)


def plain(value: Any) -> Any:
    """Return an object as plain tables and lists; what is None is left out."""
    if is_dataclass(value):
        pairs = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: plain(each) for name, each in pairs if each is not None}
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def _pick(patch: Mapping[Any, Any], checked: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return a patch's keys with their checked values, so that 1 and 1.0 are the same."""
    return {
        key: _pick(value, checked[key]) if isinstance(value, Mapping) else checked[key]
        for key, value in patch.items()
        if key in checked
    }
