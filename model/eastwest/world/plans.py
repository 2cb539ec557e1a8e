"""The pairing plans as written down: who is to help whom, and from when to when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eastwest import tables
from eastwest.drawing import sealed
from eastwest.vocabulary import Ints, Texts

OPEN_END = 9999
"""Last year of a pair that has not ended."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the table of pairs.

    Args:
        first, last: Years in which it holds; a plan of the year `last` no longer has it.
        east: Id of the helping government, such as `32` or `32-Suzhou`.
        west: Id of what is helped, such as `52`, `52-Tongren` or `51-Garze+Aba+Muli`.
        west_province: Id of the province that `west` is or lies in.
        prefectures: Ids of the prefectures helped; empty means the whole province.
    """

    first: int
    last: int
    east: str
    west: str
    west_province: str
    prefectures: tuple[str, ...]

    @property
    def id(self) -> str:
        """East unit > west unit."""
        return f"{self.east}>{self.west}"


PlanTable = tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Prefectures:
    """Recipient prefectures that a plan names; shape (n,) each.

    Args:
        province: Id of the province.
        counties: Poverty counties; recalled, unverified.
    """

    id: Texts
    name_en: Texts
    name_zh: Texts
    province: Texts
    counties: Ints


def read_prefectures(province_ids: Collection[str], folder: Path | None) -> Prefectures:
    """Return the table of prefectures."""
    columns = ("id", "province", "name_en", "name_zh", "poverty_counties")
    rows = tables.read("prefectures.csv", columns, folder)
    tables.unique(rows, lambda row: row.text("id"), "id")
    table = Prefectures(
        id=np.array([row.text("id") for row in rows]),
        name_en=np.array([row.text("name_en") for row in rows]),
        name_zh=np.array([row.text("name_zh") for row in rows]),
        province=np.array([row.text("province", province_ids) for row in rows]),
        counties=np.array([row.whole("poverty_counties", 1) for row in rows]),
    )
    return sealed(table)


def read_plans(
    units: Collection[str], named: Prefectures, folder: Path | None
) -> Mapping[str, PlanTable]:
    """Return every named plan as a whole: all pairs in force from its year on, each once.

    Args:
        units: Ids of all provinces and donor cities.
    """
    columns = ("from_year", "last_year", "east", "west", "west_province", "prefectures")
    home = dict(zip(named.id.tolist(), named.province.tolist(), strict=True))
    pairs = [_pair(row, units, home) for row in tables.read("pairings.csv", columns, folder)]
    plans: dict[str, PlanTable] = {}
    for year in sorted({pair.first for pair in pairs}):
        held = (pair for pair in pairs if pair.first <= year < pair.last)
        plans[str(year)] = tuple({pair.id: pair for pair in held}.values())
    return plans


def among(plans: Mapping[str, PlanTable], units: Collection[str]) -> dict[str, PlanTable]:
    """Return the plans without the pairs whose governments are not among the units."""
    return {
        name: tuple(pair for pair in plan if pair.east in units and pair.west_province in units)
        for name, plan in plans.items()
    }


def _pair(row: tables.Row, units: Collection[str], home: Mapping[str, str]) -> Pair:
    west_province = row.text("west_province", units)
    prefectures = tuple(row.cells["prefectures"].split())
    for prefecture in prefectures:
        if home.get(prefecture) != west_province:
            rule = f"{prefecture!r} is not a prefecture of {west_province} in prefectures.csv"
            raise row.error("prefectures", rule)
    first = row.whole("from_year", 1900)
    return Pair(
        first=first,
        last=row.whole("last_year", first) if row.cells["last_year"] else OPEN_END,
        east=row.text("east", units),
        west=row.text("west"),
        west_province=west_province,
        prefectures=prefectures,
    )
