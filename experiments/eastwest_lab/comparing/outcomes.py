"""From yearly tables to one number for each scenario, replicate and outcome, and to differences."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd

from eastwest_lab.comparing.paired import ROUNDING, holm, needed, paired

LUCK = ["seed", "replicate"]
"""What two runs must have in common to share their luck."""


def first_difference(national: pd.DataFrame) -> int | None:
    """Return the first year in which the scenarios differ in anything; none if never.

    Runs that share their luck are equal until a rule differs; rounding is no difference.
    """
    columns = ["year", *LUCK, "variable", "value"]
    sides = [part[columns] for _, part in national.groupby("scenario", observed=True, sort=False)]
    keys, years = columns[:-1], []
    for other in sides[1:]:
        both = sides[0].merge(other, on=keys, how="outer", suffixes=("", "_other"))
        first, second = (both[name].to_numpy() for name in ("value", "value_other"))
        differs = ~np.isclose(first, second, rtol=ROUNDING, atol=0.0, equal_nan=True)
        if differs.any():
            years.append(int(both["year"][differs].min()))
    return min(years, default=None)


def outcomes(
    national: pd.DataFrame, variables: Iterable[str], years: tuple[int, int]
) -> pd.DataFrame:
    """Return the mean of each variable over some years: a row for each scenario and replicate.

    Args:
        national: Tidy table of all scenarios.
        variables: Names of the outcomes; those that are not there are left out.
        years: First and last year, both included.
    """
    names = [name for name in variables if (national["variable"] == name).any()]
    within = national["year"].between(*years) & national["variable"].isin(names)
    keys = ["scenario", *LUCK]
    means = national[within].groupby([*keys, "variable"], observed=True, sort=False)["value"].mean()
    return means.unstack("variable").reindex(columns=names).reset_index().rename_axis(columns=None)


def comparison(
    table: pd.DataFrame,
    variables: Sequence[str],
    reference: str,
    precision: float,
) -> pd.DataFrame:
    """Compare every scenario with one, outcome by outcome.

    Args:
        table: A row for each scenario, seed and replicate, a column for each outcome; rows of
            runs that failed hold nan, or are missing.
        variables: The outcomes.
        reference: The scenario that the others are compared with.
        precision: Half width of the interval that is wanted, as a share of the reference.

    Returns:
        A row for each other scenario and outcome: the fields of `Paired`, `p_holm` (allowing
        for all rows), `percent` (difference over reference, in %; nan over nothing), and
        `replicates_needed`.
    """
    rows = []
    wide = table.set_index(["scenario", *LUCK])
    for other in dict.fromkeys(table["scenario"]):
        if other == reference:
            continue
        for name in variables:
            rows.append(_row(wide[name], reference, str(other), name, precision))
    found = pd.DataFrame(rows)
    if not found.empty:
        found["p_holm"] = holm(found["p"].to_numpy())
    return found


def _row(
    values: "pd.Series[float]", reference: str, other: str, variable: str, precision: float
) -> dict[str, object]:
    first, second = values.xs(reference), values.xs(other)
    both = first.index.intersection(second.index)
    found = paired(*(np.asarray(side[both], dtype=np.float64) for side in (first, second)))
    level = abs(found.reference)
    is_nothing = level <= ROUNDING * abs(found.difference)
    return {
        "scenario": other,
        "reference_scenario": reference,
        "variable": variable,
        **asdict(found),
        "percent": np.nan if is_nothing else 100 * found.difference / level,
        "replicates_needed": needed(found.spread, precision * level),
    }
