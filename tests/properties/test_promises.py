"""What the evaluation grammar promises of one decision, whatever the numbers."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.test_effort_properties import SEEDS, SUBSTITUTIONS, draw, price
from tests.unit.test_searching import RULES, conduct, line, position, sheet_of

from eastwest.behaviour.believed import Believed
from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.government import Position, bare, task
from eastwest.behaviour.linear import Search
from eastwest.behaviour.searching import outlook_of
from eastwest.choosing.effort import Choice, Outlook, Task, best_response
from eastwest.choosing.reach import cheapest
from eastwest.choosing.ways import Ways
from eastwest.evaluation.grade import Contest, Prospect, stakes
from eastwest.evaluation.observe import Audit, Observe
from eastwest.evaluation.outcome import Tally
from eastwest.evaluation.score import GeometricMean
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import CHANNELS, Floats

PLAIN = sheet_of(a=line("aid", 2.0, cap=1.1), b=line("labour", 1.0, cap=1.2))
SHEETS = {"plain": PLAIN, **{name: RULES[name] for name in ("geometric", "bottom", "bonus")}}
WORTH = np.array([0.0, 3.0, 6.0])
CLOSE = 1e-3
"""How near the best payoff's effort and padding are found, over the effort of a unit of utility."""
WIDE = {name: line(name, 0.3 + 0.77 * at) for at, name in enumerate(CHANNELS)}
WIDE["jobs"] = line(None, 0.3, outcome=Tally(of="jobs", through=CHANNELS))
SHEETS["wide"] = sheet_of({"score": GeometricMean()}, **WIDE)


def answered(work: Task, pull: float = 0.7) -> Choice:
    """Return the best response to a reward that is linear in the score."""
    priced, idle = (np.full((len(work.base), 1), each) for each in (pull, 0.0))
    spent = price(work, *cheapest(work, priced)) - price(work, *cheapest(work, idle))
    return best_response(work, lambda score: pull * score, 2 * spent[:, 0] + 1)


def governments(sheet: Sheet, rows: int, seed: int = 0) -> Position:
    """Return governments that differ in capacity and own gain."""
    rng, one = np.random.default_rng(seed), position(sheet, seed)
    gain, capacity = rng.normal(0.1, 0.2, (rows, 9)), rng.lognormal(0.0, 0.5, rows)
    return replace(rows_of(one, [0] * rows), capacity=capacity, gain=gain)


def rows_of(where: Position, rows: list[int]) -> Position:
    """Return some of several governments, or one of them several times."""
    table = {each.name: getattr(where, each.name) for each in fields(Position)}
    return Position(**{k: v if k == "open" else v[rows] for k, v in table.items()})


def prospect(worth: Floats, rows: int) -> Prospect:
    return Prospect(np.tile(worth, (rows, 1)), np.ones(rows), np.zeros(rows), 8.0, np.ones(rows))


def chosen(sheet: Sheet, where: Position, how: Conduct, worth: Floats = WORTH) -> Choice:
    """Return the best response to bars: by the exact outlook of a plain sum, or else sampled."""
    look = prospect(worth, rows := len(where.capacity))
    if sheet.plain:
        return sheet.regime.grade.follow(Outlook.of(task(where, how, sheet), stakes(look)), look)
    search = Search(bare(where, how, sheet), Believed.of(sheet, where), stakes(look))
    outlook = outlook_of(search, Ways(np.full((10, rows, 1), 0.1), np.zeros((10, rows, 1))))
    return sheet.regime.grade.follow(outlook, look)


def audited(sheet: Sheet, penalty: float) -> Sheet:
    """Return a sheet whose figures are checked."""
    rule = Observe(audit=Audit(share=0.5, detection=0.5, penalty=penalty))
    return replace(sheet, regime=replace(sheet.regime, observe=rule))


@settings(max_examples=20, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.integers(0, 5), st.floats(1.01, 5))
def test_more_weight_on_a_channel_is_never_less_effort_in_it(
    seed: int, substitution: float, channel: int, factor: float
) -> None:
    work, mine = draw(seed, 10, 6, substitution), np.where(np.arange(6) == channel, factor, 1.0)
    more = {name: getattr(work, name) * mine for name in ("slope", "lift", "ceiling")}
    before, after = (answered(each).effort[:, channel] for each in (work, replace(work, **more)))
    assert (after >= before - CLOSE / work.curvature).all()


@settings(max_examples=20, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.floats(0.01, 5))
def test_a_higher_penalty_is_never_more_padding_in_all(
    seed: int, substitution: float, more: float
) -> None:
    work = draw(seed, 10, 6, substitution)
    dearer = replace(work, pad_price=work.pad_price + more)
    before, after = (answered(each).padding.sum(axis=1) for each in (work, dearer))
    assert (after <= before + CLOSE).all()


def padded(
    detection: float, where: Position, how: Conduct, *, replaces: bool
) -> tuple[Floats, Floats]:
    """Return padding by channel and what all of it puts at stake: points it adds, and penalty."""
    rule = Audit(share=0.8, detection=detection, penalty=1.5, replaces=replaces)
    lines = {"a": line("aid", 2.0, cap=1.1), "b": line("labour", 1, cap=0.6)}
    sheet = sheet_of({"observe": Observe(audit=rule)}, **lines)
    choice = answered(work := task(where, how, sheet), 0.05)
    done = np.minimum(work.slope * choice.effort, work.ceiling)
    added = np.minimum(done + work.lift * choice.padding, work.ceiling) - done
    stake = 0.05 * added * replaces + rule.penalty * choice.padding
    return choice.padding, stake.sum(axis=1)


@settings(max_examples=30, deadline=None)
@given(SEEDS, SUBSTITUTIONS, st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_more_detection_is_never_more_padding_by_what_it_puts_at_stake(
    seed: int, substitution: float, one: float, other: float, replaces: bool
) -> None:
    where, how = governments(PLAIN, 5, seed), conduct(substitution, 0.5)
    few, many = sorted((one, other))
    before, after = (padded(each, where, how, replaces=replaces) for each in (few, many))
    assert (after[1] <= before[1] + CLOSE).all()
    if substitution == 0.0:  # else effort may leave a channel for another, and padding fill it
        assert (after[0] <= before[0] + CLOSE).all()


@pytest.mark.parametrize("name", ["none", *SHEETS])
@pytest.mark.parametrize("substitution", [0.0, 0.4])
def test_without_indicators_or_rewards_only_own_gain_counts(name: str, substitution: float) -> None:
    sheet = SHEETS.get(name, sheet_of())
    where, how = governments(sheet, 5), conduct(substitution, 0.5, growth=0.05)
    choice = chosen(sheet, where, how, WORTH if name == "none" else 0 * WORTH)
    by_itself, _ = cheapest(bare(where, how, sheet), np.zeros((5, 1)))
    assert choice.effort == pytest.approx(by_itself[:, 0], abs=1e-6)
    assert not choice.padding.any()
    if substitution == 0.0:  # kappa x / K = gain
        own = np.minimum(where.gain.clip(min=0.0) * where.capacity[:, None], how.most)
        assert choice.effort[:, :9] == pytest.approx(own, abs=1e-6)


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize(("times", "close"), [(4.0, 0.0), (3.0, 0.02)])
def test_a_multiple_of_every_utility_is_the_same_choice(
    name: str, times: float, close: float
) -> None:
    sheet, dearer = (audited(SHEETS[name], penalty) for penalty in (0.1, 0.1 * times))
    where, how = governments(sheet, 8), conduct(0.2, 0.5, growth=0.05)
    dear = replace(how, curvature=times, pad_cost=times * 0.5, growth=times * 0.05)
    one = chosen(sheet, where, how)
    more = chosen(dearer, replace(where, gain=times * where.gain), dear, times * WORTH)
    assert more.payoff / times == pytest.approx(one.payoff, rel=CLOSE * close, abs=0.0)
    assert more.effort == pytest.approx(one.effort, rel=0.0, abs=close)
    assert more.padding == pytest.approx(one.padding, rel=0.0, abs=close)


@pytest.mark.parametrize("name", SHEETS)
def test_a_government_alone_chooses_as_in_the_column_and_as_its_equals(name: str) -> None:
    sheet, how = SHEETS[name], conduct(0.2, 0.5, growth=0.05)
    where = governments(sheet, 4, 1)
    whole = chosen(sheet, where, how)
    for row in range(4):
        single = chosen(sheet, rows_of(where, [row]), how)
        assert single.effort[0].tobytes() == whole.effort[row].tobytes()
        assert single.padding[0].tobytes() == whole.padding[row].tobytes()
    same = chosen(sheet, rows_of(where, [2, 2, 2]), how)
    assert (same.effort == same.effort[0]).all()
    assert (same.padding == same.padding[0]).all()


@settings(max_examples=10, deadline=None)
@given(st.floats(0.3, 1.0), st.floats(0.1, 30.0))
def test_equal_contestants_choose_equally(exponent: float, prize: float) -> None:
    where, grade = rows_of(governments(PLAIN, 1), [0] * 4), Contest(exponent=exponent)
    look = prospect(np.array([0.0, prize]), 4)
    outlook = Outlook.of(task(where, conduct(0.2, 0.5), PLAIN), stakes(look))
    met = replace(look, rivals=grade.rivals(outlook, look))
    choice = grade.follow(outlook, met)
    assert choice.effort == pytest.approx(np.tile(choice.effort[0], (4, 1)), rel=1e-6, abs=1e-9)
