"""The inverse of the normal distribution inside kernels.

References:
    Wichura (1988), Algorithm AS 241: The percentage points of the normal distribution, Applied
    Statistics 37(3): 477-484, PPND16, exact to about 1 part in 1e16.
    https://doi.org/10.2307/2347330
"""

import math

from eastwest.compiled.kernel import kernel

MIDDLE = (
    (2509.0809287301227, 5226.495278852854),
    (33430.57558358813, 28729.085735721943),
    (67265.7709270087, 39307.89580009271),
    (45921.95393154987, 21213.794301586597),
    (13731.69376550946, 5394.196021424751),
    (1971.5909503065513, 687.1870074920579),
    (133.14166789178438, 42.31333070160091),
    (3.3871328727963665, 1.0),
)
NEAR_TAIL = (
    (0.0007745450142783414, 1.0507500716444169e-09),
    (0.022723844989269184, 0.0005475938084995345),
    (0.2417807251774506, 0.015198666563616457),
    (1.2704582524523684, 0.14810397642748008),
    (3.6478483247632045, 0.6897673349851),
    (5.769497221460691, 1.6763848301838038),
    (4.630337846156546, 2.053191626637759),
    (1.4234371107496835, 1.0),
)
FAR_TAIL = (
    (2.0103343992922881e-07, 2.0442631033899397e-15),
    (2.7115555687434876e-05, 1.421511758316446e-07),
    (0.0012426609473880784, 1.8463183175100548e-05),
    (0.026532189526576124, 0.0007868691311456133),
    (0.29656057182850487, 0.014875361290850615),
    (1.7848265399172913, 0.1369298809227358),
    (5.463784911164114, 0.599832206555888),
    (6.657904643501103, 1.0),
)
"""Coefficients of numerator and denominator, the highest power first."""


@kernel
def normal(share: float) -> float:
    """Return the number below which a standard normal number lies with a chance in (0, 1)."""
    middle = share - 0.5
    if abs(middle) <= 0.425:
        return middle * _ratio(MIDDLE, 0.180625 - middle * middle)
    tail = math.sqrt(-math.log(min(share, 1.0 - share)))
    far = _ratio(NEAR_TAIL, tail - 1.6) if tail <= 5.0 else _ratio(FAR_TAIL, tail - 5.0)
    return far if middle > 0.0 else -far


@kernel
def _ratio(coefficients: tuple[tuple[float, float], ...], at: float) -> float:
    over, under = 0.0, 0.0
    for above, below in coefficients:
        over, under = over * at + above, under * at + below
    return over / under
