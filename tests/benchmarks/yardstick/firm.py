"""Firms: each looks at the few places that it knows, comes, and leaves if it fails."""

import math
from bisect import bisect_right

import mesa
from tests.benchmarks.yardstick.dyad import grown
from tests.benchmarks.yardstick.place import share

from eastwest.streams import WORD
from eastwest.vocabulary import CHANNEL

INDUSTRY = CHANNEL["industry"]
HEIR = 0xD1342543DE82EF95


class Firm(mesa.Agent):
    """An eastern firm, at home or invested in a western county."""

    def __init__(
        self,
        model,
        home: int,
        sector: int,
        scale: float,
        productivity: float,
        is_state: bool,
        orientation: float,
        identity: int,
    ) -> None:
        super().__init__(model)
        self.home, self.sector, self.identity = home, sector, identity
        self.scale, self.productivity = scale, productivity
        self.is_state, self.orientation = is_state, orientation
        self.host = self.dyad = None
        self.capital = self.pledged = self.jobs = self.tie = 0.0
        self.age = 0

    @classmethod
    def of(cls, model) -> list["Firm"]:
        """Return the firms of the drawn world."""
        names = ("home", "sector", "scale", "productivity", "is_state", "orientation", "identity")
        table = model.context.world.firms
        columns = (getattr(table, name).tolist() for name in names)
        return [cls(model, *row) for row in zip(*columns, strict=True)]

    def stay_or_leave(self) -> None:
        """Realise the year's profit; go home or under if it is too low, else grow older."""
        if self.host is None:
            return
        model, rule = self.model, self.model.tables.firm.survival
        support = 0.0
        if self.dyad is not None and self.age < model.channels[INDUSTRY].subsidy_years:
            support = self.dyad.subsidy
        model.subsidies += support * self.capital
        profit = self.profit(rule) + support
        profit += rule.shock * model.luck.normal("firm profit", model.now, self.identity)
        if profit >= 0.0:
            self.age += 1
            return
        lost = self.capital * (1.0 if profit < -rule.ruin else rule.written_off)
        model.capital_lost += lost
        model.capital_returned += self.capital - lost
        model.firms_left += 1
        if profit < -rule.ruin:  # bankrupt: a newborn takes over
            self.identity = (self.identity * HEIR + model.now) & WORD
        self.host = self.dyad = None
        self.capital = self.pledged = self.jobs = self.tie = 0.0
        self.age = 0

    def profit(self, rule) -> float:
        """Return profit over capital before support and luck."""
        place = self.host
        return (
            rule.base
            + rule.productivity * self.productivity
            + rule.match * place.endowment[self.sector]
            + rule.infrastructure * place.known("infrastructure")
            + rule.environment * place.known("environment")
            - rule.distance * self.model.distance[self.home][place.province] / 1000.0
            + rule.company * place.company
        )

    def look_around(self) -> None:
        """At home, sometimes weigh up the places heard of, and go to the one that wins."""
        if self.host is not None:
            return
        model, rule, luck = self.model, self.model.tables.firm.location, self.model.luck
        if luck.uniform("firm attention", model.now, self.identity) >= rule.attention:
            return
        options = [(rule.home, 0, None, None)]
        for slot in range(rule.paired + rule.other):
            menu = model.menus[self.home] if slot < rule.paired else model.everywhere
            if not menu.places:
                continue
            draw = luck.uniform("firm hears", model.now, self.identity, slot)
            place, dyad, county = menu.at(draw)
            chance = model.unaided if dyad is None else dyad.chance
            if luck.uniform("firm listens", model.now, self.identity, county) < chance:
                options.append((self.utility(rule, place, dyad), county, place, dyad))
        top = max(option[0] for option in options)
        winner, first = None, math.inf
        for option in options:
            draw = luck.uniform("firm location", model.now, self.identity, option[1])
            arrival = -math.log(draw) / math.exp(option[0] - top)
            if arrival < first:
                winner, first = option, arrival
        if winner[2] is not None:
            self.invest(rule, winner[2], winner[3])

    def utility(self, rule, place, dyad) -> float:
        """Return what a place is worth to this firm."""
        model = self.model
        total = (
            rule.complementarity * place.endowment[self.sector]
            + rule.infrastructure * place.known("infrastructure")
            + rule.environment * place.known("environment")
            + rule.wage_gap * place.wage_gap
            - rule.distance * model.distance[self.home][place.province] / 1000.0
        )
        if dyad is not None:
            total += rule.subsidy * dyad.subsidy + rule.tie * dyad.firm_tie
        total += rule.orientation * self.orientation * place.social_need
        pressure = 0.0 if dyad is None else dyad.pressure
        if self.is_state:
            return total + rule.pressure * pressure
        unsafe = 1.0 - model.levers.property_security
        return total - rule.crowding * pressure - rule.insecurity * unsafe

    def invest(self, rule, place, dyad) -> None:
        """Land capital at a place and hire."""
        model = self.model
        landed = self.scale * model.capital_level
        self.host, self.dyad, self.age = place, dyad, 0
        self.capital = landed
        self.pledged = landed * (1.0 + (0.0 if dyad is None else dyad.bluff))
        self.jobs = self.scale / rule.capital_per_job
        model.firms_entered += 1
        model.capital_landed += landed
        model.capital_pledged += self.pledged
        if dyad is not None:
            dyad.entered += 1.0
            link = model.links[dyad, place]
            link.landed += landed
            link.pledged += self.pledged

    def settle_in(self) -> None:
        """Count at the place, the dyad and the link."""
        place, dyad, model = self.host, self.dyad, self.model
        if place is None:
            return
        place.firms += 1.0
        place.jobs += self.jobs
        place.capital += self.capital
        if dyad is not None:
            dyad.active += 1.0
            if self.age == model.channels[INDUSTRY].cohort and (dyad, place) in model.links:
                model.links[dyad, place].lasting += self.capital

    def move_tie(self) -> None:
        """Let the tie to organizations in the same place grow and fade."""
        if self.host is not None:
            work = share(self.host.organizations, self.host.counties)
            self.tie = grown(self.model.tables.tie, self.tie, work)


class Menu:
    """Counties that firms of one home may hear of, laid out in a line."""

    def __init__(self, entries: list[tuple]) -> None:
        self.places = [entry for entry in entries if entry[2] > 0.0]
        self.size = sum(counties for _, _, counties in self.places)
        self.edge, before = [], 0.0
        for _, _, counties in self.places:
            self.edge.append(before / self.size)
            before += counties

    def at(self, draw: float) -> tuple:
        """Return the place and the dyad at a draw, and the number of the county there."""
        link = bisect_right(self.edge, draw) - 1
        place, dyad, _ = self.places[link]
        return place, dyad, place.identity + int((draw - self.edge[link]) * self.size)
