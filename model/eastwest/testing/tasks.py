"""Made-up tasks of governments."""

import numpy as np

from eastwest.choosing.task import Task
from eastwest.vocabulary import GROWTH


def task(rng: np.random.Generator, number: int) -> Task:
    """Return what some governments can do: scored and unscored channels, and own growth."""
    shape = (number, GROWTH + 1)
    scored = rng.random(shape) < 0.7
    scored[:, GROWTH] = False
    return Task(
        gain=rng.normal(0.0, 0.5, shape),
        slope=scored * rng.gamma(2.0, 1.0, shape),
        lift=scored * 20.0 * rng.random(shape),
        kept=0.5 + 0.5 * rng.random(shape),
        ceiling=np.where(scored, 5.0 + 20.0 * rng.random(shape), np.inf),
        limit=20.0 * rng.random(shape),
        pad_cost=100.0 + 1000.0 * rng.random(shape),
        pad_price=10.0 * rng.random(shape),
        curvature=0.1 + rng.random(number),
        base=10.0 * rng.random(number),
        substitution=0.2,
    )
