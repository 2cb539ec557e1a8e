"""A sweep as numbers: what was varied, what was measured, and the means of every point."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from eastwest_lab.catalogue import BETTER
from eastwest_lab.comparing.ranks import ranks
from eastwest_lab.language import Words

COST = {"aid": -1}
"""What counts as a cost where gains are weighed against it."""
LOW, HIGH = 0.1, 0.9
"""Quantiles of the replicates between which an interval of a point lies."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What an outcome measures: a national variable, over which years, by which statistic."""

    variable: str
    statistic: str
    years: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What came of a sweep.

    Args:
        titles: Name of a scenario -> its title by language.
        measures: Outcome -> what it measures.
        levers: Key that is ours to choose -> its values in words.
        uncertainties: The same for keys that are not.
        design: Kind of the design.
        sampled: Keys whose values are drawn from a range.
        runs: A row for each run that was done: point, setting (the same number in every
            scenario), scenario, seed, replicate, a column for each key and each outcome; what
            is no finite number is nan.
        national: Tidy table of the yearly values that were kept of the nation, with the point.
    """

    titles: Mapping[str, Words]
    measures: Mapping[str, Measure]
    levers: Mapping[str, str]
    uncertainties: Mapping[str, str]
    design: str
    sampled: tuple[str, ...]
    runs: pd.DataFrame
    national: pd.DataFrame

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what was varied, levers first."""
        return (*self.levers, *self.uncertainties)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return the names of the outcomes."""
        return tuple(self.measures)

    @property
    def better(self) -> dict[str, int]:
        """Return the outcomes of which more (1) or less (-1) is better."""
        known = {name: BETTER.get(each.variable) for name, each in self.measures.items()}
        return {name: sign for name, sign in known.items() if sign is not None}

    @property
    def weighed(self) -> dict[str, int]:
        """Return the same with costs, of which less is better."""
        known = {**BETTER, **COST}
        return {
            name: known[each.variable]
            for name, each in self.measures.items()
            if each.variable in known
        }

    @cached_property
    def means(self) -> pd.DataFrame:
        """Return a row for each point: scenario, setting, keys, runs, the mean of each outcome."""
        grouped = self.runs.groupby("point", sort=True)
        columns = list(dict.fromkeys(["scenario", "setting", *self.keys]))
        found = grouped[columns].first()
        found["runs"] = grouped.size()
        return found.join(grouped[list(self.outcomes)].mean()).reset_index()

    @cached_property
    def choices(self) -> pd.DataFrame:
        """Return a row for each scenario with its levers, the mean of each outcome over the rest.

        What is not ours to choose is averaged over. `choice` is the first point that has it.
        """
        ours = ["scenario", *self.levers]
        grouped = self.means.groupby(ours, sort=False, dropna=False)
        found = grouped[list(self.outcomes)].mean()
        found.insert(0, "choice", grouped["point"].min())
        return found.reset_index().sort_values("choice").reset_index(drop=True)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Return mean ranks of the choices, within the same luck and the same uncertainties."""
        ours = ["scenario", *self.levers]
        rest = ["seed", "replicate", *self.uncertainties]
        runs = self.runs.merge(self.choices[[*ours, "choice"]], on=ours)
        world = runs.groupby(rest, sort=False, dropna=False).ngroup()
        named = runs.assign(scenario=runs["choice"].astype(str), replicate=world)
        return ranks(named, self.better)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Return the means of every point, and where most of its replicates lie."""
        grouped = self.runs.groupby("point", sort=True)[list(self.outcomes)]
        ends = {"_low": grouped.quantile(LOW), "_high": grouped.quantile(HIGH)}
        found = self.means.set_index("point")
        for name, end in ends.items():
            found = found.join(end.add_suffix(name))
        return found.reset_index()


def finite(runs: pd.DataFrame, outcomes: tuple[str, ...]) -> pd.DataFrame:
    """Return runs with nan for every outcome that is no finite number."""
    values = runs[list(outcomes)].to_numpy(dtype=float)
    columns = np.where(np.isfinite(values), values, np.nan).T
    return runs.assign(**dict(zip(outcomes, columns, strict=True)))
