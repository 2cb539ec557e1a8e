"""Which mechanisms make the difference between two scenarios: from runs with some switched off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eastwest.vocabulary import Floats
from eastwest_lab.comparing.outcomes import LUCK
from eastwest_lab.comparing.paired import ROUNDING, half_width
from eastwest_lab.comparing.shapley import Coalition, coalitions, interactions, shapley

REST, ALL = "rest", "all"
"""What is left of the difference with every group off, and the whole difference."""
BETWEEN = "+"
"""Stands between the names of the groups that are on."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The difference of two scenarios, split among groups of mechanisms.

    Args:
        parts: variable, group, value, low, high: what each group adds on average over all
            orders of switching on; `REST` and `ALL` besides. The groups and the rest add up
            to `ALL`.
        interactions: variable, group, other, value, low, high: what two add beyond their sum.
    """

    parts: pd.DataFrame
    interactions: pd.DataFrame


def named(groups: Coalition) -> str:
    """Return a set of groups as one text, the same for the same set."""
    return BETWEEN.join(sorted(groups))


def attribute(
    table: pd.DataFrame,
    groups: Sequence[str],
    variables: Sequence[str],
    reference: str,
    other: str,
) -> Attribution:
    """Split the difference of two scenarios among groups of mechanisms.

    The worth of a set of groups is the paired difference of the two scenarios when these
    groups alone are on. Replicates in which one of the runs has no value are left out.

    Args:
        table: A row for each scenario, set of groups (`on`), seed and replicate; a column for
            each outcome.
        groups: Names of the groups.
        variables: The outcomes.
        reference: The scenario compared with.
        other: The scenario that is compared.
    """
    parts, pairs = [], []
    for name in variables:
        worth = _worth(table, name, groups, reference, other)
        level = float(table[name].abs().mean())
        none, every = worth[frozenset()], worth[frozenset(groups)]
        split: dict[str, Floats] = {**shapley(groups, worth), REST: none, ALL: every}
        parts += [
            {"variable": name, "group": key, **_told(each, level)} for key, each in split.items()
        ]
        pairs += [
            {"variable": name, "group": one, "other": two, **_told(each, level)}
            for (one, two), each in interactions(groups, worth).items()
        ]
    return Attribution(pd.DataFrame(parts), pd.DataFrame(pairs))


def _worth(
    table: pd.DataFrame, variable: str, groups: Sequence[str], reference: str, other: str
) -> Mapping[Coalition, Floats]:
    """Return the paired differences of every set of groups, a value for each replicate."""
    wide = table.pivot(index=LUCK, columns=["scenario", "on"], values=variable)
    asked = [(side, named(each)) for side in (reference, other) for each in coalitions(groups)]
    known = wide.reindex(columns=asked).dropna()
    return {
        each: (known[other, named(each)] - known[reference, named(each)]).to_numpy(dtype=float)
        for each in coalitions(groups)
    }


def _told(values: Floats, level: float) -> dict[str, float]:
    """Return mean and t interval of the replicates, nan where they cannot tell.

    Args:
        values: One for each replicate.
        level: Size of what was subtracted: a part that is rounding beside it is none.
    """
    values = np.where(np.abs(values) <= ROUNDING * level, 0.0, values)
    n = len(values)
    middle = float(values.mean()) if n else np.nan
    half = half_width(float(values.std(ddof=1)), n) if n > 1 else np.nan
    return {"value": middle, "low": middle - half, "high": middle + half}
