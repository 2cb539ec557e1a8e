"""Pair by distance."""

from typing import Literal

import numpy as np

from eastwest.pairing.rule import Matched
from eastwest.pairing.scene import Scene
from eastwest.vocabulary import Floats, parameters


@parameters
class Nearest(Matched):
    """Capitals as near to each other as all pairs together allow."""

    kind: Literal["nearest"] = "nearest"

    def value(self, scene: Scene) -> Floats:
        """Return the distance, less being better."""
        return np.asarray(-scene.distance)
