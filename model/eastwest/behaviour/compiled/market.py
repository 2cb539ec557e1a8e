"""What entries are worth, in one pass: the twin of `behaviour.market`."""

import numpy as np

from eastwest.compiled.kernel import kernel
from eastwest.vocabulary import Floats, Ints


@kernel
def appeal(by_place: Floats, by_dyad: Floats, place: Ints, dyad: Ints) -> Floats:
    """Return the utility of entries to each sector and owner, shape (entries, sectors * 2)."""
    sectors, owners = by_place.shape[1], by_dyad.shape[1]
    each = np.empty((len(place), sectors * owners))
    for entry in range(len(place)):
        for sector in range(sectors):
            for owner in range(owners):
                worth = by_place[place[entry], sector] + by_dyad[dyad[entry], owner]
                each[entry, sector * owners + owner] = worth
    return each
