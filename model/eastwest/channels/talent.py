"""Talent (人才交流): officials, teachers and doctors go both ways."""

from typing import Annotated

from eastwest.channels.channel import ChannelTable
from eastwest.vocabulary import About, Share, parameters


@parameters
class Talent(ChannelTable):
    """Persons exchanged in a year, both ways; unit: persons."""

    from_west: Annotated[
        Share,
        About("share", "Wang and Xie 2022: 15462 of 27874 in 2018", "Part that goes West to East"),
    ]
    officials: Annotated[
        Share, About("share", "People's Daily 2024-01-03: 3045 of 28045", "Part that are officials")
    ]
