"""What a year offers to firms, and what it is worth to them. Nothing is drawn here."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np

from eastwest.behaviour.ground import Ground
from eastwest.columns import ended
from eastwest.streams import UInts
from eastwest.vocabulary import Bools, Floats, Ints


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
        ground: Where firms may go under the plan in force.
        province: Row of the province of each place, shape (places,).
        infrastructure, environment: In [0, 1], shape (places,) as the next two.
        need: In [0, 1], times the weight that policy gives to it.
        wage_gap: Log of eastern over local income.
        endowment: Fit of each sector, mean 0 and s.d. 1, shape (places, sectors).
        matching: Output of the industry channel in norms, shape (dyads,) as all up to `bluff`.
        subsidy: Share of landed capital that is paid.
        tie: Strength of the tie between eastern government and its firms, in [0, 1].
        pressure: Administrative pressure to invest, 1 for a full programme in industry.
        bluff: Empty pledge, times landed capital.
        distance: Between provinces [km], shape (provinces, provinces).
        property_security: How safe property rights are, in [0, 1].
        capital_level: Size of an investment this year over `FirmColumns.scale`.
        credit: Interest saved in a year, share of landed capital.
        donation: What firms that come through a dyad are made to give in a year, share of capital.
        platform: How far a platform shows places to firms, in [0, 1].
    """

    ground: Ground
    province: Ints
    infrastructure: Floats
    environment: Floats
    need: Floats
    wage_gap: Floats
    endowment: Floats
    matching: Floats
    subsidy: Floats
    tie: Floats
    pressure: Floats
    bluff: Floats
    distance: Floats
    property_security: float = 1.0
    capital_level: float = 1.0
    credit: float = 0.0
    donation: float = 0.0
    platform: float = 0.0


@dataclass(frozen=True, slots=True)
class Pulls:
    """What draws firms to places, worked out once a year: utility by name.

    Args:
        place: By place and sector; tables broadcast to shape (places, sectors).
        dyad: By dyad and owner (private, state), to shape (dyads + 1, 2); the last is no dyad.
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
            **{name: table[place, sector] for name, table in _alike(self.place)},
            **{name: table[dyad, owner] for name, table in _alike(self.dyad)},
            "distance": away,
            "orientation": firms.orientation[firm] * self.need[place],
        }


@dataclass(frozen=True, slots=True)
class Market:
    """What firms at home meet in a year, worked out once. An entry is a place on the ground.

    Args:
        ground: Where the entries lead.
        chance: To hear of each entry; nobody hears of -1, where an empty home leads.
        place: Utility as far as the place makes it, to each sector, shape (places, sectors).
        dyad: The same of the dyad to each owner (private, state), shape (dyads + 1, 2).
        need: Of the entries' places, as in `Pulls`.
        distance: As in `Pulls`.
    """

    ground: Ground
    chance: Floats
    place: Floats
    dyad: Floats
    need: Floats
    distance: Floats

    @classmethod
    def of(cls, ground: Ground, chance: Floats, pulls: Pulls) -> "Market":
        """Return what the year makes of the ground.

        Args:
            chance: To hear of a place through each dyad, and through none.
        """
        # What is the same to all sectors comes last and is added up first.
        place, dyad = (
            reduce(np.add, reversed(each.values())) for each in (pulls.place, pulls.dyad)
        )
        known = ended(chance[ground.dyad])
        return cls(ground, known, place, dyad, pulls.need[ground.place], pulls.distance)

    def utility(self, firms: FirmColumns, rows: Ints, who: Ints, entry: Ints) -> Floats:
        """Return the sum of the terms of each entry to a firm, which is `rows[who]`."""
        place, dyad = self.ground.place.take(entry), self.ground.dyad.take(entry)
        origin = firms.home[rows] * np.intp(self.distance.shape[1])
        total: Floats = self.place.take(place * self.place.shape[1] + firms.sector[rows].take(who))
        total += self.dyad.take(2 * dyad + firms.is_state[rows].take(who))
        total += self.distance.take(origin.take(who) + self.ground.province.take(entry))
        total += firms.orientation[rows].take(who) * self.need.take(entry)
        return total


def _alike(tables: dict[str, Floats]) -> Iterable[tuple[str, Floats]]:
    """Return names and tables, all of one shape."""
    return zip(tables, np.broadcast_arrays(*tables.values()), strict=True)
