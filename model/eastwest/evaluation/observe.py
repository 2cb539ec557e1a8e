"""What the judge sees and how: noise, audit, and the paperwork that it takes."""

from typing import Annotated, Literal

from eastwest.vocabulary import About, Amount, Positive, Share, parameters


@parameters
class Audit:
    """How reports are checked, and by whom.

    `self`: by the government itself; `ring`: by the next government of a fixed ring, which
    learns from what it sees (交叉考核); `third`: by somebody who owes nobody a favour.
    """

    by: Annotated[Literal["self", "ring", "third"], About("-", "choice", "Who checks")] = "third"
    share: Annotated[Share, About("share", "assumed", "Governments checked each year")] = 0.0
    detection: Annotated[
        Share, About("probability", "assumed", "A padded figure is found when checked")
    ] = 0.0
    leniency: Annotated[
        Share,
        About("share", "assumed", "Part of the finds that a peer, or oneself, looks away from"),
    ] = 0.0
    false_alarm: Annotated[
        Share, About("probability", "assumed", "A checked figure is doubted without a find")
    ] = 0.0
    doubted: Annotated[
        Share, About("share of the target", "assumed", "What a false alarm strikes out")
    ] = 0.1
    penalty: Annotated[
        Amount, About("utility per target padded", "assumed", "Cost of being found out")
    ] = 0.0
    replaces: Annotated[
        bool, About("-", "assumed", "The found value replaces the reported one in the score")
    ] = True
    cost: Annotated[
        Amount, About("1e8 yuan a checked government", "assumed", "Paid by the centre")
    ] = 0.0
    peer_learning: Annotated[
        Share, About("a year", "assumed", "Weight of what an auditor of the ring sees in beliefs")
    ] = 0.0

    @property
    def finds(self) -> float:
        """Return the chance that a padded figure is found when checked and owned up to."""
        return self.detection * (1.0 if self.by == "third" else 1.0 - self.leniency)

    @property
    def certainty(self) -> float:
        """Return the chance that a padded figure is found this year."""
        return self.share * self.finds

    @property
    def kept(self) -> float:
        """Return the chance that a padded figure still counts once audits are done."""
        return 1.0 - self.certainty * self.replaces


@parameters
class Observe:
    """How clearly the judge sees, how reports are checked, and what showing takes."""

    noise: Annotated[
        Positive, About("points", "assumed", "Spread of the judge's impression of a score")
    ] = 8.0
    burden: Annotated[
        Share, About("share of capacity", "assumed", "Lost to the paperwork of an indicator (留痕)")
    ] = 0.0
    audit: Annotated[Audit, About("-", "choice", "How reports are checked")] = Audit()

    def lost(self, indicators: int) -> float:
        """Return the share of capacity that the paperwork of so many indicators takes."""
        return min(self.burden * indicators, 0.95)
