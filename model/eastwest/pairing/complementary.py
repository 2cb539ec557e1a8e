"""Pair by complementarity: donors' firms where the endowment suits them."""

from typing import Literal

from eastwest.pairing.rule import Matched
from eastwest.pairing.scene import Scene
from eastwest.vocabulary import Floats, parameters


@parameters
class Complementary(Matched):
    """The sectors of the donor's province fit the endowment of the recipient's counties."""

    kind: Literal["complementary"] = "complementary"

    def value(self, scene: Scene) -> Floats:
        """Return the mean fit."""
        return scene.fit
