"""Pair everybody with everybody."""

from typing import Literal

import numpy as np

from eastwest.pairing.rule import Roles
from eastwest.pairing.scene import Scene
from eastwest.vocabulary import Bools, parameters


@parameters
class Equal(Roles):
    """Every donor cares for an equal part of every recipient's counties."""

    kind: Literal["equal"] = "equal"

    def __call__(self, scene: Scene) -> Bools:
        """Return all pairs, shape (donors, recipients)."""
        return np.ones(scene.fit.shape, dtype=np.bool_)
