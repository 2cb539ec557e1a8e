"""Distances on the globe.

References:
    Sinnott (1984), Virtues of the haversine, Sky and Telescope 68(2), 159.
"""

import numpy as np

from eastwest.vocabulary import Floats

EARTH = 6371.0088
"""Mean radius of the Earth. [km]"""


def distances(lat: Floats, lon: Floats) -> Floats:
    """Return great-circle distances between all points by the haversine formula.

    Args:
        lat, lon: Coordinates. [degrees], shape (n,)

    Returns:
        Distances. [km], shape (n, n), symmetric, zero on the diagonal
    """
    north, east = np.radians(lat), np.radians(lon)
    rise = np.sin((north[:, None] - north[None, :]) / 2) ** 2
    turn = np.sin((east[:, None] - east[None, :]) / 2) ** 2
    part = rise + np.cos(north)[:, None] * np.cos(north)[None, :] * turn
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(part)))
