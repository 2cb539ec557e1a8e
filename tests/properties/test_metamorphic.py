"""What must not matter: the unit of money, the name of a pair, who else is assessed, which side."""

from dataclasses import replace

import numpy as np
import pytest
from tests.contracts.test_pairings import alike
from tests.properties.test_model_properties import check
from tests.strategies import tiny

from eastwest.behaviour.government import Position, task
from eastwest.columns import share, sums
from eastwest.context import Context
from eastwest.evaluation.layout import Layout
from eastwest.evaluation.sheet import Sheet
from eastwest.loader import load
from eastwest.metrics import national
from eastwest.runs import setting
from eastwest.step import advance, begin
from eastwest.streams import run_key
from eastwest.vocabulary import CHANNEL, CHANNELS, GROWTH

THOUSAND = 1000.0
MONEY = ("aid", "industry", "consumption", "society")
"""Channels whose unit is money."""
COUNTED = [name for name in CHANNELS if name not in MONEY]
"""Channels of visits, persons and projects."""
LEVERS = {"transfer": 20.0, "infrastructure_programme": 9.0, "services_programme": 5.0}
POLICY = {**LEVERS, "credit": 0.5, "forced_donation": 0.02, "two_way": 1.0, "quota_trade": 0.5}
YEARS = [2015, 2020]


def values_of(scenario, keys):
    """Return the values of dotted keys."""
    found = {}
    for key in keys:
        value = scenario.tables
        for name in key.split("."):
            value = getattr(value, name)
        found[key] = value
    return found


def in_small_money(scenario, times):
    """Return a scenario with every sum of money as `times` as large, in a unit as much smaller."""
    side = ("curvature", "growth", "altruism", "cost", "money_value")
    fewer = [f"{name}.{each}" for name in ("east", "west") for each in side]
    fewer += [f"channel.{name}.{each}" for name in CHANNELS for each in ("gain_east", "gain_west")]
    fewer += [f"stocks.vertical.{name}" for name in ("infrastructure", "services")]
    fewer += ["stocks.programme"]
    more = [f"channel.{name}.{each}" for name in COUNTED for each in ("price", "west_price")]
    more += [f"channel.{name}.norm" for name in MONEY]
    more += [f"channel.{name}.returned" for name in COUNTED]
    more += ["channel.aid.absorbed", "channel.consumption.supply", "firm.location.capital_per_job"]
    more += ["channel.ecology.land_price", "channel.ecology.land_worth"]
    more += [f"levers.{name}" for name in LEVERS]
    changes = {key: value / times for key, value in values_of(scenario, fewer).items()}
    changes |= {key: value * times for key, value in values_of(scenario, more).items()}
    for entry in scenario.regimes:
        where = "regime" if entry.start == entry.since else "change"
        for name, each in entry.rule.indicator.items():
            if each.channel in MONEY:
                key = f"{where}.{entry.start}.indicator.{name}.target.norm"
                changes[key] = each.target.norm * times
    return scenario.change(changes)


def in_small_money_too(world, times):
    """Return a world with every sum of money as `times` as large."""
    provinces, places = world.provinces, world.places
    return replace(
        world,
        provinces=replace(provinces, gdp=times * provinces.gdp, revenue=times * provinces.revenue),
        places=replace(
            places, rural_income=times * places.rural_income, gdp_head=times * places.gdp_head
        ),
        firms=replace(world.firms, scale=times * world.firms.scale),
        line=times * world.line,
        vertical_funds=times * world.vertical_funds,
    )


class TestUnitOfMoney:
    def run(self, times):
        """Return a tiny world in which capacity is revenue, all levers on, in a unit of money."""
        linear = {f"{side}.elasticity": 1.0 for side in ("east", "west")}
        policy = {f"levers.{name}": value for name, value in POLICY.items()}
        first = tiny(tuple(YEARS)).change({**linear, **policy, "world.firms": 200})
        context = setting(first, 5, 0)
        world = in_small_money_too(context.world, times)
        return Context.of(in_small_money(first, times), world, 5, 0)

    def test_a_thousand_times_the_money_leaves_all_choices_alike(self):
        plain, small = self.run(1.0), self.run(THOUSAND)
        one, other = begin(plain), begin(small)
        for _ in range(YEARS[0], YEARS[1] + 1):
            advance(plain, one)
            advance(small, other)
            assert np.array_equal(one.firms.host, other.firms.host)
            assert np.array_equal(one.organizations.host, other.organizations.host)
            assert np.array_equal(one.east.grade, other.east.grade)
            for side in ("east", "west"):
                mine, theirs = getattr(one, side), getattr(other, side)
                np.testing.assert_allclose(
                    theirs.effort, THOUSAND * mine.effort, rtol=1e-6, atol=1e-3
                )
                np.testing.assert_allclose(theirs.padding, mine.padding, rtol=1e-6, atol=1e-7)
            np.testing.assert_allclose(other.places.poor, one.places.poor, rtol=1e-6, atol=1e-2)
            np.testing.assert_allclose(other.places.stock, one.places.stock, rtol=1e-7)
            np.testing.assert_allclose(other.flow, THOUSAND * one.flow, rtol=1e-6, atol=1e-3)
        assert (one.firms.host >= 0).any()
        assert one.east.effort[:, CHANNEL["aid"]].any()


class TestTwins:
    def test_identical_pairs_get_identical_targets_effort_and_aid(self):
        calm = {
            "regime.2016.observe.audit.share": 1.0,
            "pairing.2013": {"plan": "none"},
            "pairing.2017": {"kind": "equal"},
            "world.firms": 0,
            "world.organizations": 0,
            **{f"levers.{name}": value for name, value in POLICY.items()},
        }
        scenario = tiny((2016, 2020)).change(calm)
        drawn = setting(scenario, 3, 0)
        context = Context.of(scenario, alike(drawn.world), 3, 0)
        state = begin(context)
        for _ in range(5):
            year = advance(context, state)
        pairs = np.flatnonzero(year.active)
        east, west = context.dyads.east[pairs], context.dyads.west[pairs]
        assert len(pairs) == 4
        assert state.dyads.effort[pairs].any()
        for rows, governments in ((east, state.east), (west, state.west)):
            for name in ("target", "effort", "padding", "earned"):
                column = getattr(governments, name)[rows]
                np.testing.assert_allclose(column, column[:1].repeat(4, 0), rtol=1e-9, atol=1e-12)
        for column in (state.dyads.effort[pairs], state.dyads.activity[pairs]):
            np.testing.assert_allclose(column, column[:1].repeat(4, 0), rtol=1e-9, atol=1e-12)
        owner, places = context.world.places.province, state.places
        one, other = (owner == each for each in np.unique(context.world.west.province[west]))
        for name in ("income", "stock", "poor", "migrants", "aid"):
            column = getattr(places, name)
            assert column[one].any() or name == "poor", name  # the list is empty by 2020
            np.testing.assert_allclose(column[one], column[other], rtol=1e-9, atol=1e-12)


def judged(east, west):
    """Return a tiny run in which the weights of each side are as they are, or nil."""
    regime = next(entry.rule for entry in load("history").regimes if entry.start == 2016)
    kept = {"east": east, "west": west}
    changes = {
        f"regime.2016.indicator.{name}.weight": 0.0
        for name, each in regime.indicator.items()
        if not kept[each.side]
    }
    drops = {"regime.2021.drop": True, "change.2019.drop": True}
    unchecked = {"regime.2016.observe.audit.share": 0.0}
    scenario = tiny((2016, 2020)).change({**changes, **drops, **unchecked})
    context = setting(scenario, 3, 0)
    state = begin(context)
    for _ in range(5):
        advance(context, state)
    return state


class TestOneSide:
    @pytest.mark.parametrize(("mine", "other"), [("east", "west"), ("west", "east")])
    def test_assessing_one_side_moves_only_that_side_s_effort_and_padding(self, mine, other):
        nobody = judged(east=False, west=False)
        alone = judged(east=mine == "east", west=mine == "west")
        for name in ("effort", "padding"):
            calm, moved = (getattr(getattr(state, other), name) for state in (nobody, alone))
            np.testing.assert_allclose(moved, calm, rtol=1e-9, atol=1e-12)
        for name in ("effort", "padding"):
            calm, moved = (getattr(getattr(state, mine), name) for state in (nobody, alone))
            assert moved[:, :GROWTH].sum() > calm[:, :GROWTH].sum(), name


def turned(world):
    """Return a world in which donors are as poor as their recipients are, and these as rich."""
    provinces, places = world.provinces, world.places
    ids = provinces.id.tolist()
    twin = np.arange(len(ids))
    for one, other in (("44", "45"), ("35", "64")):
        here, there = ids.index(one), ids.index(other)
        twin[here], twin[there] = there, here
    whole = sums(places.province, places.rural_income, len(ids))
    mean = share(whole, np.bincount(places.province, minlength=len(ids)))
    times = share(mean[twin], mean)[places.province]
    money = {name: getattr(provinces, name)[:, twin] for name in ("gdp", "revenue")}
    lives = {name: times * getattr(places, name) for name in ("rural_income", "gdp_head")}
    return replace(world, provinces=replace(provinces, **money), places=replace(places, **lives))


class TestRolesReversed:
    def run(self, *, other_way):
        """Return aid, the income gap and the poor of the recipients in a tiny world."""
        scenario = tiny((2015, 2020)).change({"pairing.2017": {"kind": "equal"}})
        context = setting(scenario, 3, 0)
        if other_way:
            context = Context.of(scenario, turned(context.world), 3, 0)
        state, found = begin(context), []
        for _ in range(2015, 2021):
            year = advance(context, state)
            check(context, state, year)
            found.append(national(context, state, year))
        return {name: np.array([each[name] for each in found]) for name in found[0]}

    def test_a_poor_east_gives_less_and_a_rich_west_needs_less(self):
        usual, swapped = self.run(other_way=False), self.run(other_way=True)
        assert (usual["rural_income_ratio"] > 1.0).all()
        assert (swapped["rural_income_ratio"] < 1.0).all()
        assert (swapped["aid"] > 0.0).all()
        assert (swapped["aid"] < usual["aid"]).all()
        assert (swapped["poor_recipients"] <= usual["poor_recipients"]).all()
        assert swapped["poor_recipients"][0] < usual["poor_recipients"][0]


class TestMirror:
    def test_the_same_government_does_the_same_on_either_side(self):
        scenario = tiny()
        regime = next(entry.rule for entry in scenario.regimes if entry.start == 2016)
        own = {name: each for name, each in regime.indicator.items() if each.side == "east"}
        twins = {f"twin_{name}": replace(each, side="west") for name, each in own.items()}
        both = replace(regime, indicator={**own, **twins})
        draw = np.random.default_rng(int(run_key(3, 0)) % 2**32)
        columns = ("full", "belief", "target", "given")
        tables = {name: draw.uniform(0.1, 2.0, (4, len(CHANNELS))) for name in columns}
        where = Position(
            size=np.ones(4),
            capacity=draw.uniform(500.0, 3000.0, 4),
            altruism=draw.uniform(0.5, 2.0, 4),
            gain=np.zeros((4, len(CHANNELS))),
            floor=np.zeros((4, len(CHANNELS))),
            open=np.ones(len(CHANNELS)),
            **tables,
        )
        sheets = (Sheet.of(side, both, Layout.of(side, [both])) for side in ("east", "west"))
        one, other = (task(where, scenario.tables.east, sheet) for sheet in sheets)
        for name in ("gain", "slope", "lift", "ceiling", "limit", "pad_price", "base"):
            assert np.array_equal(getattr(one, name), getattr(other, name)), name
        assert one.slope.any()
