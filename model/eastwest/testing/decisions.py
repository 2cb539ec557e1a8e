"""What every decision rule must do."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

import numpy as np

from eastwest.behaviour.decision import Past, Situation
from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Task
from eastwest.evaluation.grade import Bars, Prospect
from eastwest.testing.contract import Columns, RowContract
from eastwest.testing.tasks import task
from eastwest.vocabulary import Ints


class DecisionContract(RowContract):
    """A decision rule says what each government aims at: possible, and no less than nothing."""

    group = "decision"
    least: ClassVar[Mapping[str, float]] = {"effort": 0.0, "padding": 0.0}

    def case(self, rng: np.random.Generator) -> Situation:
        """Return up to seven governments before bars, with a past."""
        number = int(rng.integers(2, 8))
        work = task(rng, number)
        past = Past(
            id=np.array([f"G{row}" for row in range(number)]),
            group=rng.integers(0, 2, number),
            effort=work.limit * rng.random(work.limit.shape),
            padding=0.2 * rng.random(work.limit.shape),
            score=np.round(100.0 * rng.random(number), -1),
            size=work.limit / 8.0,
        )
        worth = 100.0 * rng.random(number)[:, None] * np.arange(4)
        return _situation(work, worth, past, np.arange(number))

    def ask(self, rule: Any, case: Situation) -> Columns:
        """Return effort and padding."""
        choice = rule(case)
        return {"effort": choice.effort, "padding": choice.padding}

    def alone(self, case: Situation, rows: Ints) -> Situation:
        """Return some governments alone; the past of all is known to each."""
        return case.rows(rows)

    def number(self, case: Situation) -> int:
        """Return the number of governments."""
        return len(case.row)

    def test_nobody_does_more_than_is_possible(self, rule: Any) -> None:
        """Effort stays within its limit, in every task."""
        for case in self.cases():
            effort = rule(case).effort
            assert effort.shape == case.task.limit.shape
            assert (effort <= case.task.limit * (1.0 + 1e-9)).all()


def _situation(work: Task, worth: np.ndarray, past: Past, row: Ints) -> Situation:
    """Return what governments weigh before bars."""
    bars, one = Bars(), np.ones(len(row))
    prospect = Prospect(worth, one, 0.0 * one, 8.0, one)
    outlook = Outlook.of(work, worth.max(axis=1))
    return Situation(
        task=work,
        outlook=outlook,
        value=partial(bars.value, prospect=prospect),
        follow=lambda: bars.follow(outlook, prospect),
        part=lambda rows: _situation(work.rows(rows), worth[rows], past, row[rows]),
        past=past,
        row=row,
    )
