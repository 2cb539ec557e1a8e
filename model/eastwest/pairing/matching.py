"""The best matching with so many seats on each side: exact, each pair at most once."""

import numpy as np

from eastwest.vocabulary import Bools, Floats, Ints


def seats(able: Floats, needy: Floats, each: int) -> tuple[Ints, Ints]:
    """Return how many partners each donor and each recipient gets.

    Every donor gets `each` recipients; if that leaves recipients alone the most able get more.
    The donors are spread evenly over the recipients; what is over goes to the neediest.

    Args:
        able: Capacity of donors, shape (donors,).
        needy: Need of recipients, shape (recipients,).
        each: Recipients that a donor cares for, at least one.
    """
    donors, recipients = len(able), len(needy)
    total = max(donors * min(each, recipients), recipients)
    return _spread(total, able), _spread(total, needy)


def _spread(total: int, first: Floats) -> Ints:
    """Spread units evenly over rows; those left over go to the largest, ties to the earlier."""
    units = np.full(len(first), total // len(first))
    units[np.argsort(-first, kind="stable")[: total % len(first)]] += 1
    return units


def match(value: Floats, donor_seats: Ints, recipient_seats: Ints) -> Bools:
    """Return the pairs of largest summed value that fill all seats, none of them twice.

    Each pair is one row of an assignment: it takes a seat of its recipient, or else one of
    the places for pairs that its donor leaves out. So pairs have room for one, as in a
    transport problem with bounds.

    Args:
        value: Worth of each pair, shape (donors, recipients).
        donor_seats, recipient_seats: At least one each; both have the same sum.

    References:
        Crouse (2016), On implementing 2D rectangular assignment algorithms, IEEE TAES 52(4):
        https://doi.org/10.1109/TAES.2016.140952 (the algorithm behind SciPy's solver).
    """
    from scipy.optimize import linear_sum_assignment  # inside: only runs with a rule pay for it

    donors, recipients = value.shape
    donor, recipient = (each.ravel() for each in np.indices(value.shape))
    left_out = np.repeat(np.arange(donors), recipients - donor_seats)
    seat = np.repeat(np.arange(recipients), recipient_seats)
    idle = np.where(donor[:, None] == left_out, 0.0, -np.inf)
    taken = np.where(recipient[:, None] == seat, value.ravel()[:, None], -np.inf)
    row, column = linear_sum_assignment(np.hstack([idle, taken]), maximize=True)
    chosen = np.zeros(value.size, dtype=np.bool_)
    chosen[row[column >= len(left_out)]] = True
    return chosen.reshape(value.shape)
