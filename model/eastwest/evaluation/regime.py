"""A regime: indicators, and the four replaceable parts observe, score, grade, reward."""

from dataclasses import field
from typing import Annotated

from eastwest.errors import ScenarioError
from eastwest.evaluation.grade import Bars, Contest
from eastwest.evaluation.indicator import Indicator
from eastwest.evaluation.observe import Observe
from eastwest.evaluation.quantiles import Quantiles
from eastwest.evaluation.reward import CONSEQUENCES, Reward
from eastwest.evaluation.score import Discretion, GeometricMean, Minimum, WeightedSum
from eastwest.rules import Open
from eastwest.vocabulary import About, parameters


@parameters
class Regime:
    """One evaluation and incentive rule: data all the way, named only for people."""

    title: Annotated[dict[str, str], About("-", "choice", "Name in English (en) and Chinese (zh)")]
    notes: Annotated[dict[str, str], About("-", "choice", "What it stands for (en, zh)")] = field(
        default_factory=dict
    )
    sources: Annotated[dict[str, str], About("-", "choice", "Key -> document it is from")] = field(
        default_factory=dict
    )
    indicator: Annotated[dict[str, Indicator], About("-", "choice", "The score sheet, by name")]
    observe: Annotated[Observe, About("-", "choice", "What the judge sees")] = Observe()
    score: Annotated[
        WeightedSum | GeometricMean | Minimum,
        Open("score"),
        About("-", "choice", "Indicators to one number"),
    ] = WeightedSum()
    discretion: Annotated[
        Discretion | None, About("-", "choice", "Part of the score that a unit may choose")
    ] = None
    grade: Annotated[
        Bars | Quantiles | Contest, Open("grade"), About("-", "choice", "Number to grade")
    ]
    reward: Annotated[Reward, Open("reward"), About("-", "choice", "Grade to consequences")]

    def __post_init__(self) -> None:
        """Refuse rewards that fit no grade, and a choice that cannot be made."""
        for side in ("east", "west"):
            self._refuse_choice(side)
        self._refuse_rewards()

    def _refuse_rewards(self) -> None:
        """Refuse rewards that are not one for each grade, all in one finding."""
        number = self.grade.grades
        # a rule of one's own need not list them
        given = {name: len(getattr(self.reward, name, (0.0,))) for name in CONSEQUENCES}
        wrong = [name for name in CONSEQUENCES if given[name] not in (1, number)]
        if wrong:
            more = f", and so must {', '.join(wrong[1:])}" if wrong[1:] else ""
            raise ScenarioError(
                f"'reward.{wrong[0]}' must have 1 or {number} values, one for each grade of"
                f" {self._graded_by()}{more} (got {given[wrong[0]]})"
            )

    def _graded_by(self) -> str:
        """Return the kind of grade with what its grades come from: `bars [60, 75, 90]`."""
        grade: object = self.grade
        kind = str(getattr(grade, "kind", type(grade).__name__))
        cuts = grade.bars if isinstance(grade, Bars) else ()
        cuts = grade.shares if isinstance(grade, Quantiles) else cuts
        return f"{kind} [{', '.join(f'{each:g}' for each in cuts)}]" if cuts else kind

    def _refuse_choice(self, side: str) -> None:
        """Refuse discretion over too few indicators, and a choice without discretion."""
        mine = [each.optional for each in self.indicator.values() if side in each.sides]
        number = sum(mine)
        if number and number == len(mine):
            raise ScenarioError(f"'indicator' must hold one of the {side} that is not optional")
        if number and self.discretion is None:
            raise ScenarioError("'discretion' must stand where indicators are optional")
        if number and self.discretion is not None and self.discretion.pick > number:
            raise ScenarioError(
                f"'discretion.pick' must be at most the {number} optional indicators of the"
                f" {side} (got {self.discretion.pick})"
            )

    def pledge_share(self, channel: str) -> float:
        """Return how much of the East's score for a channel is pledges."""
        east = [each for each in self.indicator.values() if "east" in each.sides]
        mine = [(each.weight, each.evidence.pledge) for each in east if each.channel == channel]
        if len({pledge for _, pledge in mine}) == 1:
            return mine[0][1]
        whole = sum(weight for weight, _ in mine)
        return sum(weight * pledge for weight, pledge in mine) / whole if whole > 0.0 else 0.0
