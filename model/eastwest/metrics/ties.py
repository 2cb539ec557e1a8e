"""Who is tied to whom: how strongly, and how well those in pairs match."""

import numpy as np

from eastwest.columns import share, sums
from eastwest.context import Context, Year
from eastwest.metrics.means import Columns, Numbers, gini, mean, share_of, unweighted
from eastwest.state import State
from eastwest.ties import STRONG
from eastwest.vocabulary import Floats


def ties(context: Context, state: State, year: Year) -> Numbers:
    """Return mean strengths; ties of dyads are those in force."""
    dyads, active, tops = state.dyads, year.active, context.east.tops
    strength = dyads.tie[active]
    judged = year.counties["east"][:tops] > 0.0
    return {
        "tie_strength": unweighted(strength),
        "strong_ties": unweighted(strength > STRONG),
        "tie_government_firm": unweighted(dyads.firm_tie[active]),
        "tie_government_organization": unweighted(dyads.organization_tie[active]),
        "tie_firm_organization": unweighted(state.firms.tie[year.hosted.rows]),
        "tie_centre_local": unweighted(state.east.tie[:tops][judged]),
    }


def matching(context: Context, state: State, year: Year) -> Numbers:
    """Return how well the pairs in force match, a county counting like any other."""
    coverage, everybody = year.coverage, float(state.places.poor.sum())
    linked, counties = np.flatnonzero(year.active), year.counties["east"]
    helping = np.flatnonzero(counties)
    able, counties = context.able["east"][year.index][helping], counties[helping]
    return {
        "match_complementarity": mean(coverage.fit, year.plan.counties, linked),
        "match_distance": mean(coverage.distance, year.plan.counties, linked),
        "match_need": share_of(float(_held(state, year).sum()), everybody),
        "match_capacity": share_of(float(able.sum()), float(counties.sum())),
        "match_capacity_gini": gini(able / counties, counties),
    }


def match(context: Context, state: State, year: Year) -> Columns:
    """Return how well each dyad matches, zero for those not in force, shape (dyads,)."""
    plan, coverage, everybody = year.plan, year.coverage, float(state.places.poor.sum())
    poor = sums(plan.link_dyad, _held(state, year), len(plan.active))
    able = context.able["east"][year.index][context.dyads.east] * year.active
    return {
        "match_complementarity": coverage.fit,
        "match_distance": coverage.distance,
        "match_need": poor / (everybody or np.inf),
        "match_capacity": share(able, year.counties["east"][context.dyads.east]),
    }


def _held(state: State, year: Year) -> Floats:
    """Return the poor that each link holds. [persons], shape (links,)."""
    return year.plan.link_weight * state.places.poor[year.plan.link_place]
