"""What one government can do in a year: ten levers, and what a pull makes of them.

The same closed forms as `eastwest.behaviour.levers` and `outcome`, one number at a time.
"""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

ROUNDS, EXACT, TINY = 60, 1e-14, 1e-100


class Stand(NamedTuple):
    """Where a lever stands: its effort, and the bounds that it may meet next."""

    effort: float
    wanted: float
    free: float
    shared: float
    cap: float


@dataclass
class Lever:
    """Effort and padding in one channel, or own growth, which is not scored."""

    gain: float
    slope: float
    lift: float
    kept: float
    ceiling: float
    limit: float
    own_cost: float
    pad_cost: float
    pad_price: float

    def __post_init__(self) -> None:
        """Work out what holds at every pull."""
        self.pad_cost = max(self.pad_cost, TINY)
        self.lift = self.lift if self.kept > 0.0 else 0.0
        scored, lifted = self.slope > 0.0, self.lift > 0.0
        self.start = self.gain / self.own_cost
        self.step = self.slope / self.own_cost
        pad_step = self.lift / self.pad_cost
        both = self.slope * self.step + self.lift * pad_step if scored else 1.0
        full = self.ceiling + pad_step * self.pad_price
        self.keep = self.lift * pad_step / both if scored else 0.0
        self.share = self.step / both * full if scored else inf
        self.hold = (1.0 - self.kept) * self.keep * self.step
        self.reach = self.ceiling / self.slope if scored else inf
        self.unlift = 1.0 / self.lift if lifted else 0.0
        self.room = self.ceiling if lifted else 0.0
        worth = self.kept if lifted else 1.0
        self.begin = self.pad_price * self.unlift / worth
        self.pad_per_point = self.pad_cost * self.unlift / worth
        self.pad_power = self.kept * self.kept * self.lift * pad_step

    def stand(self, pull: float, crowd: float) -> Stand:
        """Return where the lever stands at a pull, other effort taking `crowd` of attention."""
        wanted = self.start - crowd
        free = self.step * pull + wanted
        shared = self.keep * wanted + self.share + self.hold * pull
        cap = min(shared, self.reach)
        effort = min(max(min(free, cap), wanted, 0.0), self.limit)
        return Stand(effort, wanted, free, shared, cap)

    def most_padding(self, effort: float) -> float:
        """Return the padding that just reaches the ceiling."""
        return max(self.room - self.slope * effort, 0.0) * self.unlift

    def padding(self, pull: float, room: float) -> float:
        """Return the padding that the pull is worth."""
        return min(max(self.kept * self.lift * pull - self.pad_price, 0.0) / self.pad_cost, room)

    def points(self, effort: float, pad: float) -> float:
        """Return the believed points of effort and padding."""
        done = min(self.slope * effort, self.ceiling)
        return done + self.kept * min(self.lift * pad, self.ceiling - done)

    def cost(self, effort: float, pad: float) -> float:
        """Return the lever's own cost less what it gains by itself."""
        own = effort * (self.own_cost * effort / 2 - self.gain)
        return own + pad * (self.pad_cost * pad / 2 + self.pad_price)


class Task:
    """The ten levers of one government; they meet in total effort only."""

    def __init__(
        self, levers: list[Lever], base: float, curvature: float, substitution: float
    ) -> None:
        self.levers, self.base = levers, base
        self.total_cost = substitution * curvature
        self.crowding = substitution / (1.0 - substitution)

    def stand(self, pull: float, total: float) -> list[Stand]:
        """Return where all levers stand."""
        crowd = self.crowding * total
        return [lever.stand(pull, crowd) for lever in self.levers]

    def settle(self, pull: float, total: float, within: float) -> tuple[float, list[Stand]]:
        """Return the total effort that the levers agree on: Newton's steps, or halves."""
        low, high = -inf, inf
        at = self.stand(pull, total)
        for _ in range(ROUNDS):
            excess = sum(stand.effort for stand in at) - total
            if abs(excess) <= within * total:
                break
            moved = total + excess / (1.0 + self.crowding * self.yielding(at))
            low, high = (total, high) if excess > 0.0 else (low, total)
            total = moved if low < moved < high else (low + high) / 2
            at = self.stand(pull, total)
        return total, at

    def yielding(self, at: list[Stand]) -> float:
        """Return how many levers give way to crowding, those at a shared ceiling in part."""
        number, partly = 0.0, 0.0
        for lever, here in zip(self.levers, at, strict=True):
            if 0.0 < here.effort < lever.limit:
                if not here.free > here.cap > here.wanted:
                    number += 1.0
                elif here.shared < lever.reach:
                    partly += lever.keep
        return number + partly

    def score(self, effort: list[float], pad: list[float]) -> float:
        """Return the believed score of all levers."""
        each = zip(self.levers, effort, pad, strict=True)
        return self.base + sum(lever.points(x, m) for lever, x, m in each)

    def cost(self, effort: list[float], pad: list[float]) -> float:
        """Return the cost of all levers, total effort too."""
        each = zip(self.levers, effort, pad, strict=True)
        total = sum(effort)
        own = sum(lever.cost(x, m) for lever, x, m in each)
        return own + self.total_cost / 2 * total * total

    def ways(self, pull: float, total: float) -> tuple[list[float], list[float]]:
        """Return effort and padding at a pull whose total effort is known."""
        effort = [stand.effort for stand in self.stand(pull, total)]
        each = zip(self.levers, effort, strict=True)
        return effort, [lever.padding(pull, lever.most_padding(x)) for lever, x in each]
