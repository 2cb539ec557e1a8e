"""Places where people live, one object each: stocks, migrants, incomes, the register."""

import math

from tests.benchmarks.yardstick.luck import normal_share

from eastwest.vocabulary import CHANNEL, CHANNELS, FIELDS, RECIPIENT, STOCKS

YUAN = 1e8
AID, LABOUR, CONSUMPTION = CHANNEL["aid"], CHANNEL["labour"], CHANNEL["consumption"]


def share(part: float, whole: float) -> float:
    """Return part over whole, nil where the whole is nil."""
    return part / whole if whole > 0.0 else 0.0


class Place:
    """A county, an eastern county, a city or the rest of a province."""

    def __init__(self, model, row: int) -> None:
        context, world = model.context, model.context.world
        table, start = world.places, context.start
        self.model, self.row = model, row
        self.province = int(table.province[row])
        self.is_recipient = int(table.kind[row]) == RECIPIENT
        self.is_donor_side = row in context.donors
        self.counties = float(table.counties[row])
        self.identity = int(context.place_identity[row])
        self.sigma = float(table.sigma[row])
        self.rural_share = float(table.rural_share[row])
        self.population_share = float(table.population_share[row])
        self.endowment = table.endowment[row].tolist()
        self.first_stock = start.stock[row].tolist()
        self.first_income = float(start.income[row])
        self.first_urban = float(start.urban_income[row])
        self.first_gdp = float(start.gdp_head[row])
        self.stock, self.income = list(self.first_stock), self.first_income
        self.urban_income, self.gdp_head = self.first_urban, self.first_gdp
        self.poor = self.below = float(table.poor[row])
        self.supported = self.entered = self.left = self.lifted = self.relapsed = 0.0
        self.migrants = self.placed = self.kept = self.kept_next = 0.0
        self.assets = self.aid = self.jobs = self.capital = 0.0
        self.reached = [0.0] * len(FIELDS)
        self.firms = self.organizations = 0.0  # real ones that work here
        self.links = []
        self.county_government = None

    def open_year(self) -> None:
        """Note how many people live here this year."""
        provinces, index = self.model.context.world.provinces, self.model.index
        registered = float(provinces.rural_registered[index, self.province])
        self.people = self.rural_share * registered
        self.everyone = self.population_share * float(provinces.population[index, self.province])
        self.towns = float(provinces.urban_share[index, self.province]) * self.everyone

    def known(self, name: str) -> float:
        """Return one of the five stocks."""
        return self.stock[STOCKS.index(name)]

    @property
    def need(self) -> float:
        """How far rural income is below the national mean."""
        return min(max(1.0 - self.income / self.model.mean_income, 0.0), 1.0)

    @property
    def presence_of_firms(self) -> float:
        """Return n / (1 + n) for the firms a county."""
        return _presence(self.firms, self.counties)

    @property
    def presence_of_organizations(self) -> float:
        """Return the same for organizations."""
        return _presence(self.organizations, self.counties)

    @property
    def claim(self) -> float:
        """What decides about the place's part of central funds."""
        upkeep = self.model.tables.poverty.upkeep
        return self.below + upkeep * (self.people if self.is_recipient else 0.0)

    def live(self) -> None:
        """Move stocks, migrants and incomes; the register waits for the national plan."""
        model = self.model
        work, result = [0.0] * len(CHANNELS), [0.0] * len(CHANNELS)
        for link in self.links:
            for column in range(len(CHANNELS)):
                work[column] += link.activity[column]
                result[column] += link.result[column]
        self.funds = model.funds_total * self.claim / model.claims if model.claims > 0.0 else 0.0
        self._move_stocks(work, result[AID])
        labour, aid, income = model.channels[LABOUR], model.channels[AID], model.tables.income
        self.kept = self.kept_next
        self.migrants = self.migrants * (1.0 - labour.returning) + self.kept
        self.placed, self.kept_next = work[LABOUR], result[LABOUR]
        self.aid = work[AID]
        self.assets = self.assets * (1.0 - income.asset_decay) + aid.assets * result[AID]
        self._earn(model.channels[CONSUMPTION].margin * result[CONSUMPTION])
        self.top_up = model.levers.top_up * self.funds + aid.top_up * result[AID]

    def _move_stocks(self, work: list[float], absorbed: float) -> None:
        model, table = self.model, self.model.tables.stocks
        building = share((1.0 - model.levers.top_up) * self.funds, self.counties)
        for number, name in enumerate(STOCKS):
            lift = 0.0
            for column, channel in enumerate(model.channels):
                done = absorbed if column == AID else work[column]
                lift += share(done, channel.norm * self.counties) * getattr(channel.lifts, name)
            lift += building * getattr(table.vertical, name)
            for people, lifts in zip(
                self.reached, (table.taught, table.healed, table.trained), strict=False
            ):
                lift += share(people, self.people) * getattr(lifts, name)
            stock = self.stock[number]
            stock += lift * (1.0 - stock) - table.decay * (stock - self.first_stock[number])
            self.stock[number] = min(max(stock, 0.0), 1.0)

    def _earn(self, sales: float) -> None:
        """Set rural and urban income and GDP a head."""
        model, table = self.model, self.model.tables.income
        grown, standard = model.trend_income, model.standard
        rise = sum(
            (now - then) * drive
            for now, then, drive in zip(self.stock, self.first_stock, table.drive, strict=True)
        )
        self.wages = self.jobs * table.local * table.job * standard / YUAN
        self.remittances = self.migrants * table.additional * table.migrant * standard / YUAN
        self.sales, self.yields = sales, table.asset_return * self.assets
        added = self.wages + self.remittances + self.sales + self.yields
        own = self.first_income * grown * math.exp(rise)
        self.income = own + share(added * YUAN, self.people)
        townspeople = (1.0 - table.local) * table.job * share(self.jobs, self.towns)
        self.urban_income = self.first_urban * grown * (1.0 + townspeople)
        produced = table.output * self.capital * YUAN
        self.gdp_head = self.first_gdp * model.trend_gdp + share(produced, self.everyone)

    def count_poor(self) -> float:
        """Count who is below the line and whom money supports; return who could leave the list."""
        line, mean, sigma = self.model.line, self.income, self.sigma
        z = math.log(line / mean) / sigma + sigma / 2.0
        part = normal_share(z)
        self.below = self.people * part
        gap = line * part - mean * normal_share(z - sigma)
        self.shortfall = gap / max(part, 1e-300)
        self.supported = min(self.below, self.top_up * YUAN / max(self.shortfall, 1e-9))
        return max(self.poor - (self.below - self.supported), 0.0)

    def move_register(self, part: float) -> float:
        """Let that part of those who could leave go, find others; return the money that it took."""
        due = self.below - self.supported
        self.left = max(self.poor - due, 0.0) * part
        self.entered = self.model.tables.poverty.monitoring * max(due - self.poor, 0.0)
        self.poor = self.poor - self.left + self.entered
        self.relapsed = min(self.entered, self.lifted)
        self.lifted = self.lifted + self.left - self.relapsed
        return min(self.top_up, self.supported * self.shortfall / YUAN)


def _presence(number: float, counties: float) -> float:
    a_county = share(number, counties)
    return a_county / (1.0 + a_county)
