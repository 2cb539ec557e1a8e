"""The year's payments, and the identities that would show a loss."""

import numpy as np
import pytest
from tests.years import after, run

from eastwest.accounting import ACCOUNT
from eastwest.context import Hosted
from eastwest.phases.live import funds
from eastwest.phases.settle import settle
from eastwest.step import until
from eastwest.vocabulary import CHANNEL

AID = CHANNEL["aid"]


class TestSettle:
    def test_money_of_a_grade_is_paid_by_the_centre_in_the_next_year(self) -> None:
        context, state = run((2016, 2018), regime__2016__reward__money=[0.5])
        centre, east = ACCOUNT["centre"], ACCOUNT["east_budgets"]
        after(1, context, state)
        assert state.flow[centre, east] == 0.0
        promised = state.east.bonus[: context.east.tops].sum()
        assert promised == pytest.approx(0.5 * (state.east.grade[: context.east.tops] >= 0).sum())
        after(1, context, state)
        assert state.flow[centre, east] == pytest.approx(promised)

    def test_counties_share_the_money_that_their_province_got(self) -> None:
        context, state = run((2016, 2018), regime__2016__reward__money=[0.5])
        after(1, context, state)
        side, bonus = context.east, state.east.bonus
        parent = side.head[side.tops :]
        handed = np.bincount(parent, bonus[side.tops :], len(bonus))
        parents = np.unique(parent)
        assert handed[parents] == pytest.approx(bonus[parents])

    def test_aid_that_is_not_absorbed_stays_in_western_budgets(self) -> None:
        context, state = run((2016, 2018), channel__aid__absorbed=1e-3)
        after(2, context, state)
        before = state.balance.copy()
        year = after(1, context, state)
        absorbed = year.links.result[:, AID].sum()
        sent = state.places.aid.sum()
        assert absorbed < 0.2 * sent
        given = year.links.activity[:, CHANNEL["society"]].sum()
        bought = context.scenario.tables.channel.aid.assets * absorbed
        came = sent + given + funds(context, state, year).sum()
        gained = (state.balance - before)[ACCOUNT["west_budgets"]]
        assert gained == pytest.approx(came - year.top_up - bought)

    def test_every_identity_is_checked_and_holds(self) -> None:
        context, state = run()
        after(3, context, state)
        assert set(state.residual) == {
            *("aid", "grants", "dyads", "capital", "placed", "people", "poor"),
        }
        assert max(state.residual.values()) < 1e-12

    def test_a_broken_identity_shows(self) -> None:
        context, state = run()
        after(1, context, state)
        ahead, year = until(context, state, settle)
        ahead.places.aid[0] += 1.0
        ahead.places.poor[0] += 1e6
        settle(context, ahead, year)
        assert ahead.residual["aid"] > 1e-3
        assert ahead.residual["poor"] > 1e-3

    def test_rounding_is_no_loss_where_the_last_capital_leaves(self) -> None:
        context, state = run()
        after(1, context, state)
        ahead, year = until(context, state, settle)
        year.hosted = Hosted.none()
        year.capital_before, year.capital_landed = 0.3, 0.0
        year.capital_returned, year.capital_lost = 0.1 + 0.2, 0.0
        settle(context, ahead, year)
        assert ahead.residual["capital"] < 1e-12
