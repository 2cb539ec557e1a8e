"""The fixed tables of a run: whatever is drawn, the totals of the tables hold."""

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from eastwest.context import Context
from eastwest.errors import ScenarioError
from eastwest.lognormal import rate
from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.streams import run_key
from eastwest.vocabulary import CITY, COUNTY, DONOR, PROVINCE, RECIPIENT, REST, SECTORS, URBAN
from eastwest.world import SIZES, Governments, World, build_world
from eastwest.world.facts import read_facts

SMALL = ("classroom", "national", "tiny")
STARTS = (1996, 2003, 2010, 2013, 2015, 2016, 2020)


@cache
def world(name: str = "national", first: int = 2010, replicate: int = 1) -> World:
    return build_world(SIZES[name], first, 2025, run_key(7, replicate))


def by_province(made: World, values: np.ndarray) -> np.ndarray:
    return np.bincount(made.places.province, values, len(made.provinces.id))


def people(made: World) -> np.ndarray:
    places = made.places
    return np.asarray(places.rural_share * made.provinces.rural_registered[0][places.province])


@pytest.mark.parametrize("name", SMALL)
class TestEverySize:
    @pytest.mark.parametrize("share", ["population_share", "rural_share", "revenue_share"])
    def test_places_share_out_their_province(self, name: str, share: str) -> None:
        made = world(name)
        assert by_province(made, getattr(made.places, share)) == pytest.approx(1.0, abs=1e-12)
        assert (getattr(made.places, share) > 0).all()

    @pytest.mark.parametrize("first", STARTS)
    def test_mean_rural_income_is_the_province_s(self, name: str, first: int) -> None:
        made, facts = world(name, first), read_facts()
        rows = np.isin(facts.known.id, made.provinces.id)
        mean = by_province(made, made.places.rural_share * made.places.rural_income)
        assert mean == pytest.approx(facts.at("rural_income", first)[rows], rel=1e-12)

    @pytest.mark.parametrize("first", STARTS)
    def test_gdp_of_places_is_the_province_s(self, name: str, first: int) -> None:
        made = world(name, first)
        heads = made.places.population_share * made.provinces.population[0][made.places.province]
        gdp = by_province(made, made.places.gdp_head * heads) / 1e8
        assert gdp == pytest.approx(made.provinces.gdp[0], rel=1e-12)

    @pytest.mark.parametrize("first", [2010, 2015, 2016])
    def test_the_poor_are_those_of_the_table(self, name: str, first: int) -> None:
        made, facts = world(name, first), read_facts()
        rows = np.flatnonzero(np.isin(facts.known.id, made.provinces.id))
        poor = by_province(made, made.places.poor)
        for found, row in zip(poor, rows, strict=True):
            table = facts.known.values["poor"][row]
            if not table or first in table:
                assert found == pytest.approx(table.get(first, 0.0), rel=1e-12)

    @pytest.mark.parametrize("first", STARTS)
    def test_nobody_is_poor_twice(self, name: str, first: int) -> None:
        made = world(name, first)
        assert (made.places.poor >= 0).all()
        assert (made.places.poor <= people(made) * (1 + 1e-12)).all()

    def test_revenue_of_the_top_tiers_is_the_province_s(self, name: str) -> None:
        made = world(name)
        top = made.east.parent < 0
        revenue = np.bincount(made.east.province[top], made.east.revenue_share[top])
        assert revenue[revenue > 0] == pytest.approx(1.0, abs=1e-12)
        assert made.west.revenue_share[made.west.tier == PROVINCE] == pytest.approx(1.0)

    @pytest.mark.parametrize("side", ["east", "west"])
    def test_counties_share_out_their_parent(self, name: str, side: str) -> None:
        table: Governments = getattr(world(name), side)
        county = table.tier == COUNTY
        weights = np.bincount(table.parent[county], table.weight_in_parent[county])
        assert weights[weights > 0] == pytest.approx(1.0, abs=1e-12)
        assert (table.weight_in_parent[~county] == 0).all()
        assert (table.parent[~county] == -1).all()
        assert (table.tier[table.parent[county]] != COUNTY).all()
        assert (table.province[table.parent[county]] == table.province[county]).all()

    def test_ids_are_unique(self, name: str) -> None:
        made = world(name)
        for table in (made.provinces, made.places, made.east, made.west):
            assert len(set(table.id.tolist())) == len(table.id)

    def test_a_county_governs_the_place_of_its_own_name(self, name: str) -> None:
        made = world(name)
        for table, kind in ((made.east, DONOR), (made.west, RECIPIENT)):
            county = table.tier == COUNTY
            assert (made.places.id[table.place] == table.id)[county].all()
            assert (made.places.kind[table.place] == kind)[county].all()
            assert (made.places.kind[table.place] == REST)[table.tier == PROVINCE].all()
            assert (made.places.kind[table.place] == URBAN)[table.tier == CITY].all()

    def test_stocks_are_shares(self, name: str) -> None:
        for stock in ("infrastructure", "services", "skills", "environment", "ecology"):
            values = getattr(world(name).places, stock)
            assert (values > 0).all()
            assert (values < 1).all()

    def test_the_tables_cannot_be_written(self, name: str) -> None:
        made = world(name)
        tables: list[Any] = [made.provinces, made.places, made.east, made.firms, made.organizations]
        arrays = [getattr(table, field.name) for table in tables for field in fields(table)]
        for array in (*arrays, made.line, made.distance, made.trend_income, made.vertical_funds):
            assert not isinstance(array, np.ndarray) or not array.flags.writeable

    def test_same_key_gives_the_same_bits(self, name: str) -> None:
        again = build_world(SIZES[name], 2010, 2025, run_key(7, 1))
        for table in ("places", "east", "west", "firms", "organizations"):
            one, two = getattr(world(name), table), getattr(again, table)
            for field in fields(one):
                assert np.array_equal(getattr(one, field.name), getattr(two, field.name))

    def test_another_key_draws_another_world_with_the_same_totals(self, name: str) -> None:
        one, two = world(name), world(name, replicate=2)
        assert not np.allclose(one.places.endowment, two.places.endowment)
        assert not np.allclose(one.firms.scale, two.firms.scale)
        assert not np.allclose(one.east.altruism, two.east.altruism)
        for made in (one, two):
            assert made.firms.scale.mean() == pytest.approx(0.5)
            assert made.organizations.means.mean() == pytest.approx(1000)
        assert by_province(one, one.places.poor) == pytest.approx(by_province(two, two.places.poor))
        assert (one.firms.home == two.firms.home).all()


class TestTheNationalWorld:
    def test_it_has_832_poverty_counties_and_343_eastern_ones(self) -> None:
        kinds = world().places.kind
        assert (kinds == RECIPIENT).sum() == 832
        assert (kinds == DONOR).sum() == 343
        assert (kinds == URBAN).sum() == 15
        assert (kinds == REST).sum() == 31

    def test_the_classroom_stands_for_as_many_counties(self) -> None:
        for kind, counties in ((RECIPIENT, 832), (DONOR, 343)):
            places = world("classroom").places
            assert places.counties[places.kind == kind].sum() == pytest.approx(counties)

    def test_every_county_level_unit_is_somewhere(self) -> None:
        counties, known = by_province(world(), world().places.counties), read_facts().known
        everywhere_poor = known.poverty_counties == known.counties
        assert counties == pytest.approx(known.counties + everywhere_poor)
        assert known.counties.sum() == 2850

    def test_donors_and_recipients_follow_the_plans(self) -> None:
        east, west = world().east, world().west
        donors = ["11", "12", "21", "31", "32", "33", "35", "37", "44"]
        assert east.id[east.tier == PROVINCE].tolist() == donors
        assert (east.tier == CITY).sum() == 15
        assert (west.tier == PROVINCE).sum() == 15
        assert (west.tier == COUNTY).sum() == 832 - 217
        assert world().provinces.has_role.sum() == 24

    def test_counties_are_poorer_than_the_rest_of_their_province(self) -> None:
        made, places = world(), world().places
        county, heads = places.kind == RECIPIENT, people(world())
        mean = by_province(made, places.rural_share * places.rural_income)[places.province]
        relative = np.average((places.rural_income / mean)[county], weights=heads[county])
        assert 0.7 < relative < 0.85
        poverty = places.poor[county].sum() / heads[county].sum()
        others = ~county & (places.sigma != 0.5)
        assert 1.5 < poverty / (places.poor[others].sum() / heads[others].sum()) < 3

    def test_places_of_2010_are_lognormal_with_the_table_s_poor(self) -> None:
        places, heads = world().places, people(world())
        known = by_province(world(), places.poor) > 0
        expected = by_province(
            world(), heads * rate(places.rural_income, places.sigma, world().line[0])
        )
        assert expected[known] == pytest.approx(by_province(world(), places.poor)[known], rel=1e-9)
        assert (places.sigma > 0.3).all()
        assert (places.sigma < 1).all()

    def test_earlier_years_were_poorer(self) -> None:
        poor = [world(first=first).places.poor.sum() for first in STARTS]
        assert poor == sorted(poor, reverse=True)
        assert poor[-1] == 0

    def test_poorer_places_start_with_less(self) -> None:
        places = world().places
        county = places.kind == RECIPIENT
        assert places.infrastructure[county].mean() < places.infrastructure[~county].mean() - 0.05

    def test_endowments_are_standard_normal(self) -> None:
        endowment = world().places.endowment
        assert endowment.shape[1] == len(SECTORS)
        assert endowment.mean() == pytest.approx(0, abs=0.05)
        assert endowment.std() == pytest.approx(1, abs=0.05)

    def test_traits_are_lognormal_around_one(self) -> None:
        for trait in (world().west.career_concern, world().west.altruism):
            assert trait.mean() == pytest.approx(1, abs=0.03)
            assert np.log(trait).std() == pytest.approx(0.2, abs=0.02)

    def test_capitals_lie_where_they_should(self) -> None:
        distance = world().distance
        rows = {name: row for row, name in enumerate(world().provinces.name_en.tolist())}
        assert (distance == distance.T).all()
        assert (distance.diagonal() == 0).all()
        assert distance[rows["Beijing"], rows["Tianjin"]] == pytest.approx(110, abs=2)
        assert distance[rows["Henan"], rows["Xinjiang"]] == pytest.approx(2436, abs=330)
        assert distance[rows["Fujian"], rows["Ningxia"]] == pytest.approx(1840, abs=2)

    def test_years_have_rows(self) -> None:
        made = world(first=2010)
        assert (made.year_index(2010), made.year_index(2025)) == (0, 15)
        assert len(made.line) == len(made.provinces.gdp) == 16
        with pytest.raises(IndexError, match="2010 to 2025"):
            made.year_index(2009)


class TestSizes:
    def test_worlds_stand_for_the_same_firms(self) -> None:
        few, many = world("classroom"), world("national")
        for one, two in ((few.firms, many.firms), (few.organizations, many.organizations)):
            assert len(one.home) * one.weight == pytest.approx(len(two.home) * two.weight)
        for made in (few, many):
            invested = made.firms.scale.sum() * made.firms.weight
            assert invested == pytest.approx(50_000)

    def test_firms_live_where_gdp_is_and_stand_sorted(self) -> None:
        firms, gdp = world().firms, world().provinces.gdp[0]
        donors = np.unique(world().east.province)
        share = np.bincount(firms.home, minlength=31) / len(firms.home)
        assert share[donors] == pytest.approx(gdp[donors] / gdp[donors].sum(), abs=1e-3)
        assert (np.diff(firms.home * len(SECTORS) + firms.sector) >= 0).all()
        assert np.bincount(firms.sector)[1] / len(firms.home) == pytest.approx(0.25, abs=2e-3)
        assert len(np.unique(firms.identity)) == len(firms.identity)

    def test_tiny_is_two_pairs_of_three_counties_each(self) -> None:
        made = world("tiny")
        assert made.west.id[made.west.tier == PROVINCE].tolist() == ["45", "64"]
        assert (made.places.kind == RECIPIENT).sum() == 6
        assert made.places.counties[made.places.kind == RECIPIENT].sum() == pytest.approx(41)
        assert len(made.firms.home) == 20
        assert len(made.organizations.home) == 6

    def test_the_poor_hardly_depend_on_how_counties_are_drawn(self) -> None:
        poor = [world(name, 1996).places.poor.sum() for name in ("classroom", "national")]
        assert poor[0] == pytest.approx(poor[1], rel=0.005)

    def test_a_million_rows_stand_for_the_same_firms_too(self) -> None:
        firms = build_world(SIZES["large"], 2010, 2025, run_key(7, 3)).firms
        assert len(firms.home) == 1_000_000
        assert firms.scale.sum() * firms.weight == pytest.approx(50_000)

    def test_odd_sizes_and_years_are_refused(self) -> None:
        with pytest.raises(ScenarioError, match="'firms' must not be negative"):
            replace(SIZES["tiny"], firms=-1)
        with pytest.raises(ScenarioError, match="no province '99'"):
            build_world(replace(SIZES["tiny"], provinces=("99",)), 2010, 2011, run_key(1, 1))
        for first, last in ((1995, 2000), (2021, 2030), (2010, 2009), (2010, 2101)):
            with pytest.raises(ScenarioError, match="year must be in"):
                build_world(SIZES["tiny"], first, last, run_key(1, 1))

    def test_a_world_of_one_year_has_no_growth(self) -> None:
        made = build_world(SIZES["tiny"], 2020, 2020, run_key(1, 1))
        assert made.trend_income.tolist() == made.trend_gdp.tolist() == [1.0]

    def test_a_world_may_have_no_firms(self) -> None:
        made = build_world(replace(SIZES["tiny"], firms=0), 2010, 2011, run_key(1, 1))
        assert len(made.firms.home) == 0
        assert made.firms.weight == 0


class TestAPartOfTheNation:
    def few(self, *provinces: str) -> Context:
        only = {"world.size": "classroom", "world.provinces": list(provinces)}
        return setting(Scenario.load("history").change(only), 1, 0)

    @pytest.mark.parametrize("size", ["classroom", "national"])
    def test_all_provinces_are_the_nation(self, size: str) -> None:
        context = setting(Scenario.load("history").change({"world.size": size}), 1, 0)
        assert context.world.part == context.grantees.share == 1.0

    @pytest.mark.parametrize("others", [(), ("52",), ("44", "45", "52")])  # 52: 44 helps it
    def test_a_county_gets_the_same_grant_whoever_else_is_in_the_world(self, others) -> None:
        grantees = self.few("35", "64", *others).grantees
        assert (grantees.counties > 0.0).sum() == len({"64", *others} - {"44"})
        assert grantees.part.sum() == pytest.approx(grantees.share)
        a_county = grantees.part[grantees.here > 0] / grantees.counties[grantees.here > 0]
        assert a_county == pytest.approx(1.0 / world().recipient_counties)

    def test_funds_and_exits_go_by_people_below_the_line(self) -> None:
        nation = setting(Scenario.load("history").change({"world.size": "classroom"}), 1, 0).world
        few, rest = self.few("35", "64").world, set(nation.provinces.id) - {"35", "64"}
        assert few.part + self.few(*rest).world.part == pytest.approx(1.0)
        assert few.vertical_funds == pytest.approx(few.part * nation.vertical_funds)

    def test_a_world_where_nobody_gives_is_refused(self) -> None:
        size = replace(SIZES["classroom"], provinces=("14", "64"))
        with pytest.raises(ScenarioError, match=r"one must give in some plan \(got 14, 64\)"):
            build_world(size, 2010, 2011, run_key(1, 1))

    def test_who_gave_once_is_a_donor_where_no_other_is(self) -> None:
        context = self.few("21", "63")  # Liaoning helped Qinghai until 2016
        places, ids = context.world.places, context.world.provinces.id
        assert set(ids[places.province[context.donors]]) == {"21"}
        assert set(ids[places.province[context.recipients]]) == {"63"}
