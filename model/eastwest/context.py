"""What stays fixed during a run, and the notes of the year that its phases share."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from eastwest.behaviour.conduct import Conduct
from eastwest.channels.channel import STOCKS
from eastwest.columns import sums
from eastwest.drawing import sealed
from eastwest.evaluation.regime import NOBODY_JUDGES, Regime
from eastwest.evaluation.sheet import Layout, Sheet
from eastwest.living.income import Sources
from eastwest.pairing import NOBODY, Dyads, Plan, prepare, sector_fit
from eastwest.policy import Levers
from eastwest.scenario import Scenario, Tables, in_force
from eastwest.state import State, channels
from eastwest.streams import UInts, identity, run_key
from eastwest.tables import read
from eastwest.vocabulary import CHANNEL, COUNTIES, COUNTY, PROVINCE, Bools, Floats, Ints, Texts
from eastwest.world import Governments, World


@dataclass(frozen=True, slots=True)
class Side:
    """One side's governments as the phases need them.

    Args:
        name: `east` or `west`, as in score sheets.
        governments: The table.
        conduct: How they weigh and learn.
        top: Rows judged by the centre: provinces and cities.
        sub: Rows judged by their province: counties.
        parent: Row of the parent of each `sub`.
        weight: Part of the parent's task that each `sub` carries.
        price: Effort a unit of each channel. [1e8 yuan]
        gain: Net own gain of a unit of effort in each channel.
        full: Effort that a county's full programme takes. [1e8 yuan]
        part: Part of each government's work that its counties do if pairs are tied down to
            them, shape (n, 1).
        identity: Stable numbers for chance.
        layout: What the columns of its score sheets are.
        sheets: Its score sheet under each regime by the year that this begins; `None` for none.
        prior: First belief about each column, what a unit of effort counts for.
    """

    name: str
    governments: Governments
    conduct: Conduct
    top: Ints
    sub: Ints
    parent: Ints
    weight: Floats
    price: Floats
    gain: Floats
    full: Floats
    part: Floats
    identity: UInts
    layout: Layout
    sheets: dict[int | None, Sheet]
    prior: Floats

    @classmethod
    def of(cls, name: str, governments: Governments, scenario: Scenario) -> "Side":
        """Return the side of a scenario, `east` or `west`."""
        tables = scenario.tables
        sub = np.flatnonzero(governments.tier == COUNTY)
        each = tables.channel.all()
        east = name == "east"
        conduct = tables.east if east else tables.west
        has_counties = np.bincount(governments.parent[sub], minlength=len(governments.id)) > 0
        price = np.array([c.price if east else c.west_price for c in each])
        full = price * np.array([c.norm for c in each])
        layout = Layout.of(name, (entry.rule for entry in scenario.regimes))
        sheets = {entry.start: Sheet.of(name, entry.rule, layout) for entry in scenario.regimes}
        return cls(
            name=name,
            governments=governments,
            conduct=conduct,
            top=np.flatnonzero(governments.tier != COUNTY),
            sub=sub,
            parent=governments.parent[sub],
            weight=governments.weight_in_parent[sub],
            price=price,
            gain=np.array([c.gain_east if east else c.gain_west for c in each]),
            full=full,
            part=np.asarray(conduct.subcontract * has_counties, np.float64)[:, None],
            identity=identities(governments.id),
            layout=layout,
            sheets={None: Sheet.of(name, NOBODY_JUDGES, layout), **sheets},
            prior=prior(layout, price, full),
        )


def prior(layout: Layout, price: Floats, full: Floats) -> Floats:
    """Return first beliefs: a channel at its price; of outcomes a full programme meets half."""
    known = 1.0 / price
    more = [
        known[CHANNEL[each.channel]]
        if each.channel
        else 0.5 * each.target.norm / full[[CHANNEL[name] for name in each.through]].sum()
        for _, each in layout.extras
    ]
    return np.append(known, more)


@dataclass(frozen=True, slots=True)
class Start:
    """Places in the first year: stocks (places, 5), the rest (places,)."""

    stock: Floats
    income: Floats
    urban_income: Floats
    gdp_head: Floats

    @classmethod
    def of(cls, world: World, tables: Tables) -> "Start":
        """Return where places begin; urban income is a multiple of the province's rural mean."""
        places = world.places
        stock = np.stack([getattr(places, name) for name in STOCKS], axis=1)
        provinces = len(world.provinces.id)
        mean = sums(places.province, places.rural_share * places.rural_income, provinces)
        urban = tables.income.urban * mean[places.province]
        return cls(stock, places.rural_income, urban, places.gdp_head)


@dataclass(frozen=True, slots=True)
class People:
    """Who lives at each place in each year, shape (years, places). [persons]."""

    rural: Floats
    everyone: Floats
    towns: Floats

    @classmethod
    def of(cls, world: World) -> "People":
        """Return the registered rural population, the population and the residents in towns."""
        places, provinces = world.places, world.provinces
        rural = places.rural_share * provinces.rural_registered[:, places.province]
        everyone = places.population_share * provinces.population[:, places.province]
        towns = everyone * provinces.urban_share[:, places.province]
        return sealed(cls(rural, everyone, towns))


@dataclass(frozen=True, slots=True)
class Context:
    """What stays fixed during a run: tables, rules and the key of chance.

    `plans` holds those that are named. `fit` is how well the firms of a province suit a place,
    shape (provinces, places).
    `praise` holds the dated commendations of the sources: year and row of the eastern side.
    `norm` is what a county's full programme does in each channel, `lifts` what that adds to each
    stock, shape (channels, 5).
    `is_donor` and `is_recipient` mark places of provinces that the last known plan pairs.
    """

    scenario: Scenario
    world: World
    dyads: Dyads
    plans: dict[str, Plan]
    east: Side
    west: Side
    fit: Floats
    key: np.uint64
    place_identity: UInts
    praise: tuple[tuple[int, int], ...]
    start: Start
    crowd: People
    norm: Floats
    lifts: Floats
    is_donor: Bools
    is_recipient: Bools

    @classmethod
    def of(cls, scenario: Scenario, world: World, seed: int, replicate: int) -> "Context":
        """Return the setting of one run."""
        dyads, plans = prepare(world, [(entry.start, entry.rule) for entry in scenario.pairings])
        tables, each = scenario.tables, scenario.tables.channel.all()
        return cls(
            scenario=scenario,
            world=world,
            dyads=dyads,
            plans=plans,
            east=Side.of("east", world.east, scenario),
            west=Side.of("west", world.west, scenario),
            fit=sector_fit(world),
            key=run_key(seed, replicate),
            place_identity=identities(world.places.id),
            praise=praised(world, scenario.tables.world.data),
            start=Start.of(world, tables),
            crowd=People.of(world),
            norm=np.array([table.norm for table in each]),
            lifts=np.stack([table.lifts.column() for table in each]),
            is_donor=ends(world, "east"),
            is_recipient=ends(world, "west"),
        )

    @property
    def sides(self) -> tuple[Side, Side]:
        """Return the East and the West."""
        return self.east, self.west

    def rural_people(self, index: int) -> Floats:
        """Return the registered rural population of each place in a year. [persons]."""
        people: Floats = self.crowd.rural[index]
        return people

    def people(self, index: int) -> Floats:
        """Return the population of each place in a year. [persons]."""
        people: Floats = self.crowd.everyone[index]
        return people

    def towns(self, index: int) -> Floats:
        """Return the residents in towns of each place in a year. [persons]."""
        people: Floats = self.crowd.towns[index]
        return people

    def capacity(self, index: int) -> Floats:
        """Return the capacity to act of eastern governments by revenue. [1e8 yuan]."""
        table, revenue = self.world.east, self.world.provinces.revenue[index]
        return self.east.conduct.capacity(table.revenue_share * revenue[table.province])

    def own_government(self, east: Floats, west: Floats) -> Floats:
        """Return each province's own government's value, 0 where it has none, (provinces,)."""
        values = np.zeros(len(self.world.provinces.id))
        for governments, column in ((self.world.east, east), (self.world.west, west)):
            own = governments.tier == PROVINCE
            values[governments.province[own]] = column[own]
        return values

    def begin(self, year: int) -> "Year":
        """Return the rules in force in a year, and empty notes; nobody is paired yet."""
        regime = in_force(self.scenario.regimes, year)
        levers = in_force(self.scenario.levers, year)
        depth = in_force(self.scenario.depths, year)
        nobody = self.plans[NOBODY]
        since = None if regime is None else regime.start
        notes = Year(
            year=year,
            index=self.world.year_index(year),
            regime=NOBODY_JUDGES if regime is None else regime.rule,
            sheets={each.name: each.sheets[since] for each in self.sides},
            age=0 if regime is None else year - regime.since,
            levers=self.scenario.tables.levers if levers is None else levers.rule,
            depth=COUNTIES if depth is None else depth.rule,
            plan=nobody,
            fresh=nobody.active,
            counties={},
            links=Links.none(0),
        )
        notes.take(self, nobody, nobody)
        return notes


@dataclass(slots=True)
class Links:
    """This year's work where a dyad meets a place, shape (links, channels).

    Args:
        effort, cooperation: Eastern and western effort over the full programme's.
        joint: Joint output in norms.
        activity, result, pledge: In the channel's unit.
    """

    effort: Floats
    cooperation: Floats
    joint: Floats
    activity: Floats
    result: Floats
    pledge: Floats

    @classmethod
    def none(cls, number: int) -> "Links":
        """Return links where nothing is done."""
        return cls(*(channels(number) for _ in range(6)))


@dataclass(slots=True)
class Year:
    """The rules of one year and the notes that one phase leaves for the next.

    Args:
        regime: Rule in force; `age` its years in force; `sheets` its score sheets by side.
        depth: How far down pairs are tied: a row of `TIED`.
        plan: Who is paired; `fresh` are the dyads that were not the year before.
        counties: Recipient counties of each government's dyads, by side, shape (n,).
        links: Work where a dyad meets a place.
        capital_before: Capital of firms in the West at first; the next four move it. [1e8 yuan]
        subsidies, interest: Eastern subsidies, interest that firms save. [1e8 yuan]
        forced: Donations that firms in the West are made to give. [1e8 yuan]
        granted: What counties absorb of central grants and of money for quotas. [1e8 yuan]
        handed: What each top government's own staff and counties do, by side, (n, channels).
    """

    year: int
    index: int
    regime: Regime
    sheets: dict[str, Sheet]
    age: int
    levers: Levers
    depth: int
    plan: Plan
    fresh: Bools
    counties: dict[str, Floats]
    links: Links
    handed: dict[str, Floats] = field(default_factory=dict)
    capital_before: float = 0.0
    capital_landed: float = 0.0
    capital_pledged: float = 0.0
    capital_returned: float = 0.0
    capital_lost: float = 0.0
    subsidies: float = 0.0
    interest: float = 0.0
    forced: float = 0.0
    granted: float = 0.0
    top_up: float = 0.0
    poor_before: Floats = field(default_factory=lambda: np.zeros(0))
    income_before: Floats = field(default_factory=lambda: np.zeros(0))
    stock_before: Floats = field(default_factory=lambda: np.zeros(0))
    sources: Sources = field(default_factory=lambda: Sources(*(np.zeros(0) for _ in range(4))))

    def take(self, context: Context, plan: Plan, before: Plan) -> None:
        """Take up a plan: note who is new, whose counties these are, and that no work is done.

        Args:
            before: Plan of the year before.
        """
        self.plan, self.fresh = plan, plan.active & ~before.active
        self.counties = {
            "east": count(context.dyads.east, plan, len(context.world.east.id)),
            "west": count(context.dyads.west, plan, len(context.world.west.id)),
        }
        self.links = Links.none(len(plan.link_dyad))

    @property
    def active(self) -> Bools:
        """Return which dyads are in force."""
        return self.plan.active


def count(owner: Ints, plan: Plan, rows: int) -> Floats:
    """Return the recipient counties of each government's dyads in force, shape (rows,)."""
    return np.bincount(owner, plan.counties * plan.active, minlength=rows).astype(float)


def identities(ids: Texts) -> UInts:
    """Return the stable numbers that chance knows actors by."""
    return np.array([identity(str(text)) for text in ids], dtype=np.uint64)


def praised(world: World, folder: str | None) -> tuple[tuple[int, int], ...]:
    """Read the dated praise of dyads as (year, row of the eastern government)."""
    rows = read("praise.csv", ("year", "dyad"), None if folder is None else Path(folder))
    row_of = {str(text): row for row, text in enumerate(world.east.id)}
    events = [(row.whole("year"), row.text("dyad").split(">")[0]) for row in rows]
    return tuple((year, row_of[east]) for year, east in events if east in row_of)


def needs(context: Context, state: State, year: Year) -> Floats:
    """Return the need of each place: how far its rural income is below the national mean."""
    people = context.rural_people(year.index)
    mean = (people * state.places.income).sum() / people.sum()
    return np.asarray((1.0 - state.places.income / mean).clip(0.0, 1.0))


def ends(world: World, side: str) -> Bools:
    """Return which places lie in provinces on one side of the last known plan, (places,)."""
    last = world.plans[max(world.plans)]
    codes = {pair.east[:2] if side == "east" else pair.west_province for pair in last}
    return np.isin(world.provinces.id[world.places.province], sorted(codes))
