"""Labour (劳务协作): western workers are placed in the East; some stay."""

from typing import Annotated

import numpy as np

from eastwest.channels.channel import ChannelTable, Output, Work
from eastwest.vocabulary import About, Share, parameters


@parameters
class Labour(ChannelTable):
    """Workers placed in a year; unit: persons. Result: those who stay six months and more."""

    surplus: Annotated[
        Share, About("share", "assumed", "Registered rural people free to work elsewhere")
    ]
    poor_share: Annotated[
        Share,
        About(
            "share",
            "assumed",
            "Placed who were poor",
        ),
    ]
    kept: Annotated[Share, About("share", "assumed; 0.3-0.8", "Kept without services for migrants")]
    kept_services: Annotated[
        Share, About("share", "assumed", "More kept where services meet the norm")
    ]
    kept_coverage: Annotated[
        Share, About("share", "assumed", "Fewer kept as the surplus runs out: the last are hard")
    ]
    returning: Annotated[Share, About("a year", "assumed", "Migrants who come home")]

    def __call__(self, work: Work) -> Output:
        """Return workers placed, never more than the surplus, and those of them who stay."""
        asked = self.norm * work.counties * work.joint
        surplus = work.limits["surplus"]
        placed = surplus * -np.expm1(-asked / np.maximum(surplus, 1e-9))
        retention = (
            self.kept
            + self.kept_services * np.minimum(work.limits["care"], 1.0)
            - self.kept_coverage * work.limits["coverage"]
        )
        return Output(placed, placed * retention.clip(0.0, 1.0))
