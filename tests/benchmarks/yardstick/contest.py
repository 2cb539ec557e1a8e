"""A contest for commendations among governments: everybody's score answers everybody else's."""

from math import inf

from tests.benchmarks.yardstick.frontier import Choice, Frontier

ROUNDS, EXACT, TINY = 100, 1e-14, 1e-100


class Contestant:
    """One government in a contest of exponent m: what it can do, win, and how it is seen."""

    def __init__(self, line: Frontier, prize: float, bias: float, exponent: float) -> None:
        self.line, self.prize, self.bias, self.exponent = line, prize, bias, exponent
        self.aim = line.score[-1]

    def mass(self, score: float) -> float:
        """Return v S^m."""
        return self.bias * max(score, 0.0) ** self.exponent

    def worth(self, score: float, rivals: float) -> float:
        """Return the prize times the expected share of it."""
        mass = self.mass(score)
        return self.prize * mass / (mass + rivals) if mass + rivals > 0.0 else 0.0

    def against(self, rivals: float):
        """Return what a point more is worth while rivals stay as they are, and its change."""
        scale, m = self.prize * self.exponent, self.exponent

        def margin(score: float) -> tuple[float, float]:
            mass = self.bias * score**m
            total = mass + rivals
            share = mass / total
            worth = scale * share * (rivals / total) / score
            return worth, worth * (m - 1.0 - 2.0 * m * share) / score

        return margin

    def within(self, total: float):
        """Return the same if all masses together add up to a total."""
        scale, m, part = self.prize * self.exponent, self.exponent, self.bias / total

        def margin(score: float) -> tuple[float, float]:
            share = min(part * score**m, 1.0)
            each = scale * share / score
            change = each * (m - 1.0 - (2.0 * m - 1.0) * share) / score
            return each * (1.0 - share), change

        return margin

    def answer(self, margin) -> float:
        """Return the score at which a point more is worth its price, and remember it."""
        line, knot, last = self.line, 0, len(self.line.score) - 1
        pays = [
            margin(max(score, TINY))[0] > pull
            for score, pull in zip(line.score, line.pull, strict=True)
        ]
        knot = sum(pays[1:])
        after = min(knot + 1, last)
        first, width = line.score[knot], line.score[after] - line.score[knot]
        price, dearer = line.pull[knot], line.pull[after] - line.pull[knot]
        low, high = 0.0, 1.0 if pays[0] and width > 0.0 else 0.0
        way = (self.aim - first) / width if width > 0.0 else 0.0
        way = min(max(way, low), high)
        for _ in range(ROUNDS):
            worth, change = margin(max(first + way * width, TINY))
            excess = worth - (price + way * dearer)
            if abs(excess) <= EXACT * worth or high - low <= EXACT:
                break
            low, high = (way, high) if excess > 0.0 else (low, way)
            fall = dearer - change * width
            moved = way + (excess / fall if fall > 0.0 else 0.0)
            way = moved if low < moved < high else (low + high) / 2
        self.aim = first + way * width
        return self.aim

    def choose(self, aim: float, rivals: float) -> Choice:
        """Return the effort that reaches a score against given rivals."""
        return self.line.choice(aim, lambda score: self.worth(score, rivals))

    def best_response(self, rivals: float) -> Choice:
        """Return the best effort while rivals stay as they are."""
        self.aim = self.line.score[-1]
        return self.choose(self.answer(self.against(rivals)), rivals)


def rivals_in_equilibrium(contestants: list[Contestant]) -> list[float]:
    """Return the mass that each one faces once all have answered each other.

    Given the sum of all masses each score follows; the masses add up to it in one place only.
    """
    if not any(each.prize for each in contestants):
        return [0.0] * len(contestants)

    def mass_in(total: float) -> float:
        return sum(each.mass(each.answer(each.within(total))) for each in contestants)

    low = sum(each.mass(each.line.score[0]) for each in contestants)
    high = sum(each.mass(each.line.score[-1]) for each in contestants)
    _meet(mass_in, low, high)
    rivals = _others([each.mass(each.aim) for each in contestants])
    chosen = [each.choose(each.aim, mass) for each, mass in zip(contestants, rivals, strict=True)]
    reached = zip(contestants, chosen, strict=True)
    return _others([each.mass(choice.score) for each, choice in reached])


def _others(mass: list[float]) -> list[float]:
    total = sum(mass)
    return [max(total - own, 0.0) for own in mass]


def _meet(mass_in, low: float, high: float) -> None:
    """Ask for the masses in different totals, last of all in the one that they add up to."""
    before, error_before, total = 0.0, -1.0, high
    for _ in range(ROUNDS):
        if total <= 0.0:
            break
        mass = mass_in(total)
        error = total / mass - 1.0 if mass > 0.0 else inf
        low, high = (low, total) if error > 0.0 else (total, high)
        if abs(error) < EXACT or high - low < EXACT * high:
            break
        rise = (error - error_before) / (total - before)
        before, error_before = total, error
        total = total - error / rise if rise > 0.0 else low
        if not low < total < high:
            total = (low + high) / 2
