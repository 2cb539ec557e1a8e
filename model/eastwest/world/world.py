"""The fixed tables of one run: who and what there is before anything happens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eastwest.drawing import sealed
from eastwest.errors import ScenarioError
from eastwest.vocabulary import DONOR, RECIPIENT, Bools, Floats, Texts
from eastwest.world.facts import Facts, read_facts
from eastwest.world.firms import Firms, Organizations, draw_firms, draw_organizations
from eastwest.world.governments import Governments, governments
from eastwest.world.places import Places, below_line, draw_places
from eastwest.world.plans import PlanTable, Prefectures, among
from eastwest.world.provinces import Provinces, provinces
from eastwest.world.sites import Sites, lay_out
from eastwest.world.size import WorldSize
from eastwest.world.trends import capital_level, trend_gdp, trend_income

EARLIEST, LATEST, HORIZON = 1996, 2020, 2060
"""First years that the data can start from, and the last year of any run."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a run never changes; series run from `first` to `last`, both included.

    Args:
        distance: Between capitals. [km], shape (provinces, provinces)
        line: Poverty line. [yuan], shape (years,)
        trend_income, trend_gdp: Everybody's growth on the year before, rural income and GDP
            per head of central provinces that never took part; the first is 1. (years,)
        capital_level: Size of an investment over its size when it was measured. (years,)
        part: Part of the nation's people below the line of the first year who live in these
            provinces; by it they have their part of what is meant for the nation (assumed).
        donors, recipients: Ids of the provinces that give and that take by the last known plan
            of the nation, whoever of them is here.
        recipient_counties: Poverty counties of all these recipients.
        vertical_funds: Part of these provinces in the central special poverty funds. [1e8 yuan a
            year], shape (years,)
        plans: Pairing plans by name, whole snapshots.
        prefectures: Recipient prefectures that the plans name.
    """

    first: int
    last: int
    provinces: Provinces
    places: Places
    east: Governments
    west: Governments
    firms: Firms
    organizations: Organizations
    distance: Floats
    line: Floats
    trend_income: Floats
    trend_gdp: Floats
    capital_level: Floats
    part: float
    donors: Texts
    recipients: Texts
    recipient_counties: float
    vertical_funds: Floats
    plans: Mapping[str, PlanTable]
    prefectures: Prefectures

    def year_index(self, year: int) -> int:
        """Return the row of a year in every series."""
        if not self.first <= year <= self.last:
            raise IndexError(f"the world runs from {self.first} to {self.last} (got {year})")
        return year - self.first


def build_world(
    size: WorldSize, first: int, last: int, key: np.uint64, data: Path | None = None
) -> World:
    """Draw the world of one run; the same key gives the same world, bit for bit.

    Args:
        size: How finely it is drawn; see `SIZES`.
        first, last: Years of the run, both included. A first year between data years starts
            from interpolated tables (assumed).
        key: The run, from `run_key`.
        data: A user's folder whose tables replace ours.

    Raises:
        ScenarioError: For years without tables, and where no province gives in any plan.
    """
    _check_years(first, last)
    facts, years = read_facts(data), np.arange(first, last + 1)
    sites, everybody = lay_out(size, facts), provinces(facts, first, last)
    places = draw_places(sites, first, everybody, facts, key)
    gives, takes = _sides(sites, facts)
    donors = np.isin(np.arange(len(everybody.id)), sites.units.province[gives])
    gdp = np.where(donors, everybody.gdp[0], 0.0)
    here, homes = gdp[sites.chosen], everybody.id[sites.chosen]
    if not here.any():
        raise ScenarioError(f"'provinces': one must give in some plan (got {', '.join(homes)})")
    output, counties = float(here.sum() / gdp.sum()), facts.known.poverty_counties
    part = _part(sites, size, first, everybody, facts, key)
    present = sites.units.id[np.isin(sites.units.province, sites.chosen)]
    giving, taking = _last_known(facts)
    made = World(
        first=first,
        last=last,
        provinces=everybody.only(sites.chosen),
        places=places,
        east=governments(sites, places, gives, DONOR, key, size.trait_spread),
        west=governments(sites, places, takes, RECIPIENT, key, size.trait_spread),
        firms=draw_firms(size.firms, homes, here, output, key),
        organizations=draw_organizations(size.organizations, homes, here, output, key),
        distance=facts.known.distance[np.ix_(sites.chosen, sites.chosen)],
        line=facts.national("poverty_line", years),
        trend_income=trend_income(facts, first, last),
        trend_gdp=trend_gdp(facts, first, last),
        capital_level=capital_level(facts, first, last),
        part=part,
        donors=giving,
        recipients=taking,
        recipient_counties=float(counties[np.isin(facts.known.id, taking)].sum()),
        vertical_funds=part * facts.national("central_funds", years),
        plans=among(facts.plans, set(present.tolist())),
        prefectures=facts.prefectures,
    )
    return sealed(made)


def _check_years(first: int, last: int) -> None:
    if not EARLIEST <= first <= LATEST:
        raise ScenarioError(f"the first year must be in [{EARLIEST}, {LATEST}] (got {first})")
    if not first <= last <= HORIZON:
        raise ScenarioError(f"the last year must be in [{first}, {HORIZON}] (got {last})")


def _sides(sites: Sites, facts: Facts) -> tuple[Bools, Bools]:
    """Return which territories give and which receive in any plan; sides follow the plans."""
    pairs = [pair for table in facts.plans.values() for pair in table]
    gives = np.isin(sites.units.id, [pair.east for pair in pairs])
    takes = np.isin(sites.units.id, [pair.west_province for pair in pairs])
    return gives, takes


def _part(
    sites: Sites, size: WorldSize, first: int, everybody: Provinces, facts: Facts, key: np.uint64
) -> float:
    """Return which part of the nation's people below the line lives in the provinces of a world.

    It is looked up in a coarse world, so it is the same however finely this one is drawn.
    """
    if not size.provinces:
        return 1.0
    everywhere = lay_out(replace(size, county_rows=1, provinces=(), cities=False), facts)
    nation = draw_places(everywhere, first, everybody, facts, key)
    below = below_line(nation, everybody, facts.line(first))
    return float(below[np.isin(nation.province, sites.chosen)].sum() / below.sum())


def _last_known(facts: Facts) -> tuple[Texts, Texts]:
    """Return the provinces that give and those that take by the last known plan."""
    last = facts.plans[max(facts.plans)] if facts.plans else ()
    giving, taking = {pair.east[:2] for pair in last}, {pair.west_province for pair in last}
    return np.array(sorted(giving), dtype=str), np.array(sorted(taking), dtype=str)
