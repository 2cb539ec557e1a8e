"""Pairing rules on small tables that can be worked by hand, and how they read in a file."""

from dataclasses import replace

import numpy as np
import pytest

from eastwest.loader import load, to_toml
from eastwest.pairing import PAIRINGS, Scene, links_of, parts_of, reached, sector_fit
from eastwest.pairing.by_lot import ByLot
from eastwest.pairing.by_need import ByNeed
from eastwest.pairing.complementary import Complementary
from eastwest.pairing.equal import Equal
from eastwest.pairing.matching import match, seats
from eastwest.pairing.nearest import Nearest
from eastwest.pairing.optimal import Optimal, Weights
from eastwest.streams import run_key
from eastwest.vocabulary import SECTORS
from eastwest.world import SIZES, build_world

SCENE = Scene(
    key=run_key(1, 0),
    date=2010,
    donor=np.array([11, 12, 13], np.uint64),
    recipient=np.array([21, 22, 23], np.uint64),
    capacity=np.array([100.0, 300.0, 200.0]),
    need=np.array([0.5, 0.2, 0.3]),
    counties=np.array([10.0, 30.0, 20.0]),
    fit=np.array([[0.0, 0.0, 1.0], [1.0, 0.9, 0.0], [0.9, 0.0, 0.0]]),
    distance=np.array([[1.0, 2.0, 9.0], [1.0, 9.0, 9.0], [9.0, 9.0, 3.0]]),
)
"""Three donors and three recipients of whom each rule makes other pairs."""


def pairs(linked):
    return [(int(donor), int(recipient)) for donor, recipient in np.argwhere(linked)]


class TestOneToOne:
    def test_need_pairs_the_ablest_with_the_neediest(self):
        assert pairs(ByNeed()(SCENE)) == [(0, 1), (1, 0), (2, 2)]

    def test_complementarity_gives_up_the_best_pair_for_the_best_sum(self):
        assert pairs(Complementary()(SCENE)) == [(0, 2), (1, 1), (2, 0)]

    def test_distance_gives_up_the_nearest_pair_for_the_nearest_sum(self):
        assert pairs(Nearest()(SCENE)) == [(0, 1), (1, 0), (2, 2)]

    def test_equal_pairs_everybody(self):
        assert Equal()(SCENE).all()

    @pytest.mark.parametrize(
        ("aim", "rule"),
        [("need", ByNeed()), ("complementarity", Complementary()), ("distance", Nearest())],
    )
    def test_optimal_with_one_aim_is_the_rule_of_that_aim(self, aim, rule):
        others = dict.fromkeys(("need", "complementarity", "distance", "capacity"), 0.0)
        optimal = Optimal(weights=Weights(**{**others, aim: 2.0}))
        assert pairs(optimal(SCENE)) == pairs(rule(SCENE))

    def test_optimal_by_capacity_gives_large_donors_many_counties(self):
        weights = Weights(need=0.0, complementarity=0.0, distance=0.0)
        assert pairs(Optimal(weights=weights)(SCENE)) == [(0, 0), (1, 1), (2, 2)]


class TestLot:
    def test_the_same_run_date_and_names_draw_the_same(self):
        assert pairs(ByLot()(SCENE)) == pairs(ByLot()(replace(SCENE, need=SCENE.need[::-1])))

    def test_runs_and_dates_draw_their_own(self):
        drawn = {
            str(pairs(ByLot()(replace(SCENE, key=run_key(1, replicate), date=date))))
            for replicate in range(20)
            for date in (2010, 2016)
        }
        assert len(drawn) == 6

    def test_every_matching_is_as_likely_as_any_other(self):
        runs = [ByLot()(replace(SCENE, key=run_key(3, replicate))) for replicate in range(600)]
        assert np.mean(runs, axis=0) == pytest.approx(1 / 3, abs=0.06)


class TestSeats:
    def test_one_each_where_numbers_allow(self):
        donors, recipients = seats(np.ones(3), np.ones(3), 1)
        assert (donors == 1).all()
        assert (recipients == 1).all()

    def test_the_ablest_take_more_where_recipients_would_be_left_alone(self):
        donors, recipients = seats(np.array([1.0, 3.0, 2.0]), np.ones(5), 1)
        assert donors.tolist() == [1, 2, 2]
        assert recipients.tolist() == [1] * 5

    def test_the_neediest_get_one_more(self):
        donors, recipients = seats(np.ones(4), np.array([0.2, 0.5, 0.3]), 2)
        assert donors.tolist() == [2] * 4
        assert recipients.tolist() == [2, 3, 3]

    def test_nobody_has_more_partners_than_there_are(self):
        donors, recipients = seats(np.ones(2), np.ones(3), 9)
        assert donors.tolist() == [3, 3]
        assert recipients.tolist() == [2] * 3

    def test_a_pair_takes_one_seat_however_good_it_is(self):
        value = np.array([[9.0, 0.0], [8.0, 1.0]])
        linked = match(value, np.array([2, 2]), np.array([2, 2]))
        assert linked.all()


class TestLinks:
    home = np.array([0, -1, 0, 1])
    size = np.array([4.0, 5.0, 2.0, 6.0])

    def test_holders_share_a_place_equally(self):
        linked = np.array([[True, False], [True, True]])
        dyads = np.array([[3, 0], [1, 2]])
        plan = links_of(linked, dyads, self.home, self.size, np.ones(4), 5)
        assert plan.active.tolist() == [False, True, True, True, False]
        assert plan.link_dyad.tolist() == [1, 1, 2, 3, 3]
        assert plan.link_place.tolist() == [0, 2, 3, 0, 2]
        assert plan.link_weight.tolist() == [0.5, 0.5, 1.0, 0.5, 0.5]
        assert plan.counties.tolist() == [0.0, 3.0, 6.0, 3.0, 0.0]

    def test_a_number_of_counties_goes_to_the_poorest_first(self):
        poverty = np.array([0.1, 0.9, 0.3, 0.2])
        part = reached(self.home, self.size, poverty, np.array([3, 9]))
        assert part.tolist() == [0.25, 0.0, 1.0, 1.0]


def test_need_is_the_mean_of_what_is_told():
    assert parts_of(np.array([1.0, 3.0]), np.array([1.0, 1.0])).tolist() == [0.375, 0.625]
    assert parts_of(np.zeros(2), np.array([1.0, 4.0])).tolist() == [0.2, 0.8]
    assert parts_of(np.zeros(2), np.zeros(2)).tolist() == [0.5, 0.5]


def test_fit_is_the_endowment_in_the_sectors_of_a_province_s_firms():
    world = build_world(SIZES["tiny"], 2010, 2012, run_key(1, 0))
    fit, home = sector_fit(world), int(world.firms.home[0])
    sectors = world.firms.sector[world.firms.home == home]
    part = np.bincount(sectors, minlength=len(SECTORS)) / len(sectors)
    assert fit[home] == pytest.approx((world.places.endowment * part).sum(axis=1))


class TestFile:
    def test_a_rule_replaces_the_plan_of_its_date_and_reads_the_same_again(self, tmp_path):
        changed = load("history").change({"pairing.2010.kind": "optimal", "pairing.2010.each": 2})
        rule = next(each.rule for each in changed.pairings if each.start == 2010)
        assert rule == Optimal(each=2)
        file = tmp_path / "again.toml"
        file.write_text(to_toml(changed), encoding="utf-8")
        assert load(file).digest == changed.digest

    def test_a_plan_replaces_a_rule(self):
        changed = load("pairing_optimal").change({"pairing.2010.plan": "2010"})
        assert [each.rule for each in changed.pairings] == ["1996", "2002", "2010"]

    def test_parameters_of_the_same_kind_are_laid_over(self):
        changed = load("pairing_by_need").change({"pairing.2010.each": 3})
        assert changed.pairings[-1].rule == ByNeed(donors="all", each=3)

    @pytest.mark.parametrize("kind", PAIRINGS)
    def test_every_rule_says_its_kind(self, kind):
        assert PAIRINGS[kind]().kind == kind
