"""The search for scores that are no plain sum: closed forms, the exact frontier, brute force."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eastwest.behaviour.believed import Believed
from eastwest.behaviour.conduct import Conduct
from eastwest.behaviour.government import Position, bare, task
from eastwest.behaviour.linear import Search
from eastwest.behaviour.searching import outlook_of
from eastwest.choosing import outcome
from eastwest.choosing.effort import Outlook
from eastwest.choosing.sampled import Sampled
from eastwest.choosing.ways import Ways
from eastwest.evaluation.grade import Bars, Prospect, stakes
from eastwest.evaluation.indicator import Bonus, Evidence, Indicator, Target
from eastwest.evaluation.layout import Layout
from eastwest.evaluation.observe import Audit, Observe
from eastwest.evaluation.regime import Regime
from eastwest.evaluation.reward import Reward
from eastwest.evaluation.score import Discretion, GeometricMean, Minimum
from eastwest.evaluation.sheet import Sheet
from eastwest.vocabulary import CHANNEL, Channel, Floats

CHOSEN = [CHANNEL[name] for name in ("aid", "labour", "society")]
SHORT = 0.01
"""Part of the stakes that a choice may fall short: two capped lines of one padded channel meet
on a ridge that no step of one column follows; all else is within a thousandth."""
NONE, SOME = Audit(), Audit(share=0.6, detection=0.5, penalty=0.2)
WORTH = np.array([[0.0, 3.0, 6.0]])


def line(channel: Channel | None, weight: float, **more: Any) -> Indicator:
    more = {"target": Target(norm=1.0), **more}
    return Indicator(channel=channel, weight=weight, **more)


def sheet_of(rule: dict[str, Any] | None = None, **lines: Indicator) -> Sheet:
    regime = Regime(
        title={}, indicator=lines, grade=Bars(bars=(60.0, 80.0)), reward=Reward(), **(rule or {})
    )
    return Sheet.of("east", regime, Layout.of("east", [regime]))


def position(sheet: Sheet, seed: int | None = None) -> Position:
    """Return one government; a unit of effort meets a target, or nearly so with a seed."""
    shape = (1, sheet.layout.columns)
    rng = np.random.default_rng(seed)
    about = np.ones(shape) if seed is None else rng.lognormal(0.0, 0.3, shape)
    asked = np.where(sheet.weights > 0.0, about[:, ::-1], 0.0)
    growing = np.array([column in sheet.lines for column in range(shape[1])])
    growing &= [
        column in sheet.lines and sheet.lines[column][1].target.mode == "growth"
        for column in range(shape[1])
    ]
    return Position(
        size=np.ones(1),
        capacity=np.ones(1),
        full=np.ones((1, 9)),
        open=np.ones(9),
        altruism=np.ones(1),
        gain=np.zeros((1, 9)),
        belief=about,
        target=asked,
        floor=np.where(growing, 0.4, 0.0)[None],
        given=np.zeros(shape),
    )


def conduct(substitution: float = 0.0, pad_cost: float = 1e6, growth: float = 0.0) -> Conduct:
    return Conduct(
        curvature=1.0,
        substitution=substitution,
        altruism=0.0,
        cost=0.0,
        growth=growth,
        pad_cost=pad_cost,
    )


def searched(sheet: Sheet, where: Position, how: Conduct, worth: Floats = WORTH) -> Sampled:
    stake = worth.max(axis=1) - worth.min(axis=1)
    search = Search(bare(where, how, sheet), Believed.of(sheet, where), stake)
    return outlook_of(search, Ways(np.full((10, 1, 1), 0.1), np.zeros((10, 1, 1))))


@pytest.mark.parametrize("price", [0.005, 0.02, 0.05])
def test_a_geometric_mean_is_answered_by_its_closed_form(price: float) -> None:
    # first-order condition, no gain: x = sqrt(lambda w / kappa) with lambda = price x score
    sheet = sheet_of({"score": GeometricMean()}, a=line("aid", 3.0), b=line("labour", 1.0))
    choice = searched(sheet, position(sheet), conduct()).best_response(lambda s: price * s)
    pull = price * choice.score[0]
    expected = np.sqrt(pull * np.array([0.75, 0.25]))
    assert choice.effort[0, CHOSEN[:2]] == pytest.approx(expected, rel=2e-3)


def test_the_weakest_link_is_answered_by_a_common_ratio() -> None:
    sheet = sheet_of({"score": Minimum()}, a=line("aid", 3.0), b=line("labour", 1.0))
    where = position(sheet, seed=3)
    choice = searched(sheet, where, conduct(0.5)).best_response(lambda s: 0.02 * s)
    done = (where.belief * choice.effort[:, :9] / np.where(where.target > 0, where.target, 1.0))[0]
    assert done[CHOSEN[0]] > 0.1
    assert done[CHOSEN[0]] == pytest.approx(done[CHOSEN[1]], rel=1e-4)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("padding", "audit"), [(1e6, NONE), (0.5, NONE), (0.5, SOME)])
def test_a_plain_sum_is_worth_the_same_by_search_and_by_its_exact_frontier(
    seed: int, padding: float, audit: Audit
) -> None:
    sheet = sheet_of(
        {"observe": Observe(audit=audit)},
        a=line("aid", 2.0, cap=1.1),
        b=line("labour", 1.0, cap=1.2),
        c=line("society", 1.0),
    )
    where, how = position(sheet, seed), conduct(0.1, padding, growth=0.05)
    look = Prospect(WORTH, np.ones(1), np.zeros(1), 8.0, np.ones(1))
    grade = sheet.regime.grade
    exact = grade.follow(Outlook.of(task(where, how, sheet), stakes(look)), look)
    found = grade.follow(searched(sheet, where, how), look)
    assert found.payoff == pytest.approx(exact.payoff, abs=5e-6 * stakes(look)[0])


RULES: dict[str, Sheet] = {
    "geometric": sheet_of(
        {"score": GeometricMean()}, a=line("aid", 2.0, cap=1.1), b=line("labour", 1.0)
    ),
    "minimum": sheet_of({"score": Minimum()}, a=line("aid", 2.0, cap=1.1), b=line("labour", 1.0)),
    "twice": sheet_of(
        a=line("aid", 2.0, cap=0.6),
        again=line("aid", 1.0, cap=1.2, evidence=Evidence(activity=0.0, result=1.0)),
        c=line("society", 1.0),
    ),
    "bottom": sheet_of(
        a=line("aid", 1.0, cap=1.1),
        b=line("labour", 1.0, cap=1.2),
        c=line("society", 0.3, bottom_line=0.7),
    ),
    "bonus": sheet_of(
        a=line("aid", 1.0, cap=1.1), c=line("society", 0.3, bonus=Bonus(above=0.8, points=15.0))
    ),
    "growth": sheet_of(
        a=line("aid", 1.0, cap=1.1, target=Target(norm=1.0, mode="growth")),
        b=line("labour", 1.0, cap=1.2),
        c=line("society", 0.5),
    ),
    "discretion": sheet_of(
        {"discretion": Discretion(share=0.4, pick=1)},
        a=line("aid", 1.0, cap=1.1),
        b=line("labour", 1.0, cap=1.2, optional=True),
        c=line("society", 0.5, cap=1.2, optional=True),
    ),
}


@pytest.mark.parametrize("padding", [1e6, 0.5])
@pytest.mark.parametrize("name", RULES)
def test_no_way_to_act_beats_the_search_by_much(name: str, padding: float) -> None:
    sheet = RULES[name]
    for seed in range(2):
        where, how = position(sheet, seed), conduct(0.1 * seed, padding, growth=0.05)
        look = Prospect(WORTH, np.ones(1), np.zeros(1), 8.0, np.ones(1))
        found = sheet.regime.grade.follow(searched(sheet, where, how), look)
        best = wandered(sheet, where, how, look, seed)
        assert best <= found.payoff[0] + SHORT * stakes(look)[0]


def wandered(sheet: Sheet, where: Position, how: Conduct, look: Prospect, seed: int) -> float:
    """Return the best payoff that many wild ways, and ever smaller steps from the best, find."""
    rng, number = np.random.default_rng(seed), 2500
    believed, menu = Believed.of(sheet, where), bare(where, how, sheet).menu
    columns = [*CHOSEN, 9]
    centre, width, best = np.zeros((20, 1)), 2.0, -np.inf
    for turn in range(25):
        ways = np.repeat(centre, number, axis=1)
        moves = rng.random((20, number)) < (1.0 if turn == 0 else 0.4)
        steps = rng.exponential(0.5, (20, number)) if turn == 0 else rng.normal(size=(20, number))
        ways[columns] += (width * moves * steps)[columns]
        ways[[10 + c for c in CHOSEN]] += (0.5 * width * moves * steps[::-1])[CHOSEN]
        ways[:, 0] = centre[:, 0]
        ways = ways.clip(min=0.0)[:, None, :]
        tried = Ways(np.minimum(ways[:10], menu.limit), ways[10:])
        payoff = sheet.regime.grade.value(believed(*tried), look) - outcome.cost(menu, *tried)
        at = int(payoff[0].argmax())
        centre, best = ways[:, 0, at : at + 1], max(best, float(payoff[0, at]))
        width *= 0.77
    return best


def test_some_rows_of_an_outlook_choose_as_all_of_them() -> None:
    sheet = RULES["bonus"]
    where = position(sheet, 1)
    both = Position(
        *(
            np.concatenate((getattr(where, name),) * 2)
            if name not in ("gain", "open")
            else getattr(where, name)
            for name in Position.__slots__
        )
    )
    both = replace(both, capacity=np.array([1.0, 2.0]))
    stake = np.array([6.0, 6.0])
    search = Search(bare(both, conduct(), sheet), Believed.of(sheet, both), stake)
    outlook = outlook_of(search, Ways(np.full((10, 2, 1), 0.1), np.zeros((10, 2, 1))))
    look = Prospect(np.repeat(WORTH, 2, axis=0), np.ones(2), np.zeros(2), 8.0, np.ones(2))
    whole = sheet.regime.grade.follow(outlook, look)
    for row in ([0], [1]):
        rows = np.array(row)
        part = sheet.regime.grade.follow(outlook.rows(rows), look.rows(rows))
        assert part.effort.tolist() == whole.effort[rows].tolist()
