"""How a government comes from what it weighs to what it does: rules of decision."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Literal, Protocol

import numpy as np

from eastwest.choosing import outcome
from eastwest.choosing.effort import Outlook
from eastwest.choosing.task import Choice, Task, Value
from eastwest.columns import share, sums
from eastwest.vocabulary import About, Bools, Floats, Ints, Positive, Share, Texts, parameters

STEPS = 10
"""Alternatives that a search tries between what was done and what would be best."""
GROUPS = 2
"""Those judged by the centre, and those judged by their province."""


@dataclass(frozen=True, slots=True)
class Past:
    """What all governments of a side did last year and how it was judged, n rows of them.

    Args:
        id: Stable ids, shape (n,).
        group: Number of the group that each one is graded in, shape (n,).
        effort: Effort per column. [1e8 yuan], shape (n, c)
        padding: Padding per column. [times the target], shape (n, c)
        score: Score, 0 for who was not judged. [points], shape (n,)
        size: The full programme of each channel; capacity for own growth. [1e8 yuan], (n, c)
    """

    id: Texts
    group: Ints
    effort: Floats
    padding: Floats
    score: Floats
    size: Floats


@dataclass(frozen=True, slots=True)
class Situation:
    """What governments weigh, a row each; arrays of `past` hold all governments of the side.

    Args:
        task: What can be done and what it is believed to count for, n rows and c columns.
        outlook: What each score costs.
        value: Utility of believed scores, (n, g) -> (n, g).
        follow: Returns the choice of highest payoff.
        part: Returns the same of some governments alone.
        past: What all governments of the side did last year.
        row: Row of each government in `past`, shape (n,).
    """

    task: Task
    outlook: Outlook
    value: Value
    follow: Callable[[], Choice]
    part: Callable[[Ints], "Situation"]
    past: Past
    row: Ints

    def rows(self, rows: Ints) -> "Situation":
        """Return the situation of some of the governments."""
        return self.part(rows)

    def best(self) -> Choice:
        """Return the choice of highest payoff."""
        return self.follow()

    @property
    def effort(self) -> Floats:
        """Return last year's effort. [1e8 yuan], shape (n, c)."""
        return self.past.effort[self.row]

    @property
    def padding(self) -> Floats:
        """Return last year's padding. [times the target], shape (n, c)."""
        return self.past.padding[self.row]

    @property
    def size(self) -> Floats:
        """Return the full programme of each channel, capacity for growth. [1e8 yuan], (n, c)."""
        return self.past.size[self.row]

    def weigh(self, effort: Floats, padding: Floats) -> Choice:
        """Return effort, held inside what is possible, and padding with score, cost and payoff."""
        effort = np.minimum(effort, self.task.limit)
        work, pad = (np.ascontiguousarray(each.T)[:, :, None] for each in (effort, padding))
        score = self.outlook.score(work, pad)
        cost = outcome.cost(self.task.menu, work, pad)
        payoff = self.value(score) - cost
        return Choice(effort, padding, score[:, 0], cost[:, 0], payoff[:, 0])


class DecisionRule(Protocol):
    """A rule from what governments weigh to what they do."""

    def __call__(self, situation: Situation) -> Choice:
        """Return the effort and padding that each government aims at."""


@parameters
class BestResponse:
    """The choice of highest believed payoff, wherever it lies."""

    kind: Literal["best_response"] = "best_response"

    def __call__(self, situation: Situation) -> Choice:
        """Return the best choice."""
        return situation.best()


@parameters
class Satisficing:
    """The first choice that is good enough, searched from what was done towards the best.

    Good enough: `enough` of what the best choice gains over doing nothing. A government that
    is content goes on as last year (Simon 1955, https://doi.org/10.2307/1884852).
    """

    kind: Literal["satisficing"] = "satisficing"
    enough: Annotated[
        Share, About("share of the best gain", "assumed", "Gain with which one is content")
    ] = 0.8

    def __call__(self, situation: Situation) -> Choice:
        """Return the choice nearest to last year's that is good enough."""
        best = situation.best()
        idle = situation.weigh(np.zeros_like(best.effort), np.zeros_like(best.padding)).payoff
        aspired = idle + self.enough * (best.payoff - idle)
        chosen = best
        for step in reversed(range(STEPS)):
            way = step / STEPS
            tried = situation.weigh(
                _between(situation.effort, best.effort, way),
                _between(situation.padding, best.padding, way),
            )
            chosen = _where(tried.payoff >= aspired, tried, chosen)
        return chosen


@parameters
class Imitation:
    """The practice of the best scored peers of last year, part of the way from the own best.

    Practice is effort over the full programme, and padding; the mean of several best. Whoever
    scored as high as anybody, and all while nobody was judged, choose for themselves (Schlag
    1998, https://doi.org/10.1006/jeth.1997.2347).
    """

    kind: Literal["imitation"] = "imitation"
    copied: Annotated[
        Share, About("share", "assumed", "Part of the way to the practice of the best peers")
    ] = 0.5

    def __call__(self, situation: Situation) -> Choice:
        """Return what lies between the own best choice and the practice of the best peers."""
        best, past, group = situation.best(), situation.past, situation.past.group
        most = np.array([past.score[group == each].max(initial=0.0) for each in range(GROUPS)])
        leads = past.score == most[group]
        practice = share(past.effort, past.size)
        mean = [_means(each[leads], group[leads]) for each in (practice, past.padding)]
        own = group[situation.row]
        effort = _between(best.effort, mean[0][own] * situation.size, self.copied)
        padding = _between(best.padding, mean[1][own], self.copied)
        follows = past.score[situation.row] < most[own]
        return _where(follows, situation.weigh(effort, padding), best)


@parameters
class Inertia:
    """What was done last year, moved towards the best choice by small steps.

    A step is at most `step` of the full programme in each channel, of capacity for own growth,
    and of the target in padding (muddling through: Lindblom 1959, https://doi.org/10.2307/973677).
    """

    kind: Literal["inertia"] = "inertia"
    step: Annotated[
        Positive, About("full programmes a year", "assumed", "Most that a plan moves in a year")
    ] = 0.1

    def __call__(self, situation: Situation) -> Choice:
        """Return last year's effort and padding, a small step nearer to the best."""
        best, effort, padding = situation.best(), situation.effort, situation.padding
        most = self.step * situation.size
        return situation.weigh(
            effort + np.clip(best.effort - effort, -most, most),
            padding + np.clip(best.padding - padding, -self.step, self.step),
        )


def _between(one: Floats, other: Floats, way: Floats | float) -> Floats:
    return np.asarray(one + way * (other - one))


def _means(values: Floats, group: Ints) -> Floats:
    """Return the mean row of each group, zeros for one without rows, shape (groups, columns)."""
    number = np.bincount(group, minlength=GROUPS)
    return share(sums(group, values, GROUPS), number[:, None].astype(float))


def _where(taken: Bools, one: Choice, other: Choice) -> Choice:
    """Return one choice in the rows that are marked and the other elsewhere."""
    wide = taken[:, None]
    return replace(
        other,
        effort=np.where(wide, one.effort, other.effort),
        padding=np.where(wide, one.padding, other.padding),
        score=np.where(taken, one.score, other.score),
        cost=np.where(taken, one.cost, other.cost),
        payoff=np.where(taken, one.payoff, other.payoff),
    )
