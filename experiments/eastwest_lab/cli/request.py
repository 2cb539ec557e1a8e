"""What was typed after `eastwest run`, understood."""

import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from eastwest.errors import EastwestError, ScenarioError
from eastwest.reading.chain import parents
from eastwest.reading.library import find, shown
from eastwest.reading.source import read
from eastwest.scenario import Scenario
from eastwest_lab.cli.naming import loaded, split


@dataclass(frozen=True, slots=True)
class Request:
    """How scenarios are to be run.

    Args:
        lang: Language of reports.
        replicates: How many of each scenario.
        values: Dotted key -> value set in every scenario.
        settings: What was typed after each `--set`.
        reforms: What was typed after each `--with`.
        tables: `--county` and `--agents`, if they were typed.
    """

    lang: str
    replicates: int
    values: Mapping[str, Any]
    settings: tuple[str, ...] = ()
    reforms: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def command(self, name: str, scenario: Scenario) -> str:
        """Return what makes the same run again, whatever its defaults become."""
        return shlex.join(["eastwest", "run", name, *self.options(scenario)])

    def options(self, scenario: Scenario) -> list[str]:
        """Return the options that make the same runs again."""
        tables = scenario.tables
        words = ["--seed", str(tables.seed)]
        words += ["--replicates", str(self.replicates), "--world", tables.world.size]
        words += ["--years", "-".join(map(str, tables.years))]
        for reform in self.reforms:
            words += ["--with", reform]
        for setting in self.settings:
            words += ["--set", setting]
        return [*words, *self.tables, "--lang", self.lang]

    def apply(self, scenario: Scenario) -> Scenario:
        """Return a scenario with the reforms laid over it and the values set."""
        scenario = scenario.with_reform(*self.reforms)
        return scenario.change(self.values) if self.values else scenario


def given(
    seed: int | None, world: str | None, years: str | None, settings: list[str]
) -> dict[str, Any]:
    """Return values by dotted key; raise `EastwestError` for what makes no sense."""
    typed = {
        "seed": seed,
        "world.size": world,
        "years": None if years is None else list(span(years)),
    }
    values = {key: value for key, value in typed.items() if value is not None}
    return values | dict(_setting(text) for text in settings)


def all_sound(names: list[str], request: Request | None = None) -> list[Scenario]:
    """Read all scenarios, as a request wants them; raise the findings of all together."""
    found, wrong = [], []
    for name in names:
        try:
            scenario = loaded(name)
            found.append(request.apply(scenario) if request else scenario)
        except ScenarioError as error:
            wrong += str(error).splitlines()
    if wrong:
        raise ScenarioError("\n".join(dict.fromkeys(wrong)))
    return found


def parent(name: str, request: Request) -> Scenario | None:
    """Return what a scenario is compared with, the same values set.

    That is the scenario without its last reform, or, if there is none, the first that it extends.
    """
    base, own = split(name)
    if reforms := (*own, *request.reforms):
        return replace(request, reforms=reforms[:-1]).apply(Scenario.load(base))
    file = find(base)
    source = read(file, shown(file))
    extended = parents(source)
    return request.apply(Scenario.load(str(extended[0]))) if extended else None


def span(text: str, key: str = "years") -> tuple[int, int]:
    """Return first and last year of `1996-2025` or `1996`; errors name the key."""
    match = re.fullmatch(r"\s*(\d{4})(?:\s*[-\u2013:]\s*(\d{4}))?\s*", text)
    if match is None:
        raise EastwestError(f"{key}: must be a year or two, such as 1996-2025 (got {text!r})")
    return int(match[1]), int(match[2] or match[1])


def _setting(text: str) -> tuple[str, Any]:
    """Return key and value of `world.firms=500`; what is not TOML is text."""
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise EastwestError(f"set: must be KEY=VALUE, such as world.firms=500 (got {text!r})")
    try:
        found = tomllib.loads(f"value = {value}")
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()
    return key.strip(), found["value"] if set(found) == {"value"} else value
