"""What the tables say about provinces, before anything is interpolated."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eastwest import tables
from eastwest.drawing import sealed
from eastwest.errors import DataError
from eastwest.geography import distances
from eastwest.vocabulary import Bools, Floats, Ints, Texts

REGIONS = ("east", "northeast", "central", "west")
NEEDED = ("gdp", "revenue", "population", "urban_share", "rural_income")
"""Variables that every province needs, above zero in every year."""
COUNTED = ("poverty_counties", "counties")

ByYear = Mapping[int, float]
"""The value of each year that has one."""


@dataclass(frozen=True, slots=True)
class Known:
    """One row a province, in the order of the table.

    Args:
        region: east, northeast, central or west; a label, sides follow the plans.
        trend: Whether the province's growth is part of everybody's trend.
        poverty_counties, counties: The 832 by province, and all county-level units.
        values: By variable the dated values of each province.
        distance: Between capitals. [km], shape (provinces, provinces)
    """

    id: Texts
    name_en: Texts
    name_zh: Texts
    region: Texts
    trend: Bools
    poverty_counties: Ints
    counties: Ints
    values: Mapping[str, tuple[ByYear, ...]]
    distance: Floats


def read_known(folder: Path | None) -> Known:
    """Return what the tables of provinces, of their series and of their capitals say."""
    rows = tables.read("provinces.csv", ("id", "name_en", "name_zh", "region", "trend"), folder)
    ids = tuple(tables.unique(rows, lambda row: row.text("id"), "id"))
    trend = np.array([row.text("trend", ("yes", "no")) == "yes" for row in rows])
    if not trend.any():
        raise rows[-1].error("trend", "at least one province must carry the trend")
    values = _values(ids, folder)
    poverty, every = (np.array([max(one.values()) for one in values[name]]) for name in COUNTED)
    table = Known(
        id=np.array(ids),
        name_en=np.array([row.text("name_en") for row in rows]),
        name_zh=np.array([row.text("name_zh") for row in rows]),
        region=np.array([row.text("region", REGIONS) for row in rows]),
        trend=trend,
        poverty_counties=poverty.astype(np.int64),
        counties=every.astype(np.int64),
        values=values,
        distance=_distance(ids, folder),
    )
    return sealed(table)


def _values(ids: tuple[str, ...], folder: Path | None) -> dict[str, tuple[ByYear, ...]]:
    rows = tables.read("province_series.csv", ("id", "variable", "year", "value", "unit"), folder)
    found: dict[str, dict[str, dict[int, float]]] = {name: {} for name in (*NEEDED, *COUNTED)}
    for row in rows:
        variable, year = row.text("variable"), row.whole("year", 1900)
        dated = found.setdefault(variable, {}).setdefault(row.text("id", ids), {})
        if year in dated:
            raise row.error("year", f"{variable} of {year} stands there twice")
        dated[year] = row.number("value", 1e-9 if variable in NEEDED else 0)
    for variable in (*NEEDED, *COUNTED):
        for one in ids:
            if one not in found[variable]:
                path = tables.locate("province_series.csv", folder)
                raise DataError(f"{path}: variable: {variable} of province {one} is missing")
    return {name: tuple(part.get(one, {}) for one in ids) for name, part in found.items()}


def _distance(ids: tuple[str, ...], folder: Path | None) -> Floats:
    rows = tables.read("capitals.csv", ("id", "lat", "lon"), folder)
    capitals = tables.unique(rows, lambda row: row.text("id", ids), "id")
    for one in ids:
        if one not in capitals:
            path = tables.locate("capitals.csv", folder)
            raise DataError(f"{path}: id: the capital of province {one} is missing")
    lat = np.array([capitals[one].number("lat", -90, 90) for one in ids])
    lon = np.array([capitals[one].number("lon", -180, 180) for one in ids])
    return distances(lat, lon)
