"""Levers of policy beside evaluation: numbers by hand, who pays whom, and which way they pull."""

import numpy as np
import pytest
from tests.unit.test_firms import KEY, away, firms, nothing, offers
from tests.years import after, past, run

from eastwest.accounting import ACCOUNT
from eastwest.channels.ecology import Ecology
from eastwest.phases.earn import earned, returned
from eastwest.phases.grants import absorbed, grants, programmes, quotas
from eastwest.phases.invest import invest
from eastwest.phases.invest import offers as offered
from eastwest.phases.live import live
from eastwest.phases.stay import support_of
from eastwest.policy import Levers
from eastwest.step import advance, until
from eastwest.vocabulary import CHANNEL, GROWTH, RECIPIENT

AID, INDUSTRY, SOCIETY = (CHANNEL[name] for name in ("aid", "industry", "society"))
ECOLOGY, LABOUR = CHANNEL["ecology"], CHANNEL["labour"]


def paid(state, payer, payee):
    return state.flow[ACCOUNT[payer], ACCOUNT[payee]]


def two_worlds(count, **levers):
    """Return two runs after some years: without levers and with them, from the second year on."""
    changes = {f"lever__2016__{name}": value for name, value in levers.items()}
    found = []
    for values in ({}, changes):
        context, state = run((2015, 2022), world__firms=200, **values)
        year = after(count, context, state)
        found.append((context, state, year))
    return found


class TestEveryLever:
    @pytest.mark.parametrize(
        ("lever", "value"),
        [
            *(("transfer", 30.0), ("infrastructure_programme", 9.0), ("services_programme", 9.0)),
            *(("credit", 0.8), ("pressure", 3.0), ("forced_donation", 0.1)),
            *(("firm_platform", 1.0), ("two_way", 2.0), ("quota_trade", 1.0)),
        ],
    )
    def test_is_neutral_by_default_moves_no_year_before_its_own_and_keeps_the_books(
        self, lever, value
    ) -> None:
        (_, before, _), (_, same, _) = two_worlds(1, **{lever: value})
        assert np.array_equal(before.flow, same.flow)
        (_, plain, _), (_, moved, _) = two_worlds(6, **{lever: value})
        assert not np.array_equal(plain.flow, moved.flow)
        assert max(moved.residual.values()) < 1e-8
        assert abs(moved.balance.sum()) < 1e-8 * np.abs(moved.balance).sum()

    def test_defaults_are_neutral(self) -> None:
        new = ("transfer", "infrastructure_programme", "services_programme", "credit")
        more = ("forced_donation", "firm_platform", "two_way", "quota_trade")
        assert not any(getattr(Levers(), name) for name in new + more)
        assert Levers().pressure == 1.0


class TestCredit:
    def test_saved_interest_weighs_as_a_subsidy_does(self) -> None:
        # 0.5 of capital lent x 0.04 a year saved = 0.02 of capital; 3 utility a share: 0.06
        rule, table = nothing(subsidy=3.0), offers(credit=0.5 * 0.04)
        told = rule.explain(KEY, 2000, firms(1), 0, table)
        assert told.terms["credit"] == pytest.approx(0.06)

    def test_more_firms_come_the_more_is_lent(self) -> None:
        rule = nothing(home=4.0, subsidy=30.0)
        came = [
            rule(KEY, 2000, firms(2000), away(2000), offers(credit=rate)).rows
            for rate in (0.0, 0.02, 0.04)
        ]
        assert came[0].size < came[1].size < came[2].size
        assert set(came[0]) <= set(came[1]) <= set(came[2])

    def test_the_centre_pays_the_interest_of_the_first_years_to_banks(self) -> None:
        context, state = run((2015, 2022), levers__credit=0.8, world__firms=200)
        after(4, context, state)
        ahead, year = until(context, state, invest)
        firm, table = ahead.firms, context.scenario.tables.channel.industry
        young = (firm.host >= 0) & (firm.age < table.subsidy_years)
        owed = context.world.firms.weight * 0.8 * 0.04 * firm.capital[young].sum()
        year = advance(context, state)
        assert owed > 0.0
        assert year.interest == pytest.approx(owed)
        assert paid(state, "centre", "banks") == pytest.approx(owed)
        assert paid(state, "banks", "firms") == pytest.approx(0.8 * year.capital_landed)


class TestForcedDonation:
    def test_what_must_be_given_weighs_against_a_subsidy(self) -> None:
        table = offers(donation=0.05, subsidy=np.full(1, 0.05))
        told = nothing(subsidy=3.0).explain(KEY, 2000, firms(1), 0, table)
        through = told.candidates.dyad[0] >= 0
        assert told.terms["donation"] == pytest.approx(np.where(through, -0.15, 0.0))
        assert told.terms["donation"] + told.terms["subsidy"] == pytest.approx(0.0)

    def test_firms_pay_western_budgets_through_the_channel_society(self) -> None:
        context, state = run((2015, 2022), levers__forced_donation=0.1, world__firms=200)
        after(4, context, state)
        _, coming = until(context, state, invest)
        asked = context.world.firms.weight * 0.1 * state.firms.capital[state.firms.dyad >= 0].sum()
        willing = coming.links.activity[:, SOCIETY].sum()
        year = advance(context, state)
        assert 0.0 < year.forced <= asked * (1.0 + 1e-12)
        assert paid(state, "firms", "west_budgets") == pytest.approx(year.forced)
        assert paid(state, "east_households", "west_budgets") == pytest.approx(willing)
        assert year.links.activity[:, SOCIETY].sum() == pytest.approx(willing + year.forced)

    def test_governments_do_not_take_it_for_a_yield_of_their_effort(self) -> None:
        context, state = run((2015, 2022), levers__forced_donation=0.1, world__firms=200)
        year = after(5, context, state)
        top = slice(context.east.tops)
        assert state.east.given[top, SOCIETY].sum() == pytest.approx(year.forced, rel=1e-6)

    def test_money_comes_now_and_fewer_firms_later(self) -> None:
        given, there = [], []
        for rate in (0.0, 0.05, 0.2):
            context, state = run((2015, 2022), levers__forced_donation=rate, world__firms=400)
            given.append([after(1, context, state).forced for _ in range(8)])
            there.append((state.firms.host >= 0).sum())
        assert 0.0 == sum(given[0]) < given[1][2] < given[2][2]
        assert there[0] > there[1] > there[2]

    @pytest.mark.parametrize(("weight", "pays"), [(0.0, True), (10.0, False)])
    def test_whether_the_money_outweighs_what_no_longer_lands_is_not_built_in(
        self, weight, pays
    ) -> None:
        total = []
        for rate in (0.0, 0.02):
            values = {"firm__location__subsidy": weight, "firm__survival__base": 0.3}
            context, state = run(
                (2015, 2022), levers__forced_donation=rate, world__firms=400, **values
            )
            years = [after(1, context, state) for _ in range(8)]
            total.append(sum(year.forced + year.capital_landed for year in years))
        assert (total[1] > total[0]) is pays

    def test_only_firms_whose_dyad_still_cares_for_their_place_are_pressed(self) -> None:
        context, state = run((2015, 2022), levers__forced_donation=0.1, world__firms=200)
        after(4, context, state)
        ahead, year = until(context, state, invest)
        ahead.firms.dyad[ahead.firms.host >= 0] = -1
        support = support_of(context, ahead, year, offered(context, ahead, year))
        assert not support.donation.any()


class TestFirmPlatform:
    def test_the_chance_to_hear_is_the_one_worked_out_by_hand(self) -> None:
        # unaided 0.2 + shown 1.0 x platform 0.5: 1 - exp(-0.7) = 0.5034
        rule = nothing(unaided=0.2, shown=1.0, guided=0.6, paired=0, other=1)
        many, rows = firms(20_000), np.arange(20_000)
        heard = rule.candidates(KEY, 2000, many, rows, offers(platform=0.5)).known
        assert heard.mean() == pytest.approx(0.5034, abs=0.01)

    def test_who_heard_without_a_platform_hears_with_it(self) -> None:
        rule, many, rows = nothing(unaided=0.2), firms(500), np.arange(500)
        few, some, most = (
            rule.candidates(KEY, 2000, many, rows, offers(platform=level)).known
            for level in (0.0, 0.5, 1.0)
        )
        assert few.sum() < some.sum() < most.sum()
        assert not (few & ~some).any()
        assert not (some & ~most).any()

    def test_what_it_brings_is_no_merit_of_matching(self) -> None:
        rule = nothing(unaided=0.2, shown=1.0, guided=0.6)
        without, with_it = (rule.unguided(offers(platform=level))[0] for level in (0.0, 1.0))
        assert without == pytest.approx((1 - np.exp(-0.2)) / (1 - np.exp(-0.2 - 0.9)))
        assert with_it == pytest.approx((1 - np.exp(-1.2)) / (1 - np.exp(-1.2 - 0.9)))


class TestPressure:
    @pytest.mark.parametrize(("crowding", "sign"), [(0.5, -1.0), (-0.5, 1.0), (0.0, 0.0)])
    def test_state_firms_are_pushed_and_private_ones_move_as_the_coefficient_says(
        self, crowding, sign
    ) -> None:
        came = {}
        for level in (0.0, 2.0):
            owner = np.arange(4000) % 2 == 0
            table = offers(pressure=np.full(1, level))
            entries = nothing(home=4.0, pressure=1.0, crowding=crowding)(
                KEY, 2000, firms(4000, is_state=owner), away(4000), table
            )
            state = owner[entries.rows]
            came[level] = state.sum(), (~state).sum()
        assert came[2.0][0] > came[0.0][0]
        assert np.sign(came[2.0][1] - came[0.0][1]) == sign

    def test_it_is_what_the_lever_makes_of_effort(self) -> None:
        context, state = run((2015, 2022), levers__pressure=2.5)
        after(3, context, state)
        ahead, year = until(context, state, invest)
        strong = offered(context, ahead, year).pressure
        year.levers = Levers()
        plain = offered(context, ahead, year).pressure
        assert plain.max() > 0.0
        assert strong == pytest.approx(2.5 * plain)


class TestGrants:
    def test_the_centre_pays_each_recipient_county_the_same(self) -> None:
        context, state = run((2015, 2016), levers__transfer=12.0)
        year = after(2, context, state)
        counties = context.grantees.counties
        nation = context.world.recipient_counties
        assert grants(context, year) == pytest.approx(12.0 * counties / nation)
        assert (context.world.places.kind[counties > 0.0] == RECIPIENT).all()

    def test_without_a_pair_they_come_all_the_same(self) -> None:
        context, state = run((2015, 2016), levers__transfer=12.0, pairing__2015__plan="none")
        after(2, context, state)
        other, alone = run((2015, 2016), pairing__2015__plan="none")
        after(2, other, alone)
        extra = paid(state, "centre", "west_budgets") - paid(alone, "centre", "west_budgets")
        assert extra == pytest.approx(12.0 * context.grantees.share)
        assert (state.places.income >= alone.places.income).all()
        assert state.places.assets.sum() > alone.places.assets.sum() == 0.0

    def test_a_yuan_does_what_a_yuan_of_aid_does_and_shares_its_room(self) -> None:
        context, state = run((2015, 2016), levers__transfer=12.0, pairing__2015__plan="none")
        ahead, year = until(context, state, live)
        table, counties = context.scenario.tables.channel.aid, context.world.places.counties
        ability = 0.5 * (ahead.places.stock[:, 2] + ahead.places.stock[:, 3])
        sent, most = grants(context, year), table.absorbed * counties * ability
        there = sent > 0.0
        taken = absorbed(context, ahead, year)[there]
        assert taken == pytest.approx((most * (1.0 - np.exp(-sent / most)))[there])
        ahead.places.aid = sent.copy()
        assert (absorbed(context, ahead, year)[there] < taken).all()

    def test_programmes_lift_the_stock_that_they_aim_at(self) -> None:
        # 9 over the nation's counties, 0.018 for each 1e8 yuan a county, of what is still missing
        context, state = run((2015, 2016), levers__services_programme=9.0)
        other, plain = run((2015, 2016))
        (ahead, year), (bare, _) = past(live, context, state), past(live, other, plain)
        counties = context.grantees.counties
        aimed, each = programmes(context, year), 9.0 / context.world.recipient_counties
        assert aimed == pytest.approx([0.0, 0.018 * each, 0.0, 0.0, 0.0])
        rise = (ahead.places.stock - bare.places.stock)[counties > 0.0]
        empty = 1.0 - context.start.stock[counties > 0.0, 1]
        assert rise[:, 1] == pytest.approx(0.018 * each * empty)

    def test_the_centre_pays_for_programmes(self) -> None:
        names = {"levers__services_programme": 9.0, "levers__infrastructure_programme": 4.0}
        context, state = run((2015, 2016), **names)
        after(1, context, state)
        assert paid(state, "centre", "outside") == pytest.approx(13.0 * context.grantees.share)


class TestTwoWay:
    def test_nothing_is_expected_before_anything_was_seen(self) -> None:
        context, state = run((2015, 2022), levers__two_way=1.0)
        assert not state.east.earned.any()
        ahead, year = until(context, state, live)
        ahead.dyads.result[:] = 0.0
        assert not earned(context, ahead, year).any()

    def test_gain_is_rate_times_belief_times_what_was_seen(self) -> None:
        context, state = run((2015, 2022), levers__two_way=0.5)
        year = after(4, context, state)
        owner = context.dyads.east
        row = owner[np.flatnonzero(year.active)[0]]
        labour = context.scenario.tables.channel.labour
        kept = state.dyads.result[owner == row, LABOUR].sum()
        seen = min(1.0, kept / (labour.norm * year.counties["east"][row]))
        expected = 0.5 * 1.0 * labour.returned * seen * state.east.belief[row, LABOUR]
        assert seen > 0.0
        assert earned(context, state, year)[row, LABOUR] == pytest.approx(expected)

    def test_firms_pay_eastern_budgets_what_results_return(self) -> None:
        context, state = run((2015, 2022), levers__two_way=2.0)
        year = after(5, context, state)
        rates = {"industry": 0.02, "labour": 5e-5, "consumption": 0.02}
        by_hand = sum(2.0 * rates[c] * state.dyads.result[:, CHANNEL[c]].sum() for c in rates)
        assert returned(context, state, year) == pytest.approx(by_hand)
        assert paid(state, "firms", "east_budgets") == pytest.approx(by_hand)

    def test_who_gains_tries_harder_where_nothing_is_scored(self) -> None:
        alone = {"regime__2016__drop": True, "regime__2021__drop": True, "change__2019__drop": True}
        effort = []
        for times in (0.0, 1.0, 5.0):
            context, state = run((2015, 2022), levers__two_way=times, **alone)
            after(8, context, state)
            effort.append(state.east.effort[: context.east.tops, LABOUR].sum())
        assert effort[0] < effort[1] < effort[2]


class TestQuota:
    table = Ecology(quota=50.0, supply=100.0, land_price=0.003, land_worth=0.005)

    def test_sales_by_hand_never_exceed_the_supply(self) -> None:
        # two counties can free 200 mu; 4 projects of 50 mu: 200 (1 - 1/e) = 126.42
        sold = self.table.sold(np.array([0.0, 4.0, 1e9]), np.full(3, 2.0))
        assert sold == pytest.approx([0.0, 126.424, 200.0], abs=1e-3)

    def test_the_next_project_frees_less_the_more_is_free(self) -> None:
        left = self.table.left(np.array([0.0, 4.0]), np.full(2, 2.0))
        assert left == pytest.approx([1.0, np.exp(-1.0)])

    def test_nobody_buys_at_a_loss(self) -> None:
        worth = {"channel__ecology__land_worth": 0.001, "channel__ecology__gain_east": 1.0}
        context, state = run((2015, 2022), levers__quota_trade=1.0, **worth)
        year = after(4, context, state)
        assert year.links.activity[:, ECOLOGY].any()
        assert not quotas(context, year).any()

    def test_the_east_pays_counties_and_earns_what_land_is_worth(self) -> None:
        context, state = run((2015, 2022), levers__quota_trade=0.5)
        year = after(6, context, state)
        sold = quotas(context, year).sum()
        assert sold > 0.0
        assert paid(state, "outside", "east_budgets") == pytest.approx(0.005 * sold)
        assert grants(context, year).sum() == pytest.approx(0.003 * sold)
        aid = state.places.aid.sum()
        assert paid(state, "east_budgets", "west_budgets") == pytest.approx(aid + 0.003 * sold)

    def test_trade_makes_the_east_work_for_it(self) -> None:
        effort = []
        for part in (0.0, 0.5, 1.0):
            context, state = run((2015, 2022), levers__quota_trade=part)
            after(3, context, state)
            effort.append(state.east.effort[: context.east.tops, ECOLOGY].sum())
        assert effort[0] < effort[1] < effort[2]


class TestTieDown:
    def run(self, tied, **changes):
        return run((2015, 2020), pairing__2015={"plan": "2013", "down_to": tied}, **changes)

    def test_by_the_province_alone_counties_do_nothing(self) -> None:
        context, state = self.run("province")
        year = after(2, context, state)
        assert year.depth == 0
        assert not state.east.part.any()
        assert not state.west.part.any()
        effort = state.east.effort[: context.east.tops, :GROWTH]
        assert state.dyads.effort.sum() == pytest.approx(effort.sum(), rel=1e-9)

    def test_by_counties_is_the_same_as_saying_nothing(self) -> None:
        context, state = self.run("county")
        other, plain = run((2015, 2020), pairing__2015__plan="2013")
        after(3, context, state)
        after(3, other, plain)
        assert np.array_equal(state.flow, plain.flow)

    def test_what_reaches_the_poor_grows_with_every_step_down(self) -> None:
        table = self.run("county")[0].scenario.tables.channel.aid
        assert [table.paid_out(depth) for depth in range(3)] == pytest.approx([0.05, 0.1, 0.15])

    def test_targets_are_raised_on_every_step_down(self) -> None:
        for depth, tied in enumerate(("province", "county", "township")):
            context, state = self.run(tied, east__amplification=1.2, regime__2015__use="assessment")
            after(2, context, state)
            side, target = context.east, state.east.target
            asked = (side.size[:, None] * target[side.head])[side.tops :]
            assert target[side.tops :] == pytest.approx(1.2**depth * asked)

    def test_who_is_tied_by_the_province_spreads_aid_evenly(self) -> None:
        spread = {}
        for tied in ("province", "county"):
            context, state = self.run(tied, channel__aid__tilt=4.0)
            year = after(2, context, state)
            effort = year.links.effort[:, AID]
            first = year.plan.link_dyad == year.plan.link_dyad[0]
            spread[tied] = np.ptp(effort[first])
        assert spread["province"] == pytest.approx(0.0, abs=1e-12)
        assert spread["county"] > 1e-6
