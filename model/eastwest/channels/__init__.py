"""What effort does: a file a channel where a channel has a rule of its own."""

from eastwest.channels.aid import Aid
from eastwest.channels.channel import ChannelTable, JointOutput
from eastwest.channels.consumption import Consumption
from eastwest.channels.ecology import Ecology
from eastwest.channels.industry import Industry
from eastwest.channels.labour import Labour
from eastwest.channels.talent import Talent
from eastwest.vocabulary import CHANNELS, parameters

__all__ = ["Channels", "JointOutput"]


@parameters
class Channels:
    """The nine channels, in the order of `CHANNELS`."""

    leadership: ChannelTable
    aid: Aid
    talent: Talent
    industry: Industry
    labour: Labour
    consumption: Consumption
    services: ChannelTable
    society: ChannelTable
    ecology: Ecology

    def all(self) -> tuple[ChannelTable, ...]:
        """Return the nine tables in the order of `CHANNELS`."""
        return tuple(getattr(self, name) for name in CHANNELS)

    def particular(self) -> list[tuple[int, ChannelTable]]:
        """Return the columns and tables of the channels whose work is not the plain one."""
        return [(column, each) for column, each in enumerate(self.all()) if not each.is_plain]
