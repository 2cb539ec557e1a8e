"""What every pairing rule must do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from eastwest.pairing import Scene
from eastwest.streams import run_key
from eastwest.testing.contract import Columns, Contract
from eastwest.vocabulary import Ints


class PairingContract(Contract):
    """A pairing rule says who helps whom; nobody is left alone."""

    group = "pairing"
    least: ClassVar[Mapping[str, float]] = {"who helps whom": 0.0}

    def case(self, rng: np.random.Generator) -> Scene:
        """Return up to five donors and five recipients, in some cases many alike."""
        seed, shape = int(rng.integers(100)), rng.integers(1, 6, 2)
        step = float(rng.choice([0.5, 1e-9]))  # 0.5: many values are the same
        size = [np.round(rng.random(each) / step) * step + 0.1 for each in shape]
        return Scene(
            key=run_key(seed, 0),
            date=2010,
            donor=np.arange(shape[0], dtype=np.uint64),
            recipient=np.arange(shape[1], dtype=np.uint64),
            capacity=size[0],
            need=size[1] / size[1].sum(),
            counties=np.ceil(9 * rng.random(shape[1])),
            fit=rng.normal(size=shape),
            distance=2000 * rng.random(shape),
        )

    def ask(self, rule: Any, case: Scene) -> Columns:
        """Return who helps whom."""
        return {"who helps whom": rule(case)}

    def number(self, case: Scene) -> int:
        """Return the number of donors."""
        return len(case.donor)

    def test_leaves_nobody_alone(self, rule: Any) -> None:
        """Each donor helps somebody, each recipient is helped."""
        for scene in self.cases():
            linked = rule(scene)
            assert linked.shape == scene.fit.shape
            assert linked.dtype == np.bool_
            assert linked.any(axis=0).all()
            assert linked.any(axis=1).all()

    def test_the_order_of_rows_does_not_matter_where_nobody_is_alike(self, rule: Any) -> None:
        """Numbering the provinces anew pairs the same provinces."""
        for number, scene in enumerate(self.cases()):
            rng = np.random.default_rng(number)
            donors, recipients = len(scene.donor), len(scene.recipient)
            east, west = rng.permutation(donors), rng.permutation(recipients)
            apart = replace(
                scene,
                capacity=scene.capacity + np.arange(donors) * np.pi / 100,
                need=scene.need + np.arange(recipients) * np.exp(1.0) / 100,
                counties=scene.counties + np.arange(recipients) * np.sqrt(2.0) / 100,
            )
            assert np.array_equal(rule(turned(apart, east, west)), rule(apart)[np.ix_(east, west)])


def turned(scene: Scene, east: Ints, west: Ints) -> Scene:
    """Return a scene with donors and recipients in another order."""
    return replace(
        scene,
        donor=scene.donor[east],
        recipient=scene.recipient[west],
        capacity=scene.capacity[east],
        need=scene.need[west],
        counties=scene.counties[west],
        fit=scene.fit[np.ix_(east, west)],
        distance=scene.distance[np.ix_(east, west)],
    )
