"""Firms at home: where to invest. Nothing is written.

References:
    McFadden (1974), Conditional logit analysis of qualitative choice behavior: the shares.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Annotated, Protocol

import numpy as np
from annotated_types import Interval

from eastwest.behaviour.axis import Axis
from eastwest.streams import UInts, race, uniforms
from eastwest.vocabulary import (
    About,
    Amount,
    Bools,
    Count,
    Floats,
    Ints,
    Positive,
    Share,
    parameters,
)

CHUNK = 8192
"""Firms worked on at once: their candidates then fit the cache."""
HOME = 0
"""Column of staying at home among the alternatives, and its number in the race."""
PRIVATE = np.array([1.0, 0.0])
"""Owners: private, state."""

Pull = Annotated[float, Interval(ge=-10, le=10)]


class FirmColumns(Protocol):
    """What the rules read of firms, a row each; `eastwest.world.Firms` has it."""

    @property
    def home(self) -> Ints: ...  # noqa: D102
    @property
    def sector(self) -> Ints: ...  # noqa: D102
    @property
    def scale(self) -> Floats: ...  # noqa: D102
    @property
    def productivity(self) -> Floats: ...  # noqa: D102
    @property
    def is_state(self) -> Bools: ...  # noqa: D102
    @property
    def orientation(self) -> Floats: ...  # noqa: D102
    @property
    def identity(self) -> UInts: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Offers:
    """What a year offers to firms.

    Args:
        identity, province: Birth number and row of the province of each place, shape (places,).
        counties: Real counties of the place that any firm may hear of; 0 hides the place.
        infrastructure, environment: In [0, 1].
        need: In [0, 1], times the weight that policy gives to it.
        wage_gap: Log of eastern over local income.
        endowment: Fit of each sector, mean 0 and s.d. 1, shape (places, sectors).
        donor: Row of the eastern province of each dyad, shape (dyads,).
        matching: Output of the industry channel in norms: who brings firms and places together.
        subsidy: Share of landed capital that is paid.
        tie: Strength of the tie between eastern government and its firms, in [0, 1].
        pressure: Administrative pressure to invest, 1 for a full programme in industry.
        bluff: Empty pledge, times landed capital.
        link_dyad, link_place, link_counties: Which dyad cares for how much of which place.
        distance: Between provinces [km], shape (provinces, provinces).
        property_security: How safe property rights are, in [0, 1].
        capital_level: Size of an investment this year over `FirmColumns.scale`.
        credit: Interest saved in a year, share of landed capital.
        donation: What firms that come through a dyad are made to give in a year, share of capital.
        platform: How far a platform shows places to firms, in [0, 1].
    """

    identity: UInts
    province: Ints
    counties: Floats
    infrastructure: Floats
    environment: Floats
    need: Floats
    wage_gap: Floats
    endowment: Floats
    donor: Ints
    matching: Floats
    subsidy: Floats
    tie: Floats
    pressure: Floats
    bluff: Floats
    link_dyad: Ints
    link_place: Ints
    link_counties: Floats
    distance: Floats
    property_security: float = 1.0
    capital_level: float = 1.0
    credit: float = 0.0
    donation: float = 0.0
    platform: float = 0.0


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


@dataclass(frozen=True, slots=True)
class Pulls:
    """What draws firms to places, worked out once a year: utility by name.

    Args:
        place: By place and sector, shape (places, sectors) each.
        dyad: By dyad and owner (private, state), shape (dyads + 1, 2) each; the last is no dyad.
        distance: From province to province, shape (provinces, provinces).
        need: Of places, to a firm of mean orientation, shape (places,).
        province: Row of the province of each place.
    """

    place: dict[str, Floats]
    dyad: dict[str, Floats]
    distance: Floats
    need: Floats
    province: Ints

    def terms(self, firms: FirmColumns, firm: Ints, place: Ints, dyad: Ints) -> dict[str, Floats]:
        """Return the utility of each place to a firm that comes through a dyad, term by term.

        Args:
            firm: Row of the firm, broadcasts with `place`.
            place, dyad: Rows of place and dyad (-1: none), in the shape of the results.
        """
        sector, owner = firms.sector[firm], firms.is_state[firm].view(np.int8)
        away = self.distance[firms.home[firm], self.province[place]]
        return {
            **{name: table[place, sector] for name, table in self.place.items()},
            **{name: table[dyad, owner] for name, table in self.dyad.items()},
            "distance": away,
            "orientation": firms.orientation[firm] * self.need[place],
        }


@dataclass(frozen=True, slots=True)
class Market:
    """What firms at home meet in a year, worked out once. An entry is a place on the axis.

    Args:
        axis: Links by home, and after them all places that any firm may hear of.
        place, dyad, identity: Of each entry: where it leads, through which dyad (-1: none), and
            the number of its first county, shape (entries,).
        chance: To hear of each entry; nobody hears of -1, where an empty home leads.
        appeal: Utility of entries as far as the place and the dyad make it, to each sector and
            owner (private, state), shape (entries, sectors * 2).
        need, province: Of the entries' places, as in `Pulls`.
        distance: As in `Pulls`.
    """

    axis: Axis
    place: Ints
    dyad: Ints
    identity: UInts
    chance: Floats
    appeal: Floats
    need: Floats
    province: Ints
    distance: Floats

    @classmethod
    def of(cls, offers: Offers, chance: Floats, pulls: Pulls) -> "Market":
        """Lay out the year's links by home province, and all open places after them.

        Args:
            chance: To hear of a place through each dyad, and through none.
        """
        every, anywhere = np.arange(offers.identity.size), offers.distance.shape[0]
        home = np.append(offers.donor[offers.link_dyad], np.full_like(every, anywhere))
        counties = np.append(offers.link_counties, offers.counties)
        axis = Axis.of(home, counties, anywhere + 1)
        place = np.append(offers.link_place, every)[axis.order]
        dyad = np.append(offers.link_dyad, np.full_like(every, -1))[axis.order]
        by_place, by_dyad = (reduce(np.add, each.values()) for each in (pulls.place, pulls.dyad))
        appeal = by_place[place][:, :, np.newaxis] + by_dyad[dyad][:, np.newaxis, :]
        return cls(
            axis,
            place,
            dyad,
            offers.identity[place],
            np.append(chance[dyad], 0.0),
            appeal.reshape(len(place), 2 * by_place.shape[1]),
            pulls.need[place],
            pulls.province[place],
            pulls.distance,
        )

    @property
    def anywhere(self) -> Ints:
        """Return the last home of the axis, which is everybody's."""
        return np.array([self.axis.size.size - 1])

    def utility(self, firms: FirmColumns, rows: Ints, who: Ints, entry: Ints) -> Floats:
        """Return the sum of the terms of each entry to a firm, which is `rows[who]`."""
        kind, origin = 2 * firms.sector[rows] + firms.is_state[rows], firms.home[rows]
        origin *= self.distance.shape[1]
        total = self.appeal.take(entry * self.appeal.shape[1] + kind.take(who))
        total += self.distance.take(origin.take(who) + self.province.take(entry))
        total += firms.orientation[rows].take(who) * self.need.take(entry)
        return total


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
        at_home, market = np.flatnonzero(host == -1), self.market(offers)
        parts = np.split(at_home, np.arange(CHUNK, at_home.size, CHUNK))
        moves = [self._moves(key, year, firms, part, market) for part in parts]
        rows, place, dyad = np.concatenate(moves, axis=1)
        landed = firms.scale[rows] * offers.capital_level
        pledged = landed * (1.0 + np.append(offers.bluff, 0.0)[dyad])
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
        return Candidates(market.place[entry].T, market.dyad[entry].T, county.T, known.T)

    def market(self, offers: Offers) -> Market:
        """Return what firms at home meet this year."""
        effort = np.append(offers.matching * (1.0 + offers.tie), 0.0)
        chance = -np.expm1(-self.alone(offers) - self.guided * effort)
        return Market.of(offers, chance, self.pulls(offers))

    def alone(self, offers: Offers) -> float:
        """Return the knowledge of places that firms have without matching."""
        return self.unaided + self.shown * offers.platform

    def unguided(self, offers: Offers) -> Floats:
        """Return the part of the firms of each dyad that would have heard without matching."""
        guided = self.guided * offers.matching * (1.0 + offers.tie)
        alone = np.full(len(guided), -np.expm1(-self.alone(offers)))
        heard: Floats = -np.expm1(-self.alone(offers) - guided)
        return np.asarray(np.divide(alone, heard, out=np.zeros_like(heard), where=heard > 0.0))

    def pulls(self, offers: Offers) -> Pulls:
        """Return what draws firms to places this year."""
        none, private, state = np.zeros((offers.matching.size + 1, 2)), PRIVATE, 1.0 - PRIVATE
        through, wide = none[:-1, 0], np.zeros_like(offers.endowment)
        subsidy, tie, pressure, came = (
            np.append(column, 0.0)[:, np.newaxis]
            for column in (offers.subsidy, offers.tie, offers.pressure, through + 1.0)
        )
        place = {
            "complementarity": self.complementarity * offers.endowment,
            "infrastructure": self.infrastructure * offers.infrastructure[:, np.newaxis] + wide,
            "environment": self.environment * offers.environment[:, np.newaxis] + wide,
            "wage_gap": self.wage_gap * offers.wage_gap[:, np.newaxis] + wide,
        }
        dyad = {
            "subsidy": self.subsidy * subsidy + none,
            "tie": self.tie * tie + none,
            "pressure": self.pressure * pressure * state,
            "crowding": -self.crowding * pressure * private,
            "insecurity": -self.insecurity * (1.0 - offers.property_security) * private + none,
            "credit": self.subsidy * offers.credit + none,
            "donation": -self.subsidy * offers.donation * came + none,
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
        share = np.zeros(best.size)
        share[once] = np.exp(utility[once] - utility.max())
        looks = self.attentive(key, year, firms, rows).size > 0
        _, slot, _ = self._leavers(key, year, firms, rows, market)
        chosen = int(slot[0]) + 1 if slot.size else HOME
        return Explanation(looks, among, terms, utility, share / share.sum(), chosen)

    def _moves(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, market: Market
    ) -> Ints:
        """Return (row, place, dyad) of those of `rows` who leave home, shape (3, leavers)."""
        looking = self.attentive(key, year, firms, rows)
        who, _, entry = self._leavers(key, year, firms, looking, market)
        return np.stack([looking[who], market.place[entry], market.dyad[entry]])

    def _drawn(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, market: Market
    ) -> tuple[Ints, UInts, Bools]:
        """Draw entries of the axis; return them, county and if it is known, (slots, rows) each."""
        firm, axis = firms.identity[rows], market.axis
        slot = np.arange(self.paired + self.other if axis.order.size else 0)[:, np.newaxis]
        draw = uniforms(key, "firm hears", year, firm, slot)
        own = axis(firms.home[rows], draw[: self.paired])
        other = axis(market.anywhere, draw[self.paired :])
        entry, within = (np.concatenate(both) for both in zip(own, other, strict=True))
        county = market.identity.take(entry) + within.view(np.uint64)
        known = uniforms(key, "firm listens", year, firm, county) < market.chance.take(entry)
        return entry, county, known

    def _leavers(
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


def arrivals(times: Floats, utility: Floats | float) -> Floats:
    """Return Exp(1) times over exp(U): the first wins, with logit shares."""
    return np.asarray(times * np.exp(-utility))
