"""Grades to consequences, worked by hand."""

import numpy as np
import pytest
from tests.strategies import tiny

from eastwest.evaluation.reward import Reward
from eastwest.runs import simulate

REWARD = Reward(
    reputation=(0.0, 1.0, 2.0), career=(-1.0, 0.0, 5.0), summons=(4.0, 0.0, 0.0), money=(3.0,)
)


def test_worth_is_concern_times_stakes_plus_money() -> None:
    worth = REWARD.worth(3, np.array([1.0, 2.0]), money_value=0.5, scale=1.0)
    assert worth.tolist() == [[-3.5, 2.5, 8.5], [-8.5, 3.5, 15.5]]


def test_scale_multiplies_stakes_but_not_money() -> None:
    worth = REWARD.worth(3, np.array([1.0]), money_value=0.5, scale=10.0)
    assert worth.tolist() == [[-48.5, 11.5, 71.5]]


def test_a_single_consequence_is_for_every_grade() -> None:
    assert REWARD.column("money", 4).tolist() == [3.0, 3.0, 3.0, 3.0]
    assert REWARD.column("career", 3).tolist() == [-1.0, 0.0, 5.0]


def test_no_reward_is_worth_nothing() -> None:
    assert not Reward().worth(4, np.ones(3), money_value=1.0, scale=1.0).any()


def test_stakes_ramp_up_and_then_stay() -> None:
    reward = Reward(ramp=(0.3, 0.6, 1.0))
    assert [reward.level(age) for age in (0, 1, 2, 30)] == [0.3, 0.6, 1.0, 1.0]


def test_standing_with_a_steady_inflow_follows_its_closed_form() -> None:
    # a stock: inflow 0.2, decay 0.8 leads to 1; after t years 1 - 0.8^t
    start = "regime.2017"
    scenario = tiny((2017, 2020)).change(
        {
            f"{start}.use": "assessment",
            f"{start}.grade": {"bars": [-1e6]},  # everybody reaches the upper grade
            f"{start}.reward": {"career": [0.0], "summons": [0.0], "reputation": [0.0, 0.2]},
            f"{start}.reward.decay": 0.8,
        }
    )
    seen = []

    def look(context, state, year):
        judged = state.east.grade >= 0
        assert judged.any()
        assert (state.east.standing[~judged] == 0.0).all()
        seen.append(state.east.standing[judged])

    simulate(scenario, levels=(), after=look)
    for years, standing in enumerate(seen, start=1):
        assert standing == pytest.approx(1.0 - 0.8**years)
