"""Organizations choose where to work, one by one: the twin of `behaviour.organizations`."""

import math
from typing import NamedTuple

import numpy as np

from eastwest.behaviour.organizations import Openings, OrganizationColumns, OrganizationService
from eastwest.columns import ended
from eastwest.compiled.draws import agent, draw
from eastwest.compiled.kernel import kernel
from eastwest.compiled.normal import normal
from eastwest.streams import UInts, root
from eastwest.vocabulary import Floats, Ints

FARTHEST = 9.0
"""Farther from nil than any normal number that is drawn here."""


class Work(NamedTuple):
    """Links by home province, see `Paths`.

    Args:
        slow: exp(-utility) of each to each field, noise left out, shape (paths, fields).
    """

    first: Ints
    place: Ints
    dyad: Ints
    identity: UInts
    slow: Floats


class Last(NamedTuple):
    """Where organizations worked last year, -1 for none: the same, shape (rows,)."""

    place: Ints
    dyad: Ints
    identity: UInts
    slow: Floats


class Blur(NamedTuple):
    """Noise in the need that is seen: its utility by field, and where its draws start from."""

    utility: Floats
    luck: np.uint64


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
    identity, home = organizations.identity[rows], organizations.home[rows]
    field, there, through = organizations.field[rows], host[rows], dyad[rows]
    (seen, noise), paths = _seen(rule, openings), openings.paths
    by_place = ended(rule.visibility * ((1.0 - openings.platform) * openings.visibility))
    by_dyad = ended(rule.tie * openings.tie + rule.mobilisation * openings.mobilisation)
    stays = rule.inertia + seen[there, field] + by_place[there] + by_dyad[through]
    last = Last(there, through, ended(openings.identity)[there], np.exp(-stays))
    goes = (paths.part + by_place[paths.place] + by_dyad[paths.dyad])[:, np.newaxis]
    slow = np.exp(-(goes + seen[paths.place]))
    work = Work(paths.first, paths.place, paths.dyad, paths.identity, slow)
    blur = Blur(noise, np.uint64(root(key, "organization sees need", year)))
    luck = np.uint64(root(key, "organization place", year))
    return raced(identity, home, field, last, work, blur, luck, math.exp(-rule.home))


def _seen(rule: OrganizationService, openings: Openings) -> tuple[Floats, Floats]:
    """Return the utility of need above the mean, as far as a signal shows it, and of its noise.

    Shapes (places + 1, fields), the last of no place, and (fields,).
    """
    p, (places, fields) = openings.platform, openings.need.shape
    seen = np.zeros((places + 1, fields))
    if p == 0.0 or not len(openings.paths.linked):
        return seen, np.zeros(fields)
    mean, spread = openings.needed()
    seen[:-1] = rule.need * p * (openings.need - mean)
    return seen, rule.need * math.sqrt(p * (1.0 - p)) * spread


@kernel
def raced(
    identity: UInts,
    home: Ints,
    field: Ints,
    last: Last,
    work: Work,
    blur: Blur,
    luck: np.uint64,
    at_home: float,
) -> tuple[Ints, Ints]:
    """Let home, the place of last year and the paired places race for each organization."""
    place, dyad = np.full(len(identity), -1, np.int64), np.full(len(identity), -1, np.int64)
    for row in range(len(identity)):
        word, sees = agent(luck, identity[row]), agent(blur.luck, identity[row])
        first, noise = -math.log(draw(word, np.uint64(0))) * at_home, blur.utility[field[row]]
        best = math.exp(-abs(noise) * FARTHEST)
        if last.place[row] != -1:
            arrival = -math.log(draw(word, last.identity[row])) * last.slow[row]
            if noise != 0.0:
                arrival *= math.exp(-noise * normal(draw(sees, last.identity[row])))
            if arrival < first:
                first, place[row], dyad[row] = arrival, last.place[row], last.dyad[row]
        for link in range(work.first[home[row]], work.first[home[row] + 1]):
            drawn, slow = draw(word, work.identity[link]), work.slow[link, field[row]]
            # -log(u) >= 1 - u: most come too late, whatever they see; that needs no logarithm.
            if (1.0 - drawn) * slow * best >= first:
                continue
            arrival = -math.log(drawn) * slow
            if noise != 0.0:
                arrival *= math.exp(-noise * normal(draw(sees, work.identity[link])))
            if arrival < first:
                first, place[row], dyad[row] = arrival, work.place[link], work.dyad[link]
    return place, dyad
