"""Pair by several aims at once."""

from typing import Annotated, Literal

import numpy as np

from eastwest.pairing.rule import Matched
from eastwest.pairing.scene import Scene
from eastwest.vocabulary import About, Amount, Floats, parameters


@parameters
class Weights:
    """What counts how much; each aim lies in [0, 1] over the possible pairs."""

    need: Annotated[Amount, About("-", "assumed", "The able with the needy")] = 1.0
    complementarity: Annotated[Amount, About("-", "assumed", "Sectors with endowment")] = 1.0
    distance: Annotated[Amount, About("-", "assumed", "Near ones")] = 1.0
    capacity: Annotated[Amount, About("-", "assumed", "Large donors with many counties")] = 1.0


@parameters
class Optimal(Matched):
    """The matching of largest weighted sum of four aims."""

    kind: Literal["optimal"] = "optimal"
    weights: Weights = Weights()

    def value(self, scene: Scene) -> Floats:
        """Return the weighted sum of the aims, each scaled from its worst to its best pair."""
        strength = scene.capacity / scene.capacity.max()
        task = scene.counties / scene.counties.max()
        weights = self.weights
        return np.asarray(
            weights.need * _scaled(scene.capacity[:, None] * scene.need)
            + weights.complementarity * _scaled(scene.fit)
            + weights.distance * _scaled(-scene.distance)
            + weights.capacity * _scaled(-np.abs(strength[:, None] - task))
        )


def _scaled(aim: Floats) -> Floats:
    """Return an aim from 0 at its worst pair to 1 at its best; 0 where all are alike."""
    span = aim.max() - aim.min()
    return np.asarray((aim - aim.min()) / span if span > 0.0 else np.zeros_like(aim))
