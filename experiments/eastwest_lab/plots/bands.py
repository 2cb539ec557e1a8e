"""From tidy result tables to what is drawn: medians, bands, tables by year."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eastwest.errors import EastwestError
from eastwest.vocabulary import Floats, Ints
from eastwest_lab.catalogue import amount, unit

NUMBERS = ["replicate", "year", "value"]
LOW, HIGH = 0.1, 0.9
"""Quantiles of the replicates between which the band is drawn."""


class NothingToDrawError(EastwestError):
    """A figure's variables are not in the results.

    Args:
        variables: Names of what was looked for.
    """

    def __init__(self, variables: Iterable[str]) -> None:
        self.variables = tuple(variables)
        super().__init__(f"not in the results: {', '.join(self.variables)}")


class NothingVariesError(NothingToDrawError):
    """What a figure compares is the same everywhere, or differs among too few."""


@dataclass(frozen=True, slots=True)
class Band:
    """One variable over the years: median and 10-90 % of the replicates.

    Args:
        years: Shape (years,).
        low: 10 % quantile, in the variable's unit, shape (years,).
        middle: Median, shape (years,).
        high: 90 % quantile, shape (years,).
    """

    years: Ints
    low: Floats
    middle: Floats
    high: Floats

    def at(self, year: int) -> float:
        """Return the median of a year, nan if the year is not there."""
        where = self.years == year
        return float(self.middle[where][0]) if where.any() else float("nan")

    def known(self) -> "Band":
        """Return the years with a value alone."""
        there = np.isfinite(self.middle)
        return Band(self.years[there], self.low[there], self.middle[there], self.high[there])


@dataclass(frozen=True, slots=True)
class Other:
    """Another run that is drawn dotted behind one.

    Args:
        name: Name of its scenario.
        national: Its tidy table.
    """

    name: str
    national: pd.DataFrame


def of_other(other: Other | None, variable: str) -> "Band | None":
    """Return the band of the other run; none if there is no such run, or no such value in it."""
    if other is None:
        return None
    try:
        return band(other.national, variable)
    except NothingToDrawError:
        return None


def slim(frame: pd.DataFrame) -> pd.DataFrame:
    """Return only what figures read, with texts as categories: selecting is ten times faster."""
    texts = {"variable": "category", "id": "category"}
    return frame[["variable", "id", *NUMBERS]].astype(texts)


def rows(frame: pd.DataFrame, variable: str) -> pd.DataFrame:
    """Return replicate, year, id and value of one variable."""
    return frame.loc[(frame["variable"] == variable).to_numpy(), ["id", *NUMBERS]]


def table(frame: pd.DataFrame, variable: str) -> pd.DataFrame:
    """Return a national variable as years by replicates, nan where there is no value."""
    there = (frame["variable"] == variable).to_numpy()
    year, replicate, value = (
        frame[name].to_numpy()[there] for name in ("year", "replicate", "value")
    )
    # pandas.pivot gives the same, ten times slower: every figure passes here.
    years, row = np.unique(year.astype(np.int64), return_inverse=True)
    replicates, column = np.unique(replicate, return_inverse=True)
    values = np.full((len(years), len(replicates)), np.nan)
    values[row, column] = value.astype(np.float64)
    return pd.DataFrame(values, index=years, columns=replicates)


def band(frame: pd.DataFrame, variable: str) -> Band:
    """Return median and band of a national variable over the years.

    Raises:
        NothingToDrawError: If the variable is not in the frame or never has a value.
    """
    wide = table(frame, variable)
    values = wide.to_numpy()
    missing = np.isnan(values)
    there = ~missing.all(axis=1)
    if not there.any():
        raise NothingToDrawError([variable])
    # The version that skips nan goes row by row in Python.
    quantile = np.nanquantile if missing[there].any() else np.quantile
    low, middle, high = quantile(values[there], [LOW, 0.5, HIGH], axis=1)
    return Band(wide.index.to_numpy()[there], low, middle, high)


def bands(frame: pd.DataFrame, variables: Iterable[str]) -> dict[str, Band]:
    """Return the bands of those variables that are there.

    Raises:
        NothingToDrawError: If none is there.
    """
    wanted, found = list(variables), {}
    for name in wanted:
        with suppress(NothingToDrawError):
            found[name] = band(frame, name)
    if not found:
        raise NothingToDrawError(wanted)
    return found


def by_place(frame: pd.DataFrame, variable: str) -> pd.DataFrame:
    """Return the median over replicates as places by years.

    Raises:
        NothingToDrawError: If the variable is not in the frame.
    """
    part = rows(frame, variable).dropna(subset="value")
    if part.empty:
        raise NothingToDrawError([variable])
    if part["replicate"].nunique() == 1:
        return part.pivot(index="id", columns="year", values="value")
    return part.groupby(["id", "year"], observed=True)["value"].median().unstack("year")


def moves(name: str, band: Band, lang: str) -> bool:
    """Return whether the first and the last known value read differently."""
    known = band.known()
    first, last = (amount(float(known.middle[end]), unit(name), lang) for end in (0, -1))
    return first != last


def span(frame: pd.DataFrame) -> tuple[int, int]:
    """Return the first and the last year of a frame."""
    return int(frame["year"].min()), int(frame["year"].max())
