"""A regime: indicators, and the four replaceable parts observe, score, grade, reward."""

from dataclasses import field
from typing import Annotated

import numpy as np

from eastwest.errors import ScenarioError
from eastwest.evaluation.grade import Bars, Contest
from eastwest.evaluation.observe import Indicator, Observe
from eastwest.evaluation.reward import Reward
from eastwest.evaluation.score import WeightedSum
from eastwest.rules import Open
from eastwest.vocabulary import CHANNEL, CHANNELS, About, Floats, parameters


@parameters
class Regime:
    """One evaluation and incentive rule: data all the way, named only for people."""

    title: Annotated[dict[str, str], About("-", "-", "Name in English (en) and Chinese (zh)")]
    notes: Annotated[dict[str, str], About("-", "-", "What it stands for (en, zh)")] = field(
        default_factory=dict
    )
    sources: Annotated[dict[str, str], About("-", "-", "Key -> document it is from")] = field(
        default_factory=dict
    )
    indicator: Annotated[dict[str, Indicator], About("-", "ours", "The score sheet, by name")]
    observe: Annotated[Observe, About("-", "ours", "What the judge sees")] = Observe()
    score: Annotated[WeightedSum, Open("score"), About("-", "ours", "Indicators to one number")] = (
        WeightedSum()
    )
    grade: Annotated[Bars | Contest, Open("grade"), About("-", "ours", "Number to grade")]
    reward: Annotated[Reward, Open("reward"), About("-", "ours", "Grade to consequences")]

    def __post_init__(self) -> None:
        """Refuse two indicators for one channel and side, and rewards that fit no grade."""
        for side in ("east", "west"):
            used = [each.channel for each in self.indicator.values() if side in sides(each)]
            twice = {channel for channel in used if used.count(channel) > 1}
            if twice:
                raise ScenarioError(
                    f"'indicator' must score a channel once on a side (got {sorted(twice)} twice"
                    f" in the {side})"
                )
        for name in ("reputation", "career", "summons", "money", "publicity"):
            given = len(getattr(self.reward, name))
            if given not in (1, self.grade.grades):
                raise ScenarioError(
                    f"'reward.{name}' must have 1 or {self.grade.grades} values (got {given})"
                )

    def sheet(self, side: str) -> dict[int, Indicator]:
        """Return the indicators that score one side, by column of their channel."""
        chosen = [each for each in self.indicator.values() if side in sides(each)]
        return {CHANNEL[each.channel]: each for each in chosen}

    def weights(self, side: str) -> Floats:
        """Return the weight of each channel on one side, shape (channels,)."""
        weight = np.zeros(len(CHANNELS))
        for column, each in self.sheet(side).items():
            weight[column] = each.weight
        return weight

    def caps(self, side: str) -> Floats:
        """Return the most fulfilment that counts, shape (channels,), inf where uncapped."""
        cap = np.full(len(CHANNELS), np.inf)
        for column, each in self.sheet(side).items():
            cap[column] = np.inf if each.cap is None else each.cap
        return cap


def sides(indicator: Indicator) -> tuple[str, ...]:
    """Return the sides whose score an indicator enters."""
    return ("east", "west") if indicator.side == "both" else (indicator.side,)
