"""The setting of one run: tables, rules and the key of chance, and what they say of a year."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from eastwest.context.coverage import Coverage
from eastwest.context.places import Grantees, Growth, People, Start, ends
from eastwest.context.programme import Programme
from eastwest.context.side import Side
from eastwest.context.year import Year
from eastwest.evaluation.lines import Line, lines
from eastwest.pairing import NOBODY, Dyads, Plan, prepare, sector_fit
from eastwest.scenario import Scenario, foreseen, in_force, ruling
from eastwest.state import GovernmentState, State, channels
from eastwest.streams import UInts, identities, run_key
from eastwest.tables import read
from eastwest.vocabulary import COUNTIES, PROVINCE, Floats, Ints
from eastwest.world import World


@dataclass(frozen=True, slots=True)
class Context:
    """What stays fixed during a run: tables, rules and the key of chance.

    Args:
        scenario, world: What is simulated, and where.
        dyads: All pairs of the run, whether in force or not.
        plans: Who is paired under each plan that has a name.
        east, west: The governments of the two sides.
        fit: How well the firms of a province suit a place, shape (provinces, places).
        key: The run, as chance knows it.
        place_identity: Stable numbers of places for chance.
        praise: Dated commendations of the sources: year and row of the eastern side.
        start: Where places begin.
        crowd: Who lives there in each year.
        growth: What has come of everybody's growth in each year.
        programme: What a county's full programme does, and what comes of it.
        able: Capacity of governments before any paperwork, of counties that of their province,
            by side. [1e8 yuan], shape (years, n)
        donors, recipients, either: Rows of places of provinces that give by the last known plan
            (by any, where none of these is in the world), that take, and of both.
        grantees: Poverty counties that get grants of the centre.
        lines: Those of the score sheets that are results of their own.
        covered: What follows from each plan so far; see `coverage`.
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
    growth: Growth
    programme: Programme
    able: dict[str, Floats]
    donors: Ints
    recipients: Ints
    either: Ints
    grantees: Grantees
    lines: tuple[Line, ...]
    covered: dict[int, Coverage] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, scenario: Scenario, world: World, seed: int, replicate: int) -> "Context":
        """Return the setting of one run."""
        dyads, plans = prepare(world, [(entry.start, entry.rule) for entry in scenario.pairings])
        tables, places = scenario.tables, world.places
        east = Side.of("east", world.east, scenario)
        west = Side.of("west", world.west, scenario)
        crowd, gives, takes = People.of(world, tables), ends(world, "east"), ends(world, "west")
        if not gives.any():  # firms compare wages with those of donors' counties
            gives = np.isin(places.province, world.east.province)
        return cls(
            scenario=scenario,
            world=world,
            dyads=dyads,
            plans=plans,
            east=east,
            west=west,
            fit=sector_fit(world),
            key=run_key(seed, replicate),
            place_identity=identities(places.id),
            praise=praised(world, tables.world.data),
            start=Start.of(world, tables),
            crowd=crowd,
            growth=Growth.of(world, crowd.rural),
            programme=Programme.of(tables, places.counties),
            able={side.name: side.able(world.provinces.revenue) for side in (east, west)},
            donors=np.flatnonzero(gives),
            recipients=np.flatnonzero(takes),
            either=np.flatnonzero(gives | takes),
            grantees=Grantees.of(world, takes),
            lines=lines(entry.rule for entry in scenario.regimes),
        )

    @property
    def sides(self) -> tuple[Side, Side]:
        """Return the East and the West."""
        return self.east, self.west

    def both(self, state: State) -> tuple[tuple[Side, GovernmentState], ...]:
        """Return each of the sides with the columns of its governments."""
        return (self.east, state.east), (self.west, state.west)

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

    def coverage(self, plan: Plan) -> Coverage:
        """Return what follows from a plan, which is worked out once."""
        known = self.covered.get(id(plan))
        if known is None:
            world, programme, places = self.world, self.programme, self.place_identity
            known = Coverage.of(plan, self.dyads, self.sides, programme, world, places, self.fit)
            self.covered[id(plan)] = known
        return known

    def own_government(self, east: Floats, west: Floats) -> Floats:
        """Return each province's own government's value, 0 where it has none, (provinces,)."""
        values = np.zeros(len(self.world.provinces.id))
        for governments, column in ((self.world.east, east), (self.world.west, west)):
            own = governments.tier == PROVINCE
            values[governments.province[own]] = column[own]
        return values

    def begin(self, year: int) -> Year:
        """Return the rules in force in a year, and empty notes; nobody is paired yet."""
        scenario, nobody = self.scenario, self.coverage(self.plans[NOBODY])
        regime, coming = ruling(scenario.regimes, year), foreseen(scenario.regimes, year)
        depth = in_force(scenario.depths, year)
        return Year(
            year=year,
            index=self.world.year_index(year),
            regime=regime.rule,
            sheets={each.name: each.sheets[regime.start] for each in self.sides},
            age=year - regime.since,
            levers=ruling(scenario.levers, year).rule,
            depth=COUNTIES if depth is None else depth.rule,
            coverage=nobody,
            fresh=nobody.plan.active,
            handed={each.name: channels(each.tops) for each in self.sides},
            passed={each.name: channels(len(each.head)) for each in self.sides},
            announced=None if coming is None else coming.rule,
        )


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
