"""Money has a payer and a payee; what one table sends another receives."""

import numpy as np

from eastwest.vocabulary import Floats

ACCOUNTS = (
    "centre",
    "east_budgets",
    "west_budgets",
    "firms",
    "east_households",
    "west_rural",
    "west_urban",
    "banks",
    "outside",
)
ACCOUNT = {name: row for row, name in enumerate(ACCOUNTS)}


def no_flows() -> Floats:
    """Return an empty year of payments, payers by payees. [1e8 yuan]."""
    return np.zeros((len(ACCOUNTS), len(ACCOUNTS)))


def pay(flow: Floats, payer: str, payee: str, amount: float) -> None:
    """Write a payment into the year's flows; a negative one is refused as an error of ours."""
    if amount < 0.0:
        raise ArithmeticError(f"{payer} pays {payee} a negative sum ({amount})")
    flow[ACCOUNT[payer], ACCOUNT[payee]] += amount


def settled(balance: Floats, flow: Floats) -> Floats:
    """Return the balances after a year's payments."""
    return np.asarray(balance + flow.sum(axis=0) - flow.sum(axis=1))


def residual(paid: float, received: float) -> float:
    """Return |paid - received| over gross flow, 0 where nothing flows."""
    gross = abs(paid) + abs(received)
    return abs(paid - received) / gross if gross > 0.0 else 0.0
