"""Whatever a reform changes, and however early it is announced, years before stay as they were."""

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import PAIRED, tiny
from tests.years import after, columns

from eastwest.runs import setting, simulate
from eastwest.step import begin

YEARS = (2014, 2018)
CHANGED = {
    "observe.noise": st.floats(1.0, 20.0),
    "observe.audit.share": st.floats(0.0, 1.0),
    "score.points": st.floats(50.0, 200.0),
    "reward.per_dyad": st.booleans(),
    "indicator.aid": st.floats(0.1, 2.0).map(
        lambda norm: {"channel": "aid", "weight": norm, "target": {"norm": norm}}
    ),
    "indicator.industry": st.floats(0.0, 1.0).map(
        lambda part: {
            "channel": "industry",
            "weight": 0.3,
            "evidence": {"pledge": part, "activity": 1.0 - part},
            "target": {"norm": 2.0},
        }
    ),
}
LEVERS = {
    "response": st.floats(0.0, 1.0),
    "vertical": st.floats(0.0, 3.0),
    "subsidy": st.floats(0.0, 5.0),
    "exit_plan": st.floats(1e5, 1e8),
    "platform": st.floats(0.0, 1.0),
}
RULES = st.sampled_from(["reputation", "assessment", "common_prosperity"])


@st.composite
def entries(draw):
    """Draw an entry of a dated list: the list, its first year, what it says, its announcement."""
    name = draw(st.sampled_from(["regime", "change", "lever", "pairing"]))
    year = draw(st.integers(YEARS[0] + 1, YEARS[1]))
    table = {
        "regime": RULES.map(lambda rule: {"use": rule}),
        "change": _some(CHANGED),
        "lever": _some(LEVERS),
        "pairing": st.sampled_from(PAIRED),
    }[name]
    announced = draw(st.none() | st.integers(YEARS[0] - 2, year - 1))
    return name, year, draw(table), announced


def _some(table):
    """Draw some of the keys of a table with their values."""
    every = {key: st.none() | values for key, values in table.items()}
    return st.fixed_dictionaries(every).map(
        lambda drawn: {key: each for key, each in drawn.items() if each is not None}
    )


def reformed(drawn):
    """History in the tiny world with drawn entries laid over it."""
    values = {}
    for name, year, table, announced in drawn:
        values[f"{name}.{year}"] = {}
        values |= {f"{name}.{year}.{key}": value for key, value in table.items()}
        if announced is not None:
            values[f"{name}.{year}.announced"] = announced
    return base().change({key: value for key, value in values.items() if value != {}})


@cache
def base():
    return tiny(YEARS).change({"world.firms": 60})


@cache
def plain():
    return simulate(base())


@settings(max_examples=25)
@given(drawn=st.lists(entries(), min_size=1, max_size=3, unique_by=lambda each: each[:2]))
def test_no_year_before_a_reform_is_announced_or_holds_is_altered(drawn):
    first = min(year if told is None else told for _, year, _, told in drawn)
    before = max(first - YEARS[0], 0)
    other = simulate(reformed(drawn))
    for name in plain().national.keys() & other.national.keys():  # another rule has other grades
        assert plain().national[name][:before] == other.national[name][:before], name
    known = np.isin(other.ids["pair"], plain().ids["pair"])  # a rule's own pairs come on top
    for level, table in plain().columns.items():
        for name, column in table.items():
            found = other.columns[level][name][:before]
            rows = [each[known] for each in found] if level == "pair" else found
            assert np.array_equal(column[:before], rows), f"{level} {name}"


@settings(max_examples=10)
@given(drawn=entries().filter(lambda each: each[3] is not None))
def test_until_it_holds_an_announcement_moves_nothing_but_beliefs_at_first(drawn):
    told = max(drawn[3], YEARS[0])
    silent, loud = (reformed([(*drawn[:3], each)]) for each in (None, drawn[3]))
    moved = [states(each, told - YEARS[0] + 1) for each in (silent, loud)]
    differing = {
        name for name, column in moved[0].items() if not np.array_equal(column, moved[1][name])
    }
    assert differing <= {"east.belief", "west.belief"}


def states(scenario, years):
    """Every column of the state after some years."""
    context = setting(scenario, 1, 0)
    state = begin(context)
    after(years, context, state)
    return columns(state)
