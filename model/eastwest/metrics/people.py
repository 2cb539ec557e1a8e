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
    donors, recipients, either = context.donors, context.recipients, context.either
    sigma = context.world.places.sigma.take(either)
    between, within = theil_parts(people.take(either), places.income.take(either), sigma)
    income = mean(places.income, people, recipients)
    urban_income = mean(places.urban_income, context.towns(year.index), recipients)
    return {
        "poor": float(places.poor.sum()),
        "poor_recipients": float(places.poor.take(recipients).sum()),
        "supported": float(places.supported.sum()),
        "relapsed": float(places.relapsed.sum()),
        "rural_income_ratio": share_of(mean(places.income, people, donors), income),
        "gdp_ratio": gap(places.gdp_head, context.people(year.index), donors, recipients),
        "urban_rural_ratio": share_of(urban_income, income),
        "rural_income_recipients": income,
        "theil_between": float(between),
        "theil_within": float(within),
    }


def province_mean(context: Context, values: Floats, weights: Floats) -> Floats:
    """Return the weighted mean over each province's places, shape (provinces,)."""
    owner, rows = context.world.places.province, len(context.world.provinces.id)
    return share(sums(owner, values * weights, rows), sums(owner, weights, rows))
