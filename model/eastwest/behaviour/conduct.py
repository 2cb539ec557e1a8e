"""How governments of one side weigh, learn and pass orders down: their parameters."""

from typing import Annotated

from annotated_types import Interval

from eastwest.behaviour.decision import BestResponse, Imitation, Inertia, Satisficing
from eastwest.rules import Open
from eastwest.vocabulary import About, Amount, Floats, Positive, Share, parameters

SCALE = 1000.0
"""Revenue at which capacity equals revenue. [1e8 yuan]"""


@parameters
class Conduct:
    """What governments of one side want and how they act on it."""

    decision: Annotated[
        BestResponse | Satisficing | Imitation | Inertia,
        Open("decision"),
        About("-", "choice", "How they come to a plan"),
    ] = BestResponse()
    curvature: Annotated[
        Positive,
        About("utility", "choice; fixes the unit of utility", "Twice the cost of all capacity"),
    ] = 1000.0
    elasticity: Annotated[
        Share,
        About("-", "assumed; 1: capacity is revenue", "How capacity to act grows with revenue"),
    ] = 0.5
    substitution: Annotated[
        Annotated[float, Interval(ge=0, le=0.8)],
        About("-", "assumed; 0 to 0.8", "Attention that one task takes from the others"),
    ] = 0.1
    growth: Annotated[
        Amount, About("utility per 1e8 yuan", "assumed", "Pull of the standing growth contest")
    ] = 0.15
    altruism: Annotated[
        Amount, About("utility per 1e8 yuan", "assumed", "Concern for the other side or the poor")
    ] = 0.5
    cost: Annotated[
        Amount, About("utility per 1e8 yuan", "assumed", "Opportunity cost of effort")
    ] = 0.5
    money_value: Annotated[
        Amount, About("utility per 1e8 yuan", "assumed", "Value of a money reward")
    ] = 1.0
    adjust: Annotated[
        Share,
        About(
            "a year",
            "assumed; near the official path",
            "Part of the way to the plan made good",
        ),
    ] = 0.65
    pad_cost: Annotated[
        Positive, About("utility", "assumed", "Effort and qualms of padding a figure")
    ] = 1500.0
    most: Annotated[
        Positive, About("full programmes", "assumed", "Most effort that a task can take")
    ] = 8.0
    learn: Annotated[Share, About("a year", "assumed", "Weight of own last result in beliefs")] = (
        0.3
    )
    imitate: Annotated[Share, About("a year", "assumed", "Weight of peers' results in beliefs")] = (
        0.1
    )
    subcontract: Annotated[Share, About("share", "assumed", "Work handed down to counties")] = 0.53
    amplification: Annotated[
        Positive, About("times", "assumed", "Targets passed down over targets received (层层加码)")
    ] = 1.0

    def capacity(self, revenue: Floats) -> Floats:
        """Return the capacity to act, SCALE (revenue / SCALE)^elasticity. [1e8 yuan].

        Aid was a nominal habit before 2016 and a nominal norm a county after 2018, never a
        constant share of revenue: officials' attention does not grow as budgets do.
        """
        return SCALE * (revenue / SCALE) ** self.elasticity
