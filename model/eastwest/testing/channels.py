"""What every channel rule must do."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from eastwest.channels.channel import Work
from eastwest.testing.contract import Columns, RowContract
from eastwest.vocabulary import Ints

Case = tuple[Work, float]
"""The work, and the norm of the channel."""


class ChannelContract(RowContract):
    """A channel rule turns work into activity and what lasts of it."""

    group = "channel"
    least: ClassVar[Mapping[str, float]] = {"activity": 0.0, "result": 0.0}

    def case(self, rng: np.random.Generator) -> Case:
        """Return the work of up to seven links, on some of which nothing is done."""
        number = int(rng.integers(1, 8))
        effort = rng.gamma(2.0, 0.4, number) * (rng.random(number) < 0.8)
        cooperation = rng.gamma(2.0, 0.4, number)
        limits = {
            "ability": rng.random(number),
            "surplus": 1e4 * rng.random(number),
            "coverage": rng.random(number),
            "care": 2.0 * rng.random(number),
        }
        joint = effort**0.5 * (0.5 + cooperation) ** 0.5
        counties = rng.integers(1, 5, number) * rng.random(number)
        return Work(effort, cooperation, joint, counties, limits), 0.1 + 10.0 * float(rng.random())

    def ask(self, rule: Any, case: Case) -> Columns:
        """Return activity and result."""
        output = rule(*case)
        return {"activity": output.activity, "result": output.result}

    def alone(self, case: Case, rows: Ints) -> Case:
        """Return some links alone."""
        return case[0].rows(rows), case[1]

    def number(self, case: Case) -> int:
        """Return the number of links."""
        return len(case[0].effort)

    def test_where_nothing_is_done_nothing_comes(self, rule: Any) -> None:
        """Neither activity nor result."""
        for work, norm in self.cases():
            idle = work.effort == 0.0
            for column in self.ask(rule, (work, norm)).values():
                assert not column[idle].any()
