"""How people live: poverty, incomes and the gaps between them."""

from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.lognormal import theil_parts
from eastwest.metrics.means import Numbers, gap, mean, share_of
from eastwest.state import State
from eastwest.vocabulary import Floats


def people(context: Context, state: State, year: Year) -> Numbers:
    """Return poverty and gaps; donors and recipients are those of the last known plan."""
    places, people = state.places, context.rural_people(year.index)
    everyone = context.people(year.index)
    donor, recipient = context.is_donor, context.is_recipient
    rural = gap(places.income, people, donor, recipient)
    either = donor | recipient
    between, within = theil_parts(
        people[either], places.income[either], context.world.places.sigma[either]
    )
    return {
        "poor": float(places.poor.sum()),
        "poor_recipients": float(places.poor[recipient].sum()),
        "supported": float(places.supported.sum()),
        "relapsed": float(places.relapsed.sum()),
        "rural_income_ratio": rural,
        "gdp_ratio": gap(places.gdp_head, everyone, donor, recipient),
        "urban_rural_ratio": share_of(
            mean(places.urban_income, context.towns(year.index), recipient),
            mean(places.income, people, recipient),
        ),
        "rural_income_recipients": mean(places.income, people, recipient),
        "theil_between": float(between),
        "theil_within": float(within),
    }


def province_mean(context: Context, values: Floats, weights: Floats) -> Floats:
    """Return the weighted mean over each province's places, shape (provinces,)."""
    owner, rows = context.world.places.province, len(context.world.provinces.id)
    return share(sums(owner, values * weights, rows), sums(owner, weights, rows))
