"""What follows from a plan: the same for as long as it is in force."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.ground import Ground
from eastwest.behaviour.paths import Paths
from eastwest.columns import divisor, share, sums
from eastwest.context.programme import Programme
from eastwest.context.side import Side
from eastwest.drawing import sealed
from eastwest.pairing import Dyads, Plan
from eastwest.streams import UInts
from eastwest.vocabulary import GROWTH, RECIPIENT, Floats, Ints
from eastwest.world import World


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom a plan covers, and what is due to them.

    Args:
        plan: Who is paired.
        counties: Recipient counties of each government's dyads in force, by side, shape (n,).
        full: Effort that the full programme of a government's counties takes, of a county its
            part of that, by side. [1e8 yuan], shape (n, channels)
        measure: What work is measured by: the effort that moves each column in the full programme
            of a top government, by side, inf without counties. [1e8 yuan], shape (top, columns)
        busy: 1 for governments whose dyads have counties, 0 else, and 1 for own growth, by side,
            shape (n, channels + 1).
        each_county: Counties of each dyad to divide by, inf where it has none, shape (dyads,).
        dyad_part: Part of its eastern government's counties that each dyad in force has, shape
            (dyads, 1).
        whole: Eastern effort that the full programme of each dyad's counties takes, inf where it
            has none. [1e8 yuan], shape (dyads, channels)
        western: `full` of the West to divide by, inf where it is nil.
        province, county: Rows of the western top government and of the western county at each
            link, the former again where there is no county, shape (links,).
        link_part: Part of each link in the counties of its dyad, shape (links,).
        norm: What the full programme does at each link. [channel unit], shape (links, channels)
        place: What it does in the whole of a link's place, inf where this has no county, same
            shape.
        fit: How well the places suit each dyad's donor, shape (dyads,).
        distance: Distance of each dyad in force, else 0. [km], shape (dyads,)
        ground, paths: Where firms and organizations may go.
    """

    plan: Plan
    counties: dict[str, Floats]
    full: dict[str, Floats]
    measure: dict[str, Floats]
    busy: dict[str, Floats]
    each_county: Floats
    dyad_part: Floats
    whole: Floats
    western: Floats
    province: Ints
    county: Ints
    link_part: Floats
    norm: Floats
    place: Floats
    fit: Floats
    distance: Floats
    ground: Ground
    paths: Paths

    @classmethod
    def of(
        cls,
        plan: Plan,
        dyads: Dyads,
        sides: tuple[Side, Side],
        programme: Programme,
        world: World,
        identity: UInts,
        fit: Floats,
    ) -> "Coverage":
        """Return what a plan covers.

        Args:
            identity: Birth numbers of places.
            fit: How well the firms of a province suit a place, shape (provinces, places).
        """
        held, owners = plan.counties * plan.active, {"east": dyads.east, "west": dyads.west}
        counties = {each.name: sums(owners[each.name], held, len(each.head)) for each in sides}
        mine = {each.name: counties[each.name].take(each.head)[:, None] for each in sides}
        full = {each.name: each.full * mine[each.name] * each.size[:, None] for each in sides}
        donor, recipient = world.east.province[dyads.east], world.west.province[dyads.west]
        suited = fit[donor[plan.link_dyad], plan.link_place] * plan.link_counties
        each_county, province = divisor(plan.counties), dyads.west[plan.link_dyad]
        county = county_rows(sides[1], len(world.places.id))[plan.link_place]
        for column in (*counties.values(), *full.values()):
            column.flags.writeable = False
        return sealed(
            cls(
                plan=plan,
                counties=counties,
                full=full,
                measure={each.name: measure(each, counties[each.name]) for each in sides},
                busy={name: busy(each) for name, each in mine.items()},
                each_county=each_county,
                dyad_part=share(held, counties["east"][dyads.east])[:, None],
                whole=divisor(sides[0].full * plan.counties[:, None]),
                western=divisor(full["west"]),
                province=province,
                county=np.where(county >= 0, county, province),
                link_part=share(plan.link_counties, plan.counties[plan.link_dyad]),
                norm=programme.norm * plan.link_counties[:, None],
                place=programme.norm * programme.counties[plan.link_place, None],
                fit=sums(plan.link_dyad, suited, len(held)) / each_county,
                distance=world.distance[donor, recipient] * plan.active,
                ground=ground(plan, dyads, world, identity),
                paths=paths(plan, dyads, world, identity),
            )
        )


def busy(counties: Floats) -> Floats:
    """Return 1 for governments that have counties, 0 else, but 1 for own growth, (n, channels + 1).

    Args:
        counties: Of each, shape (n, 1).
    """
    found = np.ones((len(counties), GROWTH + 1))
    found[:, :GROWTH] = counties > 0.0
    return found


def county_rows(west: Side, places: int) -> Ints:
    """Return the row of the western county at each place, -1 where there is none."""
    rows = np.full(places, -1)
    rows[west.governments.place[west.tops :]] = np.arange(west.tops, len(west.head))
    return rows


def measure(side: Side, counties: Floats) -> Floats:
    """Return what the work of top governments is measured by, see `Coverage.measure`."""
    return side.layout.effort(side.full[None, :]) * divisor(counties[: side.tops, None])


def ground(plan: Plan, dyads: Dyads, world: World, identity: UInts) -> Ground:
    """Return where firms may go under a plan."""
    places = world.places
    return Ground.of(
        donor=world.east.province[dyads.east],
        link=(plan.link_dyad, plan.link_place, plan.link_counties),
        counties=np.where(places.kind == RECIPIENT, places.counties, 0.0),
        identity=identity,
        province=places.province,
        homes=len(world.provinces.id),
    )


def paths(plan: Plan, dyads: Dyads, world: World, identity: UInts) -> Paths:
    """Return where organizations may go under a plan."""
    link = (plan.link_dyad, plan.link_place, plan.link_counties)
    return Paths.of(world.east.province[dyads.east], link, identity, len(world.provinces.id))
