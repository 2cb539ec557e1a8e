"""Pairing plans made ready to use: which dyads are in force, and whose counties they help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eastwest.drawing import sealed
from eastwest.errors import ScenarioError
from eastwest.vocabulary import RECIPIENT, Bools, Floats, Ints, Texts
from eastwest.world import Pair, World

NOBODY = "none"
"""Name of the plan under which nobody is paired."""
REMAINDER = -1
"""What a province has outside the prefectures that plans name."""


@dataclass(frozen=True, slots=True)
class Dyads:
    """All pairs of a run, whether in force or not; shape (dyads,) each.

    Args:
        id: East unit > west unit, such as `35>64` or `32-Suzhou>52-Tongren`.
        east, west: Rows of the world's east and west, top tiers.
    """

    id: Texts
    east: Ints
    west: Ints
    east_name_en: Texts
    east_name_zh: Texts
    west_name_en: Texts
    west_name_zh: Texts


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: who is in force, and the part of each place's counties that a dyad cares for.

    Args:
        active: Whether the dyad is in force, shape (dyads,).
        link_dyad, link_place, link_weight: One row a link, sorted by dyad and place; the
            weights of a place add up to at most one.
        counties: Real counties that each dyad cares for. shape (dyads,)
    """

    active: Bools
    link_dyad: Ints
    link_place: Ints
    link_weight: Floats
    counties: Floats


def compile_plans(world: World, names: Sequence[str]) -> tuple[Dyads, dict[str, Plan]]:
    """Return the dyads of the named plans together, and each plan; `none` pairs nobody."""
    unknown = [name for name in names if name not in world.plans and name != NOBODY]
    if unknown:
        known = ", ".join((*world.plans, NOBODY))
        raise ScenarioError(f"pairing: no plan {unknown[0]!r}; there are {known}")
    return compile_pairs(world, {name: world.plans.get(name, ()) for name in names})


def compile_pairs(
    world: World, plans: Mapping[str, Sequence[Pair]]
) -> tuple[Dyads, dict[str, Plan]]:
    """Return the dyads of the given plans together, and each plan; for pairs of one's own.

    Args:
        plans: Pairs of each plan, their units being governments of the world.
    """
    pairs = {pair.id: pair for plan in plans.values() for pair in plan}
    dyads = _dyads(world, list(pairs.values()))
    row = {name: number for number, name in enumerate(pairs)}
    compiled = {
        name: _plan(world, {row[pair.id]: pair for pair in plan}, len(pairs))
        for name, plan in plans.items()
    }
    return dyads, compiled


def _dyads(world: World, pairs: Sequence[Pair]) -> Dyads:
    east, west = (_rows(table.id) for table in (world.east, world.west))
    for pair in pairs:
        if pair.east not in east or pair.west_province not in west:
            raise ScenarioError(f"pairing: the world has no governments for {pair.id!r}")
    names = ("east_en", "east_zh", "west_en", "west_zh")
    texts = (np.array([getattr(pair, name) for pair in pairs], np.str_) for name in names)
    return sealed(
        Dyads(
            np.array([pair.id for pair in pairs], np.str_),
            np.array([east[pair.east] for pair in pairs], np.int64),
            np.array([west[pair.west_province] for pair in pairs], np.int64),
            *texts,
        )
    )


def _plan(world: World, pairs: Mapping[int, Pair], dyads: int) -> Plan:
    active = np.zeros(dyads, dtype=np.bool_)
    active[list(pairs)] = True
    links: dict[tuple[int, int], float] = {}
    for province in sorted({pair.west_province for pair in pairs.values()}):
        mine = {row: pair for row, pair in pairs.items() if pair.west_province == province}
        links |= _links(world, province, mine)
    ends = np.array(sorted(links), dtype=np.int64).reshape(-1, 2)
    weight = np.array([links[end] for end in sorted(links)], dtype=np.float64)
    dyad, place = ends.T.copy()
    cared = np.bincount(dyad, weight * world.places.counties[place], dyads).astype(np.float64)
    return sealed(Plan(active, dyad, place, weight, cared))


def _links(world: World, province: str, pairs: Mapping[int, Pair]) -> dict[tuple[int, int], float]:
    """Return the weight of each (dyad, place) link inside one western province."""
    row = _rows(world.provinces.id)[province]
    is_mine = (world.places.province == row) & (world.places.kind == RECIPIENT)
    places = np.flatnonzero(is_mine)
    total = float(world.places.counties[places].sum())
    sizes = _sizes(world, province, total)
    shares = _shares(pairs, {cell: size for cell, size in sizes.items() if size > 0}, world)
    links: dict[tuple[int, int], float] = {}
    for (dyad, cell), share in shares.items():
        if len(places) == total:
            for place in places[world.places.prefecture[places] == cell].tolist():
                links[dyad, place] = share
        else:  # grouped counties: every row holds a part of every prefecture
            for place in places.tolist():
                held = links.get((dyad, place), 0.0)
                links[dyad, place] = held + share * sizes[cell] / total
    return links


def _shares(
    pairs: Mapping[int, Pair], sizes: Mapping[int, float], world: World
) -> dict[tuple[int, int], float]:
    """Return the part of each cell (a prefecture or the remainder) that each dyad holds.

    A prefecture pair holds its prefectures. A province pair holds all that no other donor's
    prefecture pair holds, or everything if that leaves nothing. Holders share equally.
    """
    cells = _rows(world.prefectures.id)
    named = {
        cell: [row for row, pair in pairs.items() if cell in map(cells.get, pair.prefectures)]
        for cell in sizes
    }
    holders = {cell: list(rows) for cell, rows in named.items()}
    for row, pair in pairs.items():
        if not pair.prefectures:
            free = [cell for cell, rows in named.items() if _same_donor(pair, rows, pairs)]
            for cell in free or sizes:
                holders[cell].append(row)
    return {(row, cell): 1 / len(rows) for cell, rows in holders.items() for row in rows}


def _same_donor(pair: Pair, rows: Sequence[int], pairs: Mapping[int, Pair]) -> bool:
    """Return whether all those dyads belong to the pair's own donor province."""
    donor = pair.east.split("-")[0]
    return all(pairs[row].east.split("-")[0] == donor for row in rows)


def _sizes(world: World, province: str, total: float) -> dict[int, float]:
    """Return the poverty counties of each cell of a province."""
    held = np.flatnonzero(world.prefectures.province == province).tolist()
    sizes = {cell: float(world.prefectures.counties[cell]) for cell in held}
    sizes[REMAINDER] = total - sum(sizes.values())
    return sizes


def _rows(ids: Texts) -> dict[str, int]:
    return {name: row for row, name in enumerate(ids.tolist())}
