"""Pairing plans: who is in force, and whose counties each dyad cares for."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from eastwest.errors import ScenarioError
from eastwest.pairing import NOBODY, Dyads, Plan, compile_plans, prepare, union
from eastwest.streams import run_key
from eastwest.vocabulary import CITY, COUNTY, RECIPIENT
from eastwest.world import SIZES, World, build_world

PLANS = ("1996", "2002", "2010", "2013", "2016", "2021")


@cache
def world(name: str = "national") -> World:
    return build_world(SIZES[name], 2010, 2025, run_key(7, 1))


@cache
def compiled(name: str = "national") -> tuple[Dyads, dict[str, Plan]]:
    return prepare(world(name), [(2010, plan) for plan in PLANS])


def counties(plan: str, name: str = "national") -> dict[str, float]:
    dyads, plans = compiled(name)
    made = plans[plan]
    return dict(zip(dyads.id[made.active].tolist(), made.counties[made.active], strict=True))


@pytest.mark.parametrize(
    ("plan", "pairs"), [("1996", 13), ("2016", 32), ("2021", 25), ("none", 0)], ids=str
)
def test_a_plan_has_its_pairs(plan: str, pairs: int) -> None:
    assert compiled()[1][plan].active.sum() == pairs


@pytest.mark.parametrize("name", ["classroom", "national", "tiny"])
@pytest.mark.parametrize("plan", [*PLANS, "none"])
class TestEveryPlan:
    def test_no_county_is_cared_for_more_than_once(self, name: str, plan: str) -> None:
        made = compiled(name)[1][plan]
        held = np.bincount(made.link_place, made.link_weight, len(world(name).places.id))
        assert (held <= 1 + 1e-12).all()
        assert (made.link_weight > 0).all()
        assert (made.link_weight <= 1).all()

    def test_links_join_dyads_in_force_to_poverty_counties_of_their_west(
        self, name: str, plan: str
    ) -> None:
        (dyads, plans), made = compiled(name), world(name)
        links = plans[plan]
        assert links.active[links.link_dyad].all()
        assert (made.places.kind[links.link_place] == RECIPIENT).all()
        province = made.west.province[dyads.west][links.link_dyad]
        assert (made.places.province[links.link_place] == province).all()

    def test_counties_are_the_weight_of_the_links(self, name: str, plan: str) -> None:
        made = compiled(name)[1][plan]
        cared = made.link_weight * world(name).places.counties[made.link_place]
        summed = np.bincount(made.link_dyad, cared, len(made.active))
        assert made.counties == pytest.approx(summed)
        assert (made.counties[made.active] > 0).all()
        assert (made.counties[~made.active] == 0).all()


@pytest.mark.parametrize("plan", PLANS)
def test_classroom_and_nation_care_for_as_many_counties(plan: str) -> None:
    assert counties(plan, "classroom") == pytest.approx(counties(plan))


def test_dyads_name_their_governments() -> None:
    dyads, made = compiled()[0], world()
    row = dyads.id.tolist().index("32-Suzhou>52-Tongren")
    assert made.east.id[dyads.east[row]] == "32-Suzhou"
    assert made.west.id[dyads.west[row]] == "52"
    assert (made.east.tier[dyads.east] <= CITY).all()
    assert (made.west.tier[dyads.west] < COUNTY).all()
    assert len(set(dyads.id.tolist())) == len(dyads.id)


def test_four_cities_share_guizhou_in_1996() -> None:
    cities = [value for name, value in counties("1996").items() if name.endswith(">52")]
    assert cities == pytest.approx([16.5] * 4)


def test_a_province_pair_leaves_out_what_another_donor_holds() -> None:
    held = counties("2016")
    assert held["12>62"] == pytest.approx(58 - 8 - 7 - 9)
    assert held["35-Xiamen>62-Linxia"] == pytest.approx(8)
    assert held["33>51"] == pytest.approx(66 - 18 - 11)
    assert held["11>13-Baoding"] == pytest.approx(8)


def test_two_cities_share_a_prefecture() -> None:
    held = counties("2016")
    assert held["44-Zhongshan>53-Zhaotong"] == held["44-Dongguan>53-Zhaotong"] == 5


def test_a_city_shares_its_prefecture_with_its_own_province() -> None:
    held = counties("2021")
    assert held["44-Guangzhou>52-Bijie"] == pytest.approx(3.5)
    assert held["44>52"] == pytest.approx(33)
    assert held["37>62"] == pytest.approx(34 / 2 + 24 / 2)
    assert held["12>62"] == pytest.approx(34 / 2)


def test_a_province_pair_that_is_left_nothing_shares_everything() -> None:
    made = world()
    taken = [pair for pair in made.plans["2016"] if pair.west_province == "52"]
    whole = replace(made.plans["1996"][0], west="52", west_province="52")
    dyads = union(made, [(*taken, whole)])
    plan = compile_plans(made, dyads, {"mine": (*taken, whole)})["mine"]
    assert plan.counties[dyads.id.tolist().index("11>52")] == pytest.approx(33)


def test_several_prefectures_can_be_one_pair() -> None:
    held = counties("2010")
    assert held["33>51-Garze+Aba+Muli"] == pytest.approx((18 + 13 + 1) / 2)
    assert held["44-Zhuhai>51-Liangshan"] == pytest.approx(10 + 1 / 2)


def test_only_the_named_plans_make_dyads() -> None:
    dyads, plans = prepare(world(), [(1996, "1996")])
    assert len(dyads.id) == 13
    assert list(plans) == [NOBODY, "1996"]
    nobody, plans = prepare(world(), [])
    assert len(nobody.id) == len(plans[NOBODY].link_place) == 0


def test_tiny_has_its_two_pairs() -> None:
    assert compiled("tiny")[0].id.tolist() == ["35>64", "44>45"]
    assert counties("2016", "tiny") == pytest.approx({"35>64": 8, "44>45": 33})


def test_an_unknown_plan_or_government_is_named() -> None:
    with pytest.raises(ScenarioError, match="no plan '1997'; there are 1996, 2002"):
        prepare(world(), [(1997, "1997")])
    pair = world().plans["1996"][0]
    with pytest.raises(ScenarioError, match="no governments for '11>15'"):
        union(world("tiny"), [[pair]])
