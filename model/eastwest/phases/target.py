"""The centre and the pairs agree on this year's targets; provinces pass them down."""

from eastwest.context import Context, Side, Year
from eastwest.state import GovernmentState, State, channels


def target(context: Context, state: State, year: Year) -> None:
    """Set this year's targets; write the targets of governments of all tiers."""
    _side(context.east, state.east, year)
    _side(context.west, state.west, year)


def _side(side: Side, governments: GovernmentState, year: Year) -> None:
    """Set targets of the top tier by the regime, of counties by their share in it.

    What is passed on to townships is raised once more on the way.
    """
    asked = channels(len(governments.target))
    if year.regime is not None:
        counties = year.counties[side.name]
        for column, indicator in year.regime.sheet(side.name).items():
            asked[:, column] = indicator.target(year.age, counties, governments.verified[:, column])
    raised = side.conduct.amplification**year.depth
    asked[side.sub] = raised * side.weight[:, None] * asked[side.parent]
    governments.target = asked
