"""A grade has consequences: reputation, career, money, summons."""

from typing import Annotated, Literal

import numpy as np
from annotated_types import MinLen

from eastwest.vocabulary import About, Amount, Floats, Share, parameters

RAMPED = ("reputation", "career", "summons")
"""What grows in the first years of a regime; see `Reward.ramp`."""
CONSEQUENCES = (*RAMPED, "money", "publicity")
"""What a grade may bring, by the name under which a reward is asked for it."""


@parameters
class Decays:
    """What is kept of each consequence a year later; left out: `decay`, or nothing.

    Reputation and publicity are stocks and follow `decay` if they are left out; career, summons
    and money are over after their year.
    """

    reputation: Annotated[Share | None, About("a year", "assumed", "Part of standing kept")] = None
    publicity: Annotated[Share | None, About("a year", "assumed", "Part of praise kept")] = None
    career: Annotated[Share, About("a year", "assumed", "Part of career credit kept")] = 0.0
    summons: Annotated[Share, About("a year", "assumed", "Part of the stain kept")] = 0.0
    money: Annotated[Share, About("a year", "assumed", "Part of the money paid again")] = 0.0


@parameters
class Reward:
    """What each grade brings, one value a grade, the lowest grade first.

    Utility of a grade = concern x (career + reputation - summons) + value of money x money.
    Money is paid in the next year, since grades arrive in February; career is only recorded. A
    grade is weighed by what it brings at once; decay says how long that is felt.
    """

    kind: Literal["by_grade"] = "by_grade"
    reputation: Annotated[
        tuple[float, ...], About("utility", "assumed", "Standing won with the grade")
    ] = (0.0,)
    career: Annotated[tuple[float, ...], About("utility", "assumed", "Prospects of promotion")] = (
        0.0,
    )
    summons: Annotated[
        tuple[Amount, ...], About("utility", "assumed", "Being called to account (约谈)")
    ] = (0.0,)
    money: Annotated[
        tuple[Amount, ...], About("1e8 yuan", "assumed", "Paid by the centre a year later")
    ] = (0.0,)
    publicity: Annotated[
        tuple[Amount, ...], About("-", "assumed", "Praise that is remembered and seen again")
    ] = (0.0,)
    per_dyad: Annotated[
        bool,
        About("-", "assumed; near the official path", "Stakes grow with the dyads in force"),
    ] = False
    decay: Annotated[Share, About("a year", "assumed", "Part of standing, praise kept")] = 0.8
    decays: Annotated[Decays, About("-", "choice", "A decay for each consequence")] = Decays()
    ramp: Annotated[
        tuple[Amount, ...],
        MinLen(1),
        About("share of the stakes", "assumed", "First years of the regime; the last value stays"),
    ] = (1.0,)

    def kept(self, name: str) -> float:
        """Return what is kept of a consequence a year later."""
        own: float | None = getattr(self.decays, name)
        return self.decay if own is None else own

    def level(self, age: int) -> float:
        """Return the part of the stakes that counts, `age` years after the regime began."""
        return self.ramp[min(age, len(self.ramp) - 1)]

    def column(self, name: str, grades: int) -> Floats:
        """Return one consequence for every grade, shape (grades,); a single value is for all."""
        values: tuple[float, ...] = getattr(self, name)
        return np.array(values if len(values) == grades else values * grades, dtype=float)

    def worth(self, grades: int, concern: Floats, money_value: float, scale: float) -> Floats:
        """Return the utility of each grade for each government, shape (n, grades).

        Args:
            grades: Number of grades.
            concern: How much each government cares for career and standing, shape (n,).
            money_value: Utility of 1e8 yuan.
            scale: Common factor (ramp, dyads in force).
        """
        stakes = self.column("career", grades) + self.column("reputation", grades)
        stakes = stakes - self.column("summons", grades)
        money = money_value * self.column("money", grades)
        return scale * concern[:, None] * stakes[None, :] + money[None, :]
