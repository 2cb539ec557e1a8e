"""What all channels share: joint output of East and West, and what it leaves in a place."""

from dataclasses import dataclass
from typing import Annotated, Protocol

import numpy as np
from annotated_types import Interval

from eastwest.rules import Open
from eastwest.vocabulary import STOCKS, About, Amount, Floats, Ints, Positive, Share, parameters


@parameters
class JointOutput:
    """Output of eastern effort e and western cooperation w, constant elasticity of substitution.

    y = A {[a e^r + (1 - a)(z + w)^r]^(1/r) - rest}, net of what the West does alone (`rest`,
    zero for r <= 0), scaled so that y = 1 at e = 1, z + w = 1 and full tie.
    """

    east: Annotated[
        Annotated[float, Interval(gt=0, le=1)],
        About("share", "assumed", "Weight a of eastern effort"),
    ] = 0.6
    exponent: Annotated[
        Annotated[float, Interval(ge=-1, le=0.6)],
        About("-", "assumed", "Exponent r of substitution"),
    ] = -0.5
    own: Annotated[Positive, About("norms", "assumed", "Cooperation z that is always there")] = 0.5
    tie: Annotated[
        Share, About("-", "assumed", "Output lost without any tie, won again at full strength")
    ] = 0.4

    def __call__(self, effort: Floats, cooperation: Floats, tie: Floats) -> Floats:
        """Return output in norms; zero where the East does nothing.

        Args:
            effort: Eastern effort over the effort that the norm takes.
            cooperation: Western effort over the same.
            tie: Strength of the dyad's tie, broadcastable.
        """
        r, a, west = self.exponent, self.east, self.own + cooperation
        if abs(r) < 1e-9:
            output = effort**a * west ** (1.0 - a)
        elif r < 0.0:  # as powers above zero: roots and squares need no logarithm
            with np.errstate(divide="ignore"):  # no effort: endless need, no output
                needed = a / effort**-r + (1.0 - a) / west**-r
            output = (1.0 / needed) ** (-1.0 / r)
        else:
            alone = (1.0 - a) ** (1.0 / r)
            whole = (a * effort**r + (1.0 - a) * west**r) ** (1.0 / r)
            net = np.maximum(whole - alone * west, 0.0) / (1.0 - alone)  # rounding: below 0
            output = np.where(effort > 0.0, net, 0.0)
        return output * (1.0 - self.tie + self.tie * tie)


@parameters
class Lifts:
    """Rise of each stock of a place in a year in which the norm is fully met."""

    infrastructure: Annotated[Amount, About("stock", "assumed", "Roads, water, power")] = 0.0
    services: Annotated[Amount, About("stock", "assumed", "Schools, hospitals")] = 0.0
    skills: Annotated[Amount, About("stock", "assumed", "Skills of people and cadres")] = 0.0
    environment: Annotated[Amount, About("stock", "assumed", "Business environment")] = 0.0
    ecology: Annotated[Amount, About("stock", "assumed", "Green transition")] = 0.0

    def column(self) -> Floats:
        """Return the five rises in the order of `STOCKS`, shape (stocks,)."""
        return np.array([getattr(self, name) for name in STOCKS])


@dataclass(frozen=True, slots=True)
class Work:
    """One year's work in one channel, a row for each link of a dyad and a place.

    Args:
        effort: Eastern effort over the effort that the norm takes.
        cooperation: Western effort over the same.
        joint: Joint output in norms.
        counties: Real counties behind the link.
        limits: Columns of the place that bound the channel, by name.
    """

    effort: Floats
    cooperation: Floats
    joint: Floats
    counties: Floats
    limits: dict[str, Floats]

    @property
    def backed(self) -> Floats:
        """Return the part that comes of work."""
        return backed(self.cooperation)

    def rows(self, rows: Ints) -> "Work":
        """Return the work of some of the links."""
        columns = (self.effort, self.cooperation, self.joint, self.counties)
        limits = {name: column[rows] for name, column in self.limits.items()}
        effort, cooperation, joint, counties = (column[rows] for column in columns)
        return Work(effort, cooperation, joint, counties, limits)


@dataclass(frozen=True, slots=True)
class Output:
    """Activity and result of a year's work, both in the channel's unit, a row a link."""

    activity: Floats
    result: Floats


def backed(cooperation: Floats) -> Floats:
    """Return the part that comes of work: half without the West, all with its programme."""
    return np.asarray(0.5 + 0.5 * np.minimum(cooperation, 1.0))


def plain(full: Floats, joint: Floats, cooperation: Floats) -> Output:
    """Return activity = full programme x joint output; half of it lasts without the West."""
    activity = full * joint
    return Output(activity, activity * backed(cooperation))


def saturating(asked: Floats, most: Floats) -> Floats:
    """Return what comes of what is asked: most (1 - exp(-asked / most)), never more than `most`.

    The first units come in full, since the slope is one at nil. Both in one unit, `most` > 0.
    """
    return np.asarray(most * -np.expm1(-asked / most))


class ChannelRule(Protocol):
    """A rule of one's own for what comes of a channel's work."""

    def __call__(self, work: Work, norm: float) -> Output:
        """Return activity and result; `norm` is a county's full programme in the unit."""


@parameters
class ChannelTable:
    """What a county's full programme is, what it costs, and what it leaves behind."""

    norm: Annotated[Positive, About("units a county and year", "assumed", "Full programme")] = 1.0
    price: Annotated[Positive, About("1e8 yuan a unit", "assumed", "Eastern effort a unit")] = 1.0
    west_price: Annotated[
        Positive, About("1e8 yuan a unit", "assumed", "Western effort a unit")
    ] = 0.1
    gain_east: Annotated[
        float, About("utility per 1e8 yuan of effort", "assumed", "Net own gain of the East")
    ] = 0.0
    gain_west: Annotated[
        float, About("utility per 1e8 yuan of effort", "assumed", "Net own gain of the West")
    ] = 0.0
    returned: Annotated[
        Amount, About("1e8 yuan a unit", "assumed", "What a lasting unit brings in for the East")
    ] = 0.0
    lifts: Annotated[Lifts, About("-", "assumed", "Rise of stocks at the norm")] = Lifts()
    open: Annotated[
        Share, About("share", "choice", "Part of the most effort that may be used; 0 closes it")
    ] = 1.0
    rule: Annotated[
        ChannelRule | None, Open("channel"), About("-", "choice", "A rule of your own for the work")
    ] = None

    def __call__(self, work: Work) -> Output:
        """Return what comes of the work: the plain way, which some channels put another for."""
        return plain(self.norm * work.counties, work.joint, work.cooperation)

    @property
    def is_plain(self) -> bool:
        """Whether work has no other way here than the plain one."""
        return self.rule is None and type(self).__call__ is ChannelTable.__call__
