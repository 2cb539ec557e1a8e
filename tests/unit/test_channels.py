"""What effort does in each channel, worked by hand."""

from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import tiny

from eastwest.channels import Channels, JointOutput
from eastwest.channels.aid import Aid
from eastwest.channels.channel import ChannelTable, Lifts, Work, plain
from eastwest.channels.consumption import Consumption
from eastwest.channels.labour import Labour
from eastwest.vocabulary import CHANNELS, STOCKS

exponents = st.floats(-1.0, 0.6)
efforts = st.floats(0.0, 10.0)


def joint(effort: float, cooperation: float, tie: float = 1.0, **rule: float) -> float:
    given = JointOutput(**rule)(np.array([effort]), np.array([cooperation]), np.array([tie]))
    return float(given[0])


def work(effort=1.0, cooperation=1.0, joint=1.0, counties=1.0, **limits) -> Work:
    column = [np.atleast_1d(np.asarray(each, dtype=float)) for each in (effort, cooperation, joint)]
    size = np.full_like(column[0], counties)
    return Work(*column, size, {name: np.atleast_1d(limit) for name, limit in limits.items()})


def test_the_plain_way_of_all_channels_is_that_of_each() -> None:
    rng, tables = np.random.default_rng(1), tiny().tables.channel.all()
    joint, cooperation = rng.random((2, 5, len(tables))) * 2.0
    counties = np.array([0.0, 0.5, 1.0, 3.0, 40.0])
    whole = plain(np.array([each.norm for each in tables]) * counties[:, None], joint, cooperation)
    for column, table in enumerate(tables):
        if table.is_plain:
            done = Work(joint[:, column], cooperation[:, column], joint[:, column], counties, {})
            alone = table(done)
            np.testing.assert_allclose(whole.activity[:, column], alone.activity, rtol=1e-14)
            np.testing.assert_allclose(whole.result[:, column], alone.result, rtol=1e-14)


class TestJointOutput:
    @pytest.mark.parametrize("exponent", [-1.0, -0.5, -1e-3, 0.0, 1e-3, 0.3, 0.6, 1.0])
    @pytest.mark.parametrize("east", [0.3, 0.6, 1.0])
    def test_it_is_one_where_both_do_their_part(self, exponent: float, east: float) -> None:
        assert joint(1.0, 0.7, exponent=exponent, east=east, own=0.3) == pytest.approx(1.0)

    def test_cobb_douglas_by_hand(self) -> None:
        # 16^0.5 x (0.25 + 0.0)^0.5 = 2
        assert joint(16.0, 0.0, exponent=0.0, east=0.5, own=0.25) == pytest.approx(2.0)

    def test_complements_by_hand(self) -> None:
        # r = -1, a = 0.5: harmonic mean of 3 and 1.5 = 2
        assert joint(3.0, 1.0, exponent=-1.0, east=0.5, own=0.5) == pytest.approx(2.0)

    def test_substitutes_by_hand_net_of_what_the_west_does_alone(self) -> None:
        # r = 0.5, a = 0.5: (0.5 x 2 + 0.5 x 1)^2 = 2.25 less 0.25, over 1 - 0.25
        assert joint(4.0, 0.5, exponent=0.5, east=0.5, own=0.5) == pytest.approx(2.0 / 0.75)

    @given(exponents, efforts)
    def test_without_eastern_effort_nothing_comes_out(self, exponent: float, west: float) -> None:
        assert joint(0.0, west, exponent=exponent) == 0.0

    @given(efforts, efforts)
    def test_the_cobb_douglas_limit_is_continuous(self, effort: float, west: float) -> None:
        limit = joint(effort, west, exponent=0.0)
        for near in (-1e-5, -1e-8, 1e-8, 1e-5):
            assert joint(effort, west, exponent=near) == pytest.approx(limit, rel=2e-3, abs=2e-3)

    @given(exponents, efforts)
    def test_it_is_never_negative(self, exponent: float, effort: float) -> None:
        west = np.linspace(0.0, 3.0, 500)
        for least in (effort, 1e-300, 1e-60, 1e-18):  # inertia leaves traces of old effort
            output = JointOutput(exponent=exponent)(np.full(500, least), west, np.ones(500))
            assert (output >= 0.0).all()

    @given(exponents, efforts, efforts, efforts)
    def test_more_of_either_side_is_never_less_output(
        self, exponent: float, effort: float, west: float, more: float
    ) -> None:
        base = joint(effort, west, exponent=exponent)
        assert joint(effort + more, west, exponent=exponent) >= base * (1.0 - 1e-9)
        assert joint(effort, west + more, exponent=exponent) >= base * (1.0 - 1e-9) - 1e-12

    def test_a_tie_wins_back_the_part_lost_without_it(self) -> None:
        rule = JointOutput(own=0.3, tie=0.4)
        outputs = rule(np.ones(3), np.full(3, 0.7), np.array([0.0, 0.5, 1.0]))
        assert outputs == pytest.approx([0.6, 0.8, 1.0])


class TestEveryChannel:
    def test_the_nine_stand_in_the_order_of_their_columns(self) -> None:
        tables = tiny().tables.channel
        assert tuple(Channels.__dataclass_fields__) == CHANNELS
        for table, name in zip(tables.all(), CHANNELS, strict=True):
            assert table is getattr(tables, name)

    def test_who_has_a_way_of_its_own_is_asked_by_itself(self) -> None:
        asked = [CHANNELS[column] for column, _ in tiny().tables.channel.particular()]
        assert asked == ["aid", "labour", "consumption"]

    @pytest.mark.parametrize("name", CHANNELS)
    def test_without_effort_nothing_is_done_and_nothing_lasts(self, name: str) -> None:
        table = getattr(tiny().tables.channel, name)
        limits = {"ability": 0.5, "surplus": 100.0, "coverage": 0.2, "care": 0.5}
        output = table(work(effort=0.0, joint=0.0, counties=3.0, **limits))
        assert (output.activity, output.result) == (0.0, 0.0)

    @pytest.mark.parametrize("name", CHANNELS)
    @given(level=efforts, west=efforts, ability=st.floats(0.0, 1.0), coverage=st.floats(0.0, 3.0))
    def test_what_lasts_is_never_more_than_what_was_done(
        self, name: str, level: float, west: float, ability: float, coverage: float
    ) -> None:
        table = getattr(tiny().tables.channel, name)
        limits = {"ability": ability, "surplus": 1e4, "coverage": coverage, "care": west}
        output = table(work(level, west, level, 3.0, **limits))
        assert 0.0 <= output.result[0] <= output.activity[0] * (1.0 + 1e-12)

    def test_activity_is_norm_times_counties_times_joint_output(self) -> None:
        output = ChannelTable(norm=20.0)(
            work(joint=[0.5, 1.5], cooperation=[0.0, 3.0], counties=4.0)
        )
        assert output.activity.tolist() == [40.0, 120.0]
        # half lasts without the West, all of it with its full part
        assert output.result.tolist() == [20.0, 120.0]

    def test_rises_stand_in_the_order_of_the_stocks(self) -> None:
        rises = {name: float(place) for place, name in enumerate(STOCKS, start=1)}
        assert Lifts(**rises).column().tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]


class TestAid:
    table = Aid(norm=0.5, absorbed=2.0, assets=0.4, tilt=0.0, top_up=0.1, reach=0.0)

    def test_all_that_is_given_is_sent_whatever_the_county_can_do(self) -> None:
        output = self.table(work(effort=[0.0, 1.0, 50.0], ability=np.zeros(3), counties=4.0))
        assert output.activity == pytest.approx([0.0, 2.0, 100.0])

    def test_absorbed_by_hand(self) -> None:
        # most = 2 x 4 x 0.5 x (0.5 + 0.5 x 1) = 4; sent 4: 4 (1 - 1/e)
        output = self.table(work(effort=2.0, cooperation=1.0, counties=4.0, ability=0.5))
        assert output.result == pytest.approx(4.0 * (1.0 - np.exp(-1.0)))

    def test_a_little_is_absorbed_whole_and_much_only_up_to_the_most(self) -> None:
        output = self.table(work(effort=[1e-9, 1e9], counties=1.0, ability=np.full(2, 0.5)))
        assert output.result[0] == pytest.approx(output.activity[0])
        assert output.result[1] == pytest.approx(2.0 * 0.5 * 1.0)

    def test_the_west_s_part_doubles_what_can_be_absorbed(self) -> None:
        output = self.table(work(1e9, [0.0, 1.0, 9.0], counties=1.0, ability=np.full(3, 0.5)))
        assert output.result == pytest.approx([0.5, 1.0, 1.0])


class TestLabour:
    rates: ClassVar = {"kept": 0.5, "kept_services": 0.3, "kept_coverage": 0.4}
    table = Labour(norm=100.0, surplus=0.1, poor_share=0.6, returning=0.1, **rates)

    def placed(self, joint, **limits):
        limits = {"surplus": 1000.0, "coverage": 0.0, "care": 0.0} | limits
        return self.table(work(joint=joint, counties=2.0, **limits))

    @given(st.floats(0.0, 1e6), st.floats(0.0, 1e5))
    def test_never_more_are_placed_than_are_free_to_go(self, joint: float, surplus: float) -> None:
        output = self.placed(joint, surplus=surplus)
        assert 0.0 <= output.activity[0] <= surplus

    def test_placed_by_hand(self) -> None:
        # asked 100 x 2 x 5 = 1000 of 1000 free
        assert self.placed(5.0).activity == pytest.approx(1000.0 * (1.0 - np.exp(-1.0)))

    def test_services_keep_more_and_coverage_keeps_fewer(self) -> None:
        rates = [
            (self.placed(1.0, care=care, coverage=gone), expected)
            for care, gone, expected in ((0, 0, 0.5), (1, 0, 0.8), (9, 0, 0.8), (0, 0.5, 0.3))
        ]
        for output, expected in rates:
            assert output.result / output.activity == pytest.approx(expected)

    def test_nobody_is_kept_twice_or_less_than_never(self) -> None:
        output = self.placed(1.0, coverage=9.0)
        assert output.result == 0.0


class TestConsumption:
    table = Consumption(norm=2.0, margin=0.3, additional=0.4, supply=6.0)

    def test_purchases_never_exceed_what_the_county_can_supply(self) -> None:
        output = self.table(work(joint=[0.5, 1.5, 1e6], counties=1.0, ability=np.full(3, 0.5)))
        # most 6 x 0.5 = 3; asked 1 and 3
        expected = [3.0 * (1.0 - np.exp(-1.0 / 3.0)), 3.0 * (1.0 - np.exp(-1.0)), 3.0]
        assert output.activity == pytest.approx(expected)
        assert output.result == pytest.approx(0.4 * output.activity)

    def test_a_county_without_any_ability_sells_nothing_to_speak_of(self) -> None:
        assert self.table(work(joint=1e6, ability=0.0)).activity[0] < 1e-9
