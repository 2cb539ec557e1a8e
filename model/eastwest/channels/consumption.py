"""Consumption (消费协作): the East buys western goods."""

from typing import Annotated

import numpy as np

from eastwest.channels.channel import ChannelTable, Output, Work, saturating
from eastwest.vocabulary import About, Positive, Share, parameters


@parameters
class Consumption(ChannelTable):
    """Purchases of western goods in a year; unit: 1e8 yuan."""

    margin: Annotated[Share, About("share", "assumed", "Producers' margin on sales")]
    additional: Annotated[
        Share, About("share", "assumed; 0.1-0.6", "Sales that would not have happened anyway")
    ]
    supply: Annotated[
        Positive, About("1e8 yuan a county", "assumed", "Goods fit for sale in a fully able county")
    ]

    def __call__(self, work: Work) -> Output:
        """Return purchases, bounded by what the county can supply, and the additional part."""
        asked = self.norm * work.counties * work.joint
        most = np.maximum(self.supply * work.counties * work.limits["ability"], 1e-12)
        bought = saturating(asked, most)
        return Output(bought, self.additional * bought)
