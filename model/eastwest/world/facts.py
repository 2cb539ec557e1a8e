"""All tables of one folder, read once, and their values in any year."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from eastwest import tables
from eastwest.series import dated, shares, side_by_side
from eastwest.vocabulary import Floats, Ints
from eastwest.world.known import Known, read_known
from eastwest.world.national import GROWTH_AFTER, read_national
from eastwest.world.plans import PlanTable, Prefectures, read_plans, read_prefectures

MONEY_GROWTH = 0.05
"""GDP and revenue after the last data year. [share a year], assumed"""
URBAN_STEP, URBAN_CAP = 0.006, 0.95
"""Urban share after the last data year. [share a year], [share], assumed"""
CITY_SHARES = ("population", "rural", "gdp", "revenue")


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Everything that is read; two readings of the same files are the same object.

    Args:
        known: What is known about provinces.
        cities: Rows of the table of donor cities.
        national_values: Dated values of each national series.
        plans: Pairing plans by name, whole snapshots.
    """

    known: Known
    cities: tuple[tables.Row, ...]
    national_values: Mapping[str, Mapping[int, float]]
    prefectures: Prefectures
    plans: Mapping[str, PlanTable]

    def path(self, variable: str, years: Ints) -> Floats:
        """Return a series of all provinces, extrapolated by the rule of its kind.

        Population goes on at its last rate, towns grow by a step, money at a given rate.

        Returns:
            Values. [unit of the table], shape (years, provinces)
        """
        values = self.known.values[variable]
        if variable == "urban_share":
            return shares(values, years, URBAN_STEP, URBAN_CAP)
        growth = None if variable == "population" else MONEY_GROWTH
        return side_by_side(values, years, growth)

    def at(self, variable: str, year: int) -> Floats:
        """Return a series of all provinces in one year, shape (provinces,)."""
        return _at(self, variable, year)

    def national(self, variable: str, years: Ints) -> Floats:
        """Return a national series, in the unit of its table, shape (years,)."""
        return dated(self.national_values[variable], years, GROWTH_AFTER[variable])

    def line(self, year: int) -> float:
        """Return the poverty line of one year in yuan."""
        return float(self.national("poverty_line", np.array([year]))[0])


def read_facts(folder: Path | None = None) -> Facts:
    """Return the facts of a user's folder, or ours; read again only if a file changes."""
    return _facts(folder, tables.stamp(folder))


@lru_cache(maxsize=64)
def _at(facts: Facts, variable: str, year: int) -> Floats:
    values: Floats = facts.path(variable, np.array([year]))[0]
    values.flags.writeable = False
    return values


@lru_cache(maxsize=8)
def _facts(folder: Path | None, stamp: object) -> Facts:
    known = read_known(folder)
    ids = known.id.tolist()
    columns = ("id", "province", "name_en", "name_zh")
    shares = (f"{name}_share" for name in CITY_SHARES)
    cities = tables.read("cities.csv", (*columns, *shares), folder)
    units = (*ids, *tables.unique(cities, lambda row: row.text("id"), "id"))
    prefectures = read_prefectures(ids, folder)
    plans = read_plans(units, prefectures, folder)
    return Facts(known, cities, read_national(folder), prefectures, plans)
