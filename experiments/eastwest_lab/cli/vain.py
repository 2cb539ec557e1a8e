"""Say which grades nobody can get, and where no grade is worth anything."""

from collections.abc import Iterable, Iterator

import numpy as np
import typer

from eastwest.context import Context
from eastwest.evaluation.quantiles import Quantiles
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import Reward
from eastwest.runs import setting
from eastwest.scenario import Dated, Scenario, in_force, ruling
from eastwest_lab.language import Messages


def warn_of_vain(scenarios: Iterable[Scenario], say: Messages) -> None:
    """Say which grades of scenarios are for nobody or for nothing, once a regime."""
    for scenario in scenarios:
        for told in (*_worthless(scenario, say), *_empty(scenario, say)):
            typer.echo(told, err=True)


def _worthless(scenario: Scenario, say: Messages) -> Iterator[str]:
    """Yield the regimes under which all grades are worth the same."""
    value, told = scenario.tables.east.money_value, set[int]()
    for entry in _held(scenario):
        rule: object = entry.rule.reward
        if entry.since in told or not isinstance(rule, Reward):
            continue
        if not np.ptp(rule.worth(entry.rule.grade.grades, np.ones(1), value, 1.0)):
            told.add(entry.since)
            yield say("cli.worthless", year=entry.start)


def _empty(scenario: Scenario, say: Messages) -> Iterator[str]:
    """Yield the shares that are of too few governments to be anybody."""
    asked = [entry for entry in _held(scenario) if isinstance(entry.rule.grade, Quantiles)]
    if not asked:
        return
    context = setting(scenario, scenario.tables.seed, 0)
    for entry in asked:
        for side in ("east", "west"):
            yield from _nobody(entry, side, _graded(context, entry, side), say)


def _nobody(entry: Dated[Regime], side: str, number: int, say: Messages) -> Iterator[str]:
    """Yield the grades of a side that nobody gets."""
    rule = entry.rule.grade
    if not number or not isinstance(rule, Quantiles):
        return
    largest = -(-number // rule.groups)
    given = np.diff(rule.places(largest), prepend=0)
    for rank, share in enumerate(rule.shares):
        if share > 0.0 and not given[rank]:
            yield say(
                "cli.nobody",
                year=entry.start,
                grade=rank + 1,
                side=say(f"cli.sides.{side}"),
                share=f"{share:g}",
                number=largest,
                least=f"{1 / largest:.2g}",
            )


def _graded(context: Context, entry: Dated[Regime], side: str) -> int:
    """Return how many governments a regime grades when it comes in; 0 where that is not known."""
    paired = in_force(context.scenario.pairings, max(entry.start, context.world.first))
    scored = any(each.weight and side in each.sides for each in entry.rule.indicator.values())
    if paired is None or not isinstance(paired.rule, str) or not scored:
        return 0
    held = context.coverage(context.plans[paired.rule]).counties[side]
    return int((held[: getattr(context, side).tops] > 0.0).sum())


def _held(scenario: Scenario) -> list[Dated[Regime]]:
    """Return the regimes, as amended, that are in force in some year of the run."""
    first, last = scenario.tables.years
    begun = ruling(scenario.regimes, first).start
    return [each for each in scenario.regimes if begun <= each.start <= last]
