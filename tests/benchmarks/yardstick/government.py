"""Eastern and western governments: they plan, hand work down, report and learn."""

from math import exp, inf, pi, sqrt

import mesa
from tests.benchmarks.yardstick.contest import Contestant
from tests.benchmarks.yardstick.frontier import Choice, Frontier
from tests.benchmarks.yardstick.luck import normal_share
from tests.benchmarks.yardstick.place import share
from tests.benchmarks.yardstick.task import Lever, Task

from eastwest.behaviour.conduct import SCALE
from eastwest.vocabulary import CHANNELS

NUMBER = len(CHANNELS)


class Government(mesa.Agent):
    """A province, a donor city or a county, on one side."""

    def __init__(self, model, side, row: int, parent: "Government | None") -> None:
        super().__init__(model)
        table = side.table
        self.side, self.row, self.parent = side, row, parent
        self.province = int(table.province[row])
        self.revenue_share = float(table.revenue_share[row])
        self.concern = float(table.career_concern[row])
        self.kindness = float(table.altruism[row])
        self.weight = float(table.weight_in_parent[row]) if parent else 1.0
        self.identity = int(side.identity[row])
        self.counties, self.dyads = [], []
        if parent:
            parent.counties.append(self)
        self.effort, self.padding = [0.0] * (NUMBER + 1), [0.0] * NUMBER
        self.belief = [1.0 / price for price in side.price]
        self.target, self.given = [0.0] * NUMBER, [0.0] * NUMBER
        self.true, self.counted = [0.0] * NUMBER, [0.0] * NUMBER
        self.reported, self.verified = [0.0] * NUMBER, [0.0] * NUMBER
        self.work = [0.0] * NUMBER
        self.audited, self.grade = False, -1
        self.caught = self.score = self.praise = self.standing = self.career = self.bonus = 0.0
        self.tie, self.cared = model.tables.tie.start, 0.0

    @property
    def top(self) -> "Government":
        """The government that the centre judges: oneself, or a county's parent."""
        return self.parent or self

    @property
    def handed_down(self) -> float:
        """Part of the work that counties do."""
        return self.side.conduct.subcontract if self.counties else 0.0

    @property
    def is_judged(self) -> bool:
        """Whether anything is asked."""
        return any(target > 0.0 for target in self.target)

    def weigh(self) -> None:
        """Work out what can be done, what each score costs, and what grades promise."""
        regime = self.model.regime
        self.worth = self._worth(regime)
        self.frontier = Frontier(self._task(regime), max(self.worth) - min(self.worth))

    def _worth(self, regime) -> list[float]:
        """Return the utility of each grade."""
        reward, money_value = regime.reward, self.side.conduct.money_value
        scale = reward.level(self.model.age)
        if reward.per_dyad:
            scale *= self.model.dyads_in_force
        sheet = self.model.sheets[self.side.name]
        size = self.weight if self.is_judged else 0.0
        return [
            (scale * self.concern * stake + money_value * money) * size
            for stake, money in zip(sheet.stakes, sheet.money, strict=True)
        ]

    def capacity(self) -> float:
        """Return the capacity to act; a county has its part of its parent's."""
        if self.parent:
            return self.weight * self.parent.capacity()
        revenue = float(self.model.context.world.provinces.revenue[self.model.index, self.province])
        return SCALE * (self.revenue_share * revenue / SCALE) ** self.side.conduct.elasticity

    def _task(self, regime) -> Task:
        """Return the ten levers of the year."""
        conduct, side, top = self.side.conduct, self.side, self.top
        curvature = conduct.curvature / max(self.capacity(), 1e-9)
        own_cost = (1.0 - conduct.substitution) * curvature
        pad_cost = conduct.pad_cost * self.weight
        sheet, audit = self.model.sheets[side.name], regime.observe.audit
        kept = 1.0 - audit.certainty * audit.replaces
        price = audit.certainty * audit.penalty * self.weight
        care, base, levers = conduct.altruism * self.kindness, 0.0, []
        for c in range(NUMBER):
            gain = care + side.gain[c] - conduct.cost
            limit = conduct.most * (self.weight * (side.full[c] * top.cared))
            points, asked = sheet.points[c], self.target[c] > 0.0
            unit = points / self.target[c] if asked else 0.0
            most = points * min(sheet.caps[c], 1e300) if points > 0.0 else inf
            free = min(unit * self.given[c], most)
            slope, lift, ceiling = unit * self.belief[c], points * asked, most - free
            base += free
            levers.append(Lever(gain, slope, lift, kept, ceiling, limit, own_cost, pad_cost, price))
        levers.append(Lever(conduct.growth, 0.0, 0.0, 1.0, inf, inf, own_cost, pad_cost, 0.0))
        return Task(levers, base, curvature, conduct.substitution)

    def contestant(self, grade) -> Contestant:
        """Return oneself as the others of a contest see it; a county is its province's."""
        bias = 1.0 + grade.memory * self.top.praise
        return Contestant(self.frontier, self.worth[1] - self.worth[0], bias, grade.exponent)

    def decide(self) -> Choice:
        """Return the best effort and padding, the top's rivals being known."""
        regime = self.model.regime
        if regime.grade.kind == "contest":
            return self.contestant(regime.grade).best_response(self.top.rivals)
        aim = self.frontier.best_score(
            self.value, self.slope, regime.grade.bars, regime.observe.noise
        )
        return self.frontier.choice(aim, self.value)

    def value(self, score: float) -> float:
        """Return what a score is worth against bars and a noisy judge."""
        regime, total = self.model.regime, self.worth[0]
        for number, bar in enumerate(regime.grade.bars):
            chance = normal_share((score - bar) / regime.observe.noise)
            total += (self.worth[number + 1] - self.worth[number]) * chance
        return total

    def slope(self, score: float) -> tuple[float, float]:
        """Return what a point more is worth, and what that changes by a point further on."""
        regime, slope, bend = self.model.regime, 0.0, 0.0
        noise = regime.observe.noise
        for number, bar in enumerate(regime.grade.bars):
            away = (score - bar) / noise
            step = self.worth[number + 1] - self.worth[number]
            bell = step * exp(-0.5 * away * away) / (sqrt(2.0 * pi) * noise)
            slope += bell
            bend -= bell * away / noise
        return slope, bend

    def plan(self) -> None:
        """Choose and go part of the way; without a pair stop."""
        choice = self.decide()
        step = self.side.conduct.adjust * self.model.levers.response
        for c in range(NUMBER + 1):
            self.effort[c] += step * (choice.effort[c] - self.effort[c])
        for c in range(NUMBER):
            self.padding[c] += step * (choice.padding[c] - self.padding[c])
        if self.top.cared == 0.0:
            self.effort[:NUMBER] = [0.0] * NUMBER

    def hand_down(self) -> None:
        """Note what own staff and counties do together."""
        part = self.handed_down
        self.work = [
            (1.0 - part) * self.effort[c] + part * sum(county.effort[c] for county in self.counties)
            for c in range(NUMBER)
        ]

    def in_programmes(self, counties: float) -> list[float]:
        """Return own effort over what the full programme of so many counties takes."""
        full = self.side.full
        return [share(self.effort[c], full[c] * counties) for c in range(NUMBER)]

    def passed_up(self, c: int) -> float:
        """Return the padding in a report: a province's own and that of its counties."""
        part = self.handed_down
        below = sum(county.weight * county.padding[c] for county in self.counties)
        return (1.0 - part) * self.padding[c] + part * below

    def report(self) -> None:
        """Count the year's work and report it, padded; counties after their province."""
        evidence = self._small_copy() if self.parent else self._evidence()
        self.true, self.counted, self.given = evidence
        self.reported = [
            self.counted[c] + self.target[c] * self.passed_up(c) for c in range(NUMBER)
        ]

    def _small_copy(self) -> tuple[list[float], list[float], list[float]]:
        top = self.parent
        part = [share(self.effort[c], top.work[c]) for c in range(NUMBER)]
        true = [p * value for p, value in zip(part, top.true, strict=True)]
        counted = [p * value for p, value in zip(part, top.counted, strict=True)]
        return true, counted, [self.weight * value for value in top.given]

    def _evidence(self) -> tuple[list[float], list[float], list[float]]:
        pledge, activity, result, free = self.done()
        true, counted = list(activity), list(activity)
        for c, line in self.model.sheets[self.side.name].lines.items():
            counts = line.evidence
            done = counts.activity * activity[c] + counts.result * result[c]
            counted[c] = counts.pledge * pledge[c] + done
            true[c] = counts.pledge * activity[c] + done
        return true, counted, [value * part for value, part in zip(counted, free, strict=True)]

    def own_yield(self, c: int) -> float | None:
        """Return what a unit of effort counted for, none where too little was done."""
        few = 1e-3 * self.side.full[c] * self.cared if self.cared > 0.0 else inf
        if self.work[c] <= few:
            return None
        return (self.counted[c] - self.given[c]) / self.work[c]

    def learn(self, peers: list[float | None]) -> None:
        """Move beliefs towards the own yield, then towards what peers see."""
        conduct = self.side.conduct
        for c in range(NUMBER):
            before, own = self.belief[c], self.yields[c]
            moved = before + conduct.learn * ((before if own is None else own) - before)
            seen = before if peers[c] is None else peers[c]
            self.belief[c] = moved + conduct.imitate * (seen - moved)


class EasternGovernment(Government):
    """A helping government."""

    def done(self) -> tuple[list[float], ...]:
        """Return pledge, activity and result of the dyads, and the part that came by itself."""
        pledge, activity, result = (
            [sum(getattr(dyad, name)[c] for dyad in self.dyads) for c in range(NUMBER)]
            for name in ("pledge", "activity", "result")
        )
        free, industry = [0.0] * NUMBER, CHANNELS.index("industry")
        alone = sum(dyad.unguided * dyad.activity[industry] for dyad in self.dyads)
        free[industry] = share(alone, activity[industry])
        return pledge, activity, result, free


class WesternGovernment(Government):
    """A receiving government."""

    def done(self) -> tuple[list[float], ...]:
        """Return own cooperation in units of the channels twice, and the dyads' results."""
        own, result = [0.0] * NUMBER, [0.0] * NUMBER
        norms = [channel.norm for channel in self.model.channels]
        for dyad in self.dyads:
            for c in range(NUMBER):
                result[c] += dyad.result[c]
                own[c] += sum(link.cooperation[c] * norms[c] * link.counties for link in dyad.links)
        return own, own, result, [0.0] * NUMBER
