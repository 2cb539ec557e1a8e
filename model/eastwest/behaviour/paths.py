"""Where organizations may go under a plan: the same for as long as the plan is in force."""

from dataclasses import dataclass

import numpy as np

from eastwest.streams import UInts
from eastwest.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Paths:
    """Links that have counties, by home province.

    Args:
        linked: Place of every link, those without counties too, shape (links,).
        first: The paths of home h are those from `first[h]` to `first[h + 1]`, (homes + 1,).
        place, dyad: Where each path leads and through which dyad, shape (paths,).
        identity: Birth number of its place.
        part: Log of its part of all counties on offer at its home.
    """

    linked: Ints
    first: Ints
    place: Ints
    dyad: Ints
    identity: UInts
    part: Floats

    @classmethod
    def of(
        cls, donor: Ints, link: tuple[Ints, Ints, Floats], identity: UInts, homes: int
    ) -> "Paths":
        """Sort links by home; the arguments are as for `Ground.of`."""
        dyad, place, counties = link
        home, real = donor[dyad], np.flatnonzero(counties > 0.0)
        real = real[np.argsort(home[real], kind="stable")]
        home, cared, where = home[real], counties[real], place[real]
        part = np.log(cared / np.bincount(home, cared, homes)[home])
        first = np.searchsorted(home, np.arange(homes + 1))
        return cls(place, first, where, dyad[real], identity[where], part)
