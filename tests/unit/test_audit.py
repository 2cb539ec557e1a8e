"""Audit, paperwork, what lasts of a reward, and outcomes: worked by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from tests.years import after, past, run

from eastwest.accounting import ACCOUNT
from eastwest.context import Context, Year
from eastwest.evaluation.observe import Audit, Observe
from eastwest.evaluation.outcome import Lifted, Outcome, Relapse, RuralIncome, Stock, Tally
from eastwest.evaluation.reward import Decays, Reward
from eastwest.phases.judge import judge
from eastwest.phases.plan import position
from eastwest.phases.report import passed_up, report
from eastwest.phases.settle import settle
from eastwest.state import State
from eastwest.step import until
from eastwest.vocabulary import GROWTH, STOCKS


@pytest.mark.parametrize(("by", "finds"), [("self", 0.15), ("ring", 0.15), ("third", 0.6)])
def test_only_who_owes_nobody_a_favour_owns_up_to_every_find(by: str, finds: float) -> None:
    rule = Audit(by=by, share=0.5, detection=0.6, leniency=0.75)  # type: ignore[arg-type]
    assert rule.finds == pytest.approx(finds)
    assert rule.certainty == pytest.approx(0.5 * finds)


def audited(**audit: object) -> tuple[Context, State, Year]:
    """Return 2017 just before its reports, padding of 0.2 everywhere, under an audit."""
    rule = {"share": 1.0, "detection": 0.0, "penalty": 10.0, "replaces": True, **audit}
    context, state = run((2016, 2018), change__2017={"observe": {"audit": rule}})
    after(1, context, state)
    ahead, year = until(context, state, report)
    for governments in (ahead.east, ahead.west):
        governments.padding[:] = 0.2
    return context, ahead, year


class TestFalseAlarm:
    def test_it_strikes_out_its_part_of_the_target_and_counts_as_caught(self) -> None:
        context, state, year = audited(false_alarm=1.0, doubted=0.25)
        report(context, state, year)
        for east in (state.east, state.west):
            left = (east.reported - 0.25 * east.target).clip(min=0.0)
            assert (east.verified == left).all()
            assert (east.verified < east.reported).any()
            asked = (east.target[:, :GROWTH] > 0.0).sum(axis=1)
            assert east.caught == pytest.approx(0.25 * asked)

    def test_what_is_found_is_not_doubted_as_well(self) -> None:
        context, state, year = audited(detection=1.0, false_alarm=1.0, doubted=0.25)
        report(context, state, year)
        assert (state.east.verified == state.east.counted).all()
        found = passed_up(context.east, state.east).sum(axis=1)
        assert state.east.caught == pytest.approx(found)

    def test_who_is_not_checked_is_not_doubted(self) -> None:
        context, state, year = audited(share=0.5, false_alarm=1.0)
        report(context, state, year)
        free = ~state.east.audited
        assert free.any()
        assert (state.east.verified[free] == state.east.reported[free]).all()
        assert not state.east.caught[free].any()


class TestBooks:
    @pytest.mark.parametrize("share", [0.0, 1.0])
    def test_the_centre_pays_for_each_top_government_that_is_checked(self, share: float) -> None:
        paid = []
        for cost in (0.0, 0.7):
            rule = {"share": share, "cost": cost}
            context, state = run((2016, 2018), change__2016={"observe": {"audit": rule}})
            ahead, _ = past(settle, context, state)
            paid.append(ahead.flow)
            assert max(ahead.residual.values()) <= 1e-8
        asked = [
            (governments.target[: side.tops] > 0.0).any(axis=1).sum()
            for side, governments in context.both(ahead)
        ]
        assert sum(asked) > 0
        more = paid[1] - paid[0]
        cell = ACCOUNT["centre"], ACCOUNT["outside"]
        assert more[cell] == pytest.approx(share * 0.7 * sum(asked), rel=1e-8)
        more[cell] = 0.0
        assert not more.any()
        assert abs(ahead.balance.sum()) <= 1e-8 * np.abs(ahead.balance).sum()


class TestBurden:
    def test_each_indicator_takes_its_part_of_capacity_but_never_all(self) -> None:
        rule = Observe(burden=0.03)
        assert [rule.lost(number) for number in (0, 1, 5)] == pytest.approx([0.0, 0.03, 0.15])
        assert rule.lost(1000) == 0.95

    def test_governments_plan_with_what_paperwork_leaves_them(self) -> None:
        able = []
        for burden in (0.0, 0.05):
            context, state = run((2016, 2018), change__2016={"observe": {"burden": burden}})
            ahead, year = until(context, state, report)
            able.append(position(context, context.east, ahead.east, year).capacity)
        number = year.sheets["east"].number
        assert number > 0
        assert able[1] == pytest.approx((1.0 - 0.05 * number) * able[0])


class TestDecays:
    def test_stocks_follow_decay_and_the_rest_is_over_unless_said_otherwise(self) -> None:
        names = ("reputation", "publicity", "career", "summons", "money")
        assert [Reward(decay=0.7).kept(name) for name in names] == [0.7, 0.7, 0.0, 0.0, 0.0]
        own = Decays(reputation=0.0, publicity=0.1, career=0.2, summons=0.3, money=0.4)
        kept = [Reward(decay=0.7, decays=own).kept(name) for name in names]
        assert kept == [0.0, 0.1, 0.2, 0.3, 0.4]

    def test_a_year_later_each_consequence_has_kept_its_part(self) -> None:
        parts = {"reputation": 0.9, "publicity": 0.8, "career": 0.5, "summons": 0.4, "money": 0.3}
        nothing = {name: [0.0] for name in parts}
        changes = {"reward": {**nothing, "decays": parts}}
        context, state = run((2016, 2018), change__2016=changes)
        ahead, year = until(context, state, judge)
        year.levers = replace(year.levers, praise_events=False)
        east, held = ahead.east, ("standing", "praise", "credit", "stain", "bonus")
        for name in held:
            getattr(east, name)[:] = 2.0
        judge(context, ahead, year)
        after_a_year = [getattr(east, name) for name in held]
        for value, part in zip(after_a_year, parts.values(), strict=True):
            assert value == pytest.approx(2.0 * part)
        assert east.career == pytest.approx(1.0 - 0.8)


class TestOutcomes:
    """Three places that stand for one, two and four counties."""

    context = SimpleNamespace(
        world=SimpleNamespace(
            places=SimpleNamespace(id=np.arange(3), counties=np.array([1.0, 2.0, 4.0])),
            firms=SimpleNamespace(weight=10.0),
        )
    )
    state = SimpleNamespace(
        places=SimpleNamespace(
            poor=np.array([70.0, 120.0, 0.0]),
            income=np.array([1100.0, 900.0, 1050.0]),
            stock=np.arange(15.0).reshape(3, 5) / 20.0,
            kept=np.array([3.0, 0.0, 1.0]),
            jobs=np.array([5.0, 6.0, 7.0]),
            relapsed=np.array([0.0, 9.0, 2.0]),
        ),
        firms=SimpleNamespace(host=np.array([-1, 2, 0, 2, -1])),
    )
    year = SimpleNamespace(
        poor_before=np.array([100.0, 100.0, 30.0]),
        income_before=np.full(3, 1000.0),
        stock_before=np.full((3, 5), 0.3),
    )

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (Lifted(), [30.0, 0.0, 30.0]),
            (RuralIncome(), [0.1, 0.0, 0.2]),
            (Stock(of="services"), [0.05, 0.6, 2.2]),
            (Stock(of="services", change=True), [0.0, 0.0, 1.0]),
            (Tally(of="firms"), [10.0, 0.0, 20.0]),
            (Tally(of="jobs"), [5.0, 6.0, 7.0]),
            (Tally(of="workers_kept"), [3.0, 0.0, 1.0]),
            (Relapse(), [0.0, 9.0, 2.0]),
        ],
        ids=str,
    )
    def test_each_outcome_by_hand(self, rule: Outcome, expected: list[float]) -> None:
        assert STOCKS.index("services") == 1
        assert rule(self.context, self.state, self.year) == pytest.approx(expected)

    def test_only_relapse_is_better_when_it_is_less(self) -> None:
        assert Relapse().less
        assert not any(
            hasattr(rule, "less") for rule in (Lifted(), RuralIncome(), Tally(of="jobs"))
        )
