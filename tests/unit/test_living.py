"""Stocks, incomes and the register of the poor, worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eastwest.channels.channel import Lifts
from eastwest.living.income import Income, Sources
from eastwest.living.poverty import Poverty
from eastwest.living.stocks import Stocks
from eastwest.vocabulary import FIELDS

shares = st.floats(0.0, 1.0)


class TestStocks:
    def test_one_year_by_hand(self) -> None:
        # 0.5 + 0.2 x (1 - 0.5) - 0.1 x (0.5 - 0.3) = 0.58
        moved = Stocks(decay=0.1)(np.array([0.5]), np.array([0.3]), np.array([0.2]))
        assert moved == pytest.approx(0.58)

    def test_a_place_left_alone_stays_as_it_began(self) -> None:
        start = np.array([0.0, 0.3, 1.0])
        assert (Stocks()(start, start, np.zeros(3)) == start).all()

    def test_what_was_gained_decays_to_the_start_once_work_ends(self) -> None:
        stock, start = np.array([0.8]), np.array([0.3])
        for _ in range(10):
            stock = Stocks(decay=0.1)(stock, start, np.zeros(1))
        assert stock == pytest.approx(0.3 + 0.5 * 0.9**10)

    def test_steady_work_leads_to_the_closed_form(self) -> None:
        stock, start, lift = np.array([0.2]), np.array([0.2]), np.array([0.05])
        for _ in range(2000):
            stock = Stocks(decay=0.06)(stock, start, lift)
        assert stock == pytest.approx((0.05 + 0.06 * 0.2) / (0.05 + 0.06))

    @given(shares, shares, st.floats(0.0, 50.0), shares)
    def test_stocks_never_leave_the_unit_interval(
        self, stock: float, start: float, lift: float, decay: float
    ) -> None:
        moved = Stocks(decay=decay)(np.array([stock]), np.array([start]), np.array([lift]))
        assert 0.0 <= moved[0] <= 1.0

    def test_central_funds_and_organizations_lift_what_they_say(self) -> None:
        table = Stocks(vertical=Lifts(infrastructure=0.5), trained=Lifts(skills=0.25))
        assert table.vertical.column().tolist() == [0.5, 0.0, 0.0, 0.0, 0.0]
        rises = dict(zip(FIELDS, table.by_field().tolist(), strict=True))
        assert rises["skills"] == [0.0, 0.0, 0.25, 0.0, 0.0]
        assert rises["charity"] == rises["migrants"] == [0.0] * 5


class TestIncome:
    rates = Income(
        drive=(1.0, 0.0, 2.0, 0.0, 0.0), job=0.5, local=0.8, migrant=2.0, additional=0.25
    )

    def test_own_income_follows_the_trend_and_the_rise_of_stocks(self) -> None:
        first = np.full((2, 5), 0.2)
        stock = first + np.array([[0.0] * 5, [0.1, 0.9, 0.05, 0.9, 0.9]])
        own = self.rates.own(np.array([1000.0, 1000.0]), 3.0, stock, first)
        assert own == pytest.approx([3000.0, 3000.0 * np.exp(0.2)])

    def test_sources_by_hand(self) -> None:
        one = np.ones(1)
        found = self.rates.sources(1e4 * one, 2e4 * one, 3.0 * one, 50.0 * one, standard=5000.0)
        # wages 1e4 x 0.8 x 0.5 x 5000 = 2e7 yuan; sent home 2e4 x 0.25 x 2 x 5000 = 5e7 yuan
        assert found.wages == pytest.approx(0.2)
        assert found.remittances == pytest.approx(0.5)
        assert found.sales == pytest.approx(3.0)
        assert found.assets == pytest.approx(50.0 * self.rates.asset_return)
        assert found.total() == pytest.approx(3.7 + 50.0 * self.rates.asset_return)

    def test_without_collaboration_nothing_is_added(self) -> None:
        none = np.zeros(3)
        assert not self.rates.sources(none, none, none, none, standard=5000.0).total().any()

    def test_total_is_the_sum_of_the_four(self) -> None:
        parts = [np.array([10.0**power]) for power in range(4)]
        assert Sources(*parts).total() == [1111.0]


class TestRegister:
    """Mean 10,000, sigma 0.6, line 4,000: 10.988 % below, 101.15 yuan a head short (science, E)."""

    rule = Poverty(monitoring=0.5)
    below = 109.88

    def after(self, poor, funds=0.0, exits=1e9, people=1000.0, rule=None, mean=1e4):
        given = [np.atleast_1d(np.asarray(each, dtype=float)) for each in (poor, people, mean)]
        size = len(given[0])
        given = [np.broadcast_to(each, size) for each in given]
        money = np.broadcast_to(np.asarray(funds, dtype=float), size)
        sigma = np.full(size, 0.6)
        return (rule or self.rule)(*given, sigma, line=4000.0, funds=money, exits=exits)

    def test_below_is_the_lognormal_rate(self) -> None:
        assert self.after(200.0).below == pytest.approx(self.below, abs=0.01)

    def test_who_is_above_the_line_leaves_if_the_plan_allows(self) -> None:
        register = self.after(200.0)
        assert register.left == pytest.approx(200.0 - self.below, abs=0.01)
        assert register.poor == pytest.approx(self.below, abs=0.01)
        assert register.entered == 0.0

    def test_exits_keep_to_the_plan_of_the_nation(self) -> None:
        register = self.after([200.0, 300.0, 50.0], exits=30.0)
        assert register.left.sum() == pytest.approx(30.0)
        able = np.array([200.0 - self.below, 300.0 - self.below])
        assert register.left[:2] == pytest.approx(30.0 * able / able.sum(), rel=1e-4)
        assert register.left[2] == 0.0

    def test_closing_the_whole_gap_empties_the_list(self) -> None:
        money = 101.15 * 1000.0 / 1e8
        register = self.after(200.0, funds=money * 1.001)
        assert register.poor == pytest.approx(0.0, abs=1e-9)
        assert register.supported == pytest.approx(self.below, abs=0.01)
        assert register.spent == pytest.approx(money, rel=1e-3)

    def test_half_the_money_supports_half_of_those_below(self) -> None:
        register = self.after(200.0, funds=0.5 * 101.15 * 1000.0 / 1e8)
        assert register.supported == pytest.approx(self.below / 2.0, rel=1e-3)
        assert register.poor == pytest.approx(self.below / 2.0, rel=1e-3)

    def test_never_more_is_spent_than_is_there_or_than_the_gap(self) -> None:
        for funds in (0.0, 1e-5, 1e-3, 1.0):
            assert self.after(200.0, funds=funds).spent[0] <= min(funds, 1.012e-3) * (1.0 + 1e-9)

    def test_people_relapse_when_the_funds_stop(self) -> None:
        register = self.after(200.0, funds=1.0)
        assert register.poor == pytest.approx(0.0, abs=1e-9)
        stopped = self.after(register.poor, funds=0.0)
        assert stopped.entered == pytest.approx(0.5 * self.below, rel=1e-3)
        again = self.after(stopped.poor, funds=0.0)
        assert again.poor == pytest.approx(0.75 * self.below, rel=1e-3)

    def test_a_fall_in_income_brings_relapse(self) -> None:
        # mean 9,000: 14.650 % below
        settled = self.after(self.below)
        fallen = self.after(settled.poor, mean=9000.0)
        assert fallen.entered == pytest.approx(0.5 * (146.50 - self.below), abs=0.02)

    def test_without_monitoring_nobody_is_found(self) -> None:
        assert self.after(0.0, rule=Poverty(monitoring=0.0)).entered == 0.0

    @given(
        st.lists(st.tuples(st.floats(0.0, 1e5), st.floats(0.0, 10.0)), min_size=1, max_size=5),
        st.floats(1.0, 1e6),
        st.floats(500.0, 1e5),
        shares,
    )
    def test_people_are_conserved_and_nobody_is_negative(self, rows, plan, mean, monitoring):
        poor, funds = np.array(rows).T
        rule = Poverty(monitoring=monitoring)
        found = self.after(poor, funds, plan, people=1e5, rule=rule, mean=mean)
        assert found.poor == pytest.approx(poor - found.left + found.entered)
        for column in (found.poor, found.supported, found.entered, found.left, found.spent):
            assert (column >= 0.0).all()
        assert (found.poor <= 1e5 * (1.0 + 1e-12)).all()
        assert (found.left <= poor).all()
        assert (found.supported <= found.below).all()
        assert found.left.sum() <= plan * (1.0 + 1e-12)
