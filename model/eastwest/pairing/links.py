"""Who helps whom becomes a plan: which counties each pair cares for."""

import numpy as np

from eastwest.columns import share
from eastwest.pairing.plan import Plan
from eastwest.vocabulary import Bools, Floats, Ints


def links_of(
    linked: Bools, dyads: Ints, home: Ints, size: Floats, reach: Floats, rows: int
) -> Plan:
    """Return the plan of chosen pairs; holders of a place share it equally.

    Args:
        linked: Who helps whom, shape (donors, recipients).
        dyads: Row of each possible pair among all dyads, shape (donors, recipients).
        home: Recipient in which each place lies, -1 none. shape (places,)
        size: Real counties of each place. shape (places,)
        reach: Part of each place that is cared for. shape (places,)
        rows: Number of all dyads.
    """
    active = np.zeros(rows, dtype=np.bool_)
    active[dyads[linked]] = True
    here = np.flatnonzero((home >= 0) & (reach > 0.0))
    donor, at = np.nonzero(linked[:, home[here]])
    place = here[at]
    weight = reach[place] / linked.sum(axis=0)[home[place]]
    return Plan.of(active, dyads[donor, home[place]], place, weight, size)


def reached(home: Ints, size: Floats, poverty: Floats, most: Ints) -> Floats:
    """Return the part of each place that is cared for, the poorest places of a recipient first.

    Args:
        home: Recipient in which each place lies, -1 none. shape (places,)
        size: Real counties of each place. shape (places,)
        poverty: Poor share of its people. shape (places,)
        most: Counties that the recipient's donors can care for. shape (recipients,)
    """
    order = np.lexsort((-poverty, home))
    order = order[home[order] >= 0]
    before = np.cumsum(size[order]) - size[order]
    first = np.searchsorted(home[order], np.arange(len(most)))
    left = most[home[order]] - (before - before[np.minimum(first, len(order) - 1)][home[order]])
    part = np.zeros(len(size))
    part[order] = share(left.clip(0.0), size[order]).clip(max=1.0)
    return part
