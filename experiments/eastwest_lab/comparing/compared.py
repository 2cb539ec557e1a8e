"""Scenarios that were run with the same luck, and everything that sets them apart."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from eastwest_lab.catalogue import BETTER, KEY_VARIABLES
from eastwest_lab.comparing.attribution import Attribution
from eastwest_lab.comparing.outcomes import LUCK, comparison, first_difference, outcomes
from eastwest_lab.comparing.places import by_province, place_differences, place_means
from eastwest_lab.comparing.ranks import ranks
from eastwest_lab.language import Words

PLACED = "rural_income"
"""What is compared county by county."""
PRECISION = 0.01
"""Half width of an interval that is wanted, as a share of the first scenario's value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Scenarios beside the first of them.

    Args:
        titles: Name -> title by language; the first is the one compared with.
        national: Tidy table of all scenarios.
        runs: A row for each scenario and replicate, a column for each outcome.
        differences: What `comparison` returned.
        ranks: What `ranks` returned.
        places: Name -> what `place_differences` returned.
        years: First and last year over which the outcomes are means.
        first: The first year in which anything differs; none if nothing does.
        precision: Wanted half width, as a share.
        failed: Runs that failed, of all that were asked for.
        to_channels: To channels, by name of a scenario, if it was asked for.
        to_settings: To what the scenarios set differently, likewise.
    """

    titles: Mapping[str, Words]
    national: pd.DataFrame
    runs: pd.DataFrame
    differences: pd.DataFrame
    ranks: pd.DataFrame
    places: Mapping[str, pd.DataFrame]
    years: tuple[int, int]
    first: int | None
    precision: float
    failed: tuple[int, int]
    to_channels: Mapping[str, Attribution]
    to_settings: Mapping[str, Attribution]

    @property
    def reference(self) -> str:
        """Return the name of the scenario that the others are compared with."""
        return next(iter(self.titles))

    @property
    def replicates(self) -> int:
        """Return how many replicates the scenarios have, at most."""
        return len(self.runs[LUCK].drop_duplicates())

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the outcomes."""
        return tuple(dict.fromkeys(self.differences["variable"]))

    def provinces(self) -> pd.DataFrame:
        """Return the mean difference of each province's counties: ids by names of scenarios."""
        return pd.DataFrame({name: by_province(each) for name, each in self.places.items()})


def compare(
    titles: Mapping[str, Words],
    yearly: pd.DataFrame,
    *,
    over: tuple[int, int] | None = None,
    precision: float = PRECISION,
    failed: tuple[int, int] = (0, 0),
    to_channels: Mapping[str, Attribution] | None = None,
    to_settings: Mapping[str, Attribution] | None = None,
) -> Compared:
    """Compare scenarios with the first of them.

    Args:
        titles: Name -> title by language.
        yearly: Tidy table of all runs that were done, national and by county.
        over: Years whose mean is an outcome; from the first difference on if not given.
        precision: Half width of an interval that is wanted, as a share.
        failed: Runs that failed, of all that were asked for.
        to_channels: To channels, by name of a scenario, if it was asked for.
        to_settings: To what the scenarios set differently, likewise.
    """
    national = yearly[yearly["level"] == "national"]
    first = first_difference(national)
    whole = int(national["year"].min()), int(national["year"].max())
    years = over or (whole[0] if first is None else first, whole[1])
    runs = outcomes(national, KEY_VARIABLES, years)
    known = [name for name in KEY_VARIABLES if name in runs]
    reference, *others = titles
    means = place_means(yearly[yearly["level"] == "county"], PLACED, years)
    return Compared(
        titles=titles,
        national=national,
        runs=runs,
        differences=comparison(runs, known, reference, precision),
        ranks=ranks(runs, {name: BETTER[name] for name in known if name in BETTER}),
        places={name: place_differences(means, reference, name) for name in others},
        years=years,
        first=first,
        precision=precision,
        failed=failed,
        to_channels=to_channels or {},
        to_settings=to_settings or {},
    )
