"""Where firms may go under a plan: the same for as long as the plan is in force."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.axis import Axis, laid_out
from eastwest.streams import UInts
from eastwest.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Ground:
    """Places on an axis: links by home province, and after them all that any firm may hear of.

    Args:
        axis: Where each entry lies; the last home is everybody's.
        place, dyad: Where each entry leads and through which dyad (-1: none), shape (entries,).
        identity: Number of the first real county of each entry.
        province: Of the entries' places.
    """

    axis: Axis
    place: Ints
    dyad: Ints
    identity: UInts
    province: Ints

    @classmethod
    def of(
        cls,
        donor: Ints,
        link: tuple[Ints, Ints, Floats],
        counties: Floats,
        identity: UInts,
        province: Ints,
        homes: int,
    ) -> "Ground":
        """Lay out links, and places.

        Args:
            donor: Row of the eastern province of each dyad, shape (dyads,).
            link: Which dyad cares for how many real counties of which place: dyad, place and
                counties, shape (links,) each.
            counties: Real counties of the place that any firm may hear of; 0 hides the place.
            identity, province: Birth number of each place and row of its province; with
                `counties` of shape (places,).
            homes: Number of provinces.
        """
        dyad, place, cared = link
        every = np.arange(identity.size)
        home = np.append(donor[dyad], np.full_like(every, homes))
        axis = laid_out(home, np.append(cared, counties), homes + 1)
        place = np.append(place, every)[axis.order]
        dyad = np.append(dyad, np.full_like(every, -1))[axis.order]
        return cls(axis, place, dyad, identity[place], province[place])

    @property
    def anywhere(self) -> Ints:
        """Return the last home of the axis, which is everybody's."""
        return np.array([self.axis.size.size - 1])
