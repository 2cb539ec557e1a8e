"""What follows from a plan: the same for as long as it is in force."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.ground import Ground
from eastwest.behaviour.paths import Paths
from eastwest.columns import share
from eastwest.context.programme import Programme
from eastwest.context.side import Side
from eastwest.pairing import Dyads, Plan
from eastwest.streams import UInts
from eastwest.vocabulary import RECIPIENT, Floats
from eastwest.world import World


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom a plan covers, and what is due to them.

    Args:
        plan: Who is paired.
        counties: Recipient counties of each government's dyads in force, by side, shape (n,).
        full: Effort that the full programme of a government's counties takes, of a county its
            part of that, by side. [1e8 yuan], shape (n, channels)
        busy: 1 for governments whose dyads have counties, 0 else, by side, shape (n, 1).
        whole: Eastern effort that the full programme of each dyad's counties takes, inf where it
            has none. [1e8 yuan], shape (dyads, channels)
        part: Part of each link in the counties of its dyad, shape (links,).
        norm: What the full programme does at each link. [channel unit], shape (links, channels)
        ground, paths: Where firms and organizations may go.
    """

    plan: Plan
    counties: dict[str, Floats]
    full: dict[str, Floats]
    busy: dict[str, Floats]
    whole: Floats
    part: Floats
    norm: Floats
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
    ) -> "Coverage":
        """Return what a plan covers; `identity` are the birth numbers of places."""
        held, owners = plan.counties * plan.active, {"east": dyads.east, "west": dyads.west}
        counties = {
            each.name: np.bincount(owners[each.name], held, len(each.head)).astype(float)
            for each in sides
        }
        mine = {each.name: counties[each.name].take(each.head)[:, None] for each in sides}
        whole = sides[0].full * plan.counties[:, None]
        return cls(
            plan=plan,
            counties=counties,
            full={each.name: each.full * mine[each.name] * each.size[:, None] for each in sides},
            busy={name: (each > 0.0).astype(float) for name, each in mine.items()},
            whole=np.where(whole > 0.0, whole, np.inf),
            part=share(plan.link_counties, plan.counties[plan.link_dyad]),
            norm=programme.norm * plan.link_counties[:, None],
            ground=ground(plan, dyads, world, identity),
            paths=paths(plan, dyads, world, identity),
        )


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
