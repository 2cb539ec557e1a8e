"""What is measured: pure functions of a year's state and notes; units are in variables.csv."""

from collections.abc import Mapping

import numpy as np

from eastwest.accounting import ACCOUNT
from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.lognormal import theil_parts
from eastwest.phases.deliver import handed_down
from eastwest.phases.grants import quotas
from eastwest.phases.report import passed_up
from eastwest.state import GovernmentState, State
from eastwest.ties import STRONG
from eastwest.vocabulary import CHANNEL, CHANNELS, GROWTH, RECIPIENT, Bools, Floats, Ints

Numbers = Mapping[str, float]
Columns = Mapping[str, Floats]


def national(context: Context, state: State, year: Year) -> Numbers:
    """Return the national variables of a year."""
    return {
        **_channels(context, state),
        **_market(context, state, year),
        **_people(context, state, year),
        **_ties(context, state, year),
        **_match(context, state, year),
        **_governments(context, state, year),
    }


def _channels(context: Context, state: State) -> Numbers:
    """Return what the channels did, all dyads together."""
    done = dict(zip(CHANNELS, state.dyads.activity.sum(axis=0).tolist(), strict=True))
    return {
        "aid": done["aid"],
        "donations": done["society"],
        "donations_forced": float(state.dyads.forced.sum()),
        "purchases": done["consumption"],
        "workers_placed": done["labour"],
        "workers_placed_poor": context.scenario.tables.channel.labour.poor_share * done["labour"],
        "workers_kept": float(state.places.kept.sum()),
        "migrants": float(state.places.migrants.sum()),
    }


def _market(context: Context, state: State, year: Year) -> Numbers:
    """Return firms, capital, people exchanged and people reached."""
    talent = context.scenario.tables.channel.talent
    price = context.scenario.tables.channel.ecology.land_price
    moved = float(state.dyads.activity[:, CHANNEL["talent"]].sum())
    organizations = context.world.organizations
    return {
        "firms_entered": state.firms_entered,
        "firms_left": state.firms_left,
        "firms_active": context.world.firms.weight * float((state.firms.host >= 0).sum()),
        "investment_pledged": year.capital_pledged,
        "investment_landed": year.capital_landed,
        "capital": float(state.places.capital.sum()),
        "jobs": float(state.places.jobs.sum()),
        "quota_sales": price * float(quotas(context, year).sum()),
        "public_money": _public_money(state),
        "cadres_east_to_west": (1.0 - talent.from_west) * moved,
        "cadres_west_to_east": talent.from_west * moved,
        "officials_exchanged": talent.officials * moved,
        "organizations_active": organizations.weight * float((state.organizations.host >= 0).sum()),
        "people_reached": float(state.places.reached.sum()),
    }


def _public_money(state: State) -> float:
    """Return what the centre and eastern budgets paid in the year. [1e8 yuan]."""
    payers = [ACCOUNT["centre"], ACCOUNT["east_budgets"]]
    return float(state.flow[payers].sum())


def _people(context: Context, state: State, year: Year) -> Numbers:
    """Return poverty and gaps; donors and recipients are those of the last known plan."""
    places, people = state.places, context.rural_people(year.index)
    everyone = context.people(year.index)
    donor, recipient = context.is_donor, context.is_recipient
    rural = _gap(places.income, people, donor, recipient)
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
        "gdp_ratio": _gap(places.gdp_head, everyone, donor, recipient),
        "urban_rural_ratio": share_of(
            _mean(places.urban_income, context.towns(year.index), recipient),
            _mean(places.income, people, recipient),
        ),
        "rural_income_recipients": _mean(places.income, people, recipient),
        "theil_between": float(between),
        "theil_within": float(within),
    }


def _mean(values: Floats, weights: Floats, rows: Bools) -> float:
    return share_of(float((values * weights)[rows].sum()), float(weights[rows].sum()))


def _gap(values: Floats, weights: Floats, upper: Bools, lower: Bools) -> float:
    return share_of(_mean(values, weights, upper), _mean(values, weights, lower))


def share_of(part: float, whole: float) -> float:
    """Return part over whole, zero where the whole is zero."""
    return part / whole if whole != 0.0 else 0.0


def _ties(context: Context, state: State, year: Year) -> Numbers:
    """Return mean strengths; ties of dyads are those in force."""
    dyads, active = state.dyads, year.active
    hosted = state.firms.host >= 0
    judged = year.counties["east"][context.east.top] > 0.0
    return {
        "tie_strength": _plain(dyads.tie[active]),
        "strong_ties": _plain((dyads.tie[active] > STRONG).astype(float)),
        "tie_government_firm": _plain(dyads.firm_tie[active]),
        "tie_government_organization": _plain(dyads.organization_tie[active]),
        "tie_firm_organization": _plain(state.firms.tie[hosted]),
        "tie_centre_local": _plain(state.east.tie[context.east.top][judged]),
    }


def _match(context: Context, state: State, year: Year) -> Numbers:
    """Return how well the pairs in force match, a county counting like any other."""
    held, linked, of = year.plan.counties, year.active, match(context, state, year)
    counties = year.counties["east"]
    able = context.capacity(year.index)[counties > 0.0]
    counties = counties[counties > 0.0]
    return {
        "match_complementarity": _mean(of["match_complementarity"], held, linked),
        "match_distance": _mean(of["match_distance"], held, linked),
        "match_need": float(of["match_need"].sum()),
        "match_capacity": share_of(float(able.sum()), float(counties.sum())),
        "match_capacity_gini": gini(able / counties, counties),
    }


def match(context: Context, state: State, year: Year) -> Columns:
    """Return how well each dyad matches, zero for those not in force, shape (dyads,)."""
    plan, world, dyads = year.plan, context.world, context.dyads
    rows, place, weight = len(dyads.id), plan.link_place, plan.link_weight
    donor = world.east.province[dyads.east]
    fit = context.fit[donor[plan.link_dyad], place] * weight * world.places.counties[place]
    poor = sums(plan.link_dyad, weight * state.places.poor[place], rows)
    able = context.capacity(year.index)[dyads.east] * year.active
    return {
        "match_complementarity": share(sums(plan.link_dyad, fit, rows), plan.counties),
        "match_distance": world.distance[donor, world.west.province[dyads.west]] * year.active,
        "match_need": share(poor, np.full(rows, state.places.poor.sum())),
        "match_capacity": share(able, year.counties["east"][dyads.east]),
    }


def gini(values: Floats, weights: Floats) -> float:
    """Return the Gini coefficient of weighted values: mean difference over twice the mean."""
    order = np.argsort(values, kind="stable")
    part, amount = weights[order], (values * weights)[order]
    below = np.cumsum(amount) - 0.5 * amount
    area = share_of(float((part * below).sum()), float(part.sum() * amount.sum()))
    return 1.0 - 2.0 * area if len(values) else 0.0


def _plain(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0


def _governments(context: Context, state: State, year: Year) -> Numbers:
    """Return efforts, reports and grades of eastern governments of the top tier."""
    side, east = context.east, state.east
    top = side.top
    effort = handed_down(side, east)[top].sum(axis=0)
    scored = east.target[top, :GROWTH] > 0.0
    judged = (east.target[top] > 0.0).any(axis=1)
    padding = passed_up(side, east)[top]
    numbers = {
        "effort_growth": float(east.effort[top, GROWTH].sum()),
        "padding": share_of(float(padding[scored].sum()), float(scored.sum())),
        "padding_west": _padding(state.west),
        "score_mean": _plain(east.score[top][judged]),
        "audited": float(east.audited[top][judged].sum()),
    }
    numbers |= {
        f"effort_{name}": value for name, value in zip(CHANNELS, effort.tolist(), strict=True)
    }
    for kind in ("true", "reported", "verified"):
        # A channel a row: each is summed as a column of its own would be.
        whole = np.ascontiguousarray(getattr(east, kind)[top, :GROWTH].T).sum(axis=1).tolist()
        numbers |= {f"{kind}_{name}": value for name, value in zip(CHANNELS, whole, strict=True)}
    return {**numbers, **_grades(context, east, year)}


def _padding(governments: GovernmentState) -> float:
    scored = governments.target[:, :GROWTH] > 0.0
    return share_of(float(governments.padding[scored].sum()), float(scored.sum()))


def _grades(context: Context, east: GovernmentState, year: Year) -> Numbers:
    """Return the share of judged eastern governments in each grade, the best first."""
    grade = east.grade[context.east.top]
    given = grade[grade >= 0]
    number = max((entry.rule.grade.grades for entry in context.scenario.regimes), default=0)
    counts = np.bincount(rank(given, year).astype(int), minlength=number + 1)[1:]
    return {
        f"grade_share_{place + 1}": share_of(float(count), float(len(given)))
        for place, count in enumerate(counts)
    }


def rank(grade: Ints, year: Year) -> Floats:
    """Return grades counted from the best, which is 1; 0 where nobody was judged."""
    return np.where(grade >= 0, float(year.regime.grade.grades) - grade, 0.0)


def pair(context: Context, state: State, year: Year) -> Columns:
    """Return the variables of dyads, shape (dyads,)."""
    dyads, done = state.dyads, state.dyads.activity
    east, west = context.dyads.east, context.dyads.west
    province = context.world.east.province[east], context.world.west.province[west]
    income = province_mean(context, state.places.income, context.rural_people(year.index))
    return {
        "active": year.active.astype(float),
        "counties": year.plan.counties * year.active,
        "aid": done[:, CHANNEL["aid"]],
        "donations": done[:, CHANNEL["society"]],
        "purchases": done[:, CHANNEL["consumption"]],
        "workers_placed": done[:, CHANNEL["labour"]],
        "investment_landed": done[:, CHANNEL["industry"]],
        "firms_entered": dyads.entered,
        "firms_active": dyads.active,
        "tie": dyads.tie,
        "score": state.east.score[east] * year.active,
        "gap": share(income[province[0]], income[province[1]]),
        **match(context, state, year),
    }


def province_mean(context: Context, values: Floats, weights: Floats) -> Floats:
    """Return the weighted mean over each province's places, shape (provinces,)."""
    owner, rows = context.world.places.province, len(context.world.provinces.id)
    return share(sums(owner, values * weights, rows), sums(owner, weights, rows))


def province(context: Context, state: State, year: Year) -> Columns:
    """Return the variables of provinces, shape (provinces,)."""
    world, places = context.world, state.places
    rows, owner = len(world.provinces.id), world.places.province
    people = context.rural_people(year.index)
    aid = state.dyads.activity[:, CHANNEL["aid"]]
    poor = sums(owner, places.poor, rows)
    own = context.own_government
    return {
        "poor": poor,
        "poverty_rate": share(poor, sums(owner, people, rows)),
        "rural_income": province_mean(context, places.income, people),
        "gdp_head": province_mean(context, places.gdp_head, context.people(year.index)),
        "aid_given": sums(world.east.province[context.dyads.east], aid, rows),
        "aid_received": sums(owner, places.aid, rows),
        "firms_hosted": sums(owner, hosted(context, state), rows),
        "score": own(state.east.score, state.west.score),
        "grade": own(rank(state.east.grade, year), rank(state.west.grade, year)),
        "standing": own(state.east.standing, state.west.standing),
    }


def hosted(context: Context, state: State) -> Floats:
    """Return the eastern firms at each place, shape (places,). [firms]."""
    here = state.firms.host[state.firms.host >= 0]
    weight = np.full(len(here), context.world.firms.weight)
    return sums(here, weight, len(context.world.places.id))


def county(context: Context, state: State, year: Year) -> Columns:
    """Return the variables of recipient counties, shape (counties,)."""
    places, rows = state.places, context.world.places.kind == RECIPIENT
    names = ("infrastructure", "services", "skills", "environment", "ecology")
    stocks = {name: places.stock[rows, column] for column, name in enumerate(names)}
    return {
        "poor": places.poor[rows],
        "rural_income": places.income[rows],
        "aid_received": places.aid[rows],
        "firms_hosted": hosted(context, state)[rows],
        "jobs": places.jobs[rows],
        "migrants": places.migrants[rows],
        "relapsed": places.relapsed[rows],
        **stocks,
    }
