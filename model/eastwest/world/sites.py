"""Which places there are: poverty counties, eastern counties, donor cities, the rest.

Nothing here is drawn, so the layout of a world size is made once and kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from eastwest.drawing import sealed
from eastwest.errors import DataError, ScenarioError
from eastwest.streams import UInts, identities
from eastwest.vocabulary import DONOR, RECIPIENT, REST, URBAN, Floats, Ints, Texts
from eastwest.world.facts import Facts
from eastwest.world.known import Known
from eastwest.world.size import WorldSize
from eastwest.world.units import Units, units


@dataclass(frozen=True, slots=True)
class Sites:
    """Rows of places, sorted by province.

    Args:
        chosen: Rows of the full table of provinces that take part.
        units: All top-tier territories, rows as in the full table.
        province: Row of the full table of provinces.
        unit: Row of `units`.
        counties: Real counties that the row stands for.
        prefecture: Row of the table of prefectures, -1 none.
        identity: Whose draws these are.
    """

    chosen: Ints
    units: Units
    id: Texts
    name_en: Texts
    name_zh: Texts
    province: Ints
    unit: Ints
    kind: Ints
    counties: Floats
    prefecture: Ints
    identity: UInts


class _Place(NamedTuple):
    id: str
    name_en: str
    name_zh: str
    province: int
    unit: int
    kind: int
    counties: float
    prefecture: int = -1


def lay_out(size: WorldSize, facts: Facts) -> Sites:
    """Return the places of a world size."""
    return _lay_out(size.county_rows, size.provinces, size.cities, facts)


@lru_cache(maxsize=8)
def _lay_out(most: int, only: tuple[str, ...], with_cities: bool, facts: Facts) -> Sites:
    known, all_units = facts.known, units(facts, with_cities)
    missing = sorted(set(only) - set(known.id.tolist()))
    if missing:
        raise ScenarioError(f"'provinces': there is no province {missing[0]!r}")
    chosen = np.flatnonzero(np.isin(known.id, only)) if only else np.arange(len(known.id))
    places: list[_Place] = []
    for row in chosen.tolist():
        places += _poverty_counties(row, most, facts)
        places += _eastern_counties(row, most, all_units)
        places += _cities_and_rest(row, known, all_units)
    return _columns(chosen, all_units, places)


def _columns(chosen: Ints, all_units: Units, places: list[_Place]) -> Sites:
    ids = np.array([place.id for place in places])
    table = Sites(
        chosen=chosen,
        units=all_units,
        id=ids,
        name_en=np.array([place.name_en for place in places]),
        name_zh=np.array([place.name_zh for place in places]),
        province=np.array([place.province for place in places]),
        unit=np.array([place.unit for place in places]),
        kind=np.array([place.kind for place in places]),
        counties=np.array([place.counties for place in places]),
        prefecture=np.array([place.prefecture for place in places]),
        identity=identities(ids),
    )
    return sealed(table)


def _poverty_counties(row: int, most: int, facts: Facts) -> Iterator[_Place]:
    """Yield the poverty counties; those of named prefectures come first, if rows allow."""
    known, named = facts.known, facts.prefectures
    total = int(known.poverty_counties[row])
    count = min(total, most or total)
    code, name = str(known.id[row]), (known.name_en[row], known.name_zh[row])
    members = np.flatnonzero(named.province == code).tolist()
    if named.counties[members].sum() > total:
        raise DataError(f"prefectures of {code}: more poverty counties than the province's {total}")
    seats = [(one, seat) for one in members for seat in range(1, int(named.counties[one]) + 1)]
    for number in range(1, count + 1):
        id, place = f"{code}-{number:03d}", number - len(seats)
        if count < total:
            names = _names(*name, number, "counties", "组县")
            yield _Place(id, *names, row, row, RECIPIENT, total / count)
        elif place > 0:
            yield _Place(id, *_names(*name, place), row, row, RECIPIENT, 1.0)
        else:
            one, seat = seats[number - 1]
            names = _names(named.name_en[one], named.name_zh[one], seat)
            yield _Place(id, *names, row, row, RECIPIENT, 1.0, one)


def _eastern_counties(row: int, most: int, all_units: Units) -> Iterator[_Place]:
    """Yield the eastern counties of a province and of its cities, numbered through."""
    number = 0
    for unit in np.flatnonzero(all_units.province == row).tolist():
        total = int(all_units.counties[unit])
        count = min(total, most or total)
        words = ("counties", "组县") if count < total else ("county", "县")
        for seat in range(1, count + 1):
            number += 1
            names = _names(all_units.name_en[unit], all_units.name_zh[unit], seat, *words)
            id = f"{all_units.id[row]}-E{number:02d}"
            yield _Place(id, *names, row, unit, DONOR, total / count)


def _cities_and_rest(row: int, known: Known, all_units: Units) -> Iterator[_Place]:
    mine = np.flatnonzero(all_units.province == row)
    for unit in mine[1:].tolist():
        names = str(all_units.name_en[unit]), str(all_units.name_zh[unit])
        yield _Place(str(all_units.id[unit]), *names, row, unit, URBAN, 1.0)
    paired = int(known.poverty_counties[row] + all_units.counties[mine].sum())
    others = max(int(known.counties[row]) - paired - len(mine) + 1, 1)
    names = f"rest of {all_units.name_en[row]}", f"{all_units.name_zh[row]}其余地区"
    yield _Place(f"{all_units.id[row]}-rest", *names, row, row, REST, float(others))


def _names(
    english: str, chinese: str, number: int, word: str = "county", sign: str = "县"
) -> tuple[str, str]:
    return f"{english} {word} {number}", f"{chinese}第{number}{sign}"
