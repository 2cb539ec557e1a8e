"""Who is tied to whom: how strongly, and how well those in pairs match."""

import numpy as np

from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.metrics.means import Columns, Numbers, gini, mean, share_of, unweighted
from eastwest.state import State
from eastwest.ties import STRONG


def ties(context: Context, state: State, year: Year) -> Numbers:
    """Return mean strengths; ties of dyads are those in force."""
    dyads, active = state.dyads, year.active
    tops = context.east.tops
    judged = year.counties["east"][:tops] > 0.0
    return {
        "tie_strength": unweighted(dyads.tie[active]),
        "strong_ties": unweighted((dyads.tie[active] > STRONG).astype(float)),
        "tie_government_firm": unweighted(dyads.firm_tie[active]),
        "tie_government_organization": unweighted(dyads.organization_tie[active]),
        "tie_firm_organization": unweighted(state.firms.tie[year.hosted.rows]),
        "tie_centre_local": unweighted(state.east.tie[:tops][judged]),
    }


def matching(context: Context, state: State, year: Year) -> Numbers:
    """Return how well the pairs in force match, a county counting like any other."""
    held, linked, of = year.plan.counties, year.active, match(context, state, year)
    counties = year.counties["east"]
    able = context.capacity(year.index)[counties > 0.0]
    counties = counties[counties > 0.0]
    return {
        "match_complementarity": mean(of["match_complementarity"], held, linked),
        "match_distance": mean(of["match_distance"], held, linked),
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
