"""Ties move once a year's work is judged: to the centre, in dyads, of firms to organizations."""

import numpy as np

from eastwest.context import Context, Side, Year
from eastwest.phases.stay import a_county
from eastwest.state import GovernmentState, State
from eastwest.vocabulary import CHANNEL, GROWTH


def centre_tie(context: Context, side: Side, governments: GovernmentState, year: Year) -> None:
    """Move ties to the centre by how much of the full programme each government carries out."""
    ties, measure = context.scenario.tables.tie, year.coverage.measure[side.name][:, :GROWTH]
    work = (year.handed[side.name] / measure).sum(axis=1) / GROWTH
    governments.tie = ties(governments.tie, ties.interaction(work).take(side.head))


def dyad_ties(context: Context, state: State, year: Year) -> None:
    """Move ties of dyads by this year's work; dyads not in force only fade."""
    ties, dyads, work = context.scenario.tables.tie, state.dyads, year.work * year.active[:, None]
    industry, society = work[:, CHANNEL["industry"]], work[:, CHANNEL["society"]]
    before = np.array([dyads.tie, dyads.firm_tie, dyads.organization_tie])
    met = ties.interaction(np.array([work.sum(axis=1) / GROWTH, industry, society]))
    dyads.tie, dyads.firm_tie, dyads.organization_tie = ties(before, met)


def firm_ties(context: Context, state: State, year: Year) -> None:
    """Move ties of hosted firms to organizations by how many work in the same place."""
    ties, firms, host = context.scenario.tables.tie, state.firms, state.organizations.host
    weight = context.world.organizations.weight
    met = ties.interaction(a_county(context, host[host >= 0], weight))
    rows = year.hosted.rows  # those at home have none
    firms.tie[rows] = ties(firms.tie[rows], met[year.hosted.host])
