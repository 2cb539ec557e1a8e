"""The registered list of poor people: entry by monitoring, exit by plan, relapse."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from eastwest.living.income import YUAN
from eastwest.lognormal import rate_and_gap
from eastwest.vocabulary import About, Floats, Share, parameters


@dataclass(frozen=True, slots=True)
class Register:
    """Who is on the list after this year [persons], shape (places,) each.

    Args:
        poor: On the list.
        supported: Above the line only because their gap is paid.
        entered: New on the list this year: relapsed or found late.
        left: Left the list this year.
        below: Below the line before any top-up.
        spent: Money that the top-up took. [1e8 yuan]
    """

    poor: Floats
    supported: Floats
    entered: Floats
    left: Floats
    below: Floats
    spent: Floats


@parameters
class Poverty:
    """How the list moves."""

    monitoring: Annotated[
        Share, About("a year", "assumed", "Unlisted poor who are found and listed")
    ] = 0.5
    upkeep: Annotated[
        Share,
        About("listed poor a person", "assumed", "Claim of poverty counties' people on funds"),
    ] = 0.02

    def __call__(
        self,
        poor: Floats,
        people: Floats,
        income: Floats,
        sigma: Floats,
        line: float,
        funds: Floats,
        exits: float,
    ) -> Register:
        """Return the list after a year.

        Args:
            poor: On the list so far [persons].
            people: Registered rural population [persons].
            income: Mean rural income a head [yuan].
            sigma: Spread of log income.
            line: Poverty line [yuan].
            funds: Money for topping up incomes [1e8 yuan].
            exits: People who may leave the list this year, at all places together [persons].
        """
        part, gap = rate_and_gap(income, sigma, line)
        below = people * part
        shortfall = gap / np.maximum(part, 1e-300)
        supported = np.minimum(below, funds * YUAN / np.maximum(shortfall, 1e-9))
        due = below - supported
        able = np.maximum(poor - due, 0.0)
        left = able * min(1.0, exits / max(float(able.sum()), 1.0))
        entered = self.monitoring * np.maximum(due - poor, 0.0)
        spent = supported * shortfall / YUAN
        return Register(poor - left + entered, supported, entered, left, below, spent)
