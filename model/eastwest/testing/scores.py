"""What every score rule must do."""

from typing import Any

import numpy as np

from eastwest.testing.contract import Columns, RowContract
from eastwest.vocabulary import Floats, Ints

Case = tuple[Floats, Floats, Floats]
"""Weight, fulfilment and cap."""


class ScoreContract(RowContract):
    """A score rule turns fulfilments into points; doing more never earns less."""

    group = "score"

    def case(self, rng: np.random.Generator) -> Case:
        """Return weights, fulfilments of up to six governments, and caps, some of them missing."""
        columns = int(rng.integers(1, 6))
        fulfilment = rng.gamma(2.0, 0.5, (int(rng.integers(1, 7)), columns))
        fulfilment[rng.random(fulfilment.shape) < 0.2] = 0.0
        cap = np.where(rng.random(columns) < 0.5, 1.0 + rng.random(columns), np.inf)
        return 0.01 + rng.random(columns), fulfilment, cap

    def ask(self, rule: Any, case: Case) -> Columns:
        """Return the scores."""
        return {"score": rule(*case)}

    def alone(self, case: Case, rows: Ints) -> Case:
        """Return some governments alone."""
        return case[0], case[1][rows], case[2]

    def number(self, case: Case) -> int:
        """Return the number of governments."""
        return len(case[1])

    def test_gives_one_number_for_each_government(self, rule: Any) -> None:
        """Of any number of candidates at once."""
        for weight, fulfilment, cap in self.cases():
            wide = np.stack([fulfilment, 0.5 * fulfilment], axis=1)
            assert rule(weight, fulfilment, cap).shape == fulfilment.shape[:-1]
            assert rule(weight, wide, cap).shape == wide.shape[:-1]
            assert np.array_equal(rule(weight, wide, cap)[:, 0], rule(weight, fulfilment, cap))

    def test_more_of_an_indicator_never_scores_less(self, rule: Any) -> None:
        """Effort would else be punished."""
        for weight, fulfilment, cap in self.cases():
            for column in range(len(weight)):
                more = fulfilment.copy()
                more[:, column] += 0.25
                gained = rule(weight, more, cap) - rule(weight, fulfilment, cap)
                assert (gained >= -1e-9).all(), f"indicator {column}"
