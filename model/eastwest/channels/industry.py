"""Industry (产业合作): governments inform, build parks and subsidise; firms decide."""

from typing import Annotated

from eastwest.channels.channel import ChannelTable
from eastwest.errors import ScenarioError
from eastwest.vocabulary import About, Amount, Count, Share, parameters


@parameters
class Industry(ChannelTable):
    """Capital that firms land; unit: 1e8 yuan. Effort only widens what firms know and get."""

    bluff: Annotated[
        Amount,
        About("times landed", "assumed", "Empty pledges if they count"),
    ]
    cohort: Annotated[Count, About("years", "assumed", "Age at which capital counts as lasting")]
    subsidy_years: Annotated[Count, About("years", "assumed", "Years in which a subsidy is paid")]
    loan: Annotated[Share, About("share", "assumed", "Part of landed capital that banks lend")]
    interest: Annotated[
        Share, About("share a year", "assumed", "Interest that a subsidised loan saves")
    ]
    subsidy: Annotated[
        Share, About("share of capital", "assumed", "Subsidy a firm gets at full matching")
    ]

    def __post_init__(self) -> None:
        """Refuse a rule of one's own where no channel rule is asked."""
        if self.rule is not None:
            raise ScenarioError("'rule' must not stand here: what comes of it, firms decide")
