"""From tables of runs to differences, ranks, winners and shares of mechanisms."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eastwest import Scenario, run
from eastwest.vocabulary import CHANNELS
from eastwest_lab.comparing.attribution import ALL, REST, attribute, named
from eastwest_lab.comparing.changed import MOST, OTHERS, between, changed
from eastwest_lab.comparing.compared import compare
from eastwest_lab.comparing.mechanisms import GROUPS, closed
from eastwest_lab.comparing.outcomes import comparison, first_difference, outcomes
from eastwest_lab.comparing.places import by_province, place_differences, shares
from eastwest_lab.comparing.ranks import front, ranks
from eastwest_lab.comparing.shapley import coalitions, interactions, shapley

pytestmark = pytest.mark.filterwarnings("error")


def tidy(scenario, replicate, values, variable="aid", level="national", id_="CN", start=2015):
    return pd.DataFrame(
        {
            "scenario": scenario,
            "seed": 1,
            "replicate": replicate,
            "year": range(start, start + len(values)),
            "level": level,
            "id": id_,
            "variable": variable,
            "value": np.array(values, dtype=float),
        }
    )


def runs(**values):
    """A row for each replicate of each scenario, with outcomes `y` and perhaps `z`."""
    rows = [
        {
            "scenario": name,
            "seed": 1,
            "replicate": place,
            **dict(zip("yz", np.atleast_1d(each), strict=False)),
        }
        for name, column in values.items()
        for place, each in enumerate(column)
    ]
    return pd.DataFrame(rows)


class TestOutcomes:
    def test_first_difference_is_the_first_year_that_is_not_equal(self):
        frame = pd.concat([tidy("a", 0, [1, 2, 3]), tidy("b", 0, [1, 2, 4])])
        assert first_difference(frame) == 2017
        assert (
            first_difference(pd.concat([tidy("a", 0, [1, np.nan]), tidy("b", 0, [1, np.nan])]))
            is None
        )

    def test_rounding_is_no_first_difference(self):
        frame = pd.concat([tidy("a", 0, [0.1 + 0.2, 2, 3]), tidy("b", 0, [0.3, 2, 4])])
        assert first_difference(frame) == 2017

    def test_an_outcome_is_the_mean_over_the_years(self):
        frame = pd.concat([tidy("a", 0, [1, 2, 3]), tidy("a", 1, [1, 4, 5])])
        found = outcomes(frame, ["aid", "not_there"], (2016, 2017))
        assert found["aid"].tolist() == [2.5, 4.5]
        assert "not_there" not in found

    def test_scenarios_are_paired_by_seed_and_replicate_whatever_the_order(self):
        table = runs(a=[1, 2, 3], b=[2, 4, 4])
        mixed = table.sample(frac=1, random_state=1)
        row = comparison(pd.concat([table[:1], mixed.drop(index=0)]), ["y"], "a", 0.1).iloc[0]
        assert (row["difference"], row["pairs"]) == (pytest.approx(4 / 3), 3)
        assert row["percent"] == pytest.approx(100 * (4 / 3) / 2)

    def test_a_failed_run_loses_its_pair_alone(self):
        table = runs(a=[1, 2, 3], b=[2, np.nan, 4])
        assert comparison(table, ["y"], "a", 0.1).iloc[0]["pairs"] == 2
        assert comparison(table.dropna(), ["y"], "a", 0.1).iloc[0]["pairs"] == 2

    def test_holm_counts_all_scenarios_and_outcomes(self):
        table = runs(
            a=[(1, 1), (2, 2), (3, 4)], b=[(2, 2), (4, 4), (4, 9)], c=[(1, 3), (2, 5), (4, 6)]
        )
        found = comparison(table, ["y", "z"], "a", 0.1)
        assert len(found) == 4
        least = found["p"].idxmin()
        assert found.loc[least, "p_holm"] == pytest.approx(4 * found.loc[least, "p"])

    @pytest.mark.parametrize("nothing", [0, 1e-18])  # the second is what rounding leaves of it
    def test_no_percent_of_nothing(self, nothing):
        table = runs(a=[nothing, nothing], b=[1, 2])
        assert np.isnan(comparison(table, ["y"], "a", 0.1).iloc[0]["percent"])


class TestRanks:
    def test_are_taken_within_replicates_and_equal_ones_share(self):
        table = runs(a=[1, 5, 3], b=[2, 1, 3], c=[3, 9, np.nan])
        found = ranks(table, {"y": 1})["y"]
        assert found.to_dict() == {"a": 2.5, "b": 2.5, "c": 1.0}  # the third replicate is left out

    def test_less_may_be_better(self):
        assert ranks(runs(a=[1, 1], b=[2, -2]), {"y": -1})["y"].tolist() == [1.5, 1.5]

    def test_front_holds_what_nothing_beats_in_both(self):
        points = np.array([[1, 1], [2, 2], [3, 1], [1, 3], [np.nan, 9], [2, 2]], dtype=float)
        assert front(points, [1, 1]).tolist() == [False, True, True, True, False, True]
        assert front(points, [-1, -1]).tolist() == [True, False, False, False, False, False]


class TestPlaces:
    def means(self, *rows):
        names = ["scenario", "replicate", "id", "value"]
        return pd.DataFrame(rows, columns=names).assign(seed=1)

    def test_a_place_wins_if_its_interval_lies_above_zero(self):
        found = place_differences(
            self.means(
                *[
                    ("a", k, place, 100.0)
                    for k, place in product(range(3), ("52-1", "52-2", "61-1"))
                ],
                *[("b", k, "52-1", 110.0 + k) for k in range(3)],
                *[("b", k, "52-2", 100.0 + (-1) ** k) for k in range(3)],
                *[("b", k, "61-1", 90.0 - k) for k in range(3)],
            ),
            "a",
            "b",
        )
        assert dict(zip(found["id"], found["kind"], strict=True)) == {
            "52-1": "better", "52-2": "unclear", "61-1": "worse",
        }  # fmt: skip
        assert shares(found) == {"better": 1 / 3, "unclear": 1 / 3, "worse": 1 / 3}
        assert by_province(found).to_dict() == pytest.approx({"52": (11 + 1 / 3) / 2, "61": -11})

    def test_with_one_replicate_the_sign_decides_and_there_is_no_interval(self):
        found = place_differences(self.means(("a", 0, "52", 10.0), ("b", 0, "52", 9.0)), "a", "b")
        assert found["kind"].tolist() == ["worse"]
        assert found["low"].isna().all()

    def test_a_trifle_moves_nobody_however_sure_it_is(self):
        rows = [("a", k, "52", 1e4) for k in range(3)] + [
            ("b", k, "52", 1e4 + 0.1) for k in range(3)
        ]
        assert place_differences(self.means(*rows), "a", "b")["kind"].tolist() == ["unclear"]

    def test_where_less_is_better_losses_are_gains(self):
        means = self.means(("a", 0, "52", 10.0), ("b", 0, "52", 9.0))
        assert place_differences(means, "a", "b", -1)["kind"].tolist() == ["better"]


class TestShapley:
    PLAYERS = ("x", "y", "z")

    def worth(self, rule):
        return {each: np.array([float(rule(each))]) for each in coalitions(self.PLAYERS)}

    def test_of_an_additive_game_is_each_ones_own_part(self):
        own = {"x": 1, "y": 2, "z": -4}
        game = self.worth(lambda group: sum(own[each] for each in group))
        assert {k: float(v[0]) for k, v in shapley(self.PLAYERS, game).items()} == pytest.approx(
            own
        )
        assert all(abs(each[0]) < 1e-12 for each in interactions(self.PLAYERS, game).values())

    def test_two_who_need_each_other_share_what_they_make(self):
        game = self.worth(lambda group: 6 * ({"x", "y"} <= group) + 1 * ("z" in group))
        assert {k: float(v[0]) for k, v in shapley(self.PLAYERS, game).items()} == pytest.approx(
            {"x": 3, "y": 3, "z": 1}
        )
        found = {pair: float(each[0]) for pair, each in interactions(self.PLAYERS, game).items()}
        assert found == pytest.approx({("x", "y"): 6, ("x", "z"): 0, ("y", "z"): 0})

    def test_gloves_are_shared_as_in_the_textbook(self):
        # x holds a left glove, y and z a right one each; a pair is worth 1
        game = self.worth(lambda group: "x" in group and len(group) > 1)
        found = {k: float(v[0]) for k, v in shapley(self.PLAYERS, game).items()}
        assert found == pytest.approx({"x": 2 / 3, "y": 1 / 6, "z": 1 / 6})
        assert float(interactions(self.PLAYERS, game)["y", "z"][0]) == pytest.approx(-1 / 2)

    @given(st.lists(st.floats(-10, 10), min_size=8, max_size=8))
    def test_shares_add_up(self, worths):
        game = {
            each: np.array([w]) for each, w in zip(coalitions(self.PLAYERS), worths, strict=True)
        }
        total = sum(float(each[0]) for each in shapley(self.PLAYERS, game).values())
        assert total == pytest.approx(worths[-1] - worths[0], abs=1e-9)


class TestAttribution:
    def table(self, worth, noise=(0.0, 0.0)):
        groups = ("money", "firms")
        return groups, pd.DataFrame(
            [
                {
                    "scenario": name,
                    "on": named(on),
                    "seed": 1,
                    "replicate": k,
                    "y": value + noise[k],
                }
                for on in coalitions(groups)
                for k in range(2)
                for name, value in (("a", 10.0), ("b", 10.0 + worth(on) * (1 + k)))
            ]
        )

    def test_shares_and_rest_add_up_to_the_difference(self):
        groups, table = self.table(lambda on: 1 + 2 * ("money" in on) + 5 * (len(on) == 2), (7, -3))
        found = attribute(table, groups, ["y"], "a", "b")
        parts = found.parts.set_index("group")["value"]
        assert parts[REST] + parts["money"] + parts["firms"] == pytest.approx(parts[ALL])
        assert parts[ALL] == pytest.approx(12)  # (8 + 16) / 2
        assert parts["money"] == pytest.approx(1.5 * (2 + 2.5))
        assert found.interactions["value"].tolist() == pytest.approx([7.5])

    def test_one_replicate_has_shares_without_intervals(self):
        groups, table = self.table(len)
        found = attribute(table[table["replicate"] == 0], groups, ["y"], "a", "b").parts
        assert found["value"].notna().all()
        assert found["low"].isna().all()

    def test_a_replicate_with_a_failed_run_is_left_out(self):
        groups, table = self.table(len)
        table.loc[(table["on"] == "money") & (table["replicate"] == 1), "y"] = np.nan
        parts = attribute(table, groups, ["y"], "a", "b").parts.set_index("group")["value"]
        assert parts[ALL] == 2


class TestChanged:
    history = Scenario.load("history")

    def groups(self, name):
        return changed(self.history, Scenario.load(name))

    def test_settings_are_grouped_by_what_they_are(self):
        assert set(self.groups("market_led")) == {
            *("lever.pressure", "lever.subsidy", "lever.firm_platform")
        }
        assert set(self.groups("economic_indicators")) == {"weights"}
        assert set(self.groups("pairing_random")) == {"pairing"}

    def test_a_regime_that_only_one_has_comes_whole(self):
        assert {"regime.2016", "regime.2021"} < set(self.groups("reputation_forever"))

    def test_what_makes_no_sound_scenario_alone_is_joined(self):
        """A contest takes other rewards than bars."""
        assert list(self.groups("tournament")) == ["grade & stakes"]

    def test_there_are_never_more_groups_than_can_be_crossed(self):
        found = self.groups("two_way_gains")
        assert len(found) == MOST
        assert OTHERS in found

    @pytest.mark.parametrize("name", ["two_way_gains", "reputation_forever", "market_led"])
    def test_none_swapped_is_the_first_and_all_swapped_the_second(self, name):
        other = Scenario.load(name)
        groups = changed(self.history, other)
        assert between(self.history, other, groups, frozenset()).digest == self.history.digest
        assert between(self.history, other, groups, frozenset(groups)).digest == other.digest

    def test_one_swapped_differs_from_the_first_in_that_alone(self):
        other = Scenario.load("market_led")
        groups = changed(self.history, other)
        one = between(self.history, other, groups, frozenset({"lever.subsidy"}))
        assert list(changed(self.history, one)) == ["lever.subsidy"]
        assert changed(self.history, one)["lever.subsidy"] == groups["lever.subsidy"]

    def test_two_settings_that_do_the_same_get_the_same(self):
        """Symmetry: who plays the same part in every set has the same share."""
        table = pd.DataFrame(
            [
                {"scenario": name, "on": named(on), "seed": 1, "replicate": k, "y": y}
                for on in coalitions(("audit", "weights", "stakes"))
                for k in range(3)
                for name, y in (("a", 1.0), ("b", 1 + k * len(on & {"audit", "weights"}) ** 2))
            ]
        )
        parts = attribute(table, ("audit", "weights", "stakes"), ["y"], "a", "b").parts
        value = parts.set_index("group")["value"]
        assert value["audit"] == value["weights"] == 2
        assert value["stakes"] == 0


class TestMechanisms:
    def test_every_channel_is_in_one_group(self):
        assert sorted(sum(GROUPS.values(), ())) == sorted(CHANNELS)

    def test_a_closed_group_is_neither_worked_in_nor_scored(self):
        shut = closed(Scenario.load("history"), frozenset({"work"}))
        assert shut.tables.channel.labour.open == shut.tables.channel.consumption.open == 0
        assert shut.tables.channel.aid.open == 1
        scored = {
            each.channel
            for entry in shut.regimes
            for each in entry.rule.indicator.values()
            if each.weight > 0
        }
        assert scored.isdisjoint({"labour", "consumption"})
        assert "aid" in scored

    def test_in_a_closed_channel_nothing_is_done_on_either_side(self):
        tiny = Scenario.load("history").change({"world.size": "tiny", "years": [2016, 2018]})
        frame = run(closed(tiny, frozenset({"work"}))).frame()
        none = ["effort_labour", "effort_consumption", "workers_placed", "purchases"]
        sums = frame.groupby("variable")["value"].sum()
        assert sums[none].tolist() == [0, 0, 0, 0]
        assert sums["aid"] > 0

    def test_nothing_closed_is_the_same_scenario(self):
        history = Scenario.load("history")
        assert closed(history, frozenset()) is history


def test_comparing_begins_where_the_scenarios_part():
    yearly = pd.concat(
        [tidy(name, k, [5, 5, 5 + up + k]) for name, up in (("a", 0), ("b", 2)) for k in range(3)]
        + [
            tidy(name, k, [9, 9, 9 + up], "rural_income", "county", "52-001")
            for name, up in (("a", 0), ("b", 1))
            for k in range(3)
        ]
    )
    found = compare({"a": {"en": "A"}, "b": {"en": "B"}}, yearly)
    assert (found.first, found.years, found.replicates) == (2017, (2017, 2017), 3)
    assert found.differences["difference"].tolist() == [2]
    assert found.provinces()["b"].to_dict() == {"52": 1}
    assert compare({"a": {}, "b": {}}, yearly, over=(2015, 2016)).differences["p"].tolist() == [1]
