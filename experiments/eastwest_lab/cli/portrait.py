"""A scenario in words and tables: what holds when, and where its values come from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from eastwest.errors import ScenarioError
from eastwest.evaluation.regime import Regime
from eastwest.pairing import Pairing
from eastwest.policy import Levers
from eastwest.reading.difference import TOP, difference
from eastwest.reading.finding import nearest
from eastwest.register import Value, values
from eastwest.scenario import Scenario
from eastwest.vocabulary import COUNTIES, TIED
from eastwest_lab.cli.diff import tell_differences
from eastwest_lab.cli.register import in_year, register
from eastwest_lab.cli.terminal import heading, line, table
from eastwest_lab.cli.timeline import words
from eastwest_lab.cli.wording import written
from eastwest_lab.language import Messages, messages


def portray(scenario: Scenario, lang: str) -> None:
    """Write a scenario to the terminal."""
    say, tables = messages(lang), scenario.tables
    heading(say.pick(words(tables.title)))
    for text in (tables.question, tables.notes):
        if text:
            line(say.pick(words(text)))
    first, last = tables.years
    facts = {
        "report.scenario": scenario.name,
        "report.years": f"{first}\u2013{last}",
        "report.world": tables.world.size,
        "report.seed": str(tables.seed),
        "report.digest": scenario.digest[:12],
    }
    table(["", ""], [[say(key), value] for key, value in facts.items()], words=2)
    _timeline(scenario, say)
    _regimes(scenario, say)
    heading(say("cli.values"))
    _values(values(tables, tables.sources), say)


def portray_regime(rule: Regime, lang: str) -> None:
    """Write a regime to the terminal."""
    say = messages(lang)
    heading(say.pick(rule.title))
    if rule.notes:
        line(say.pick(rule.notes))
    _sheet(rule, None, say)
    _values(_parts(rule), say)


def portray_reform(base: Scenario, scenario: Scenario, lang: str) -> None:
    """Write what a reform sets, by what differs once it lies over a scenario."""
    say, tables = messages(lang), scenario.tables
    heading(say.pick(words(tables.title)))
    if tables.notes:
        line(say.pick(words(tables.notes)))
    line(f"{say('cli.over', base=base.name)}{say('words.colon')}")
    found = tuple(each for each in difference(base, scenario) if each.section != TOP)
    tell_differences(found, base.name, scenario.name, say)


def look_up(scenario: Scenario, words: Sequence[str], lang: str) -> None:
    """Write the values whose key holds all words, each as `--set` takes it.

    A year among the words stands for what holds in it.
    """
    first, last = scenario.tables.years
    years = [int(each) for each in words if each.isdecimal() and first <= int(each) <= last]
    found = in_year(scenario, years[0]) if years else register(scenario)
    for word in (each for each in words if not (years and each == str(years[0]))):
        held = [each for each in found if word.lower() in each.key]
        if not held:
            known = {part for each in found for part in (each.key, *each.key.split("."))}
            like = nearest(word, known)
            hint = f"; did you mean {like!r}?" if like else ""
            raise ScenarioError(f"{scenario.name}: no key holds {word!r}{hint}")
        found = held
    _values(found, messages(lang))


def _timeline(scenario: Scenario, say: Messages) -> None:
    """Write what changes when: rules, pairing plans, levers."""
    heading(say("cli.timeline"))
    rows = []
    for entry in scenario.regimes:
        key = "cli.regime" if entry.start == entry.since else "cli.amended"
        title = say.pick(entry.rule.title)
        if entry.announced is not None:
            title = say("cli.announced", title=title, year=entry.announced)
        rows.append([str(entry.start), say(key), title])
    for pairing, depth in zip(scenario.pairings, scenario.depths, strict=True):
        told = _pairing(pairing.rule, TIED[depth.rule])
        rows.append([str(pairing.start), say("cli.pairing"), told])
    before = scenario.tables.levers
    for lever in scenario.levers:
        if lever.rule != before:
            rows.append([str(lever.start), say("cli.lever"), _moved(before, lever.rule)])
        before = lever.rule
    table([say("cli.from"), "", ""], sorted(rows, key=lambda row: row[0]), words=3)


def _pairing(rule: str | Pairing, tied: str) -> str:
    """Return the name of a plan and how far down it goes, or a rule as `kind, name = value`."""
    if isinstance(rule, str):
        return rule if tied == TIED[COUNTIES] else f"{rule}, down_to = {tied}"
    return _kind(rule)


def _kind(rule: object) -> str:
    """Return a rule as `kind, name = value`; through which channels an outcome is moved is long."""
    kind, *told = sorted(values(rule, {}), key=lambda each: each.key != "kind")
    told = [each for each in told if each.key != "through"]
    return ", ".join([kind.value, *(f"{each.key} = {written(each.value)}" for each in told)])


def _moved(before: Levers, after: Levers) -> str:
    """Return the levers that were moved, as `name = value`."""
    names = [each.name for each in fields(Levers)]
    moved = [name for name in names if getattr(before, name) != getattr(after, name)]
    return ", ".join(f"{name} = {written(getattr(after, name))}" for name in moved)


def _regimes(scenario: Scenario, say: Messages) -> None:
    """Write each regime in full; of one that is amended only what is new."""
    before: Regime | None = None
    for entry in scenario.regimes:
        rule = entry.rule
        known = before if entry.start > entry.since else None
        heading(f"{entry.start}{say('words.colon')}{say.pick(rule.title)}")
        if rule.notes and known is None:
            line(say.pick(rule.notes))
        _sheet(rule, known, say)
        old = set() if known is None else {_identity(each) for each in _parts(known)}
        _values((each for each in _parts(rule) if _identity(each) not in old), say)
        before = rule


def _sheet(rule: Regime, known: Regime | None, say: Messages) -> None:
    """Write the indicators of a score sheet that are not known yet."""
    rows = []
    for name, each in rule.indicator.items():
        if known is None or known.indicator.get(name) != each:
            weights = [getattr(each.evidence, part) for part in ("pledge", "activity", "result")]
            rows.append(
                [
                    name,
                    say(f"channels.{each.channel}") if each.channel else _kind(each.outcome),
                    say(f"cli.sides.{each.side}"),
                    written(each.weight),
                    written(each.cap),
                    written(each.target.norm),
                    "/".join(written(weight) for weight in weights),
                ]
            )
    header = ("indicator", "channel", "side", "weight", "cap", "norm", "evidence")
    if rows:
        table([say(f"cli.sheet.{name}") for name in header], rows, words=3, whole=True)


def _parts(rule: Regime) -> Iterator[Value]:
    """Yield the values of a regime besides its score sheet."""
    parts = {name: getattr(rule, name) for name in ("observe", "score", "grade", "reward")}
    return values(parts, rule.sources)


def _identity(each: Value) -> tuple[str, str]:
    return each.key, written(each.value)


def _values(found: Iterable[Value], say: Messages) -> None:
    """Write parameters with unit and source."""
    header = [say(f"cli.{name}") for name in ("key", "value", "unit", "source")]
    rows = [[each.key, written(each.value), each.unit, each.source] for each in found]
    if rows:
        table(header, rows, words=4, whole=True)
