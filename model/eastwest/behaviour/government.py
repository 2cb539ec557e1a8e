"""A government's task: what it wants, what it believes, what it is asked for."""

from dataclasses import dataclass

import numpy as np

from eastwest.backend import twinned
from eastwest.behaviour.conduct import Conduct
from eastwest.choosing.task import Task
from eastwest.columns import share
from eastwest.evaluation.score import WeightedSum
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import GROWTH, Floats


@dataclass(frozen=True, slots=True)
class Position:
    """Where governments stand this year, shape (n,), (n, channels) or (n, columns).

    Args:
        size: Part of a top government's stakes and qualms; 1 at the top.
        capacity: Capacity to act, see `Conduct.capacity`. [1e8 yuan]
        full: Effort that the full programme takes in each channel. [1e8 yuan]
        open: Part of the most effort that may be used, shape (channels,).
        altruism: Own concern for others, mean 1.
        gain: Net own gain of a unit of effort. [utility per 1e8 yuan], shape (n, channels)
        belief: What a unit of effort is believed to count for. [channel unit per 1e8 yuan]
        target, floor: This year's target, 0 where none; value from which points begin.
        given: What is expected to count without any effort. [channel unit]
    """

    size: Floats
    capacity: Floats
    full: Floats
    open: Floats
    altruism: Floats
    gain: Floats
    belief: Floats
    target: Floats
    floor: Floats
    given: Floats


@twinned
def task(position: Position, conduct: Conduct, sheet: Sheet) -> Task:
    """Return what governments weigh this year where a plain sum of capped channels is scored."""
    work = bare(position, conduct, sheet)
    part, points = slice(GROWTH), points_of(sheet)
    if not points.any():
        return work
    asked = position.target[:, part] > 0.0
    unit = share(points, position.target[:, part])
    np.multiply(unit, position.belief[:, part], out=work.slope[:, part])
    np.multiply(points, asked, out=work.lift[:, part])
    scored = points > 0.0
    most = np.multiply(points, sheet.caps[part], out=np.full(GROWTH, np.inf), where=scored)
    free = np.minimum(unit * position.given[:, part], most)
    np.subtract(most, free, out=work.ceiling[:, part])
    work.base[:] = free.sum(axis=1)
    return work


def points_of(sheet: Sheet) -> Floats:
    """Return what full marks in each channel bring where a plain sum is scored, (channels,)."""
    rule = sheet.regime.score
    return (
        rule.weights(sheet.weights[:GROWTH]) if isinstance(rule, WeightedSum) else np.zeros(GROWTH)
    )


def bare(position: Position, conduct: Conduct, sheet: Sheet) -> Task:
    """Return what effort and padding cost and bring by themselves, without any points."""
    n, width = len(position.capacity), GROWTH + 1
    slope, lift, price = np.zeros((3, n, width))
    limit, ceiling = np.full((2, n, width), np.inf)
    gain, size = np.empty((n, width)), position.size[:, None]
    gain[:, :GROWTH] = conduct.altruism * position.altruism[:, None] + position.gain - conduct.cost
    gain[:, GROWTH] = conduct.growth
    np.multiply(conduct.most * position.open, position.full, out=limit[:, :GROWTH])
    audit = sheet.regime.observe.audit
    price[:, :GROWTH] = audit.certainty * audit.penalty * size
    return Task(
        gain=gain,
        slope=slope,
        lift=lift,
        kept=np.full((n, width), audit.kept),
        ceiling=ceiling,
        limit=limit,
        pad_cost=np.repeat(conduct.pad_cost * size, width, axis=1),
        pad_price=price,
        curvature=conduct.curvature / np.maximum(position.capacity, 1e-9),
        base=np.zeros(n),
        substitution=conduct.substitution,
    )


@twinned
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
    mean = (tried * own).sum(axis=0) / np.maximum(number, 1)
    peers = np.where(number > 0, mean, belief)
    moved = belief + conduct.learn * (own - belief)
    return moved + conduct.imitate * (peers - moved)


def learn_outcome(
    belief: Floats, effort: tuple[Floats, Floats], change: Floats, conduct: Conduct, few: Floats
) -> Floats:
    """Return beliefs about an outcome after a year: what more effort than last year brought.

    What an outcome was without effort is not known, so only changes teach: by least squares,
    held back by how little effort moved.

    Args:
        belief: What a unit of effort is believed to bring, >= 0, shape (n,).
        effort: Last year's and this year's, shape (n,) each. [1e8 yuan]
        change: Outcome less what was expected of it without effort, better is more, shape (n,).
        conduct: Weights of own and of peers' experience.
        few: Change of effort that teaches half of what it shows. [1e8 yuan]
    """
    before, now = effort
    more = now - before
    surprise = change - belief * now
    tried = (before > 0.0) & (now > 0.0) & np.isfinite(few)
    trust = np.where(tried, more**2 + np.where(tried, few, 1.0) ** 2, 1.0)
    moved = belief + conduct.learn * np.where(tried, more * surprise, 0.0) / trust
    moved = moved.clip(min=0.0)
    number = int(tried.sum())
    mean = float(moved[tried].mean()) if number else 0.0
    return np.where(tried, moved + conduct.imitate * (mean - moved), moved)
