"""Rules for one agent in plain Python, applied row by row to the columns.

A rule that inherits from one of these says in `one` what happens to a single agent, with numbers,
lists and dictionaries. It gives what the same rule on whole columns gives, and takes longer.
"""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.decision import Situation
from eastwest.channels.channel import Output, Work
from eastwest.choosing.task import Choice
from eastwest.vocabulary import TASKS, Floats

ByTask = dict[str, float]
"""A number for each of `TASKS`."""


class RowScore:
    """A score rule for one government."""

    __slots__ = ()

    @abstractmethod
    def one(self, weights: list[float], fulfilment: list[float], caps: list[float]) -> float:
        """Return the points of one government; lists hold a number for each indicator.

        Args:
            weights: Weight of each indicator.
            fulfilment: Counted value over target.
            caps: Most fulfilment that counts, inf where there is no cap.
        """

    def __call__(self, weight: Floats, fulfilment: Floats, cap: Floats) -> Floats:
        """Return the score of each row, shape of `fulfilment` but for its last axis."""
        weights, caps = weight.tolist(), cap.tolist()
        rows = fulfilment.reshape(-1, fulfilment.shape[-1]).tolist()
        points = [self.one(weights, row, caps) for row in rows]
        return np.array(points, dtype=float).reshape(fulfilment.shape[:-1])


class RowChannel:
    """A channel rule for one link of a pair and a county."""

    __slots__ = ()

    @abstractmethod
    def one(
        self,
        effort: float,
        cooperation: float,
        joint: float,
        counties: float,
        limits: dict[str, float],
        norm: float,
    ) -> tuple[float, float]:
        """Return activity and result of one link; arguments as in `Work`, one number each."""

    def __call__(self, work: Work, norm: float) -> Output:
        """Return activity and result, a row a link."""
        effort, cooperation, joint, counties = (
            each.tolist() for each in (work.effort, work.cooperation, work.joint, work.counties)
        )
        limits = {name: column.tolist() for name, column in work.limits.items()}
        found = [
            self.one(*row, {name: values[number] for name, values in limits.items()}, norm)
            for number, row in enumerate(zip(effort, cooperation, joint, counties, strict=True))
        ]
        both = np.array(found, dtype=float).reshape(-1, 2)
        return Output(both[:, 0].copy(), both[:, 1].copy())


@dataclass(frozen=True, slots=True)
class Government:
    """One government before it decides; numbers by task, effort in 1e8 yuan.

    Args:
        id: Stable id.
        score: Last year's score, 0 if it was not judged. [points]
        effort, padding: What it did last year; padding in targets.
        best_effort, best_padding: What promises most this year.
        size: The full programme of each channel; capacity for own growth.
        payoff: What effort and padding are believed to bring. [utility]
    """

    id: str
    score: float
    effort: ByTask
    padding: ByTask
    best_effort: ByTask
    best_padding: ByTask
    size: ByTask
    payoff: Callable[[ByTask, ByTask], float]


class RowDecision:
    """A decision rule for one government."""

    __slots__ = ()

    @abstractmethod
    def one(self, government: Government) -> tuple[ByTask, ByTask]:
        """Return the effort and padding that a government aims at; what is left out is nil."""

    def __call__(self, situation: Situation) -> Choice:
        """Return the choice of every government."""
        best = situation.best()
        found = [self.one(_government(situation, best, row)) for row in range(len(situation.row))]
        effort, padding = (
            np.array([[each[part].get(name, 0.0) for name in TASKS] for each in found])
            for part in (0, 1)
        )
        shape = best.effort.shape
        return situation.weigh(effort.reshape(shape), padding.reshape(shape))


def _government(situation: Situation, best: Choice, row: int) -> Government:
    """Return one government of a situation."""
    own = situation.row[row]

    def payoff(effort: ByTask, padding: ByTask) -> float:
        plan = (np.array([[each.get(name, 0.0) for name in TASKS]]) for each in (effort, padding))
        return float(situation.rows(np.array([row])).weigh(*plan).payoff[0])

    return Government(
        id=str(situation.past.id[own]),
        score=float(situation.past.score[own]),
        effort=_by_task(situation.effort[row]),
        padding=_by_task(situation.padding[row]),
        best_effort=_by_task(best.effort[row]),
        best_padding=_by_task(best.padding[row]),
        size=_by_task(situation.size[row]),
        payoff=payoff,
    )


def _by_task(values: Floats) -> ByTask:
    return dict(zip(TASKS, values.tolist(), strict=True))
