"""Payments find payer and payee; what is lost shows."""

import numpy as np
import pytest

from eastwest.accounting import ACCOUNT, ACCOUNTS, no_flows, pay, residual, settled


def test_a_payment_leaves_the_payer_and_reaches_the_payee() -> None:
    flow = no_flows()
    pay(flow, "east_budgets", "west_budgets", 3.0)
    pay(flow, "east_budgets", "west_budgets", 1.0)
    pay(flow, "west_budgets", "west_rural", 0.5)
    balance = settled(np.zeros(len(ACCOUNTS)), flow)
    assert balance[ACCOUNT["east_budgets"]] == -4.0
    assert balance[ACCOUNT["west_budgets"]] == 3.5
    assert balance[ACCOUNT["west_rural"]] == 0.5
    assert np.count_nonzero(balance) == 3


def test_balances_carry_over_and_always_add_up_to_nothing() -> None:
    flow = np.random.default_rng(1).random((len(ACCOUNTS), len(ACCOUNTS)))
    once = settled(np.zeros(len(ACCOUNTS)), flow)
    twice = settled(once, flow)
    assert twice == pytest.approx(2.0 * once)
    assert twice.sum() == pytest.approx(0.0, abs=1e-12)


def test_paying_oneself_changes_nothing() -> None:
    flow = no_flows()
    pay(flow, "centre", "centre", 7.0)
    assert not settled(np.zeros(len(ACCOUNTS)), flow).any()


def test_a_negative_payment_is_refused() -> None:
    with pytest.raises(ArithmeticError, match="centre pays banks a negative sum"):
        pay(no_flows(), "centre", "banks", -1e-9)


def test_an_account_nobody_has_is_refused() -> None:
    with pytest.raises(KeyError, match="moon"):
        pay(no_flows(), "centre", "moon", 1.0)


@pytest.mark.parametrize(
    ("paid", "received", "missed"),
    [(0.0, 0.0, 0.0), (5.0, 5.0, 0.0), (3.0, 1.0, 0.5), (1.0, 3.0, 0.5), (2.0, 0.0, 1.0)],
)
def test_what_is_missed_is_measured_over_all_that_flows(
    paid: float, received: float, missed: float
) -> None:
    assert residual(paid, received) == missed
