"""A scenario's regimes and texts as figures and reports want them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from eastwest.evaluation.indicator import Indicator
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import CONSEQUENCES
from eastwest.scenario import Scenario, ruling
from eastwest_lab.cli.wording import written
from eastwest_lab.language import Words
from eastwest_lab.story import Regimes, Rule


def regimes(scenario: Scenario) -> Regimes:
    """Return first year and title of each regime; what only patches one is none of its own."""
    return tuple(
        (entry.start, entry.rule.title) for entry in scenario.regimes if entry.start == entry.since
    )


def rules(scenario: Scenario) -> tuple[Rule, ...]:
    """Return what each rule of a run looks at and brings, where it differs from the one before."""
    first, last = scenario.tables.years
    begun, found = ruling(scenario.regimes, first).start, list[Rule]()
    for entry in scenario.regimes:
        if begun <= entry.start <= last:
            rule = _rule(max(entry.start, first), entry.rule)
            if not found or replace(rule, year=found[-1].year) != found[-1]:
                found.append(rule)
    return tuple(found)


def _rule(year: int, rule: Regime) -> Rule:
    """Return the parts of a rule that people ask for first."""
    rewards = ((name, getattr(rule.reward, name, ())) for name in CONSEQUENCES)
    return Rule(
        year=year,
        title=rule.title,
        lines={side: _lines(rule, side) for side in ("east", "west")},
        score=str(getattr(rule.score, "kind", "")),
        grade=f"{getattr(rule.grade, 'kind', '')} {_cuts(rule)}".strip(),
        rewards=tuple((name, written(values)) for name, values in rewards if any(values)),
    )


def _cuts(rule: Regime) -> str:
    """Return the marks or shares of the grades, or of a contest who wins."""
    for name in ("bars", "shares", "winners"):
        if hasattr(rule.grade, name):
            return written(getattr(rule.grade, name))
    return ""


def _lines(rule: Regime, side: str) -> Sequence[tuple[str, float, str]]:
    """Return what a side's indicators look at, their shares of the score, and what else they do."""
    mine = [each for each in rule.indicator.values() if side in each.sides]
    whole = sum(each.weight for each in mine if not each.optional)
    return tuple(
        (
            each.channel or str(getattr(each.outcome, "kind", "")),
            0.0 if each.optional or not whole else each.weight / whole,
            _special(each),
        )
        for each in mine
        if each.weight > 0.0 or each.is_special
    )


def _special(each: Indicator) -> str:
    """Return what an indicator does otherwise than by its weight, as a file holds it."""
    told = ["optional"] * each.optional
    told += [f"bottom_line {written(each.bottom_line)}"] if each.bottom_line else []
    told += [f"bonus {written(each.bonus.points)}"] if each.bonus and each.bonus.points else []
    return ", ".join(told)


def words(text: Mapping[Any, str]) -> Words:
    """Return a text in two languages, its languages plain names."""
    return dict(text)
