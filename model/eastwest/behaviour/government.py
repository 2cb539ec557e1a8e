"""A government's task: what it wants, what it believes, what it is asked for."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.conduct import Conduct
from eastwest.choosing.task import Task
from eastwest.evaluation.regime import Regime
from eastwest.vocabulary import GROWTH, Floats


@dataclass(frozen=True, slots=True)
class Position:
    """Where governments of one tier stand this year, shape (n,) or (n, channels).

    Args:
        size: Part of a top government's stakes and qualms; 1 at the top.
        capacity: Capacity to act, see `Conduct.capacity`. [1e8 yuan]
        full: Effort that the full programme takes in each channel. [1e8 yuan]
        altruism: Own concern for others, mean 1.
        gain: Net own gain of a unit of effort. [utility per 1e8 yuan]
        belief: What a unit of effort is believed to count for. [channel unit per 1e8 yuan]
        target: This year's target, 0 where none. [channel unit]
        given: What is expected to count without any effort. [channel unit]
    """

    size: Floats
    capacity: Floats
    full: Floats
    altruism: Floats
    gain: Floats
    belief: Floats
    target: Floats
    given: Floats


def task(position: Position, conduct: Conduct, regime: Regime | None, side: str) -> Task:
    """Return what governments weigh this year; without a regime nothing is scored."""
    n = len(position.capacity)
    shape = (n, GROWTH + 1)
    gain = np.empty(shape)
    gain[:, :GROWTH] = conduct.altruism * position.altruism[:, None] + position.gain - conduct.cost
    gain[:, GROWTH] = conduct.growth
    limit = np.full(shape, np.inf)
    limit[:, :GROWTH] = conduct.most * position.full
    slope, lift, ceiling = np.zeros(shape), np.zeros(shape), np.full(shape, np.inf)
    price, base = np.zeros(shape), np.zeros(n)
    if regime is not None:
        audit = regime.observe.audit
        points = regime.score.weights(regime.weights(side))
        asked = position.target > 0.0
        unit = np.divide(points, position.target, out=np.zeros((n, GROWTH)), where=asked)
        slope[:, :GROWTH] = unit * position.belief
        lift[:, :GROWTH] = points * asked * (1.0 - audit.certainty * audit.replaces)
        most = np.where(points > 0.0, points * _finite(regime.caps(side)), np.inf)
        free = np.minimum(unit * position.given, most)
        ceiling[:, :GROWTH] = most - free
        base = free.sum(axis=1)
        price[:, :GROWTH] = audit.certainty * audit.penalty * position.size[:, None]
    return Task(
        gain=gain,
        slope=slope,
        lift=lift,
        ceiling=ceiling,
        limit=limit,
        pad_cost=np.repeat(conduct.pad_cost * position.size[:, None], shape[1], axis=1),
        pad_price=price,
        curvature=conduct.curvature / np.maximum(position.capacity, 1e-9),
        base=base,
        substitution=conduct.substitution,
    )


def _finite(cap: Floats) -> Floats:
    """Return caps with infinity kept as a number that weights of zero may multiply."""
    return np.where(np.isfinite(cap), cap, 1e300)


def learn(belief: Floats, effort: Floats, counted: Floats, conduct: Conduct, few: Floats) -> Floats:
    """Return beliefs after a year: towards the own yield, and towards what peers see.

    Args:
        belief: Beliefs so far, shape (n, channels).
        effort: Own effort of the year, same shape. [1e8 yuan]
        counted: What it counted for, same shape. [channel unit]
        conduct: Weights of own and of peers' experience.
        few: Effort too small to learn from, same shape. [1e8 yuan]
    """
    tried = effort > few
    own = np.divide(counted, effort, out=belief.copy(), where=tried)
    number = tried.sum(axis=0)
    mean = np.where(tried, own, 0.0).sum(axis=0) / np.maximum(number, 1)
    peers = np.where(number > 0, mean, belief)
    moved = belief + conduct.learn * (own - belief)
    return moved + conduct.imitate * (peers - moved)
