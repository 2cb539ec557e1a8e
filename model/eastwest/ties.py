"""Ties: strength in [0, 1] that grows with interaction and fades without it."""

from typing import Annotated

from eastwest.vocabulary import About, Floats, Positive, Share, parameters

STRONG = 0.5
"""Above this strength a tie counts as strong."""


@parameters
class Ties:
    """How ties grow, fade and break."""

    start: Annotated[Share, About("strength", "assumed", "Strength of a new relation")] = 0.1
    grow: Annotated[Share, About("a year", "assumed", "Gain at full interaction, from none")] = 0.45
    fade: Annotated[
        Share, About("a year", "assumed; half-life 2-10 years", "Part lost without interaction")
    ] = 0.15
    kept: Annotated[
        Share, About("share", "assumed", "Part of a tie that survives the end of a pairing")
    ] = 0.4
    handover: Annotated[
        Share, About("share", "assumed", "Joint output that a new pair loses in its first year")
    ] = 0.0
    half: Annotated[
        Positive, About("norms", "assumed", "Work that makes half of full interaction")
    ] = 0.5

    def interaction(self, work: Floats) -> Floats:
        """Return interaction in [0, 1) from work in norms: work / (work + half)."""
        return work / (work + self.half)

    def __call__(self, strength: Floats, interaction: Floats) -> Floats:
        """Return next year's strength: it gains towards 1 and loses a part; stays in [0, 1]."""
        gained = strength + self.grow * interaction * (1.0 - strength)
        return gained * (1.0 - self.fade)
