"""Firms' two decisions, on worlds small enough to work out by hand."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from eastwest.behaviour.firms import Candidates, FirmLocation, arrivals
from eastwest.behaviour.ground import Ground
from eastwest.behaviour.market import Offers
from eastwest.behaviour.survival import FirmSurvival, Tenants, heir
from eastwest.streams import identity, race, run_key

KEY = run_key(7, 0)
EVERYBODY = {"attention": 1.0, "unaided": 50.0}
"""All firms look around and hear of every county that they draw."""


@dataclass(frozen=True)
class Firms:
    home: np.ndarray
    sector: np.ndarray
    scale: np.ndarray
    productivity: np.ndarray
    is_state: np.ndarray
    orientation: np.ndarray
    identity: np.ndarray


def numbers(prefix, count):
    return np.array([identity(f"{prefix}{i}") for i in range(count)], dtype=np.uint64)


def firms(count, **columns):
    table = Firms(
        home=np.zeros(count, dtype=np.int64),
        sector=np.zeros(count, dtype=np.int64),
        scale=np.full(count, 0.5),
        productivity=np.zeros(count),
        is_state=np.zeros(count, dtype=bool),
        orientation=np.ones(count),
        identity=numbers("F", count),
    )
    return replace(table, **columns)


def ground(places, dyads=1, counties=1.0, cared=1.0):
    """What each place has that any firm may hear of, and what the one dyad cares for, if any."""
    links = np.arange(places if dyads else 0)
    return Ground.of(
        donor=np.zeros(dyads, dtype=np.int64),
        link=(np.zeros_like(links), links, np.full(links.size, cared)),
        counties=np.full(places, counties),
        identity=numbers("P", places),
        province=np.ones(places, dtype=np.int64),
        homes=2,
    )


def offers(places=3, **columns):
    """Two provinces 1,000 km apart; one dyad from 0 cares for all places, which lie in 1."""
    table = Offers(
        ground=ground(places),
        province=np.ones(places, dtype=np.int64),
        infrastructure=np.full(places, 0.4),
        environment=np.full(places, 0.5),
        need=np.full(places, 0.3),
        wage_gap=np.full(places, 0.8),
        endowment=np.zeros((places, 2)),
        matching=np.ones(1),
        subsidy=np.zeros(1),
        tie=np.full(1, 0.5),
        pressure=np.zeros(1),
        bluff=np.full(1, 2.8),
        distance=np.array([[0.0, 1000.0], [1000.0, 0.0]]),
    )
    return replace(table, **columns)


def away(count):
    return np.full(count, -1)


def nothing(**changed):
    """A rule without any pull but those given."""
    pulls = ("home", "complementarity", "infrastructure", "environment", "wage_gap", "distance")
    more = ("subsidy", "tie", "orientation", "pressure", "crowding", "insecurity")
    return FirmLocation(**{**dict.fromkeys(pulls + more, 0.0), **EVERYBODY, **changed})


class TestLogit:
    def test_shares_are_those_worked_out_by_hand(self):
        utility = np.log(np.tile([1.0, 2.0, 3.0], (60_000, 1)))
        agent, alternative = np.arange(60_000)[:, np.newaxis], np.arange(3)
        first = arrivals(race(KEY, "test", 2000, agent, alternative), utility).argmin(axis=1)
        shares = np.bincount(first) / len(first)
        np.testing.assert_allclose(shares, [1 / 6, 1 / 3, 1 / 2], atol=0.006)

    def test_an_unknown_place_is_never_chosen(self):
        utility = np.array([[0.0, -np.inf]])
        assert arrivals(np.array([[9.0, 1e-9]]), utility).tolist() == [[9.0, np.inf]]

    def test_firms_spread_over_places_by_their_pull(self):
        endowment = np.log([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
        rule = nothing(complementarity=1.0, paired=60, other=0)
        entries = rule(KEY, 2000, firms(8000), away(8000), offers(endowment=endowment))
        shares = np.bincount(entries.place) / 8000
        np.testing.assert_allclose(shares, [1 / 7, 2 / 7, 3 / 7], atol=0.02)

    def test_explained_shares_are_those_worked_out_by_hand(self):
        endowment = np.log([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
        rule = nothing(complementarity=1.0, paired=60, other=0)
        told = rule.explain(KEY, 2000, firms(1), 0, offers(endowment=endowment))
        place = np.append(-1, told.candidates.place)
        by_place = [told.share[place == each].sum() for each in (-1, 0, 1, 2)]
        np.testing.assert_allclose(by_place, np.array([1, 1, 2, 3]) / 7)

    def test_order_of_alternatives_does_not_matter(self):
        agent, alternative = np.arange(500)[:, np.newaxis], np.arange(6)
        times = race(KEY, "test", 2000, agent, alternative)
        utility = np.random.default_rng(1).normal(size=times.shape)
        order = np.array([3, 0, 5, 1, 4, 2])
        first = arrivals(times, utility).argmin(axis=1)
        shuffled = arrivals(times[:, order], utility[:, order]).argmin(axis=1)
        np.testing.assert_array_equal(order[shuffled], first)

    def test_order_of_links_does_not_matter_to_what_a_place_is_worth(self):
        rule, table, firm = FirmLocation(), offers(), firms(2)
        slots = Candidates(
            np.array([[0, 1, 2]] * 2),
            np.zeros((2, 3), dtype=np.int64),
            np.zeros((2, 3), dtype=np.uint64),
            np.ones((2, 3), dtype=bool),
        )
        turned = replace(slots, place=slots.place[:, ::-1])
        rows = np.arange(2)
        here, there = rule.terms(firm, rows, slots, table), rule.terms(firm, rows, turned, table)
        for name, term in here.items():
            np.testing.assert_array_equal(term, there[name][:, ::-1], err_msg=name)


class TestInvest:
    def test_terms_are_those_worked_out_by_hand(self):
        table = offers(
            subsidy=np.full(1, 0.1), pressure=np.full(1, 0.5), property_security=0.6, places=1
        )
        table = replace(table, endowment=np.array([[2.0, 0.0]]))
        both = firms(2, is_state=np.array([True, False]), orientation=np.array([1.0, 2.0]))
        rule = FirmLocation(**EVERYBODY, other=0, paired=1)
        state, private = (rule.explain(KEY, 2000, both, row, table).terms for row in (0, 1))
        expected = {
            "complementarity": 1.0,
            "infrastructure": 0.4,
            "environment": 0.5,
            "wage_gap": 0.32,
            "distance": -0.3,
            "subsidy": 0.3,
            "tie": 0.3,
        }
        for name, value in expected.items():
            assert state[name] == private[name] == pytest.approx(value), name
        own = ("orientation", "pressure", "crowding", "insecurity")
        assert [state[name][0] for name in own] == pytest.approx([0.09, 0.5, 0.0, 0.0])
        assert [private[name][0] for name in own] == pytest.approx([0.18, 0.0, -0.15, -0.4])

    def test_terms_add_up_to_the_utility(self):
        told = FirmLocation(**EVERYBODY).explain(KEY, 2000, firms(3), 1, offers())
        np.testing.assert_allclose(sum(told.terms.values()), told.utility[1:], rtol=1e-14)
        assert told.utility[0] == FirmLocation().home
        assert told.share.sum() == pytest.approx(1.0)

    def test_explanation_names_the_place_that_the_firm_takes(self):
        rule, many, table = nothing(home=2.0), firms(200), offers()
        entries = rule(KEY, 2000, many, away(200), table)
        taken = dict(zip(entries.rows.tolist(), entries.place.tolist(), strict=True))
        assert 0 < len(taken) < 200
        for row in range(200):
            told = rule.explain(KEY, 2000, many, row, table)
            assert np.append(-1, told.candidates.place)[told.chosen] == taken.get(row, -1)

    def test_pledge_is_landed_capital_and_bluff(self):
        entries = nothing(home=-5.0)(KEY, 2000, firms(300), away(300), offers())
        paired = entries.dyad == 0
        assert paired.any()
        assert not paired.all()
        np.testing.assert_allclose(entries.pledged[paired], 3.8 * 0.5)
        np.testing.assert_allclose(entries.pledged[~paired], 0.5)
        np.testing.assert_allclose(entries.jobs, 62.5)

    def test_hosted_firms_do_not_move(self):
        host = away(100)
        host[::2] = 1
        entries = nothing(home=-5.0)(KEY, 2000, firms(100), host, offers())
        assert set(entries.rows % 2) == {1}

    def test_inattentive_firms_stay(self):
        entries = nothing(home=-5.0, attention=0.0)(KEY, 2000, firms(50), away(50), offers())
        assert entries.rows.size == 0

    def test_without_places_nobody_moves(self):
        empty = offers(places=0, endowment=np.zeros((0, 2)))
        entries = nothing(home=-5.0)(KEY, 2000, firms(50), away(50), empty)
        assert entries.rows.size == entries.place.size == entries.landed.size == 0

    def test_without_dyads_firms_find_their_own_way(self):
        none = np.zeros(0)
        columns = dict.fromkeys(("matching", "subsidy", "tie", "pressure", "bluff"), none)
        alone = offers(**columns, ground=ground(3, dyads=0))
        entries = nothing(home=-5.0)(KEY, 2000, firms(50), away(50), alone)
        assert entries.rows.size
        assert set(entries.dyad) == {-1}

    def test_without_firms_everything_is_empty(self):
        entries = FirmLocation()(KEY, 2000, firms(0), away(0), offers())
        assert [column.size for column in (entries.rows, entries.landed, entries.jobs)] == [0, 0, 0]

    def test_a_hidden_place_is_reached_through_its_dyad_alone(self):
        entries = nothing(home=-5.0)(
            KEY, 2000, firms(400), away(400), offers(ground=ground(3, counties=[0.0, 1.0, 1.0]))
        )
        assert set(entries.dyad[entries.place == 0]) == {0}
        assert set(entries.dyad[entries.place == 1]) == {0, -1}

    def test_firms_of_an_unpaired_home_hear_only_of_what_all_may_hear_of(self):
        far = firms(100, home=np.ones(100, dtype=np.int64))
        entries = nothing(home=-5.0)(KEY, 2000, far, away(100), offers())
        assert entries.rows.size > 90
        assert set(entries.dyad) == {-1}

    def test_one_row_for_many_counties_draws_as_many_firms_as_many_rows(self):
        rule, many = nothing(home=3.0), firms(4000)
        one = offers(places=1, ground=ground(1, counties=40.0, cared=40.0))
        each = [rule(KEY, 2000, many, away(4000), table) for table in (one, offers(places=40))]
        assert each[0].rows.size == pytest.approx(each[1].rows.size, rel=0.07)

    def test_matching_widens_what_firms_know(self):
        many, rows = firms(500), np.arange(500)
        known = [
            FirmLocation().candidates(KEY, 2000, many, rows, offers(matching=np.full(1, level)))
            for level in (0.0, 0.5, 1.0)
        ]
        few, some, most = (each.known for each in known)
        assert few.sum() < some.sum() < most.sum()
        assert not (few & ~some).any()
        assert not (some & ~most).any()


class TestLeave:
    def asked(self, support=0.0, endowment=0.0, count=4000, **columns):
        zeros = np.zeros(count, dtype=np.int64)
        tenants = Tenants(np.arange(count), zeros, np.full(count, 0.5), np.full(count, support))
        table = offers(endowment=np.full((3, 2), endowment))
        hosted = firms(count, **columns)
        return KEY, 2000, hosted, tenants, table, np.full(3, 0.5)

    def fates(self, *given, **columns):
        return FirmSurvival()(*self.asked(*given, **columns))

    def test_profit_is_the_one_worked_out_by_hand(self):
        asked = self.asked(0.04, -1.0, 1, productivity=np.full(1, 2.0))
        terms, fates = FirmSurvival().terms(*asked), FirmSurvival()(*asked)
        worked = {
            "base": 0.115,
            "productivity": 0.06,
            "match": -0.03,
            "infrastructure": 0.024,
            "environment": 0.03,
            "distance": -0.02,
            "company": 0.005,
            "support": 0.04,
        }
        luck = terms["shock"][0]
        assert terms.keys() - worked.keys() == {"shock"}
        assert {name: terms[name][0] for name in worked} == pytest.approx(worked)
        assert fates.profit == pytest.approx([sum(worked.values()) + luck])

    def test_fates_are_those_of_the_tenants_alone(self):
        tenants = Tenants(np.array([1]), np.array([2]), np.ones(1), np.zeros(1))
        fates = FirmSurvival()(KEY, 2000, firms(3), tenants, offers(), np.zeros(3))
        assert fates.rows.tolist() == [1]

    def test_without_firms_there_are_no_fates(self):
        assert self.fates(count=0).rows.size == self.fates(count=0).profit.size == 0

    def test_a_poor_match_that_support_kept_alive_dies_when_it_ends(self):
        kept = self.fates(endowment=-1.0, support=0.1).leaves.mean()
        left_alone = self.fates(endowment=-1.0).leaves.mean()
        assert kept < 0.03 < 0.1 < left_alone

    def test_whoever_leaves_loses_part_and_a_bankrupt_all(self):
        fates = self.fates(endowment=-1.5)
        assert fates.bankrupt.any()
        assert (fates.leaves | ~fates.bankrupt).all()
        assert set(fates.lost[fates.bankrupt]) == {0.5}
        assert set(fates.lost[fates.leaves & ~fates.bankrupt]) == {0.3}
        assert set(fates.lost[~fates.leaves]) == {0.0}
        np.testing.assert_allclose((fates.returned + fates.lost)[fates.leaves], 0.5)
        assert set(fates.returned[~fates.leaves]) == {0.0}

    def test_only_bankrupt_rows_get_a_newborn(self):
        fates = self.fates(endowment=-1.5)
        new = fates.identity != firms(4000).identity
        np.testing.assert_array_equal(new, fates.bankrupt)

    def test_newborns_are_told_apart_over_generations(self):
        line, seen = numbers("F", 2000), []
        for year in range(1996, 2026):
            seen.append(line)
            line = heir(line, year)
        assert np.unique(np.concatenate(seen)).size == 30 * 2000
