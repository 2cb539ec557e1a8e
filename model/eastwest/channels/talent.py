"""Talent (人才交流): officials, teachers and doctors go both ways."""

from typing import Annotated

from eastwest.channels.channel import ChannelTable
from eastwest.vocabulary import About, Share, parameters


@parameters
class Talent(ChannelTable):
    """Persons exchanged in a year, both ways; unit: persons."""

    from_west: Annotated[
        Share,
        About("share", "assumed", "Part that goes West to East"),
    ]
    officials: Annotated[Share, About("share", "assumed", "Part that are officials")]
