"""Named plans made ready to use: which dyads are in force, and whose counties they help."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

import numpy as np

from eastwest.drawing import sealed
from eastwest.errors import ScenarioError
from eastwest.pairing.plan import Dyads, Plan
from eastwest.vocabulary import RECIPIENT, Floats, Ints, Texts
from eastwest.world import Pair, PlanTable, World

NOBODY = "none"
"""Name of the plan under which nobody is paired."""
Home = tuple[Ints, tuple[str, ...], Floats]
"""Places of a province, its cells, the part of each cell in each place: shape (cells, places)."""
Links = tuple[Ints, Ints, Floats]
"""Dyad, place and weight of each link."""
REMAINDER = -1
"""What a province has outside the prefectures that plans name."""


def plan_table(world: World, name: str) -> PlanTable:
    """Return the pairs of a named plan."""
    if name not in world.plans and name != NOBODY:
        known = ", ".join((*world.plans, NOBODY))
        raise ScenarioError(f"pairing: no plan {name!r}; there are {known}")
    return world.plans.get(name, ())


def union(world: World, plans: Iterable[Sequence[Pair]]) -> Dyads:
    """Return the dyads of some plans together, each where it comes first."""
    return _dyads(world, list({pair.id: pair for plan in plans for pair in plan}.values()))


def compile_plans(
    world: World, dyads: Dyads, plans: Mapping[str, Sequence[Pair]]
) -> dict[str, Plan]:
    """Return plans of pairs that are among the dyads, by name."""
    row, home = _rows(dyads.id), cache(partial(_home, world))

    @cache  # most provinces stay as they were in the plan before
    def links(pairs: tuple[Pair, ...]) -> Links:
        rows = np.array([row[pair.id] for pair in pairs])
        return _links(home(pairs[0].west_province), pairs, rows)

    def compiled(plan: Sequence[Pair]) -> Plan:
        active = np.zeros(len(dyads.id), dtype=np.bool_)
        active[[row[pair.id] for pair in plan]] = True
        nobody: Links = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
        parts = zip(nobody, *map(links, _by_province(plan)), strict=True)
        dyad, place, weight = map(np.concatenate, parts)
        return Plan.of(active, dyad, place, weight, world.places.counties)

    return {name: compiled(plan) for name, plan in plans.items()}


def _dyads(world: World, pairs: Sequence[Pair]) -> Dyads:
    east, west = (_rows(table.id) for table in (world.east, world.west))
    for pair in pairs:
        if pair.east not in east or pair.west_province not in west:
            raise ScenarioError(f"pairing: the world has no governments for {pair.id!r}")
    return sealed(
        Dyads(
            np.array([pair.id for pair in pairs], np.str_),
            np.array([east[pair.east] for pair in pairs], np.int64),
            np.array([west[pair.west_province] for pair in pairs], np.int64),
        )
    )


def _home(world: World, province: str) -> Home:
    """Return which poverty counties of a province lie in which cell."""
    row = world.provinces.id.tolist().index(province)
    places = np.flatnonzero((world.places.province == row) & (world.places.kind == RECIPIENT))
    held = world.places.counties[places]
    cells, names, sizes = _cells(world, province, held.sum())
    if (held == 1).all():
        part = (world.places.prefecture[places] == cells[:, None]).astype(np.float64)
    else:  # grouped counties: every row holds a part of every prefecture
        part = np.tile((sizes / sizes.sum())[:, None], len(places))
    return places, tuple(names), part


def _by_province(plan: Sequence[Pair]) -> Iterable[tuple[Pair, ...]]:
    """Return the pairs of each western province."""
    found: dict[str, list[Pair]] = {}
    for pair in plan:
        found.setdefault(pair.west_province, []).append(pair)
    return map(tuple, found.values())


def _links(home: Home, pairs: tuple[Pair, ...], rows: Ints) -> Links:
    """Return the links inside one western province; `rows` are those of its dyads."""
    places, names, part = home
    weight = np.einsum("dc,cp->dp", _shares(pairs, names), part)
    dyad, place = np.nonzero(weight)
    return rows[dyad], places[place], weight[dyad, place]


@cache  # a run after the other asks for the same provinces
def _shares(pairs: tuple[Pair, ...], names: tuple[str, ...]) -> Floats:
    """Return the part of each cell (a prefecture or the remainder) that each dyad holds.

    A prefecture pair holds its prefectures. A province pair holds all that no other donor's
    prefecture pair holds, or everything if that leaves nothing. Holders share equally.

    Args:
        names: Id of each cell's prefecture; the remainder's is empty.

    Returns:
        Shares. shape (pairs, cells), adding up to one or zero over the pairs of a cell
    """
    named = np.array([[name in pair.prefectures for name in names] for pair in pairs])
    donor = np.array([pair.east.split("-")[0] for pair in pairs])
    holds = named.copy()
    for row, pair in enumerate(pairs):
        if not pair.prefectures:
            free = ~named[donor != donor[row]].any(axis=0)
            holds[row] = free if free.any() else True
    return np.asarray(holds / np.maximum(holds.sum(axis=0), 1))


def _cells(world: World, province: str, total: float) -> tuple[Ints, list[str], Floats]:
    """Return row, id and poverty counties of each cell of a province that has any."""
    held = np.flatnonzero(world.prefectures.province == province)
    sizes = world.prefectures.counties[held].astype(np.float64)
    rest = total - sizes.sum()
    names = world.prefectures.id[held].tolist()
    if rest <= 0:
        return held, names, sizes
    return np.append(held, REMAINDER), [*names, ""], np.append(sizes, rest)


def _rows(ids: Texts) -> dict[str, int]:
    return {name: row for row, name in enumerate(ids.tolist())}
