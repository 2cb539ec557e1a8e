"""What stays fixed during a run, and the notes of the year that its phases share."""

from eastwest.context.setting import Context, needs
from eastwest.context.side import Side
from eastwest.context.year import Hosted, Links, Year

__all__ = ["Context", "Hosted", "Links", "Side", "Year", "needs"]
