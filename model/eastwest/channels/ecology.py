"""Ecology (生态协作): green transition, and land quotas that reclaimed land sets free."""

from typing import Annotated

import numpy as np

from eastwest.channels.channel import ChannelTable, saturating
from eastwest.vocabulary import About, Amount, Floats, Positive, parameters


@parameters
class Ecology(ChannelTable):
    """Projects in a year; unit: projects. Reclaimed land is a quota for building in the East."""

    quota: Annotated[Positive, About("mu a project", "assumed", "Quota that a project sets free")]
    supply: Annotated[
        Positive, About("mu a county and year", "assumed", "Quota that a county can set free")
    ]
    land_price: Annotated[
        Amount, About("1e8 yuan a mu", "assumed", "What the East pays for a quota")
    ]
    land_worth: Annotated[
        Amount, About("1e8 yuan a mu", "assumed", "What a quota is worth in the East")
    ]

    def sold(self, projects: Floats, counties: Floats) -> Floats:
        """Return the quota set free, S (1 - exp(-quota x projects / S)), S the supply. [mu]."""
        most = np.maximum(self.supply * counties, 1e-12)
        return saturating(self.quota * projects, most)

    def left(self, projects: Floats, counties: Floats) -> Floats:
        """Return the part of the supply that is not set free yet, in [0, 1].

        The next project sets free this part of `quota`: it is the slope of `sold`.
        """
        most = np.maximum(self.supply * counties, 1e-12)
        return np.asarray(np.exp(-self.quota * projects / most))

    @property
    def surplus(self) -> float:
        """Return what the East gains by a quota; nobody buys at a loss. [1e8 yuan a mu]."""
        return max(self.land_worth - self.land_price, 0.0)
