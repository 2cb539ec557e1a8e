"""A firm's year, taken apart: the profit of one that is in the West, the choice of one at home."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.firms import Explanation
from eastwest.context import Context, Year
from eastwest.phases.invest import firms_now, offers
from eastwest.phases.stay import company_of, fates_of, leave, support_of, tenants_of
from eastwest.state import State
from eastwest.vocabulary import SECTORS
from eastwest.world.firms import FIRM_ID


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that came to a firm's mind, or staying at home.

    Args:
        place: Id of the place, empty at home.
        dyad: Id of the dyad through which the firm would come, empty if none.
        known: Whether the firm has heard of it.
        terms: Name -> utility; they add up to `utility`.
        utility: Of going there. [utility]
        chance: Logit share among what the firm knows; the luck of the draw decides.
        chosen: Whether the firm goes there this year.
    """

    place: str
    dyad: str
    known: bool
    terms: dict[str, float]
    utility: float
    chance: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class FirmStory:
    """What a firm did in a year.

    Args:
        home: Id of its province.
        host: Id of the place where it was at the start of the year, empty at home.
        profit: Name -> share of capital, of a firm in the West; below zero in sum it leaves.
        looks: Whether it looks around this year.
        alternatives: Home first; none for a firm that stays in the West.
    """

    id: str
    home: str
    sector: str
    year: int
    host: str
    profit: dict[str, float]
    looks: bool
    alternatives: tuple[Alternative, ...]

    @property
    def leaves(self) -> bool:
        """Return whether it was in the West and gives up."""
        return bool(self.profit) and sum(self.profit.values()) < 0.0


def explain_firm(context: Context, state: State, year: Year, row: int) -> FirmStory:
    """Return the year of one firm, from the state just before firms invest, which is used up."""
    table, places = context.world.firms, context.world.places
    host = int(state.firms.host[row])
    offered, columns = offers(context, state, year), firms_now(context, state)
    support = support_of(context, state, year, offered)
    tenants, company = tenants_of(support), company_of(context, state)
    terms = context.scenario.tables.firm.survival.terms(
        context.key, year.year, columns, tenants, offered, company
    )
    hosted = np.flatnonzero(support.rows == row)
    profit = {name: float(term[hosted[0]]) for name, term in terms.items() if len(hosted)}
    fates = fates_of(context, state, year, columns, offered, support)
    leave(context, state, year, fates, support)
    told = None
    if state.firms.host[row] == -1:
        location = context.scenario.tables.firm.location
        told = location.explain(context.key, year.year, columns, row, offered)
    return FirmStory(
        id=FIRM_ID % row,
        home=str(context.world.provinces.id[table.home[row]]),
        sector=SECTORS[int(table.sector[row])],
        year=year.year,
        host=str(places.id[host]) if host >= 0 else "",
        profit=profit,
        looks=told is not None and told.attentive,
        alternatives=() if told is None else _alternatives(context, told),
    )


def _alternatives(context: Context, told: Explanation) -> tuple[Alternative, ...]:
    """Return home and the places, in the order in which they came to mind."""
    chosen = told.chosen if told.attentive else 0
    home = float(told.utility[0])
    stay = Alternative("", "", True, {"home": home}, home, float(told.share[0]), chosen == 0)
    return (stay, *(_place(context, told, at, chosen) for at in range(1, len(told.utility))))


def _place(context: Context, told: Explanation, at: int, chosen: int) -> Alternative:
    """Return one of the places that came to mind, its number counted from 1."""
    among, slot = told.candidates, at - 1
    dyad = int(among.dyad[0, slot])
    terms = {name: float(term[slot]) for name, term in told.terms.items()}
    return Alternative(
        place=str(context.world.places.id[among.place[0, slot]]),
        dyad=str(context.dyads.id[dyad]) if dyad >= 0 else "",
        known=bool(among.known[0, slot]),
        terms=terms,
        utility=sum(terms.values()),
        chance=float(told.share[at]),
        chosen=chosen == at,
    )
