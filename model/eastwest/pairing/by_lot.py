"""Pair by lot."""

from typing import Literal

from eastwest.pairing.rule import Matched
from eastwest.pairing.scene import Scene
from eastwest.streams import uniforms
from eastwest.vocabulary import Floats, parameters


@parameters
class ByLot(Matched):
    """Every matching is as likely as any other; the same run, date and names draw the same."""

    kind: Literal["random"] = "random"

    def value(self, scene: Scene) -> Floats:
        """Return a lot for each pair; exchangeable, so no donor or recipient is preferred."""
        donor, recipient = scene.donor[:, None], scene.recipient
        return uniforms(scene.key, "pairing", scene.date, donor, recipient)
