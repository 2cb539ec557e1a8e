"""Organizations choose where to work, one by one: the twin of `behaviour.organizations`."""

import math
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.organizations import Openings, OrganizationColumns, OrganizationService
from eastwest.columns import sums
from eastwest.compiled.draws import agent, draw
from eastwest.compiled.kernel import kernel
from eastwest.compiled.normal import normal
from eastwest.streams import UInts, root
from eastwest.vocabulary import Floats, Ints


class Work(NamedTuple):
    """Links by home province: place, dyad, log of the part of all counties on offer there.

    Those of home h are `first[h]` to `first[h + 1]`.
    """

    first: Ints
    place: Ints
    dyad: Ints
    part: Floats


class Draw(NamedTuple):
    """What draws organizations, as `OrganizationService.terms` weighs it.

    Args:
        home, inertia: Of staying at home, of staying away.
        need: Weight of the need that is seen.
        seen: Need above the mean as a full signal shows it, shape (places, fields).
        spread: Standard deviation of need by field.
        clear, blur: Weights of the signal and of its noise.
        visibility: What it adds at each place; the last is none.
        tie, mobilisation: What they add for each dyad; the last is none.
    """

    home: float
    inertia: float
    need: float
    seen: Floats
    spread: Floats
    clear: float
    blur: float
    visibility: Floats
    tie: Floats
    mobilisation: Floats


class Luck(NamedTuple):
    """Where the draws for seeing need and for choosing start from."""

    sees: np.uint64
    place: np.uint64


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
    names = ("organization sees need", "organization place")
    luck = Luck(*(np.uint64(root(key, name, year)) for name in names))
    table = organizations
    columns = (table.identity[rows], table.home[rows], table.field[rows], host[rows], dyad[rows])
    work = _work(openings, int(organizations.home.max(initial=0)) + 1)
    return raced(*columns, openings.identity, work, _draw(rule, openings), luck)


def _work(openings: Openings, homes: int) -> Work:
    """Lay out the links that have counties by home."""
    real = np.flatnonzero(openings.link_counties > 0.0)
    home = openings.donor[openings.link_dyad[real]]
    order = np.argsort(home, kind="stable")
    real, home = real[order], home[order]
    homes = max(homes, int(home.max(initial=-1)) + 1)
    first = np.searchsorted(home, np.arange(homes + 1))
    counties = openings.link_counties[real]
    part = np.log(counties / sums(home, counties, homes)[home])
    return Work(first, openings.link_place[real], openings.link_dyad[real], part)


def _draw(rule: OrganizationService, openings: Openings) -> Draw:
    """Weigh places and dyads once for all organizations."""
    p, offered = openings.platform, openings.need[openings.link_place]
    some = offered if len(offered) else np.zeros((1, openings.need.shape[1]))
    known = (1.0 - p) * np.append(openings.visibility, 0.0)
    return Draw(
        home=rule.home,
        inertia=rule.inertia,
        need=rule.need,
        seen=openings.need - some.mean(axis=0) if len(offered) else np.zeros_like(openings.need),
        spread=some.std(axis=0),
        clear=p,
        blur=float(np.sqrt(p * (1.0 - p))),
        visibility=rule.visibility * known,
        tie=rule.tie * np.append(openings.tie, 0.0),
        mobilisation=rule.mobilisation * np.append(openings.mobilisation, 0.0),
    )


@kernel
def raced(
    identity: UInts,
    home: Ints,
    field: Ints,
    host: Ints,
    dyad: Ints,
    born: UInts,
    work: Work,
    draws: Draw,
    luck: Luck,
) -> tuple[Ints, Ints]:
    """Let home, the place of last year and the paired places race for each organization."""
    place, through = np.empty(len(identity), np.int64), np.empty(len(identity), np.int64)
    for row in range(len(identity)):
        sees, races = agent(luck.sees, identity[row]), agent(luck.place, identity[row])
        best = -math.log(draw(races, np.uint64(0))) * math.exp(-draws.home)
        place[row], through[row] = -1, -1
        begin, end = work.first[home[row]], work.first[home[row] + 1]
        for link in range(begin - 1, end):
            if link < begin:  # where it was last year comes first
                there, dyads, offset = host[row], dyad[row], draws.inertia
                if there == -1:
                    continue
            else:
                there, dyads, offset = work.place[link], work.dyad[link], work.part[link]
            seen = draws.clear * draws.seen[there, field[row]]
            if draws.blur > 0.0:
                noise = draws.spread[field[row]] * normal(draw(sees, born[there]))
                seen += draws.blur * noise
            utility = offset + draws.need * seen + draws.visibility[there]
            utility += draws.tie[dyads]
            utility += draws.mobilisation[dyads]
            arrival = -math.log(draw(races, born[there])) * math.exp(-utility)
            if arrival < best:
                best, place[row], through[row] = arrival, there, dyads
    return place, through
