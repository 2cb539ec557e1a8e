"""Firms and social organizations of the East; a row stands for `weight` real ones."""

from dataclasses import dataclass

import numpy as np

from eastwest.columns import width
from eastwest.drawing import allot, lognormals, sealed, strata
from eastwest.streams import UInts, identities, identity, normals, uniforms
from eastwest.vocabulary import Bools, Floats, Ints, Texts

REAL_FIRMS, REAL_ORGANIZATIONS = 100_000, 5_000
"""Eastern firms and organizations able to work outside their province (assumed)."""
SECTOR_SHARES = np.array([0.15, 0.25, 0.20, 0.10, 0.10, 0.20])
"""Farming, light, machinery, energy, tourism, trade (assumed)."""
FIELD_SHARES = np.array([0.30, 0.15, 0.20, 0.10, 0.25])
"""Education, health, skills, migrants, charity (assumed)."""
MEAN_INVESTMENT = 0.5
"""Investment of one firm; 1268 / 2510 in 2023. [1e8 yuan]"""
INVESTMENT_SPREAD, ORIENTATION_SPREAD = 1.0, 0.5
"""Log standard deviations (assumed)."""
STATE_SHARE = 0.1
"""Part of the firms that the state owns (assumed)."""
MEAN_REACH, REACH_SPREAD = 1_000.0, 1.0
"""Persons that an organization reaches a year, one village; log standard deviation (assumed)."""


FIRM_ID, ORGANIZATION_ID = "F%06d", "S%05d"
"""How a row is called."""


@dataclass(frozen=True, slots=True)
class Firms:
    """One row a firm, sorted by (home, sector).

    Args:
        home: Row of the world's provinces.
        sector: Column of SECTORS.
        scale: Investment of one firm, mean 0.5. [1e8 yuan]
        productivity: Normal, s.d. 1. [-]
        is_state: Owned by the state.
        orientation: How much social need counts; lognormal, mean one. [-]
        identity: Whose draws these are.
        weight: Real firms that a row stands for.
    """

    home: Ints
    sector: Ints
    scale: Floats
    productivity: Floats
    is_state: Bools
    orientation: Floats
    identity: UInts
    weight: float


@dataclass(frozen=True, slots=True)
class Organizations:
    """One row a social organization, sorted by (home, field).

    Args:
        home: Row of the world's provinces.
        field: Column of FIELDS.
        means: People reached a year at full work. [persons]
        identity: Whose draws these are.
        weight: Real organizations that a row stands for.
    """

    home: Ints
    field: Ints
    means: Floats
    identity: UInts
    weight: float


def draw_firms(rows: int, homes: Texts, gdp: Floats, part: float, key: np.uint64) -> Firms:
    """Draw firms at home in the donor provinces, in proportion to GDP.

    Args:
        rows: Number of rows.
        homes: Ids of the world's provinces.
        gdp: GDP of each, zero if it never gives.
        part: Part of all donors' GDP that lies in the world; scales the real number.
    """
    agents = _identities("firm", rows)
    home, sector = _homes(rows, homes, gdp, SECTOR_SHARES, key)
    scale = MEAN_INVESTMENT * _of_mean_one(normals(key, "scale", 0, agents), INVESTMENT_SPREAD)
    orientation = _of_mean_one(normals(key, "orientation", 0, agents), ORIENTATION_SPREAD)
    firms = Firms(
        home.astype(np.int16),
        sector.astype(np.int8),
        scale.astype(width(), copy=False),
        normals(key, "productivity", 0, agents).astype(width(), copy=False),
        uniforms(key, "is_state", 0, agents) < STATE_SHARE,
        orientation.astype(width(), copy=False),
        agents,
        _weight(REAL_FIRMS * part, rows),
    )
    return sealed(firms)


def draw_organizations(
    rows: int, homes: Texts, gdp: Floats, part: float, key: np.uint64
) -> Organizations:
    """Draw social organizations; arguments as for `draw_firms`."""
    agents = _identities("organization", rows)
    home, field = _homes(rows, homes, gdp, FIELD_SHARES, key)
    means = MEAN_REACH * _of_mean_one(normals(key, "means", 0, agents), REACH_SPREAD)
    weight = _weight(REAL_ORGANIZATIONS * part, rows)
    return sealed(Organizations(home, field, means, agents, weight))


def _homes(
    rows: int, homes: Texts, gdp: Floats, shares: Floats, key: np.uint64
) -> tuple[Ints, Ints]:
    """Return home and kind of each row, sorted by both."""
    counts = allot(rows, gdp)
    kinds = strata(counts, shares, uniforms(key, "kinds", 0, identities(homes)))
    return np.repeat(np.arange(len(homes)), counts), kinds


def _of_mean_one(draws: Floats, sigma: float) -> Floats:
    """Return lognormal draws whose mean is one in the table, so totals do not depend on luck."""
    raw = lognormals(draws, sigma)
    return np.asarray(raw / raw.mean()) if raw.size else raw


def _weight(real: float, rows: int) -> float:
    """Return how many real ones a row stands for, none if there are no rows."""
    return real / rows if rows else 0.0


def _identities(kind: str, rows: int) -> UInts:
    return np.uint64(identity(kind)) + np.arange(rows, dtype=np.uint64)
