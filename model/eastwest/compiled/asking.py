"""Whether numbers are in their range: the twin of `asking`."""

from math import inf

import numpy as np

from eastwest.compiled.kernel import kernel
from eastwest.vocabulary import Floats


def within(column: Floats, least: float, most: float) -> bool:
    """Return whether all numbers are finite and in their range; as `asking.within`."""
    return _are_within(column.ravel().astype(np.float64, copy=False), least, most)


@kernel
def _are_within(numbers: Floats, least: float, most: float) -> bool:
    wrong = 0
    for number in numbers:
        wrong += not (least <= number <= most and -inf < number < inf)
    return wrong == 0
