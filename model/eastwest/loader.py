"""Text becomes objects here and nowhere else: scenario files to checked scenarios and back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

import tomli_w

from eastwest.errors import DataError, ScenarioError
from eastwest.evaluation.lines import lines
from eastwest.evaluation.regime import Regime
from eastwest.reading import announced, timeline
from eastwest.reading.chain import chain
from eastwest.reading.check import check
from eastwest.reading.difference import difference
from eastwest.reading.finding import DATED, UNKNOWN, Finding, got, refusal, split
from eastwest.reading.fork import spliced
from eastwest.reading.layers import Layers
from eastwest.reading.library import TO_USE, find, is_path, library
from eastwest.reading.merge import Table, idle_drops, merge, merge_files
from eastwest.reading.reform import reform, without_own
from eastwest.reading.schema import schema as schema_of
from eastwest.reading.source import SCHEMA, Source, arrange
from eastwest.reading.worlds import wrong_world
from eastwest.scenario import Scenario, Tables, foreseen
from eastwest.tables import read as read_table
from eastwest.tables import variables
from eastwest.world import EARLIEST, HORIZON, LATEST

__all__ = [
    "change",
    "difference",
    "digest",
    "fork",
    "library",
    "load",
    "of_data",
    "plan_names",
    "schema",
    "to_toml",
    "with_reforms",
]


def load(name: str | PathLike[str], reforms: Sequence[str | PathLike[str]] = ()) -> Scenario:
    """Read a scenario by library name or path; raise `ScenarioError` with all findings.

    Args:
        name: Library name or path.
        reforms: Names or paths of reforms laid over it, the last one topmost.
    """
    file = find(str(name))
    sources = chain(file)
    if timeline.is_regime(sources[0].data):
        raise ScenarioError(f"{sources[0].shown}: {TO_USE.format(name=str(name))}")
    return with_reforms(_build(file.stem, sources), reforms)


def of_data(name: str, data: Mapping[str, Any]) -> Scenario:
    """Return a scenario of plain tables, such as another's `data` taken apart, checked again."""
    return _build(name, [arrange(Source("", Path.cwd(), dict(data)))])


def with_reforms(scenario: Scenario, reforms: Sequence[str | PathLike[str]]) -> Scenario:
    """Return a scenario with reforms laid over it, the last one topmost, checked again."""
    for name in map(str, reforms):
        top = reform(name, scenario.data)
        resolved = Source("", Path.cwd(), without_own(scenario.data))
        stem = Path(name).stem if is_path(name) else name
        laid = _build(f"{scenario.name}+{stem}", [top, arrange(resolved)])
        scenario = _traced(laid, scenario)
    return scenario


def fork(scenario: Scenario, year: int, reforms: Sequence[str | PathLike[str]] = ()) -> Scenario:
    """Return a scenario whose own rules hold before a year, and reformed ones from it on.

    Args:
        scenario: What was run.
        year: First year under the reforms; what they date earlier begins in it.
        reforms: Names or paths, the last one topmost; none: the scenario as it is.
    """
    first, last = scenario.tables.years
    if not first <= year <= last:
        raise ScenarioError(f"year: must be between {first} and {last} {got(year)}")
    reformed = with_reforms(scenario, reforms)
    if not reforms:
        return scenario
    data = spliced(scenario.data, reformed.data, year)
    data["title"] = {code: f"{text} ({year}\u2013)" for code, text in data["title"].items()}
    source = Source("", Path.cwd(), data)
    forked = _build(f"{reformed.name}@{year}", [arrange(source)])
    for before in range(first, year):
        told, now = (foreseen(each.regimes, before) for each in (scenario, forked))
        if told is not None and (now is None or now.rule != told.rule):
            rule = f"what was announced in {told.announced} for {told.start} cannot be taken back"
            raise ScenarioError(f"year: {rule} {got(year)}; begin before the announcement")
    return forked


def change(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return a scenario with dotted keys set, checked again.

    Args:
        scenario: Stays as it is.
        values: By key, `world.firms` or, in a dated list, `regime.2016.reward.ramp`; a date
            that is not there yet becomes a new entry.
    """
    table = Table()
    for key, value in values.items():
        for step in reversed(split(key)):
            value = {step: value}
        table = merge(table, value)
    if "extends" in table:
        raise ScenarioError("extends: must stand in a file: write one that extends another")
    here = Path.cwd()
    resolved = arrange(Source("", here, dict(scenario.data)))
    changed = _build(scenario.name, [arrange(Source("", here, table)), resolved])
    return _traced(changed, scenario)


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of all content of a resolved scenario, in an order of its own.

    The group is no content: it says where the library shows the file.
    """
    content = {key: value for key, value in data.items() if key != "group"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def to_toml(scenario: Scenario) -> str:
    """Return a scenario as one file that needs no other; read again it has the same digest."""
    return tomli_w.dumps({"schema": SCHEMA, **scenario.data})


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors."""
    return schema_of(plan_names())


def plan_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of pairing plans: the years of the table of pairings, and none.

    Args:
        folder: Of a user's own tables.
    """
    rows = read_table("pairings.csv", ("from_year",), folder)
    return ("none", *(str(year) for year in sorted({row.whole("from_year") for row in rows})))


def _build(name: str, sources: list[Source]) -> Scenario:
    """Make a scenario of sources laid over each other, the topmost first."""
    findings = [finding for source in sources for finding in source.findings]
    layers = Layers(tuple((source, ()) for source in sources))
    data = _merged(sources, findings)
    own = _own_tables(data, layers, findings)
    tables = check(Tables, _known(data, layers, findings), layers, findings)
    data, told = announced.taken(data, layers, findings)
    regimes, plain = timeline.regimes(data, layers, findings)
    first = tables.years[0] if tables else EARLIEST
    findings.extend(_unknown_variable(data, [each.rule for each in regimes], layers))
    levers, plain["lever"] = timeline.levers(data, layers, first, findings)
    plans = _plans(own, layers, findings)
    pairings, depths, plain["pairing"] = timeline.pairings(data, layers, plans, findings)
    if tables:
        findings.extend(_wrong_years(tables.years, data, layers))
        findings.extend(wrong_world(tables.world, own, layers))
    if findings or tables is None:
        raise refusal(findings)
    regimes = announced.foretold(regimes, data, told)
    resolved = timeline.plain(tables) | announced.written(plain, told)
    return Scenario(name, tables, regimes, pairings, depths, levers, resolved)


def _traced(scenario: Scenario, below: Scenario) -> Scenario:
    """Return a scenario that knows where what it lies over, resolved, was written."""
    places = {(each.start, each.since): each.place for each in below.regimes}
    found = list(scenario.regimes)
    for row, each in enumerate(found):
        own, old = each.place, places.get((each.start, each.since))
        if isinstance(own, Layers) and isinstance(old, Layers):
            found[row] = replace(each, place=replace(own, below=old))
    return replace(scenario, regimes=tuple(found))


def _merged(sources: list[Source], findings: list[Finding]) -> Table:
    """Return all tables as one."""
    data = Table()
    for source in reversed(sources):
        for name, year in idle_drops(data, source.data):
            rule = f"must drop an entry that is there {got(year)}"
            findings.append(source.finding((name, year, "drop"), rule))
        data = merge_files(data, source.data)
    return data


def _own_tables(data: Table, layers: Layers, findings: list[Finding]) -> Path | None:
    """Make the folder of a user's own tables absolute, from the file that names it."""
    world = data.get("world")
    if not isinstance(world, dict) or not isinstance(world.get("data"), str):
        return None
    path = ("world", "data")
    folder = layers.folder(path) / str(world["data"])
    if not folder.is_dir():
        findings.append(layers.finding(path, f"must be a folder {got(world['data'])}"))
        return None
    data["world"] = {**world, "data": str(folder.resolve())}
    return folder


def _unknown_variable(data: Table, regimes: list[Regime], layers: Layers) -> Iterator[Finding]:
    """Yield an expectation about a variable that no run measures."""
    asked = data.get("expectation")
    name = asked.get("variable") if isinstance(asked, dict) else None
    known = [row["name"] for row in variables()]
    known += [name for line in lines(regimes) for name in line.names]
    if isinstance(name, str) and name not in known:
        path = ("expectation", "variable")
        yield layers.finding(path, f"must be a result variable {got(name)}", name, known)


def _known(data: Table, layers: Layers, findings: list[Finding]) -> Table:
    """Return the tables without dated lists; keys at the top that nobody knows are findings."""
    tables = {each.name for each in fields(Tables)}
    others = {"extends", "schema", *DATED}
    for key in sorted(data.keys() - tables - others):
        findings.append(layers.finding((key,), UNKNOWN, key, tables | others))
    return {key: value for key, value in data.items() if key in tables}


def _plans(folder: Path | None, layers: Layers, findings: list[Finding]) -> tuple[str, ...]:
    """Return the names of pairing plans; a table that cannot be read is a finding."""
    try:
        return plan_names(folder)
    except DataError as error:
        findings.append(layers.finding(("world", "data"), str(error)))
        return ()


def _wrong_years(years: tuple[int, int], data: Table, layers: Layers) -> Iterator[Finding]:
    """Yield what is wrong with the years of a run."""
    first, last = years
    begins = min(data.get("regime", {}), default=None)
    if last < first:
        yield layers.finding(("years",), f"must not end before they begin {got(years)}")
        return
    if not EARLIEST <= first <= LATEST:
        rule = f"must begin between {EARLIEST} and {LATEST} {got(first)}"
        yield layers.finding(("years",), rule)
    elif begins is None:
        rule = "is missing: at least one [[regime]] with `from`, or `extends`; a reform, which"
        yield layers.finding(("regime",), f"{rule} has neither, goes over a scenario: --with FILE")
    elif begins > first:
        rule = f"must not begin before the first regime, that of {begins} {got(first)}"
        yield layers.finding(("years",), rule)
    if last > HORIZON:
        rule = f"must end in {HORIZON} or before {got(last)}"
        yield layers.finding(("years",), rule)
