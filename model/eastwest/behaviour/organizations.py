"""Social organizations: in which county to work, and how many people they reach there.

The rule is a pure function of columns. It returns what happens and writes nothing.
"""

from dataclasses import dataclass
from typing import Annotated, Protocol

import numpy as np
from annotated_types import Interval

from eastwest.backend import twinned
from eastwest.behaviour.paths import Paths
from eastwest.columns import ended
from eastwest.streams import UInts, normals, race, uniforms
from eastwest.vocabulary import FIELDS, About, Amount, Floats, Ints, Pull, Share, parameters


class OrganizationColumns(Protocol):
    """What the rule reads of organizations; `eastwest.world.Organizations` has it."""

    @property
    def home(self) -> Ints: ...  # noqa: D102
    @property
    def field(self) -> Ints: ...  # noqa: D102
    @property
    def means(self) -> Floats: ...  # noqa: D102
    @property
    def identity(self) -> UInts: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Openings:
    """What a year offers to organizations.

    Args:
        paths: Where organizations may go under the plan in force.
        identity: Birth number of each place, shape (places,).
        need: What each field has to do there, in [0, 1], shape (places, fields).
        visibility: How much a place is praised and known, in [0, 1].
        company: Presence of hosted firms, in [0, 1].
        mobilisation: Output of the society channel in norms, shape (dyads,).
        tie: Strength of the tie between eastern government and its organizations, in [0, 1].
        platform: Precision of the signal of need: part of its variance that is true, in [0, 1].
    """

    paths: Paths
    identity: UInts
    need: Floats
    visibility: Floats
    company: Floats
    mobilisation: Floats
    tie: Floats
    platform: float

    def needed(self) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of need over links, by field."""
        offered = self.need.T.take(self.paths.linked, axis=1)
        mean = offered.mean(axis=1)
        return mean, np.sqrt(np.square(offered - mean[:, np.newaxis]).mean(axis=1))


@dataclass(frozen=True, slots=True)
class Options:
    """Places that organizations weigh up, all organizations' options in one column.

    Args:
        row: Row of the organization.
        place, dyad: Where, and through which dyad (-1: none).
        offset: Added to the utility: log of the place's part of all counties on offer, or
            the inertia of being there already.
    """

    row: Ints
    place: Ints
    dyad: Ints
    offset: Floats


@dataclass(frozen=True, slots=True)
class Service:
    """Where organizations work this year and what they do, a row for each of the world.

    Args:
        host, dyad: Row of the place and of the dyad, -1 for none.
        intensity: Part of its means that the organization uses there, in [0, 1].
        reached: People reached in its field. [persons]
    """

    host: Ints
    dyad: Ints
    intensity: Floats
    reached: Floats

    def by_place(self, field: Ints, places: int) -> Floats:
        """Return persons reached at each place by field, shape (places, fields)."""
        at_work = self.host != -1
        cell = self.host[at_work] * len(FIELDS) + field[at_work]
        people = np.bincount(cell, self.reached[at_work], minlength=places * len(FIELDS))
        return np.asarray(people.reshape(places, len(FIELDS)), np.float64)


@parameters
class OrganizationService:
    """Serve: some organizations think again where to work; the others stay; all at work serve.

    U(home) = `home`; U(place) is the sum of `terms`, over the paired counties of the home
    province; shares are logit. It is the mean appeal of what is on offer that counts against
    home, not the number of counties.
    """

    attention: Annotated[
        Share, About("share a year", "assumed", "Organizations that think again in a year")
    ] = 0.4
    home: Annotated[Pull, About("utility", "assumed; sets the level", "Pull of home")] = 3.5
    inertia: Annotated[Pull, About("utility", "assumed", "Pull of where it works already")] = 2.2
    need: Annotated[Pull, About("utility", "assumed", "Pull of need as far as it is seen")] = 4.0
    visibility: Annotated[
        Pull, About("utility", "assumed", "Pull of a praised place where need is not seen")
    ] = 1.5
    tie: Annotated[
        Pull, About("utility", "assumed", "Pull of the strongest tie with the government")
    ] = 0.8
    mobilisation: Annotated[
        Pull, About("utility a norm", "assumed", "Push of a full norm of mobilisation")
    ] = 1.5
    alone: Annotated[
        Share, About("share of means", "assumed", "Work intensity without mobilisation")
    ] = 0.3
    mobilised: Annotated[
        Amount, About("share of means a norm", "assumed", "Work intensity that it adds")
    ] = 0.7
    company: Annotated[
        Annotated[float, Interval(ge=-1, le=1)],
        About("share of people", "assumed; sign open", "More people reached beside firms"),
    ] = 0.2

    def __call__(
        self,
        key: np.uint64,
        year: int,
        organizations: OrganizationColumns,
        host: Ints,
        dyad: Ints,
        openings: Openings,
    ) -> Service:
        """Return where all organizations work this year and whom they reach.

        Args:
            host, dyad: Where they worked last year and through which dyad, -1 for none.
        """
        draw = uniforms(key, "organization attention", year, organizations.identity)
        rows = np.flatnonzero(draw < self.attention)
        goes = chosen(self, key, year, organizations, rows, host, dyad, openings)
        host, dyad = host.copy(), dyad.copy()
        host[rows], dyad[rows] = goes
        at_work = host != -1
        pushed = self.mobilised * ended(openings.mobilisation)[dyad]
        intensity = np.where(at_work, (self.alone + pushed).clip(0.0, 1.0), 0.0)
        bonus = 1.0 + self.company * ended(openings.company)[host]
        return Service(host, dyad, intensity, organizations.means * intensity * bonus)

    def options(
        self,
        organizations: OrganizationColumns,
        rows: Ints,
        host: Ints,
        dyad: Ints,
        openings: Openings,
    ) -> Options:
        """List for each of `rows`: home (-1), where it works already, the paired counties."""
        paths, own = openings.paths, organizations.home[rows]
        first, count = paths.first[own], paths.first[own + 1] - paths.first[own]
        path = np.arange(count.sum()) - np.repeat(count.cumsum() - count - first, count)
        there = rows[host[rows] != -1]
        none = np.full_like(rows, -1)
        return Options(
            np.concatenate([rows, there, np.repeat(rows, count)]),
            np.concatenate([none, host[there], paths.place[path]]),
            np.concatenate([none, dyad[there], paths.dyad[path]]),
            np.concatenate(
                [
                    np.full(rows.size, self.home),
                    np.full(there.size, self.inertia),
                    paths.part[path],
                ]
            ),
        )

    def terms(
        self,
        key: np.uint64,
        year: int,
        organizations: OrganizationColumns,
        options: Options,
        openings: Openings,
    ) -> dict[str, Floats]:
        """Return the utility of each option term by term; working at home has its offset alone."""
        place, dyad, away = options.place, options.dyad, options.place != -1
        seen = np.zeros(place.shape)
        seen[away] = self._signal(key, year, organizations, options, openings)
        known = (1.0 - openings.platform) * ended(openings.visibility)
        return {
            "offset": options.offset,
            "need": self.need * seen,
            "visibility": self.visibility * known[place],
            "tie": self.tie * ended(openings.tie)[dyad],
            "mobilisation": self.mobilisation * ended(openings.mobilisation)[dyad],
        }

    def _signal(
        self,
        key: np.uint64,
        year: int,
        organizations: OrganizationColumns,
        options: Options,
        openings: Openings,
    ) -> Floats:
        """Return need above the mean as an organization sees it, for options away from home.

        Normal learning: of need y, known with precision p, the posterior mean is
        m + p (y - m) plus noise of variance p (1 - p) var(y). Nothing is seen at p = 0.
        """
        away = options.place != -1
        row, place = options.row[away], options.place[away]
        if not openings.paths.linked.size:
            return np.zeros(place.shape)
        p, field = openings.platform, organizations.field[row]
        mean, spread = (each[field] for each in openings.needed())
        seen: Floats = p * (openings.need[place, field] - mean)
        if 0.0 < p < 1.0:  # else nothing is blurred, and drawing costs most of the work
            who, where = organizations.identity[row], openings.identity[place]
            noise = spread * normals(key, "organization sees need", year, who, where)
            seen += np.sqrt(p * (1.0 - p)) * noise
        return seen


@twinned
def chosen(
    rule: OrganizationService,
    key: np.uint64,
    year: int,
    organizations: OrganizationColumns,
    rows: Ints,
    host: Ints,
    dyad: Ints,
    openings: Openings,
) -> tuple[Ints, Ints]:
    """Return place and dyad of the option that each of `rows` takes: who wins the race."""
    options = rule.options(organizations, rows, host, dyad, openings)
    utility = np.zeros(options.row.size)
    for term in rule.terms(key, year, organizations, options, openings).values():
        utility += term
    number = ended(openings.identity)[options.place]  # home has number 0 in the race
    who = organizations.identity[options.row]
    arrival = race(key, "organization place", year, who, number) * np.exp(-utility)
    order = np.argsort(options.row, kind="stable")
    row, arrival = options.row[order], arrival[order]
    best = np.minimum.reduceat(arrival, np.searchsorted(row, rows))
    winners = np.flatnonzero(arrival == best[np.searchsorted(rows, row)])
    taken = order[winners[np.searchsorted(row[winners], rows)]]
    return options.place[taken], options.dyad[taken]
