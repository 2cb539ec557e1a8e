"""What every grade rule must do."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Task
from eastwest.evaluation.grade import Prospect, stakes
from eastwest.testing.contract import Columns, RowContract
from eastwest.testing.tasks import task
from eastwest.vocabulary import Floats, Ints

Case = tuple[Floats, Floats, Floats, Floats, Floats, Task]
"""Score, standard normal draws, praise, stakes of the best grade, rivals, task."""


class GradeContract(RowContract):
    """A grade rule turns scores into grades, and says before what a score is worth."""

    group = "grade"
    least: ClassVar[Mapping[str, float]] = {"value": -1e-9, "bias": 0.0}

    def case(self, rng: np.random.Generator) -> Case:
        """Return the scores and tasks of up to eight governments."""
        number = int(rng.integers(2, 9))
        columns = (rng.random(number) for _ in range(3))
        praise, stake, rivals = columns
        score, draws = 120.0 * rng.random(number), rng.normal(size=number)
        return score, draws, praise, 1000.0 * stake, 50.0 * rivals, task(rng, number)

    def ask(self, rule: Any, case: Case) -> Columns:
        """Return how each government is seen, and what its score and a better one are worth."""
        score, _, praise, *_ = case
        prospect = self.prospect(rule, case)
        better = np.stack([score, score + 10.0], axis=1)
        return {"value": rule.value(better, prospect), "bias": rule.bias(praise)}

    def prospect(self, rule: Any, case: Case) -> Prospect:
        """Return what a score promises: the better the grade the more, linearly."""
        _, _, praise, stake, rivals, _ = case
        worth = stake[:, None] * np.linspace(0.0, 1.0, rule.grades)
        return Prospect(worth, rule.bias(praise), rivals, 8.0, np.ones(len(stake)))

    def alone(self, case: Case, rows: Ints) -> Case:
        """Return some governments alone, their rivals as they are."""
        *columns, work = case
        score, draws, praise, stake, rivals = (column[rows] for column in columns)
        return score, draws, praise, stake, rivals, work.rows(rows)

    def number(self, case: Case) -> int:
        """Return the number of governments."""
        return len(case[0])

    def test_grades_are_whole_numbers_from_nil(self, rule: Any) -> None:
        """One for each government, the lowest 0."""
        for case in self.cases():
            given = rule.assign(case[0], case[1], self.prospect(rule, case))
            assert given.shape == case[0].shape
            assert given.dtype.kind in "iu"
            assert ((given >= 0) & (given < rule.grades)).all()

    def test_a_better_score_is_never_worth_less(self, rule: Any) -> None:
        """While better grades are worth more."""
        for case in self.cases():
            points = np.broadcast_to(np.linspace(0.0, 130.0, 40), (self.number(case), 40))
            value = rule.value(points, self.prospect(rule, case))
            assert value.shape == points.shape
            assert (np.diff(value, axis=1) >= -1e-9).all()

    def test_the_answer_of_a_government_is_possible(self, rule: Any) -> None:
        """Effort and padding are finite and not negative."""
        for case in self.cases():
            prospect = self.prospect(rule, case)
            outlook = Outlook.of(case[-1], stakes(prospect))
            choice = rule.follow(outlook, prospect)
            for column in (choice.effort, choice.padding):
                assert column.shape == case[-1].gain.shape
                assert (np.isfinite(column) & (column >= 0.0)).all()
