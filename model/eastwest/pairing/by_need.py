"""Pair by need: the most able donors with the neediest recipients."""

from typing import Literal

import numpy as np

from eastwest.pairing.rule import Matched
from eastwest.pairing.scene import Scene
from eastwest.vocabulary import Floats, parameters


@parameters
class ByNeed(Matched):
    """The more a recipient needs, the abler its donor; the neediest get one more."""

    kind: Literal["by_need"] = "by_need"

    def value(self, scene: Scene) -> Floats:
        """Return capacity times need: its sum is largest when both are in the same order."""
        return np.asarray(scene.capacity[:, None] * scene.need)
