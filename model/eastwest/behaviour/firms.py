"""Firms at home: where to invest. Nothing is written.

References:
    McFadden (1974), Conditional logit analysis of qualitative choice behavior: the shares.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from eastwest.backend import twinned
from eastwest.behaviour.market import FirmColumns, Market, Offers, Pulls
from eastwest.columns import ended, share
from eastwest.streams import UInts, race, uniforms
from eastwest.vocabulary import (
    About,
    Amount,
    Bools,
    Count,
    Floats,
    Ints,
    Positive,
    Pull,
    Share,
    parameters,
)

CHUNK = 8192
"""Firms worked on at once: their candidates then fit the cache."""
HOME = 0
"""Column of staying at home among the alternatives, and its number in the race."""
PRIVATE, STATE = np.array([1.0, 0.0]), np.array([0.0, 1.0])
"""Whose firms a term moves, by owner."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Places drawn for firms, shape (firms, slots): the real county may come twice.

    `dyad` is the one that the firm would come through, -1 for none.
    """

    place: Ints
    dyad: Ints
    county: UInts
    known: Bools


@dataclass(frozen=True, slots=True)
class Entries:
    """Firms that invest this year, a row each: capital that lands, that was announced.

    Capital in 1e8 yuan, jobs in persons; `dyad` is -1 for firms that come through none.
    """

    rows: Ints
    place: Ints
    dyad: Ints
    landed: Floats
    pledged: Floats
    jobs: Floats


@dataclass(frozen=True, slots=True)
class Explanation:
    """One firm's choice taken apart: terms by candidate, shape (slots,).

    Staying at home comes first in `utility` (-inf: not known) and `share`, shape (1 + slots,),
    and as `chosen`, which counts if the firm is attentive this year.
    """

    attentive: bool
    candidates: Candidates
    terms: dict[str, Floats]
    utility: Floats
    share: Floats
    chosen: int


@parameters
class FirmLocation:
    """Invest: each year some firms at home choose a place among the few they know, or none.

    U(home) = `home`; U(place) is the sum of `terms`; shares are logit. Counties are drawn, one
    real county like another; the firm hears of a drawn one with chance
    1 - exp(-unaided - shown * platform - guided * matching * (1 + tie)), matching and tie being
    those of the dyad. A yuan of interest saved, or of donation forced, weighs as one of subsidy.
    """

    attention: Annotated[Share, About("a year", "assumed", "Firms that look around")] = 0.2
    paired: Annotated[Count, About("places", "assumed", "Paired counties drawn")] = 9
    other: Annotated[Count, About("places", "assumed", "Other poverty counties drawn")] = 2
    unaided: Annotated[Amount, About("-", "assumed", "Knowledge of places without help")] = 0.2
    shown: Annotated[Amount, About("-", "assumed", "Knowledge by a full platform")] = 1.0
    guided: Annotated[Amount, About("per norm", "assumed", "Knowledge by matching")] = 0.6
    home: Annotated[Pull, About("utility", "assumed; sets the level", "Pull of home")] = 4.7
    complementarity: Annotated[Pull, About("utility per s.d.", "assumed", "Endowment")] = 0.5
    infrastructure: Annotated[Pull, About("utility", "assumed", "Full infrastructure")] = 1.0
    environment: Annotated[Pull, About("utility", "assumed", "Best business environment")] = 1.0
    wage_gap: Annotated[Pull, About("utility per log", "assumed", "Lower wages")] = 0.4
    distance: Annotated[Pull, About("utility per 1000 km", "assumed", "Loss with distance")] = 0.3
    subsidy: Annotated[Pull, About("utility per share", "assumed", "Subsidy on capital")] = 3.0
    tie: Annotated[Pull, About("utility", "assumed", "Full tie with the government")] = 0.6
    orientation: Annotated[Pull, About("utility", "assumed", "Need, to a social firm")] = 0.3
    pressure: Annotated[Pull, About("utility", "assumed", "Pressure on state firms")] = 1.0
    crowding: Annotated[Pull, About("utility", "assumed", "Loss of private firms to it")] = 0.3
    insecurity: Annotated[Pull, About("utility", "assumed", "Loss to unsafe property")] = 1.0
    capital_per_job: Annotated[Positive, About("1e8 yuan", "assumed", "Capital a job")] = 0.008

    def __call__(
        self, key: np.uint64, year: int, firms: FirmColumns, host: Ints, offers: Offers
    ) -> Entries:
        """Return who invests where this year; `host` is -1 for firms at home."""
        market = self.market(offers)
        rows, entry = leavers(self, key, year, firms, host, market)
        place, dyad = market.ground.place[entry], market.ground.dyad[entry]
        landed = firms.scale[rows] * offers.capital_level
        pledged = landed * (1.0 + ended(offers.bluff)[dyad])
        jobs = firms.scale[rows] / self.capital_per_job
        return Entries(rows, place, dyad, landed, pledged, jobs)

    def attentive(self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints) -> Ints:
        """Return those of `rows` that look around this year."""
        draw = uniforms(key, "firm attention", year, firms.identity[rows])
        return rows[draw < self.attention]

    def candidates(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, offers: Offers
    ) -> Candidates:
        """Draw the places that come to the firms' minds this year, (rows, paired + other)."""
        market = self.market(offers)
        return self._candidates(market, *self._drawn(key, year, firms, rows, market))

    @staticmethod
    def _candidates(market: Market, entry: Ints, county: UInts, known: Bools) -> Candidates:
        ground = market.ground
        return Candidates(ground.place[entry].T, ground.dyad[entry].T, county.T, known.T)

    def market(self, offers: Offers) -> Market:
        """Return what firms at home meet this year."""
        effort = ended(offers.matching * (1.0 + offers.tie))
        chance = -np.expm1(-self.alone(offers) - self.guided * effort)
        return Market.of(offers.ground, chance, self.pulls(offers))

    def alone(self, offers: Offers) -> float:
        """Return the knowledge of places that firms have without matching."""
        return self.unaided + self.shown * offers.platform

    def unguided(self, offers: Offers) -> Floats:
        """Return the part of the firms of each dyad that would have heard without matching."""
        guided = self.guided * offers.matching * (1.0 + offers.tie)
        alone = np.full(len(guided), -np.expm1(-self.alone(offers)))
        heard: Floats = -np.expm1(-self.alone(offers) - guided)
        return share(alone, heard)

    def pulls(self, offers: Offers) -> Pulls:
        """Return what draws firms to places this year."""
        pressure, came = _through(offers.pressure), _through(np.ones_like(offers.pressure))
        place = {
            "complementarity": self.complementarity * offers.endowment,
            "infrastructure": self.infrastructure * offers.infrastructure[:, np.newaxis],
            "environment": self.environment * offers.environment[:, np.newaxis],
            "wage_gap": self.wage_gap * offers.wage_gap[:, np.newaxis],
        }
        dyad = {
            "subsidy": self.subsidy * _through(offers.subsidy),
            "tie": self.tie * _through(offers.tie),
            "pressure": self.pressure * pressure * STATE,
            "crowding": -self.crowding * pressure * PRIVATE,
            "insecurity": -self.insecurity * (1.0 - offers.property_security) * PRIVATE,
            "credit": np.full(1, self.subsidy * offers.credit),
            "donation": -self.subsidy * offers.donation * came,
        }
        away = -self.distance * (offers.distance / 1000.0)
        return Pulls(place, dyad, away, self.orientation * offers.need, offers.province)

    def terms(
        self, firms: FirmColumns, rows: Ints, among: Candidates, offers: Offers
    ) -> dict[str, Floats]:
        """Return the utility of candidates term by term, shape (rows, slots)."""
        return self.pulls(offers).terms(firms, rows[:, np.newaxis], among.place, among.dyad)

    def explain(
        self, key: np.uint64, year: int, firms: FirmColumns, row: int, offers: Offers
    ) -> Explanation:
        """Return one firm's choice taken apart, by the code that makes it."""
        rows, market = np.array([row]), self.market(offers)
        drawn = self._drawn(key, year, firms, rows, market)
        among = self._candidates(market, *drawn)
        terms = {name: term[0] for name, term in self.terms(firms, rows, among, offers).items()}
        total = market.utility(firms, rows, np.zeros_like(among.place[0]), drawn[0][:, 0])
        utility = np.append(self.home, np.where(among.known[0], total, -np.inf))
        number = np.append(np.uint64(HOME), among.county[0])
        best = np.lexsort((-utility, number))  # a county that comes twice counts once
        once = best[np.append(True, np.diff(number[best]) != 0)]
        part = np.zeros(best.size)
        part[once] = np.exp(utility[once] - utility.max())
        looks = self.attentive(key, year, firms, rows).size > 0
        _, slot, _ = self.race(key, year, firms, rows, market)
        chosen = int(slot[0]) + 1 if slot.size else HOME
        return Explanation(looks, among, terms, utility, part / part.sum(), chosen)

    def _drawn(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, market: Market
    ) -> tuple[Ints, UInts, Bools]:
        """Draw entries of the axis; return them, county and if it is known, (slots, rows) each."""
        firm, ground, axis = firms.identity[rows], market.ground, market.ground.axis
        slot = np.arange(self.paired + self.other if axis.order.size else 0)[:, np.newaxis]
        draw = uniforms(key, "firm hears", year, firm, slot)
        own = axis(firms.home[rows], draw[: self.paired])
        other = axis(ground.anywhere, draw[self.paired :])
        entry, within = (np.concatenate(both) for both in zip(own, other, strict=True))
        county = ground.identity.take(entry) + within.view(np.uint64)
        known = uniforms(key, "firm listens", year, firm, county) < market.chance.take(entry)
        return entry, county, known

    def race(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, market: Market
    ) -> tuple[Ints, Ints, Ints]:
        """Return who of `rows` leaves home, the slot that wins and its entry of the axis."""
        entry, county, known = self._drawn(key, year, firms, rows, market)
        slots, at = np.arange(len(known)), np.flatnonzero(known)
        who = at - np.repeat(slots * rows.size, np.count_nonzero(known, axis=1))
        entry, county, firm = entry.take(at), county.take(at), firms.identity[rows]
        times = race(key, "firm location", year, firm.take(who), county)
        arrival = arrivals(times, market.utility(firms, rows, who, entry))
        at_home = arrivals(race(key, "firm location", year, firm, HOME), self.home)
        ahead = np.flatnonzero(arrival < at_home.take(who))
        order = ahead[np.lexsort((arrival[ahead], who[ahead]))]
        leaver, first = np.unique(who[order], return_index=True)
        best = order[first]
        return leaver, at[best] // max(rows.size, 1), entry[best]


@twinned
def leavers(
    rule: FirmLocation,
    key: np.uint64,
    year: int,
    firms: FirmColumns,
    host: Ints,
    market: Market,
) -> tuple[Ints, Ints]:
    """Return who leaves home this year, and the entry of the axis that each one goes to."""
    at_home = np.flatnonzero(host == -1)
    moves = []
    for start in range(0, max(at_home.size, 1), CHUNK):
        looking = rule.attentive(key, year, firms, at_home[start : start + CHUNK])
        who, _, entry = rule.race(key, year, firms, looking, market)
        moves.append((looking[who], entry))
    rows, entries = zip(*moves, strict=True)
    return np.concatenate(rows), np.concatenate(entries)


def arrivals(times: Floats, utility: Floats | float) -> Floats:
    """Return Exp(1) times over exp(U): the first wins, with logit shares."""
    return np.asarray(times * np.exp(-utility))


def _through(column: Floats) -> Floats:
    """Return the dyads' values, a row each, and zero for firms that come through none."""
    return ended(column)[:, np.newaxis]
