"""The ledger: who pays whom in a year."""

from tests.benchmarks.yardstick.place import YUAN

from eastwest.accounting import ACCOUNTS
from eastwest.vocabulary import CHANNEL


class Ledger:
    """Balances of the accounts and this year's payments. [1e8 yuan]"""

    def __init__(self) -> None:
        self.balance = dict.fromkeys(ACCOUNTS, 0.0)
        self.flow: dict[tuple[str, str], float] = {}

    def pay(self, payer: str, payee: str, amount: float) -> None:
        """Book one payment."""
        self.flow[payer, payee] = self.flow.get((payer, payee), 0.0) + amount
        self.balance[payer] -= amount
        self.balance[payee] += amount

    def close(self, model) -> None:
        """Book all payments of a year."""
        self.flow = {}
        tables, places, links = model.tables, model.places, model.links.values()
        self.pay("east_budgets", "west_budgets", sum(place.aid for place in places))
        claims = sum(place.claim for place in places)
        self.pay("centre", "west_budgets", model.funds_total if claims > 0.0 else 0.0)
        self.pay("west_budgets", "west_rural", model.top_up)
        absorbed = sum(link.result[CHANNEL["aid"]] for link in links)
        self.pay("west_budgets", "outside", tables.channel.aid.assets * absorbed)
        for side, budgets in ((model.east, "east_budgets"), (model.west, "west_budgets")):
            self.pay("centre", budgets, sum(one.bonus for one in side.top))
        weight, industry = model.firm_weight, tables.channel.industry
        self.pay("banks", "firms", industry.loan * weight * model.capital_landed)
        self.pay("firms", "outside", weight * model.capital_landed)
        self.pay("outside", "firms", weight * model.capital_returned)
        self.pay("east_budgets", "firms", weight * model.subsidies)
        self._households(model)

    def _households(self, model) -> None:
        tables, places, links = model.tables, model.places, model.links.values()
        wages, local = sum(place.wages for place in places), tables.income.local
        self.pay("firms", "west_rural", wages)
        self.pay("firms", "west_urban", wages * (1.0 - local) / local if local > 0.0 else 0.0)
        self.pay("firms", "west_rural", sum(place.remittances for place in places))
        self.pay("outside", "west_rural", sum(place.yields for place in places))
        bought = sum(link.activity[CHANNEL["consumption"]] for link in links)
        self.pay("east_households", "west_rural", bought)
        margin = tables.channel.consumption.margin
        self.pay("west_rural", "outside", (1.0 - margin) * bought)
        given = sum(link.activity[CHANNEL["society"]] for link in links)
        self.pay("east_households", "west_budgets", given)
        earned = sum(place.income * place.people for place in places) / YUAN
        added = sum(one.wages + one.remittances + one.sales + one.yields for one in places)
        self.pay("outside", "west_rural", earned - added)
