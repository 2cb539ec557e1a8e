"""What every pairing rule must do in a run; `test_rules.py` has the contract on made-up tables."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.years import after, columns, run

from eastwest.context import Context
from eastwest.loader import library
from eastwest.metrics import national
from eastwest.pairing import PAIRINGS, Scene
from eastwest.pairing.by_lot import ByLot
from eastwest.pairing.by_need import ByNeed
from eastwest.pairing.optimal import Optimal
from eastwest.runs import resolved, setting, simulate
from eastwest.step import advance, begin
from eastwest.streams import run_key

every = pytest.mark.parametrize("kind", PAIRINGS)


@st.composite
def scenes(draw):
    """Draw what a rule may know: up to five donors and five recipients, ties among them."""
    donors, recipients = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    step = draw(st.sampled_from([0.0, 0.5, 1e-9]))  # 0.5: many values are the same
    shape = (donors, recipients)
    size = [np.round(rng.random(n) / step) * step if step else rng.random(n) for n in shape]
    wide = [rng.normal(size=shape), rng.random(shape)]
    return Scene(
        key=run_key(draw(st.integers(0, 99)), 0),
        date=2010,
        donor=np.arange(donors, dtype=np.uint64),
        recipient=np.arange(recipients, dtype=np.uint64),
        capacity=size[0] + 0.1,
        need=(size[1] + 0.1) / (size[1] + 0.1).sum(),
        counties=np.ceil(9 * rng.random(recipients)),
        fit=wide[0],
        distance=2000 * wide[1],
    )


def rule_of(kind, each=1):
    """A rule, caring for a number of recipients if it can be told."""
    known = {field.name for field in fields(PAIRINGS[kind])}
    return PAIRINGS[kind](**({"each": each} if "each" in known else {}))


@every
class TestEveryRule:
    @given(scene=scenes(), each=st.integers(1, 5))
    def test_cares_for_as_many_as_it_is_told(self, kind, scene, each):
        linked = rule_of(kind, each)(scene)
        assert linked.shape == scene.fit.shape
        assert linked.any(axis=0).all()
        assert (linked.sum(axis=1) >= min(each, linked.shape[1])).all()


@every
class TestEveryRuleInARun:
    @pytest.mark.parametrize("more", [{}, {"counties": 2}, {"donors": "all", "roles": "ever"}])
    def test_cares_for_no_county_twice_and_serves_every_recipient(self, kind, more):
        values = {f"pairing.2010.{name}": value for name, value in more.items()}
        context, state = tiny(kind, values)
        advance(context, state)
        year = advance(context, state)
        plan, places = state.plan, context.world.places
        held = np.bincount(plan.link_place, plan.link_weight, len(places.id))
        assert (held <= 1 + 1e-12).all()
        assert set(context.dyads.west[year.active]) == {0, 1}
        if "counties" in more:
            assert plan.counties.max() <= 2 + 1e-12
        else:
            assert plan.counties.sum() == pytest.approx(places.counties[places.kind == 0].sum())

    def test_keeps_the_books_and_the_past(self, kind):
        scenario = resolved("history", world="tiny", years=(2008, 2013))
        ruled = scenario.change({"pairing.2010.kind": kind, "pairing.2013.drop": True})
        plain, made = simulate(scenario), simulate(ruled)
        assert max(max(values) for values in made.residual.values()) <= 1e-8
        for name, values in plain.national.items():
            assert values[:2] == made.national[name][:2], name
            assert np.isfinite(made.national[name]).all(), name
        known = np.isin(made.ids["pair"], plain.ids["pair"])  # the rule's own pairs come on top
        for name, column in plain.columns["pair"].items():
            rows = [each[known] for each in made.columns["pair"][name][:2]]
            assert np.array_equal(column[:2], rows), name

    def test_in_force_before_the_first_year_it_is_no_new_pairing(self, kind):
        context, state = tiny(kind, {"years": [2011, 2012]})
        assert state.plan.active.any()
        assert not advance(context, state).fresh.any()


@pytest.mark.parametrize("name", [entry.name for entry in library() if entry.group == "pairing"])
def test_scenarios_of_pairing_keep_the_books(name):
    made = simulate(resolved(name, world="classroom", years=(2009, 2012)))
    assert max(max(values) for values in made.residual.values()) <= 1e-8
    assert made.national["match_distance"][0] != made.national["match_distance"][1] > 0.0


def tiny(kind, values):
    """A tiny run in which a rule pairs from 2010 on."""
    drops = {f"pairing.{year}.drop": True for year in (2013, 2017, 2021)}
    first = {"world.size": "tiny", "years": [2009, 2012], "pairing.2010.kind": kind}
    context = setting(resolved("history").change({**first, **drops, **values}), 3, 0)
    return context, begin(context)


@given(scene=scenes(), each=st.integers(1, 5))
def test_optimal_is_never_worse_than_lot_or_need_on_its_own_aim(scene, each):
    best = Optimal(each=each)
    value = best.value(scene)
    for other in (ByLot(each=each), ByNeed(each=each)):
        assert value[best(scene)].sum() >= value[other(scene)].sum() - 1e-9


def test_a_rule_reads_what_is_known_at_its_date_and_not_later():
    context, state = tiny("by_need", {})
    other_context, other = tiny("by_need", {})
    advance(context, state)
    advance(other_context, other)
    poor = other.places.poor
    row = context.world.provinces.id.tolist().index("64")
    poor[context.world.places.province == row] *= 100.0
    here, there = advance(context, state).plan, advance(other_context, other).plan
    assert sorted(context.dyads.id[here.active]) == ["35>64", "44>45"]
    assert sorted(context.dyads.id[there.active]) == ["35>45", "44>64"]


def test_a_new_pair_loses_what_the_hand_over_costs_in_its_first_year_alone():
    plain, dear = (
        run((2015, 2018), pairing__2016__kind="equal", pairing__2017__drop=True, tie__handover=cost)
        for cost in (0.0, 0.25)
    )
    for context, state in (plain, dear):
        after(1, context, state)
    for name, column in columns(plain[1]).items():
        assert np.array_equal(column, columns(dear[1])[name]), name
    free, lost = (after(1, *each) for each in (plain, dear))
    part = np.where(free.fresh[free.plan.link_dyad], 0.75, 1.0)[:, None]
    assert free.fresh.sum() == 2
    assert lost.links.joint == pytest.approx(part * free.links.joint)
    assert not after(1, *dear).fresh.any()


def test_alike_dyads_get_the_same_aid_under_equal():
    calm = {
        "regime.1996.use": "assessment",  # a contest would crown one of them
        "regime.1996.observe.audit.share": 1.0,
        "world.firms": 0,
        "world.organizations": 0,
    }
    drawn, _ = tiny("equal", {**calm, "years": [2009, 2012]})
    context = Context.of(drawn.scenario, alike(drawn.world), 3, 0)
    state = begin(context)
    for _ in range(4):
        year = advance(context, state)
    aid = state.dyads.activity[year.active, 1]
    assert len(aid) == 4
    assert (aid > 0.0).all()
    assert aid == pytest.approx(aid[0], rel=1e-9)
    assert national(context, state, year)["match_capacity_gini"] == pytest.approx(0.0, abs=1e-9)


def alike(world):
    """Make both donors and both recipients of the tiny world the same in all but name."""
    provinces, places = world.provinces, world.places
    ids = provinces.id.tolist()
    twin = np.arange(len(ids))
    for one, other in (("44", "35"), ("64", "45")):
        twin[ids.index(one)] = ids.index(other)
    order = {}
    for row in range(len(places.id)):
        order.setdefault((places.province[row], places.kind[row]), []).append(row)
    source = np.arange(len(places.id))
    for (province, kind), rows in order.items():
        source[rows] = order[(twin[province], kind)]
    same = {each.name for each in fields(places)} - {"id", "name_en", "name_zh", "province"}
    money = ("gdp", "revenue", "population", "urban_share", "rural_registered")
    return replace(
        world,
        provinces=replace(provinces, **{name: getattr(provinces, name)[:, twin] for name in money}),
        places=replace(places, **{name: getattr(places, name)[source] for name in same}),
        east=governments_alike(world.east, source),
        west=governments_alike(world.west, source),
    )


def governments_alike(table, source):
    """Give governments the columns of those whose places theirs were made alike to."""
    row_of = {place: row for row, place in enumerate(table.place.tolist())}
    rows = np.array([row_of[source[place]] for place in table.place.tolist()])
    traits = ("revenue_share", "weight_in_parent", "career_concern", "altruism")
    return replace(table, **{name: getattr(table, name)[rows] for name in traits})
