"""Aid (财政援助): eastern budgets pay western counties; what they cannot absorb lies idle."""

from typing import Annotated

import numpy as np
from annotated_types import Interval

from eastwest.channels.channel import ChannelTable, Output, Work, saturating
from eastwest.errors import ScenarioError
from eastwest.vocabulary import COUNTIES, About, Floats, Positive, Share, parameters


@parameters
class Aid(ChannelTable):
    """Money from eastern to western budgets; unit: 1e8 yuan, so one unit costs one."""

    absorbed: Annotated[
        Positive,
        About("1e8 yuan a county and year", "assumed", "Most that a fully able county absorbs"),
    ]
    assets: Annotated[
        Share, About("share", "assumed", "Part of absorbed aid that buys earning assets")
    ]
    tilt: Annotated[
        Annotated[float, Interval(ge=-5, le=5)],
        About("log weight per need", "assumed", "Aid to needier places; below 0: showcases"),
    ]
    top_up: Annotated[Share, About("share", "assumed", "Part of aid paid out to the poor")]
    reach: Annotated[
        Annotated[float, Interval(ge=-1, le=1)],
        About(
            "share", "assumed; sign open", "More paid out for each step down that pairs are tied"
        ),
    ]

    def __post_init__(self) -> None:
        """Refuse aid that costs the East more or less than the West receives."""
        if self.price != 1.0:
            raise ScenarioError(f"'price' must be 1, money is money (got {self.price})")
        if self.rule is not None:
            raise ScenarioError("'rule' must not stand here: what is sent must arrive")

    def __call__(self, work: Work) -> Output:
        """Return the money sent and the part that the county could absorb.

        Absorbed = M (1 - exp(-sent / M)), M rising with the county's ability and with western
        cooperation.
        """
        sent = self.norm * work.counties * work.effort
        ability = work.limits["ability"] * work.backed
        return Output(sent, self.taken_up(sent, work.counties, ability))

    def taken_up(self, sent: Floats, counties: Floats, ability: Floats) -> Floats:
        """Return the part of money sent that counties of some ability absorb. [1e8 yuan]."""
        most = np.maximum(self.absorbed * counties * ability, 1e-12)
        return saturating(sent, most)

    def paid_out(self, depth: int) -> float:
        """Return the part paid out to the poor, `top_up` where pairs are tied by counties."""
        return min(max(self.top_up + self.reach * (depth - COUNTIES), 0.0), 1.0)
