"""What came about in the recipient counties, as statistics show it: nobody can pad it.

An outcome is a function of context, state and the year's notes that returns a value for every
place; a government's value is the sum over its dyads' places by the part that each holds of
them. So a level such as income is given times the counties that a place stands for, and a norm
is always one for a county. Context and year are made of regimes, and so cannot be named here.
"""

from typing import Annotated, Any, Literal, Protocol

import numpy as np

from eastwest.columns import sums
from eastwest.state import State
from eastwest.vocabulary import STOCKS, About, Channel, Floats, StockName, parameters

Through = Annotated[
    tuple[Channel, ...], About("-", "assumed", "Channels that are believed to move it")
]


class Outcome(Protocol):
    """A county result that a score sheet may look at."""

    @property
    def through(self) -> Through:
        """Channels by whose effort governments believe to move it."""

    def __call__(self, context: Any, state: State, year: Any) -> Floats:
        """Return the value of each place, >= 0, shape (places,); once a year, in `report`."""


@parameters
class Lifted:
    """People lifted out of poverty: how many fewer are on the list than a year before."""

    unit = "persons"
    kind: Literal["lifted"] = "lifted"
    through: Through = (
        "aid",
        "industry",
        "labour",
    )

    def __call__(self, context: Any, state: State, year: Any) -> Floats:
        """Return how many fewer are poor, nil where more are. [persons], shape (places,)."""
        return np.asarray((year.poor_before - state.places.poor).clip(min=0.0))


@parameters
class RuralIncome:
    """Growth of rural income a head on the year before, a county's mean."""

    unit = "index"
    kind: Literal["rural_income"] = "rural_income"
    through: Through = (
        "industry",
        "labour",
        "consumption",
    )

    def __call__(self, context: Any, state: State, year: Any) -> Floats:
        """Return growth times counties. [share a year], shape (places,)."""
        grown = state.places.income / year.income_before - 1.0
        return np.asarray(grown.clip(min=0.0) * context.world.places.counties)


@parameters
class Stock:
    """A stock of the counties: services, skills, infrastructure, environment or ecology."""

    unit = "index"
    kind: Literal["stock"] = "stock"
    of: Annotated[StockName, About("-", "choice", "Which stock")]
    change: Annotated[
        bool, About("-", "choice", "Score the rise on the year before, not the level")
    ] = False
    through: Through = (
        "aid",
        "talent",
        "services",
        "ecology",
    )

    def __call__(self, context: Any, state: State, year: Any) -> Floats:
        """Return the stock, or its rise, times counties. [-], shape (places,)."""
        column = STOCKS.index(self.of)
        value = state.places.stock[:, column]
        if self.change:
            value = (value - year.stock_before[:, column]).clip(min=0.0)
        return np.asarray(value * context.world.places.counties)


@parameters
class Tally:
    """A number at the end of the year: eastern firms at work, or workers kept in their jobs."""

    kind: Literal["tally"] = "tally"
    of: Annotated[
        Literal["firms", "jobs", "workers_kept"],
        About("-", "choice", "Hosted firms, their jobs, or last year's placed who stayed"),
    ]
    through: Through = (
        "industry",
        "labour",
    )

    @property
    def unit(self) -> str:
        """Return what is counted."""
        return "firms" if self.of == "firms" else "persons"

    def __call__(self, context: Any, state: State, year: Any) -> Floats:
        """Return the number at each place. [firms or persons], shape (places,)."""
        if self.of == "workers_kept":
            return np.asarray(state.places.kept)
        if self.of == "jobs":
            return np.asarray(state.places.jobs)
        here = state.firms.host[state.firms.host >= 0]
        weight = np.full(len(here), context.world.firms.weight)
        return sums(here, weight, len(context.world.places.id))


@parameters
class Relapse:
    """People who fall back below the line: less is better, the target earns full marks."""

    unit = "persons"
    kind: Literal["relapse"] = "relapse"
    through: Through = (
        "aid",
        "industry",
        "labour",
    )

    @property
    def less(self) -> bool:
        """Return that less is better."""
        return True

    def __call__(self, context: Any, state: State, year: Any) -> Floats:
        """Return who relapsed this year. [persons], shape (places,)."""
        return np.asarray(state.places.relapsed)
