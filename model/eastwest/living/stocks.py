"""Stocks of a place: they saturate at 1 and decay towards where the place began."""

from typing import Annotated

import numpy as np

from eastwest.channels.channel import Lifts
from eastwest.vocabulary import About, Amount, Floats, Share, parameters


@parameters
class Stocks:
    """How infrastructure, services, skills, environment and ecology move."""

    decay: Annotated[
        Share, About("a year", "assumed; half-life 3-20 years", "Gain lost without upkeep")
    ] = 0.06
    vertical: Annotated[
        Lifts, About("stock per 1e8 yuan a county", "assumed", "Rise from central poverty funds")
    ] = Lifts(infrastructure=0.012, services=0.006)
    programme: Annotated[
        Amount, About("stock per 1e8 yuan a county", "assumed; as other funds", "Rise it aims at")
    ] = 0.018
    taught: Annotated[
        Lifts, About("stock per share of people reached", "assumed", "Rise from education")
    ] = Lifts(services=0.05, skills=0.05)
    healed: Annotated[
        Lifts, About("stock per share of people reached", "assumed", "Rise from health work")
    ] = Lifts(services=0.1)
    trained: Annotated[
        Lifts, About("stock per share of people reached", "assumed", "Rise from training")
    ] = Lifts(skills=0.1)

    def by_field(self) -> Floats:
        """Return the rises from organizations' work in the order of `FIELDS`, (fields, stocks).

        Work for migrants helps to keep them in work instead, and charity is consumed.
        """
        none = Lifts().column()
        return np.stack(
            [self.taught.column(), self.healed.column(), self.trained.column(), none, none]
        )

    def __call__(self, stock: Floats, start: Floats, lift: Floats) -> Floats:
        """Return next year's stocks: s + lift (1 - s) - decay (s - start), kept in [0, 1].

        Args:
            stock: Stocks now, shape (places, stocks).
            start: Stocks that the place keeps up by itself, same shape.
            lift: Rise that this year's work would bring to an empty stock, same shape.
        """
        moved = stock + lift * (1.0 - stock) - self.decay * (stock - start)
        return moved.clip(0.0, 1.0, out=moved)
