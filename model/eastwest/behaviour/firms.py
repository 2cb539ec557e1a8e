"""Firms at home: where to invest. Nothing is written.

References:
    McFadden (1974), Conditional logit analysis of qualitative choice behavior: the shares.
"""

from dataclasses import dataclass, replace
from functools import reduce
from typing import Annotated, Protocol

import numpy as np
from annotated_types import Interval

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

CHUNK = 2048
"""Firms worked on at once: their candidates then fit the cache."""
HOME = 0
"""Column of staying at home among the alternatives, and its number in the race."""

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
class Axis:
    """Places laid out in a line: home h owns [h, h + 1), each place its part by counties.

    Whoever draws u at home h hears of what lies at h + u: a change in one home moves no other.
    The last home is everybody's: all places that any firm may hear of.
    """

    edge: Floats
    size: Floats
    last: Ints
    place: Ints
    dyad: Ints

    @classmethod
    def of(cls, offers: Offers) -> "Axis":
        """Lay out the year's links by home province, and all open places after them."""
        place, anywhere = np.arange(offers.identity.size), offers.distance.shape[0]
        home = np.append(offers.donor[offers.link_dyad], np.full_like(place, anywhere))
        counties = np.append(offers.link_counties, offers.counties)
        real = np.flatnonzero(counties > 0.0)
        order = real[np.argsort(home[real], kind="stable")]
        home, counties = home[order], counties[order]
        size = np.asarray(np.bincount(home, counties, anywhere + 1), np.float64)
        below = counties.cumsum() - counties
        edge = home + (below - below[np.searchsorted(home, home)]) / size[home]
        last = np.where(size > 0.0, np.bincount(home, minlength=anywhere + 1).cumsum() - 1, -1)
        dyad = np.append(offers.link_dyad, np.full_like(place, -1))
        return cls(edge, size, last, np.append(offers.link_place, place)[order], dyad[order])

    def __call__(self, home: Ints, draw: Floats, identity: UInts) -> Candidates:
        """Return the place at each draw, shape of `draw`; nothing is known at an empty home."""
        if not self.edge.size:
            home, draw = home[:, :0], draw[:, :0]
        at, last = home + draw, self.last[home]
        link = np.searchsorted(self.edge, at, side="right") - 1
        link = np.clip(link, 0, np.maximum(last, 0))
        place = self.place[link]
        county = ((at - self.edge[link]).clip(0.0, 1.0) * self.size[home]).astype(np.uint64)
        return Candidates(place, self.dyad[link], identity[place] + county, last >= 0)


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
        rows = self.attentive(key, year, firms, np.flatnonzero(host == -1))
        parts = np.split(rows, np.arange(CHUNK, rows.size, CHUNK))
        moves = [self._moves(key, year, firms, part, offers) for part in parts]
        rows, place, dyad = np.concatenate(moves, axis=1)
        landed = firms.scale[rows] * offers.capital_level
        pledged = landed * (1.0 + _through(offers.bluff, dyad))
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
        firm, slot = firms.identity[rows][:, np.newaxis], np.arange(self.paired + self.other)
        own, anywhere = firms.home[rows][:, np.newaxis], offers.distance.shape[0]
        home = np.where(slot < self.paired, own, anywhere)
        draw = uniforms(key, "firm hears", year, firm, slot)
        drawn = Axis.of(offers)(home, draw, offers.identity)
        effort = np.append(offers.matching * (1.0 + offers.tie), 0.0)
        chance = -np.expm1(-self.alone(offers) - self.guided * effort)
        heard = uniforms(key, "firm listens", year, firm, drawn.county) < chance[drawn.dyad]
        return replace(drawn, known=drawn.known & heard)

    def alone(self, offers: Offers) -> float:
        """Return the knowledge of places that firms have without matching."""
        return self.unaided + self.shown * offers.platform

    def unguided(self, offers: Offers) -> Floats:
        """Return the part of the firms of each dyad that would have heard without matching."""
        guided = self.guided * offers.matching * (1.0 + offers.tie)
        alone = np.full(len(guided), -np.expm1(-self.alone(offers)))
        heard: Floats = -np.expm1(-self.alone(offers) - guided)
        return np.asarray(np.divide(alone, heard, out=np.zeros_like(heard), where=heard > 0.0))

    def terms(
        self, firms: FirmColumns, rows: Ints, among: Candidates, offers: Offers
    ) -> dict[str, Floats]:
        """Return the utility of candidates term by term, shape (rows, slots)."""
        place, dyad, firm = among.place, among.dyad, rows[:, np.newaxis]
        state = firms.is_state[firm].astype(np.float64)
        away = offers.distance[firms.home[firm], offers.province[place]] / 1000.0
        pressure = _through(offers.pressure, dyad)
        unsafe = np.full(place.shape, 1.0 - offers.property_security)
        return {
            "complementarity": self.complementarity * offers.endowment[place, firms.sector[firm]],
            "infrastructure": self.infrastructure * offers.infrastructure[place],
            "environment": self.environment * offers.environment[place],
            "wage_gap": self.wage_gap * offers.wage_gap[place],
            "distance": -self.distance * away,
            "subsidy": self.subsidy * _through(offers.subsidy, dyad),
            "tie": self.tie * _through(offers.tie, dyad),
            "orientation": self.orientation * firms.orientation[firm] * offers.need[place],
            "pressure": self.pressure * pressure * state,
            "crowding": -self.crowding * pressure * (1.0 - state),
            "insecurity": -self.insecurity * unsafe * (1.0 - state),
            "credit": np.full(place.shape, self.subsidy * offers.credit),
            "donation": -self.subsidy * offers.donation * (dyad >= 0),
        }

    def explain(
        self, key: np.uint64, year: int, firms: FirmColumns, row: int, offers: Offers
    ) -> Explanation:
        """Return one firm's choice taken apart, by the code that makes it."""
        rows = np.array([row])
        among, terms, number, utility, arrival = self._race(key, year, firms, rows, offers)
        best = np.lexsort((-utility[0], number[0]))  # a county that comes twice counts once
        once = best[np.append(True, np.diff(number[0][best]) != 0)]
        share = np.zeros(best.size)
        share[once] = np.exp(utility[0, once] - utility.max())
        looks = self.attentive(key, year, firms, rows).size > 0
        apart, chosen = {name: term[0] for name, term in terms.items()}, int(arrival.argmin())
        return Explanation(looks, among, apart, utility[0], share / share.sum(), chosen)

    def _moves(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, offers: Offers
    ) -> Ints:
        """Return (row, place, dyad) of those who leave home, shape (3, movers)."""
        among, *_, arrival = self._race(key, year, firms, rows, offers)
        chosen = arrival.argmin(axis=1)
        mover = np.flatnonzero(chosen != HOME)
        slot = chosen[mover] - 1
        return np.stack([rows[mover], among.place[mover, slot], among.dyad[mover, slot]])

    def _race(
        self, key: np.uint64, year: int, firms: FirmColumns, rows: Ints, offers: Offers
    ) -> tuple[Candidates, dict[str, Floats], UInts, Floats, Floats]:
        """Return candidates and terms; of home and each: number (of its luck), utility, arrival."""
        among = self.candidates(key, year, firms, rows, offers)
        terms = self.terms(firms, rows, among, offers)
        total = np.where(among.known, reduce(np.add, terms.values()), -np.inf)
        utility = np.hstack([np.full((rows.size, 1), self.home), total])
        number = np.hstack([np.full((rows.size, 1), HOME, dtype=np.uint64), among.county])
        times = race(key, "firm location", year, firms.identity[rows][:, np.newaxis], number)
        return among, terms, number, utility, arrivals(times, utility)


def arrivals(times: Floats, utility: Floats) -> Floats:
    """Return Exp(1) times over exp(U - max U): the first of a row wins, with logit shares."""
    weight = np.exp(utility - utility.max(axis=1, keepdims=True))
    never = np.full(times.shape, np.inf)
    return np.asarray(np.divide(times, weight, out=never, where=weight > 0.0))


def _through(column: Floats, dyad: Ints) -> Floats:
    """Return the dyad's value, zero for firms that come through no dyad (-1)."""
    return np.asarray(np.append(column, 0.0)[dyad], np.float64)
