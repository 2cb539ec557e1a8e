"""The cheapest cost of every score of one government, followed from kink to kink."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf, isfinite, sqrt

from tests.benchmarks.yardstick.task import EXACT, Stand, Task

KNOTS, BEHIND, AGREED = 400, 1e-13, 1e-9
SCORES, CLOSER, REFINEMENTS, ABOVE = 400, 8, 5, 1e-12
ROUNDS, SMOOTH, DOUBT = 100, 2.0, 1e-9

Value = Callable[[float], float]
Slope = Callable[[float], tuple[float, float]]


@dataclass(slots=True)
class Choice:
    """Effort by lever [1e8 yuan], padding by lever [times the target], believed score."""

    effort: list[float]
    padding: list[float]
    score: float


class Frontier:
    """Knots of the cheapest cost of a score; in between the cost is quadratic."""

    def __init__(self, task: Task, stake: float) -> None:
        self.task = task
        self.pull, self.total, self.score, self.cost = [], [], [], []
        self._trace(max(stake, 0.0))
        self.bend = []
        for knot in range(len(self.score)):
            after = min(knot + 1, len(self.score) - 1)
            rise = self.score[after] - self.score[knot]
            steeper = self.pull[after] - self.pull[knot]
            self.bend.append(steeper / (2.0 * rise) if rise > 0.0 else 0.0)

    def _trace(self, stake: float) -> None:
        """Walk from pull 0 until nothing moves or the added cost reaches the stake."""
        task, behind = self.task, BEHIND
        pull, (total, at) = 0.0, task.settle(0.0, 0.0, EXACT)
        effort = [stand.effort for stand in at]
        nothing = [0.0] * len(effort)
        self._knot(pull, total, task.score(effort, nothing), task.cost(effort, nothing))
        budget = self.cost[0] + stake
        power = sum(lever.slope * lever.step + lever.pad_power for lever in task.levers)
        ahead = BEHIND * sqrt(2.0 * stake / power) if power > 0.0 else 0.0
        guess = total
        for _ in range(KNOTS):
            if not ahead > pull:
                break
            total, at = task.settle(ahead, guess, AGREED)
            effort = [stand.effort for stand in at]
            room = [lever.most_padding(x) for lever, x in zip(task.levers, effort, strict=True)]
            pad = [
                lever.padding(ahead, most) for lever, most in zip(task.levers, room, strict=True)
            ]
            score = max(task.score(effort, pad), self.score[-1])
            cost = self.cost[-1] + (pull + ahead) / 2 * (score - self.score[-1])
            went, pull = ahead - pull, ahead
            self._knot(pull, total, score, cost)
            left = budget - cost
            kink, climb, rise = next_kink(task, at, pull, room)
            spent = sqrt(pull * pull + 2.0 * max(left, 0.0) / rise) if rise > 0.0 else inf
            # Where rounding hides that a kink was passed, look from ever farther behind it.
            behind = 4.0 * behind if went < 4.0 * behind * pull else BEHIND
            ahead = min(kink, spent) * (1.0 + behind)
            if not (went > 0.0 and left > AGREED * stake and isfinite(ahead)):
                break
            guess = total + climb * (ahead - pull)

    def _knot(self, pull: float, total: float, score: float, cost: float) -> None:
        self.pull.append(pull)
        self.total.append(total)
        self.score.append(score)
        self.cost.append(cost)

    def cost_of(self, score: float, knot: int | None = None) -> float:
        """Return the cheapest cost of a score."""
        knot = self.segment(score) if knot is None else knot
        beyond = score - self.score[knot]
        return (beyond * self.bend[knot] + self.pull[knot]) * beyond + self.cost[knot]

    def segment(self, score: float) -> int:
        """Return the last knot that does not lie above a score."""
        return max(bisect_right(self.score, score) - 1, 0)

    def best_score(self, value: Value, slope: Slope, bars: tuple[float, ...], noise: float):
        """Return the score of highest payoff: many scores, the bars, then where slopes meet."""
        low, high = self.score[0], self.score[-1]
        if low == high:
            return low
        step = (high - low) / (SCORES - 1)
        best, payoff = self._best_of(low, step, SCORES, value, None)
        aims = [min(max(bar + ABOVE * abs(bar), low), high) for bar in bars]
        if aims:
            aim = max(aims, key=lambda score: value(score) - self.cost_of(score))
            best = aim if value(aim) - self.cost_of(aim) >= payoff else best
        if step * SMOOTH <= noise:
            return self._met(best, step, value, slope)
        for _ in range(REFINEMENTS):
            step /= CLOSER
            first = best - CLOSER * step
            best, _ = self._best_of(first, step, 2 * CLOSER + 1, value, best)
        return best

    def _met(self, best: float, step: float, value: Value, slope: Slope) -> float:
        """Return the score near the best one at which a point is worth its price."""
        line, last = self.score, len(self.score) - 1
        start, end = max(best - step, line[0]), min(best + step, line[last])
        knot = self.segment(start) + sum(
            start < score < end and slope(score)[0] > pull
            for score, pull in zip(line, self.pull, strict=True)
        )
        after = min(knot + 1, last)
        width = line[after] - line[knot]
        dearer = (self.pull[after] - self.pull[knot]) / width if width > 0.0 else 0.0
        low, high = max(line[knot], start), min(line[after], end)
        price = self.pull[knot] + dearer * (low - line[knot])
        found = _crossing(slope, low, high, price, dearer, best)
        worth, cost = value(best), self.cost_of(best)
        less = worth - cost - (value(found) - self.cost_of(found))
        return best if less > DOUBT * (abs(worth) + abs(cost)) else found

    def _best_of(
        self, first: float, step: float, count: int, value: Value, middle: float | None
    ) -> tuple[float, float]:
        """Return the best of evenly spaced scores, and its payoff; `middle` is kept exactly."""
        low, high, knot, last = self.score[0], self.score[-1], 0, len(self.score) - 1
        best, most = low, -inf
        for number in range(count):
            while knot < last and ceil((self.score[knot + 1] - first) / step) <= number:
                knot += 1
            score = min(max(step * number + first, low), high)
            if number == CLOSER and middle is not None:
                score, cost = middle, self.cost_of(middle)
            else:
                cost = self.cost_of(score, knot)
            payoff = value(score) - cost
            if payoff > most:
                best, most = score, payoff
        return best, most

    def choice(self, score: float, value: Value) -> Choice:
        """Return the effort that reaches a score, or the knots beside it or no pull if better."""
        below = self.segment(score)
        after = min(below + 1, len(self.score) - 1)
        at = {knot: self.task.ways(self.pull[knot], self.total[knot]) for knot in {0, below, after}}
        way = score - self.score[below]
        part = min(way / (self.score[after] - self.score[below]), 1.0) if way > 0.0 else way
        between = tuple(
            [a + part * (b - a) for a, b in zip(here, there, strict=True)]
            for here, there in zip(at[below], at[after], strict=True)
        )
        best, most = None, -inf
        for effort, pad in (at[0], at[below], between, at[after]):
            points = self.task.score(effort, pad)
            payoff = value(points) - self.task.cost(effort, pad)
            if payoff > most:
                best, most = Choice(effort, pad, points), payoff
        return best


def _crossing(
    slope: Slope, first: float, end: float, price: float, dearer: float, guess: float
) -> float:
    """Return the score from `first` to `end` at which a point is worth a price that rises."""
    if end <= first or slope(first)[0] <= price:
        return first
    if slope(end)[0] > price + dearer * (end - first):
        return end
    low, high, at = first, end, min(max(guess, first), end)
    for _ in range(ROUNDS):
        worth, change = slope(at)
        excess = worth - (price + dearer * (at - first))
        if abs(excess) <= EXACT * worth or high - low <= EXACT * (end - first):
            break
        low, high = (at, high) if excess > 0.0 else (low, at)
        moved = at + excess / (dearer - change) if dearer != change else low
        at = moved if low < moved < high else (low + high) / 2
    return at


def next_kink(
    task: Task, at: list[Stand], pull: float, room: list[float]
) -> tuple[float, float, float]:
    """Return the pull of the next kink, and what effort and score rise by till then."""
    climb = 0.0
    for lever, here in zip(task.levers, at, strict=True):
        climb += lever.step if _moves(lever, here) else 0.0
        climb += lever.hold if _shares(lever, here) else 0.0
    climb /= 1.0 + task.crowding * task.yielding(at)
    falls = -task.crowding * climb
    haste, rise = 0.0, 0.0
    for lever, here, most in zip(task.levers, at, room, strict=True):
        moves = _moves(lever, here) and lever.step > 0.0
        speed = lever.step + falls
        full = lever.begin + most * lever.pad_per_point
        pads = lever.begin <= pull < full
        for distance, pace in _bounds(lever, here, speed, falls):
            haste = max(haste, _haste(distance, pace))
        haste = max(haste, _haste(lever.begin - pull, -1.0))
        if pads and not moves:
            haste = max(haste, _haste(full - pull, -1.0))
        rise += (lever.slope * speed if moves else 0.0) + (lever.pad_power if pads else 0.0)
        if _shares(lever, here):
            rise += (1.0 - lever.kept) * lever.slope * (lever.keep * falls + lever.hold)
    return pull + (1.0 / haste if haste > 0.0 else inf), climb, rise


def _moves(lever, here: Stand) -> bool:
    return 0.0 < here.effort < lever.limit and here.free < here.cap


def _shares(lever, here: Stand) -> bool:
    inside = 0.0 < here.effort < lever.limit
    return inside and here.free > here.cap > here.wanted and here.shared < lever.reach


def _bounds(lever, here: Stand, speed: float, falls: float):
    """Yield how far a lever is from each bound, and how fast it goes away from it."""
    sinking = lever.keep * falls + lever.hold
    yield here.free - here.cap, speed - (sinking if here.shared < lever.reach else 0.0)
    leads, pace = here.free, speed
    if here.wanted > here.cap:
        leads, pace = here.wanted, falls
    elif here.free > here.cap:
        leads, pace = here.shared, sinking
    for bound in (0.0, lever.limit, lever.reach):
        yield leads - bound, pace


def _haste(distance: float, speed: float) -> float:
    """Return the inverse of the time till a bound is met: nil if never."""
    if distance == 0.0:
        return inf if speed < 0.0 else 0.0
    return -speed / distance
