"""The normal distribution inside kernels, and its inverse.

References:
    Cody (1969), Rational Chebyshev approximations for the error function, Mathematics of
    Computation 23(107): 631-637, in the steps of Cephes, as SciPy takes them.
    https://doi.org/10.1090/S0025-5718-1969-0247736-4

    Wichura (1988), Algorithm AS 241: The percentage points of the normal distribution, Applied
    Statistics 37(3): 477-484, PPND16, exact to about 1 part in 1e16.
    https://doi.org/10.2307/2347330
"""

import math

from eastwest.compiled.kernel import kernel, part

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
ERF = (
    *(9.60497373987051638749e0, 9.00260197203842689217e1, 2.23200534594684319226e3),
    *(7.00332514112805075473e3, 5.55923013010394962768e4),
)
ERF_BELOW = (
    *(1.0, 3.35617141647503099647e1, 5.21357949780152679795e2, 4.59432382970980127987e3),
    *(2.26290000613890934246e4, 4.92673942608635921086e4),
)
REST = (
    *(2.46196981473530512524e-10, 5.64189564831068821977e-1, 7.46321056442269912687e0),
    *(4.86371970985681366614e1, 1.96520832956077098242e2, 5.26445194995477358631e2),
    *(9.34528527171957607540e2, 1.02755188689515710272e3, 5.57535335369399327526e2),
)
REST_BELOW = (
    *(1.0, 1.32281951154744992508e1, 8.67072140885989742329e1, 3.54937778887819891062e2),
    *(9.75708501743205489753e2, 1.82390916687909736289e3, 2.24633760818710981792e3),
    *(1.65666309194161350182e3, 5.57535340817727675546e2),
)
FAR_REST = (
    *(5.64189583547755073984e-1, 1.27536670759978104416e0, 5.01905042251180477414e0),
    *(6.16021097993053585195e0, 7.40974269950448939160e0, 2.97886665372100240670e0),
)
FAR_REST_BELOW = (
    *(1.0, 2.26052863220117276590e0, 9.39603524938001434673e0, 1.20489539808096656605e1),
    *(1.70814450747565897222e1, 9.60896809063285878198e0, 3.36907645100081516050e0),
)
"""The same of the error function and, from one and from eight on, of its rest to one."""
BULK = 0.425
"""How far from a half a chance may lie for the first of these coefficients."""
HALF, NEVER = math.sqrt(0.5), 27.0
"""Square root of a half; deviations over root two beyond which a normal tail is nil."""


@kernel
def normal(share: float) -> float:
    """Return the number below which a standard normal number lies with a chance in (0, 1)."""
    middle = share - 0.5
    if abs(middle) <= BULK:
        return bulk(middle)
    tail = math.sqrt(-math.log(min(share, 1.0 - share)))
    far = _ratio(NEAR_TAIL, tail - 1.6) if tail <= 5.0 else _ratio(FAR_TAIL, tail - 5.0)
    return far if middle > 0.0 else -far


@part
def bulk(middle: float) -> float:
    """Return the same by a chance less a half; it holds up to `BULK`, and takes no logarithm."""
    return middle * _ratio(MIDDLE, 0.180625 - middle * middle)


@kernel
def _ratio(coefficients: tuple[tuple[float, float], ...], at: float) -> float:
    over, under = 0.0, 0.0
    for above, below in coefficients:
        over, under = over * at + above, under * at + below
    return over / under


@part
def share_below(deviations: float) -> float:
    """Return the chance that a standard normal number is lower."""
    x = deviations * HALF
    if abs(x) < 1.0:
        z = x * x
        return 0.5 + 0.5 * (x * _polynomial(z, ERF) / _polynomial(z, ERF_BELOW))
    tail = 0.5 * _rest(abs(x))
    return 1.0 - tail if x > 0.0 else tail


@part
def _rest(x: float) -> float:
    """Return what the error function is short of one, from one on."""
    if x > NEVER:
        return 0.0
    if x < 8.0:
        return math.exp(-x * x) * _polynomial(x, REST) / _polynomial(x, REST_BELOW)
    return math.exp(-x * x) * _polynomial(x, FAR_REST) / _polynomial(x, FAR_REST_BELOW)


@part
def _polynomial(x: float, terms: tuple[float, ...]) -> float:
    total = terms[0]
    for term in terms[1:]:
        total = total * x + term
    return total
