"""Who is paired: all dyads of a run, and the plan in force."""

from dataclasses import dataclass

import numpy as np

from eastwest.drawing import sealed
from eastwest.vocabulary import Bools, Floats, Ints, Texts


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


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: who is in force, and the part of each place's counties that a dyad cares for.

    Args:
        active: Whether the dyad is in force, shape (dyads,).
        link_dyad, link_place, link_weight: One row a link, sorted by dyad and place; the
            weights of a place add up to at most one.
        link_counties: Real counties of each link: its weight times those of its place.
        counties: Real counties that each dyad cares for. shape (dyads,)
        link: Row of the link of each dyad and place, -1 where there is none; the last row stands
            for no dyad (-1). shape (dyads + 1, places)
    """

    active: Bools
    link_dyad: Ints
    link_place: Ints
    link_weight: Floats
    link_counties: Floats
    counties: Floats
    link: Ints

    @classmethod
    def of(cls, active: Bools, dyad: Ints, place: Ints, weight: Floats, size: Floats) -> "Plan":
        """Return a plan of links in any order.

        Args:
            size: Real counties of each place, shape (places,).
        """
        order = np.lexsort((place, dyad))
        dyad, place, weight = dyad[order], place[order], weight[order]
        linked = weight * size[place]
        cared = np.bincount(dyad, linked, len(active)).astype(np.float64)
        link = np.full((len(active) + 1, len(size)), -1, np.int32)
        link[dyad, place] = np.arange(len(dyad))
        return sealed(cls(active, dyad, place, weight, linked, cared, link))

    def __deepcopy__(self, known: dict[int, object]) -> "Plan":
        """Return itself: a plan never changes, so copies of a state share it."""
        return self
