"""What every outcome rule must do."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import numpy as np

from eastwest.context import Context, Year
from eastwest.runs import resolved, setting
from eastwest.state import State
from eastwest.step import advance, begin
from eastwest.testing.contract import Columns, Contract
from eastwest.vocabulary import CHANNELS

Case = tuple[Context, State, Year]


class OutcomeContract(Contract):
    """An outcome rule reads from the counties what came about, a value for each place."""

    group = "outcome"
    least: ClassVar[Mapping[str, float]] = {"outcome": 0.0}

    def case(self, rng: np.random.Generator) -> Case:
        """Return a tiny world at the end of one of a few years."""
        return _world(int(rng.integers(1, 4)))

    def ask(self, rule: Any, case: Case) -> Columns:
        """Return the value of each place."""
        return {"outcome": rule(*case)}

    def number(self, case: Case) -> int:
        """Return the number of places."""
        return len(case[0].world.places.id)

    def test_names_channels_that_are_believed_to_move_it(self, rule: Any) -> None:
        """Governments else would not know what to do for it."""
        assert rule.through
        assert set(rule.through) <= set(CHANNELS)


@cache
def _world(years: int) -> Case:
    """Return a tiny world some years after 2015."""
    context = setting(resolved("history", world="tiny", years=(2015, 2018)), 1, 0)
    state = begin(context)
    for _ in range(years):
        year = advance(context, state)
    return context, state, year
