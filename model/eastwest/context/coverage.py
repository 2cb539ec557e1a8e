"""What follows from a plan: the same for as long as it is in force."""

from dataclasses import dataclass

import numpy as np

from eastwest.behaviour.ground import Ground
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
        measure: What work is measured by: the effort that moves each column in the full programme
            of a top government, by side, inf without counties. [1e8 yuan], shape (top, columns)
        busy: 1 for governments whose dyads have counties, 0 else, by side, shape (n, 1).
        whole: Eastern effort that the full programme of each dyad's counties takes, inf where it
            has none. [1e8 yuan], shape (dyads, channels)
        norm: What the full programme does at each link. [channel unit], shape (links, channels)
        ground: Where firms may go.
    """

    plan: Plan
    counties: dict[str, Floats]
    full: dict[str, Floats]
    measure: dict[str, Floats]
    busy: dict[str, Floats]
    whole: Floats
    norm: Floats
    ground: Ground

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
            measure={each.name: measure(each, counties[each.name]) for each in sides},
            busy={name: (each > 0.0).astype(float) for name, each in mine.items()},
            whole=np.where(whole > 0.0, whole, np.inf),
            norm=programme.norm * plan.link_counties[:, None],
            ground=ground(plan, dyads, world, identity),
        )


def measure(side: Side, counties: Floats) -> Floats:
    """Return what the work of top governments is measured by, see `Coverage.measure`."""
    held = counties[: side.tops, None]
    return side.layout.effort(side.full[None, :]) * np.where(held > 0.0, held, np.inf)


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
