"""The terms that a government's plan for a year is taken apart into."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GradeTerms:
    """A grade: its utility to this government, and its chance at the believed score."""

    worth: float
    chance: float


@dataclass(frozen=True, slots=True)
class LineTerms:
    """A line of the score sheet at the best choice, where the score is no plain sum.

    Args:
        name: Of the indicator.
        unit: Of its value.
        target: What is asked for, in its unit.
        belief: What a unit of effort in what moves it is believed to bring. [unit per 1e8 yuan]
        fulfilment: Believed, over the target; the position among peers `by_rank`.
        cap: Most fulfilment that counts, inf where there is no cap.
        marginal: Points for one more target fulfilled; nil at the cap. [points]
        bonus: Extra points that are earned. [points]
        bottom: Fulfilment below which the score is nil, 0 without such a line.
        optional: Whether the unit may choose it.
    """

    name: str
    unit: str
    target: float
    belief: float
    fulfilment: float
    cap: float
    marginal: float
    bonus: float
    bottom: float
    optional: bool
    by_rank: bool

    @property
    def given_up(self) -> bool:
        """Return whether its bottom line is missed."""
        return self.fulfilment < self.bottom


@dataclass(frozen=True, slots=True)
class TaskTerms:
    """One task of a government, a channel or own growth.

    Args:
        target: What is asked for, 0 where nothing is. [channel unit]
        belief: What a unit of effort is believed to count for. [channel unit per 1e8 yuan]
        slope: Believed points per unit of effort. [points per 1e8 yuan]
        points, ceiling: Points expected, and the most that there are; where the score is no plain
            sum, points that would be lost without the task. [points]
        effort_before, effort_best, effort: Last year's; the best; what is done, which goes
            part of the way. [1e8 yuan]
        padding_before, padding_best, padding: The same of padding. [over the target]
        marginal_gain, marginal_cost: Of one more unit of effort. [utility per 1e8 yuan]
        intrinsic, effort_cost: Gain of the effort itself, and its own cost. [utility]
        padding_gain: What the score with the padding is worth over that without. [utility]
        padding_cost, penalty: Its own cost, and the expected penalty. [utility]
        bound: `nil`, `limit` or `ceiling` if the best effort is there, else empty.
    """

    name: str
    target: float
    belief: float
    slope: float
    points: float
    ceiling: float
    effort_before: float
    effort_best: float
    effort: float
    padding_before: float
    padding_best: float
    padding: float
    marginal_gain: float
    marginal_cost: float
    intrinsic: float
    effort_cost: float
    padding_gain: float
    padding_cost: float
    penalty: float
    bound: str

    @property
    def net(self) -> float:
        """Return what the task adds to the payoff besides its points, in utility."""
        return self.intrinsic - self.effort_cost - self.padding_cost - self.penalty


@dataclass(frozen=True, slots=True)
class GovernmentStory:
    """What a government weighed; `at_stake`, the tasks' `net` and less `shared_cost` is `payoff`.

    Args:
        side: `east` or `west`.
        regime: Title of the rule in force by language.
        capacity: Capacity to act. [1e8 yuan]
        counties: Recipient counties of its dyads.
        base: Points that come whatever is done. [points]
        score: Believed score at the best effort: `base` and the tasks' points. [points]
        noise: Spread of the judge's impression. [points]
        bars: Bars between the grades, none in a contest. [points]
        shares: Shares of all that get each grade but the lowest, best first; none elsewhere.
        lines: The sheet line by line where the score is no plain sum.
        memory: How much better than others it is seen in a contest; 1 without praise.
        rivals: Summed strength of its rivals in a contest, 0 against bars.
        point_value: What a point more is worth at that score. [utility per point]
        grades: Lowest first.
        tasks: The channels, then own growth.
        shared_cost: Cost of total effort that no task bears alone. [utility]
        payoff: What the choice is expected to bring. [utility]
        step: Part of the way from last year's effort that is gone this year.
    """

    id: str
    name: dict[str, str]
    side: str
    tier: str
    year: int
    regime: dict[str, str]
    capacity: float
    counties: float
    base: float
    score: float
    noise: float
    bars: tuple[float, ...]
    shares: tuple[float, ...]
    lines: tuple[LineTerms, ...]
    memory: float
    rivals: float
    point_value: float
    grades: tuple[GradeTerms, ...]
    tasks: tuple[TaskTerms, ...]
    shared_cost: float
    payoff: float
    step: float

    @property
    def at_stake(self) -> float:
        """Return the expected worth of the grades, in utility."""
        return sum(grade.worth * grade.chance for grade in self.grades)
