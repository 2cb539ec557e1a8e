"""The full programme of a county: how much each channel does in it, and what that adds."""

from dataclasses import dataclass

import numpy as np

from eastwest.drawing import sealed
from eastwest.scenario import Tables
from eastwest.vocabulary import Floats


@dataclass(frozen=True, slots=True)
class Programme:
    """What a county's full programme does, and what comes of it.

    Args:
        norm: What it does in each channel. [channel unit], shape (channels,)
        whole: The same of each place, inf where it has no county, shape (channels, places).
        lifts: What it adds to each stock, and last what a unit of central funds a county adds,
            shape (channels + 1, stocks).
        served: What organizations add to each stock that reach everybody, shape (fields, stocks).
        returned: What a lasting unit brings in for the East. [1e8 yuan], shape (channels,)
    """

    norm: Floats
    whole: Floats
    lifts: Floats
    served: Floats
    returned: Floats

    @classmethod
    def of(cls, tables: Tables, counties: Floats) -> "Programme":
        """Return the programme of a scenario, for places with that many real counties."""
        channels, central = tables.channel.all(), tables.stocks.vertical.column()
        norm = np.array([each.norm for each in channels])
        whole = norm[:, None] * counties
        programme = cls(
            norm=norm,
            whole=np.where(whole > 0.0, whole, np.inf),
            lifts=np.stack([*(each.lifts.column() for each in channels), central]),
            served=tables.stocks.by_field(),
            returned=np.array([each.returned for each in channels]),
        )
        return sealed(programme)
