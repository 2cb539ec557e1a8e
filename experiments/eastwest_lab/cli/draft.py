"""A scenario to begin with: what people move most, each value as it is, with unit and range."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from eastwest.loader import plan_names
from eastwest.reading.library import regimes
from eastwest.register import Value, values
from eastwest.scenario import Scenario, in_force
from eastwest.world import SIZES
from eastwest_lab.language import Messages

OFTEN = (
    "world.size",
    *(f"east.{name}" for name in ("altruism", "growth", "cost", "adjust", "amplification")),
    *(f"west.{name}" for name in ("altruism", "growth", "cost", "adjust")),
    *(f"tie.{name}" for name in ("grow", "fade", "kept")),
)
"""Parameters without a date that are offered."""
JUDGED = (
    "observe.noise",
    *(f"observe.audit.{name}" for name in ("share", "detection", "penalty")),
    *(f"reward.{name}" for name in ("career", "summons", "reputation", "decay")),
)
"""Parameters of the regime in force that are offered."""
TEXTS = (
    'title = { en = "My scenario", zh = "我的情景" }',
    'question = { en = "What if ...?", zh = "如果……会怎样？" }',
)
"""What is to be filled in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value that is offered.

    Args:
        section: Table or dated list.
        year: First year of the entry in a dated list.
        key: Dotted key inside the section.
        value: As it is now.
        unit, range: What it is measured in, and what is allowed.
        text: What it is.
    """

    section: str
    year: int | None
    key: str
    value: Any
    unit: str
    range: str
    text: str


def offered(scenario: Scenario, say: Messages) -> Iterator[Line]:
    """Yield what people move most; set as it stands, nothing of it changes the scenario."""
    tables = scenario.tables
    known = {each.key: each for each in values(tables, tables.sources)}
    for key in OFTEN:
        section, _, rest = key.partition(".")
        yield _line(section, None, rest, known[key])
        if key == "world.size":
            yield _firms(scenario, known["world.firms"])
    year = _middle(scenario)
    levers = in_force(scenario.levers, year)
    for each in values(tables.levers if levers is None else levers.rule, tables.sources):
        yield _line("lever", year, each.key, each)
    regime = in_force(scenario.regimes, year)
    rule = {} if regime is None else {each.key: each for each in values(regime.rule, {})}
    for key in JUDGED:
        if key in rule:
            yield _line("change", year, key, rule[key])
    yield from _named(scenario, say)


def _line(section: str, year: int | None, key: str, each: Value) -> Line:
    return Line(section, year, key, each.value, each.unit, each.range, each.text)


def _firms(scenario: Scenario, about: Value) -> Line:
    """Return the number of firms, that of the world's size where none is given."""
    world = scenario.tables.world
    firms = SIZES[world.size].firms if world.firms is None else world.firms
    return Line("world", None, "firms", firms, about.unit, about.range, about.text)


def _middle(scenario: Scenario) -> int:
    """Return the year in which the second regime comes in, or the only one."""
    first, last = scenario.tables.years
    begun = [each.start for each in scenario.regimes if each.start == each.since <= last]
    return max(first, *begun[:2])


def _named(scenario: Scenario, say: Messages) -> Iterator[Line]:
    """Yield a regime and a plan of the last year, by name."""
    last = scenario.tables.years[1]
    names, plans = list(regimes()), plan_names()
    text = say("cli.new.regime")
    yield Line("regime", last, "use", names[0], "-", " | ".join(names), text)
    text = say("cli.new.pairing")
    yield Line("pairing", last, "plan", plans[-1], "-", " | ".join(plans), text)


def as_toml(scenario: Scenario, extends: str, say: Messages) -> str:
    """Return a file that extends a scenario; what it offers is commented out."""
    lines = [f"## {text}" for text in say("cli.new.head", name=scenario.name).splitlines()]
    lines += [f"extends = {literal(extends)}", *TEXTS, ""]
    lines += [f"## {text}" for text in say("cli.new.how").splitlines()]
    lines += [f"# {key} = {literal(value)}" for key, value in _top(scenario)]
    for (section, year), found in groupby(
        offered(scenario, say), key=lambda line: (line.section, line.year)
    ):
        lines += ["", f"## {say(f'cli.new.section.{section}')}"]
        lines += [f"# [{section}]"] if year is None else [f"# [[{section}]]", f"# from = {year}"]
        lines += [f"# {each.key} = {literal(each.value)}  ## {about(each)}" for each in found]
    return "\n".join(lines) + "\n"


def _top(scenario: Scenario) -> list[tuple[str, Any]]:
    return [("seed", scenario.tables.seed), ("years", scenario.tables.years)]


def about(line: Line) -> str:
    """Return what a value is: its meaning, range and unit."""
    parts = (line.text, line.range, "" if line.unit == "-" else f"[{line.unit}]")
    return "; ".join(part for part in parts if part)


def literal(value: Any) -> str:
    """Return a value as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)
