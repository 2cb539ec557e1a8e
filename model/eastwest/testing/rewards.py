"""What every reward rule must do."""

from typing import Any, ClassVar

import numpy as np

from eastwest.evaluation.reward import CONSEQUENCES
from eastwest.testing.contract import Columns, RowContract
from eastwest.vocabulary import Floats, Ints

Case = tuple[Floats, float, float]
"""Concern of each government, utility of money, common scale."""


class RewardContract(RowContract):
    """A reward rule says what each grade brings, and what that is worth.

    Args:
        grades: Number of grades that the rules are asked about.
    """

    group = "reward"
    grades: ClassVar[int] = 4

    def case(self, rng: np.random.Generator) -> Case:
        """Return the concern of up to six governments."""
        return rng.random(int(rng.integers(1, 7))), float(rng.random()), float(10 * rng.random())

    def ask(self, rule: Any, case: Case) -> Columns:
        """Return the worth of every grade."""
        return {"worth": rule.worth(self.grades, *case)}

    def alone(self, case: Case, rows: Ints) -> Case:
        """Return some governments alone."""
        return case[0][rows], case[1], case[2]

    def number(self, case: Case) -> int:
        """Return the number of governments."""
        return len(case[0])

    def test_has_a_number_for_every_grade(self, rule: Any) -> None:
        """Of each consequence, and of its worth to each government."""
        for case in self.cases():
            assert rule.worth(self.grades, *case).shape == (self.number(case), self.grades)
        for name in CONSEQUENCES:
            column = rule.column(name, self.grades)
            assert column.shape == (self.grades,), name
            assert np.isfinite(column).all(), name

    def test_its_strength_is_known_in_every_year(self, rule: Any) -> None:
        """However long the regime is in force."""
        assert all(0.0 <= rule.level(age) < np.inf for age in range(40))
        assert all(0.0 <= rule.kept(name) <= 1.0 for name in CONSEQUENCES)
        assert rule.per_dyad in (True, False)
