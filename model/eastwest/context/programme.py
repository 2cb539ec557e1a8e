"""The full programme of a county: how much each channel does in it, and what that adds."""

from dataclasses import dataclass

import numpy as np

from eastwest.columns import divisor
from eastwest.drawing import sealed
from eastwest.scenario import Tables
from eastwest.vocabulary import CHANNEL, Floats

AID = CHANNEL["aid"]


@dataclass(frozen=True, slots=True)
class Programme:
    """What a county's full programme does, and what comes of it.

    Args:
        norm: What it does in each channel. [channel unit], shape (channels,)
        counties: Real counties of each place, inf where it has none, shape (places,).
        lifts: What it adds to each stock by what is done, nil for aid, shape (channels, stocks).
        moved: What else moves stocks: a unit of aid a county that is absorbed, one of central
            funds, and organizations of each field that reach everybody, (2 + fields, stocks).
        returned: What a lasting unit brings in for the East. [1e8 yuan], shape (channels,)
    """

    norm: Floats
    counties: Floats
    lifts: Floats
    moved: Floats
    returned: Floats

    @classmethod
    def of(cls, tables: Tables, counties: Floats) -> "Programme":
        """Return the programme of a scenario, for places with that many real counties."""
        channels = tables.channel.all()
        norm = np.array([each.norm for each in channels])
        lifts = np.stack([each.lifts.column() for each in channels])
        aid = lifts[AID] / norm[AID]
        lifts[AID] = 0.0
        programme = cls(
            norm=norm,
            counties=divisor(counties),
            lifts=lifts,
            moved=np.vstack([aid, tables.stocks.vertical.column(), tables.stocks.by_field()]),
            returned=np.array([each.returned for each in channels]),
        )
        return sealed(programme)
