"""The setting of one run: tables, rules and the key of chance, and what they say of a year."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eastwest.context.places import People, Start, ends
from eastwest.context.side import Side
from eastwest.context.year import Links, Year
from eastwest.evaluation.lines import Line, lines
from eastwest.evaluation.regime import NOBODY_JUDGES
from eastwest.pairing import NOBODY, Dyads, Plan, prepare, sector_fit
from eastwest.scenario import Scenario, foreseen, in_force
from eastwest.state import State, channels
from eastwest.streams import UInts, identities, run_key
from eastwest.tables import read
from eastwest.vocabulary import COUNTIES, PROVINCE, Bools, Floats
from eastwest.world import World


@dataclass(frozen=True, slots=True)
class Context:
    """What stays fixed during a run: tables, rules and the key of chance.

    `plans` holds those that are named. `fit` is how well the firms of a province suit a place,
    shape (provinces, places).
    `praise` holds the dated commendations of the sources: year and row of the eastern side.
    `norm` is what a county's full programme does in each channel, `lifts` what that adds to each
    stock, shape (channels, 5).
    `able` is the capacity of governments before any paperwork, by side, shape (years, n); counties
    have none of their own.
    `is_donor` and `is_recipient` mark places of provinces that the last known plan pairs.
    `lines` are those of the score sheets that are results of their own.
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
    able: dict[str, Floats]
    is_donor: Bools
    is_recipient: Bools
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, scenario: Scenario, world: World, seed: int, replicate: int) -> "Context":
        """Return the setting of one run."""
        dyads, plans = prepare(world, [(entry.start, entry.rule) for entry in scenario.pairings])
        tables, each = scenario.tables, scenario.tables.channel.all()
        east = Side.of("east", world.east, scenario)
        west = Side.of("west", world.west, scenario)
        return cls(
            scenario=scenario,
            world=world,
            dyads=dyads,
            plans=plans,
            east=east,
            west=west,
            fit=sector_fit(world),
            key=run_key(seed, replicate),
            place_identity=identities(world.places.id),
            praise=praised(world, scenario.tables.world.data),
            start=Start.of(world, tables),
            crowd=People.of(world),
            norm=np.array([table.norm for table in each]),
            lifts=np.stack([table.lifts.column() for table in each]),
            able={side.name: side.able(world.provinces.revenue) for side in (east, west)},
            is_donor=ends(world, "east"),
            is_recipient=ends(world, "west"),
            lines=lines(entry.rule for entry in scenario.regimes),
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

    def counties(self, plan: Plan) -> dict[str, Floats]:
        """Return the recipient counties of each government's dyads in force, by side, (n,)."""
        owners = {"east": self.dyads.east, "west": self.dyads.west}
        held = plan.counties * plan.active
        return {
            each.name: np.bincount(owners[each.name], held, len(each.governments.id)).astype(float)
            for each in self.sides
        }

    def own_government(self, east: Floats, west: Floats) -> Floats:
        """Return each province's own government's value, 0 where it has none, (provinces,)."""
        values = np.zeros(len(self.world.provinces.id))
        for governments, column in ((self.world.east, east), (self.world.west, west)):
            own = governments.tier == PROVINCE
            values[governments.province[own]] = column[own]
        return values

    def begin(self, year: int) -> Year:
        """Return the rules in force in a year, and empty notes; nobody is paired yet."""
        regime = in_force(self.scenario.regimes, year)
        levers = in_force(self.scenario.levers, year)
        depth = in_force(self.scenario.depths, year)
        coming = foreseen(self.scenario.regimes, year)
        nobody = self.plans[NOBODY]
        nothing = {each.name: channels(len(each.governments.id)) for each in self.sides}
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
            handed={**nothing},
            passed={**nothing},
            announced=None if coming is None else coming.rule,
        )
        notes.take(nobody, nobody, self.counties(nobody))
        return notes


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
