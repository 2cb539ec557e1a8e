"""Pairing plans made ready to use: which dyads are in force, and whose counties they help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class _Holding:
    """Recipient places of a western province, and the part of each that each cell holds.

    Args:
        places: Rows of the world's places, shape (p,).
        names: Id of each cell's prefecture; the remainder's is empty.
        part: Part of each place in each cell, shape (cells, p).
    """

    places: Ints
    names: tuple[str, ...]
    part: Floats


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
    held = {pair.west_province: _holding(world, pair.west_province) for pair in pairs.values()}
    compiled = {
        name: _plan(world, held, {row[pair.id]: pair for pair in plan}, len(pairs))
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


def _plan(
    world: World, held: Mapping[str, _Holding], pairs: Mapping[int, Pair], dyads: int
) -> Plan:
    active = np.zeros(dyads, dtype=np.bool_)
    active[list(pairs)] = True
    by_province: dict[str, dict[int, Pair]] = {}
    for row, pair in pairs.items():
        by_province.setdefault(pair.west_province, {})[row] = pair
    links = [_links(held[province], mine) for province, mine in by_province.items()]
    dyad, place = (
        np.concatenate([np.empty(0, np.int64), *(link[end] for link in links)]) for end in (0, 1)
    )
    weight = np.concatenate([np.empty(0), *(link[2] for link in links)])
    order = np.lexsort((place, dyad))
    dyad, place, weight = dyad[order], place[order], weight[order]
    cared = np.bincount(dyad, weight * world.places.counties[place], dyads).astype(np.float64)
    return sealed(Plan(active, dyad, place, weight, cared))


def _holding(world: World, province: str) -> _Holding:
    """Return the recipient places of one western province, by what plans can name there."""
    row = world.provinces.id.tolist().index(province)
    is_mine = (world.places.province == row) & (world.places.kind == RECIPIENT)
    places = np.flatnonzero(is_mine)
    cells, names, sizes = _cells(world, province, world.places.counties[places].sum())
    if (world.places.counties[places] == 1).all():
        part = (world.places.prefecture[places] == cells[:, None]).astype(np.float64)
    else:  # grouped counties: every row holds a part of every prefecture
        part = np.tile((sizes / sizes.sum())[:, None], len(places))
    return _Holding(places, tuple(names), part)


def _links(held: _Holding, pairs: Mapping[int, Pair]) -> tuple[Ints, Ints, Floats]:
    """Return dyad, place and weight of each link inside one western province."""
    shares = _shares(tuple(pairs.values()), held.names)
    weight = np.einsum("dc,cp->dp", shares, held.part)
    dyad, place = np.nonzero(weight)
    return np.array(list(pairs))[dyad], held.places[place], weight[dyad, place]


@lru_cache(maxsize=256)
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
