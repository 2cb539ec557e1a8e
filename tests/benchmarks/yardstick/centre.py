"""The central government: it pairs, asks, audits, scores, grades and rewards."""

import math
from bisect import bisect_right
from dataclasses import dataclass

import mesa
from tests.benchmarks.yardstick.dyad import Link
from tests.benchmarks.yardstick.luck import normal_share
from tests.benchmarks.yardstick.place import share

from eastwest.pairing import NOBODY
from eastwest.scenario import in_force, ruling
from eastwest.vocabulary import CHANNELS

NUMBER = len(CHANNELS)


@dataclass(slots=True)
class Sheet:
    """One side's score sheet of a regime: lines by column, points, caps, what grades bring."""

    lines: dict
    points: list[float]
    caps: list[float]
    stakes: list[float]
    money: list[float]

    @classmethod
    def of(cls, regime, side: str) -> "Sheet":
        grades, reward = regime.grade.grades, regime.reward
        gain = reward.column("career", grades) + reward.column("reputation", grades)
        lines = {
            CHANNELS.index(each.channel): each
            for each in regime.indicator.values()
            if side in each.sides
        }
        whole = sum(each.weight for each in lines.values()) or 1.0
        return cls(
            lines=lines,
            points=[
                regime.score.points * lines[c].weight / whole if c in lines else 0.0
                for c in range(NUMBER)
            ],
            caps=[
                math.inf if c not in lines or lines[c].cap is None else lines[c].cap
                for c in range(NUMBER)
            ],
            stakes=(gain - reward.column("summons", grades)).tolist(),
            money=reward.column("money", grades).tolist(),
        )


class CentralGovernment(mesa.Agent):
    """The one that makes the rules of the game."""

    def __init__(self, model) -> None:
        super().__init__(model)
        self.plan = model.context.plans[NOBODY]
        entry = in_force(model.rules.pairings, model.now)
        if entry is not None:
            self.plan = model.context.plans[entry.rule]
            for dyad in model.dyads:
                dyad.is_active = bool(self.plan.active[dyad.row])

    def open_year(self) -> None:
        """Bring this year's rules into force."""
        model = self.model
        regime = ruling(model.rules.regimes, model.now)
        model.regime, model.age = regime.rule, model.now - regime.since
        model.levers = ruling(model.rules.levers, model.now).rule
        model.sheets = {side: Sheet.of(model.regime, side) for side in ("east", "west")}

    def pair(self) -> None:
        """Take up the named plan that is due this year; begin and end dyads."""
        model = self.model
        entry = in_force(model.rules.pairings, model.now)
        self.before = self.plan
        if entry is not None and entry.start == model.now:
            self.plan = model.context.plans[entry.rule]
        for dyad in model.dyads:
            dyad.pair(bool(self.plan.active[dyad.row]))
        if not model.links or self.plan is not self.before:
            self._link()
        for government in model.governments():
            dyads = government.dyads
            government.cared = sum(dyad.counties for dyad in dyads if dyad.is_active)
        model.dyads_in_force = sum(dyad.is_active for dyad in model.dyads)

    def _link(self) -> None:
        """Make the links of the plan anew."""
        model, plan = self.model, self.plan
        model.links = {}
        for owner in (*model.dyads, *model.places):
            owner.links = []
        ends = plan.link_dyad.tolist(), plan.link_place.tolist(), plan.link_weight.tolist()
        for row, at, weight in zip(*ends, strict=True):
            dyad, place = model.dyads[row], model.places[at]
            link = Link(model, dyad, place, weight)
            model.links[dyad, place] = link
            dyad.links.append(link)
            place.links.append(link)
        for dyad in model.dyads:
            dyad.counties = float(plan.counties[dyad.row])

    def set_targets(self) -> None:
        """Ask provinces and cities; these ask their counties for a part each."""
        for government in self.model.governments():  # parents come first
            if government.parent:
                times = government.side.conduct.amplification * government.weight
                government.target = [times * value for value in government.parent.target]
            else:
                government.target = self._asked(government)

    def _asked(self, government) -> list[float]:
        target = [0.0] * NUMBER
        for c, line in self.model.sheets[government.side.name].lines.items():
            rule, cared = line.target, government.cared
            whole = rule.norm * (cared if rule.mode == "agreement" else float(cared > 0.0))
            due = whole * rule.ramp[min(self.model.age, len(rule.ramp) - 1)]
            excess = max(min(government.verified[c], whole * rule.bound) - due, 0.0)
            target[c] = due + rule.ratchet * excess
        return target

    def audit(self, government) -> None:
        """Check a government by chance; what is found counts in place of what was reported."""
        model, who = self.model, government.identity
        government.verified, government.caught = list(government.reported), 0.0
        rule = model.regime.observe.audit
        government.audited = model.luck.uniform("audit", model.now, who) < rule.share
        if not government.audited:
            return
        for c in range(NUMBER):
            if model.luck.uniform("detection", model.now, who, c) < rule.detection:
                government.caught += government.passed_up(c)
                if rule.replaces:
                    government.verified[c] = government.counted[c]

    def grade(self, side) -> None:
        """Score everybody, then grade and reward each tier by itself."""
        model, regime = self.model, self.model.regime
        for government in side.everybody:
            government.grade, government.score = -1, 0.0
        sheet = model.sheets[side.name]
        for government in side.everybody:
            government.score = sum(
                points * min(share(got, asked), cap)
                for points, got, asked, cap in zip(
                    sheet.points, government.verified, government.target, sheet.caps, strict=True
                )
            )
        assign = self._by_contest if regime.grade.kind == "contest" else self._by_bars
        for tier in (side.top, side.counties):
            judged = [one for one in tier if one.is_judged and any(sheet.points)]
            assign(regime, judged)
        for government in side.everybody:
            self._reward(regime, government)

    def _by_bars(self, regime, judged: list) -> None:
        for one in judged:
            draw = self.model.luck.normal("grade", self.model.now, one.identity)
            seen = one.score + regime.observe.noise * draw
            one.grade = bisect_right(regime.grade.bars, seen)

    def _by_contest(self, regime, judged: list) -> None:
        """Commend the first in a race with odds of praise times score."""
        rule, arrivals = regime.grade, []
        for one in judged:
            one.grade = 0
            strength = (1.0 + rule.memory * one.praise) * max(one.score, 0.0) ** rule.exponent
            draw = self.model.luck.normal("grade", self.model.now, one.identity)
            if strength > 0.0:
                arrivals.append((-math.log(normal_share(draw)) / strength, one))
        arrivals.sort(key=lambda arrival: arrival[0])
        number = max(rule.fewest, round(rule.winners * len(judged)))
        for _, one in arrivals[:number]:
            one.grade = 1

    def _reward(self, regime, one) -> None:
        """Turn a grade into standing, praise, career and next year's money."""
        reward, grades = regime.reward, regime.grade.grades
        one.standing *= reward.decay
        one.praise *= reward.decay
        one.career, one.bonus = -regime.observe.audit.penalty * one.caught, 0.0
        if one.grade < 0:
            return
        level = reward.level(self.model.age)

        def brings(name: str) -> float:
            values = getattr(reward, name)
            return values[one.grade] if len(values) == grades else values[0]

        one.standing += level * brings("reputation")
        one.praise += brings("publicity")
        one.career += level * (brings("career") - brings("summons"))
        one.bonus = brings("money") * one.weight

    def praise(self) -> None:
        """Add the dated praise of the sources, if it counts."""
        model = self.model
        for year, row in model.context.praise if model.levers.praise_events else ():
            if year == model.now:
                model.east.everybody[row].praise += 1.0
