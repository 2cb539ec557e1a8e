"""The yardstick is an oracle: with the same draws, objects and columns live through the same."""

import numpy as np
import pytest
from tests.benchmarks.yardstick.columns import BEYOND, as_state, national
from tests.benchmarks.yardstick.luck import KeyedLuck
from tests.benchmarks.yardstick.model import YardstickModel
from tests.years import columns

from eastwest import metrics
from eastwest.runs import setting
from eastwest.scenario import Scenario
from eastwest.step import advance, begin
from eastwest.streams import normals, run_key, uniforms
from eastwest.vocabulary import RECIPIENT

CLOSE, ROUNDING = 1e-9, 1e-14
"""Part of a column's largest value; what sums in another order leave where all is nearly nil."""
NOT_KEPT = {"residual", *(f"{side}.{name}" for side in ("east", "west") for name in BEYOND)}


def asked(name, world, years, **changes):
    values = {key.replace("__", "."): value for key, value in changes.items()}
    return Scenario.load(name).change({"world.size": world, "years": list(years), **values})


def both(scenario):
    """Yield the setting, the columns and the notes of each year, and the yardstick beside them."""
    objects = YardstickModel(scenario, keyed=True)
    context = setting(scenario, scenario.tables.seed, 0)
    state = begin(context)
    for _ in range(scenario.tables.years[0], scenario.tables.years[1] + 1):
        year = advance(context, state)
        objects.step()
        yield context, state, year, objects


def assert_same_lives(scenario):
    for context, state, year, objects in both(scenario):
        theirs, ours = columns(as_state(objects)), columns(state)
        assert differences(ours, theirs, year.year) == []
        told, expected = national(objects), metrics.national(context, state, year)
        assert told == pytest.approx(dict(expected), rel=1e-7, abs=1e-9)


def differences(ours, theirs, year):
    return [
        f"{year}: {name}"
        for name, column in ours.items()
        if name not in NOT_KEPT and not same(column, theirs[name])
    ]


def same(column, other):
    """Whole numbers and yes or no exactly, the rest as closely as the column's size allows."""
    if not column.size:
        return not other.size
    if column.dtype.kind != "f":
        return np.array_equal(column, other)
    off, scale = np.abs(column - other).max(), np.abs(column).max()
    return column.shape == other.shape and off <= CLOSE * scale + ROUNDING


@pytest.mark.parametrize("agent", [0, 7, 2**64 - 1])
def test_plain_python_draws_what_the_columns_draw(agent):
    key, number = run_key(3, 1), 123_456_789
    luck, word = KeyedLuck(int(key)), np.array([agent], dtype=np.uint64)
    assert luck.uniform("firm hears", 2016, agent, number) == uniforms(
        key, "firm hears", 2016, word, number
    )
    drawn = luck.normal("grade", 2016, agent)
    assert drawn == pytest.approx(normals(key, "grade", 2016, word)[0], rel=1e-14)


def test_tiny_world_lives_through_the_same_thirty_years():
    assert_same_lives(asked("history", "tiny", (1996, 2025)))


@pytest.mark.parametrize("name", ["reputation_forever", "no_collaboration"])
def test_other_rules_give_the_same_years(name):
    assert_same_lives(asked(name, "tiny", (2012, 2017), world__firms=200))


def test_classroom_lives_through_the_same_years():
    assert_same_lives(asked("history", "classroom", (2014, 2017)))


@pytest.mark.slow
def test_nation_lives_through_the_same_years():
    assert_same_lives(asked("history", "national", (2015, 2016)))


def alike(ours, theirs):
    """Whether two counts come from one distribution: chi square within five deviations."""
    met = (ours + theirs) > 0
    square = ((ours - theirs)[met] ** 2 / (ours + theirs)[met]).sum()
    return square < met.sum() + 5 * np.sqrt(2 * met.sum())


def test_luck_of_its_own_gives_the_same_distributions():
    scenario = asked("history", "classroom", (2018, 2020), world__firms=20_000)
    context = setting(scenario, 1, 0)
    ours, objects = begin(context), YardstickModel(scenario)
    for _ in range(3):
        advance(context, ours)
        objects.step()
    theirs = as_state(objects)
    places, rows = len(context.world.places.id), context.world.places.kind == RECIPIENT
    hosts = [np.bincount(one.firms.host + 1, minlength=places + 1) for one in (ours, theirs)]
    assert alike(*(host[1:][rows] for host in hosts))
    sectors = context.world.firms.sector
    assert alike(*(np.bincount(sectors[one.firms.host >= 0]) for one in (ours, theirs)))
    assert alike(*(np.bincount(one.firms.age[one.firms.host >= 0]) for one in (ours, theirs)))
    assert alike(*(np.array([np.count_nonzero(one.firms.host >= 0)]) for one in (ours, theirs)))
    assert theirs.east.effort.sum() == pytest.approx(ours.east.effort.sum(), rel=0.01)
