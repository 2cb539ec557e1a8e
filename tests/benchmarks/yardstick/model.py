"""The yardstick: our model as ordinary Mesa agents, one object each, one number at a time.

What a user would write without columns: attributes, methods, loops. It reads the same tables of
the world and the same scenario, and goes through the same ten phases.
"""

import mesa
from tests.benchmarks.yardstick.accounts import Ledger
from tests.benchmarks.yardstick.centre import CentralGovernment
from tests.benchmarks.yardstick.contest import rivals_in_equilibrium
from tests.benchmarks.yardstick.dyad import Dyad, grown
from tests.benchmarks.yardstick.firm import Firm
from tests.benchmarks.yardstick.government import (
    EasternGovernment,
    Government,
    WesternGovernment,
)
from tests.benchmarks.yardstick.luck import KeyedLuck, OrdinaryLuck
from tests.benchmarks.yardstick.market import open_market, open_service
from tests.benchmarks.yardstick.organization import SocialOrganization
from tests.benchmarks.yardstick.place import Place, share

from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.vocabulary import CHANNEL, COUNTY

NUMBER = len(CHANNEL)


class Side:
    """One side's governments, and what they have in common."""

    def __init__(self, model, name: str, kind: type[Government]) -> None:
        fixed = getattr(model.context, name)
        self.name, self.conduct, self.table = name, fixed.conduct, fixed.governments
        self.identity = fixed.identity
        self.price, self.gain = fixed.price.tolist(), fixed.gain.tolist()
        self.full = fixed.full.tolist()
        self.everybody: list[Government] = []
        for row, parent in enumerate(self.table.parent.tolist()):
            above = self.everybody[parent] if parent >= 0 else None
            self.everybody.append(kind(model, self, row, above))
        is_county = (self.table.tier == COUNTY).tolist()
        pairs = list(zip(self.everybody, is_county, strict=True))
        self.top = [one for one, county in pairs if not county]
        self.counties = [one for one, county in pairs if county]


class YardstickModel(mesa.Model):
    """East-West collaboration, an object for everybody and everything; `step()` is a year."""

    def __init__(self, rules: Scenario, replicate: int = 0, keyed: bool = False) -> None:
        """Draw the world; with `keyed` luck is the model's own, else that of Mesa."""
        seed = rules.tables.seed
        super().__init__(rng=seed)
        self.rules, self.tables = rules, rules.tables
        self.context = setting(rules, seed, replicate)
        self.luck = KeyedLuck(int(self.context.key)) if keyed else OrdinaryLuck(self.random)
        self.now = rules.tables.years[0] - 1
        world = self.context.world
        self.channels = self.tables.channel.all()
        self.distance = world.distance.tolist()
        self.firm_weight = world.firms.weight
        self.organization_weight = world.organizations.weight
        self.places = [Place(self, row) for row in range(len(world.places.id))]
        self.east = Side(self, "east", EasternGovernment)
        self.west = Side(self, "west", WesternGovernment)
        for government in self.west.counties:
            place = int(self.west.table.place[government.row])
            self.places[place].county_government = government
        self.dyads = self._dyads()
        self.links = {}
        self.centre = CentralGovernment(self)
        self.firms = Firm.of(self)
        number = len(world.organizations.home)
        self.organizations = [SocialOrganization(self, row) for row in range(number)]
        self.ledger = Ledger()

    def _dyads(self) -> list[Dyad]:
        found, tie = [], self.tables.tie.start
        ends = zip(self.context.dyads.east, self.context.dyads.west, strict=True)
        for row, (east, west) in enumerate(ends):
            dyad = Dyad(self, row, self.east.everybody[east], self.west.everybody[west], tie)
            dyad.east.dyads.append(dyad)
            dyad.west.dyads.append(dyad)
            found.append(dyad)
        return found

    def governments(self) -> list[Government]:
        """Return the governments of both sides, parents before their counties."""
        return [*self.east.everybody, *self.west.everybody]

    def step(self) -> None:
        """Simulate a year."""
        self.now += 1
        self._open()
        self.centre.pair()
        self.centre.set_targets()
        self.plan()
        for dyad in self.dyads:
            dyad.deliver()
        self.invest()
        self.serve()
        self.live()
        self.report()
        self.ledger.close(self)
        self.judge()

    def _open(self) -> None:
        """Look up the year's numbers."""
        world, self.index = self.context.world, self.now - self.context.world.first
        index = self.index
        self.centre.open_year()
        self.line = float(world.line[index])
        self.capital_level = float(world.capital_level[index])
        self.trend_income = float(world.trend_income[: index + 1].prod())
        self.trend_gdp = float(world.trend_gdp[: index + 1].prod())
        self.funds_total = self.levers.vertical * float(world.vertical_funds[index])
        for place in self.places:
            place.open_year()
        people = sum(place.people for place in self.places)
        self.mean_income = sum(place.people * place.income for place in self.places) / people
        first = sum(place.people * place.first_income for place in self.places) / people
        self.standard = first * self.trend_income

    def plan(self) -> None:
        """Let governments choose effort and padding; counties meet their province's rivals."""
        for side in (self.east, self.west):
            for government in side.everybody:
                government.weigh()
            if self.regime.grade.kind == "contest":
                contestants = [one.contestant(self.regime.grade) for one in side.top]
                rivals = rivals_in_equilibrium(contestants)
                for government, mass in zip(side.top, rivals, strict=True):
                    government.rivals = mass
            for government in side.everybody:
                government.plan()
            for government in side.top:
                government.hand_down()

    def invest(self) -> None:
        """Let failing firms leave and others come; their capital is industry's activity."""
        open_market(self)
        self.agents_by_type[Firm].do("stay_or_leave")
        self.agents_by_type[Firm].do("look_around")
        self.agents_by_type[Firm].do("settle_in")
        weight, industry = self.firm_weight, CHANNEL["industry"]
        for place in self.places:
            place.firms *= weight
            place.jobs *= weight
            place.capital *= weight
        for link in self.links.values():
            link.activity[industry] = weight * link.landed
            link.pledge[industry] = weight * link.pledged
            link.result[industry] = weight * link.lasting
        for dyad in self.dyads:
            dyad.entered *= weight
            dyad.active *= weight
            dyad.add_up()

    def serve(self) -> None:
        """Let organizations choose where to work, and work."""
        open_service(self)
        self.agents_by_type[SocialOrganization].do("serve")
        for place in self.places:
            place.organizations, place.reached = 0.0, [0.0] * len(place.reached)
        self.agents_by_type[SocialOrganization].do("settle_in")
        for place in self.places:
            place.organizations *= self.organization_weight
            place.reached = [self.organization_weight * people for people in place.reached]

    def live(self) -> None:
        """Move people's lives; the national plan says how many may leave the register."""
        self.claims = sum(place.claim for place in self.places)
        for place in self.places:
            place.live()
        able = sum(place.count_poor() for place in self.places)
        part = min(1.0, self.context.world.part * self.levers.exit_plan / max(able, 1.0))
        self.poor_before = [place.poor for place in self.places]
        self.top_up = sum(place.move_register(part) for place in self.places)

    def report(self) -> None:
        """Let everybody report; the centre checks a sample."""
        for government in self.governments():
            government.report()
        for government in self.governments():
            self.centre.audit(government)

    def judge(self) -> None:
        """Grade and reward; move beliefs and ties."""
        for side in (self.east, self.west):
            self.centre.grade(side)
            self._learn(side)
            self._centre_ties(side)
        self.centre.praise()
        for dyad in self.dyads:
            dyad.move_ties()
        self.agents_by_type[Firm].do("move_tie")

    def _learn(self, side: Side) -> None:
        peers = []
        for government in side.top:
            government.yields = [government.own_yield(c) for c in range(NUMBER)]
        for c in range(NUMBER):
            seen = [one.yields[c] for one in side.top if one.yields[c] is not None]
            peers.append(sum(seen) / len(seen) if seen else None)
        for government in side.top:
            government.learn(peers)
        for county in side.counties:
            county.belief = list(county.parent.belief)

    def _centre_ties(self, side: Side) -> None:
        for one in side.everybody:
            full, top = side.full, one.top
            work = sum(share(top.work[c], full[c] * top.cared) for c in range(NUMBER)) / NUMBER
            one.tie = grown(self.tables.tie, one.tie, work)
