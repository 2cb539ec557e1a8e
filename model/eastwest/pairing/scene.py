"""What a pairing rule knows at its date: who can give, who is in need, and how they fit."""

from dataclasses import dataclass

import numpy as np

from eastwest.columns import share
from eastwest.streams import UInts
from eastwest.vocabulary import SECTORS, Floats
from eastwest.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """Donors and recipients in the order of their ids; the past and the present, no future.

    Args:
        key: The run, from `run_key`.
        date: Year from which the pairing is to hold.
        donor, recipient: Stable numbers for chance, shape (donors,) and (recipients,).
        capacity: Donors' capacity to act. [1e8 yuan], shape (donors,)
        need: Part of all recipients' need; adds up to one. shape (recipients,)
        counties: Real counties to care for, shape (recipients,).
        fit: Mean fit of the donor's sectors to the recipient's places, endowments having
            mean 0 and s.d. 1. shape (donors, recipients)
        distance: Between capitals. [km], shape (donors, recipients)
    """

    key: np.uint64
    date: int
    donor: UInts
    recipient: UInts
    capacity: Floats
    need: Floats
    counties: Floats
    fit: Floats
    distance: Floats


def sector_fit(world: World) -> Floats:
    """Return how the firms of a province fit a place: mean endowment over their sectors.

    Returns:
        Zero for provinces without firms. shape (provinces, places)
    """
    provinces, sectors = len(world.provinces.id), len(SECTORS)
    cell = world.firms.home * sectors + world.firms.sector
    number = np.bincount(cell, minlength=provinces * sectors).reshape(provinces, sectors)
    part = share(number.astype(float), number.sum(axis=1, keepdims=True).astype(float))
    return np.asarray(np.einsum("ps,ls->pl", part, world.places.endowment))


def parts_of(*columns: Floats) -> Floats:
    """Return the mean of columns as parts of their sums; a column of zeros counts for nothing.

    With nothing in any column all rows are alike.
    """
    told = [column / column.sum() for column in columns if column.sum() > 0.0]
    if not told:
        return np.full_like(columns[0], 1.0 / max(len(columns[0]), 1))
    return np.asarray(sum(told) / len(told))
