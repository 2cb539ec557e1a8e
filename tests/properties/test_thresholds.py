"""Bottom lines and bonuses: reached or left, whichever pays more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.test_effort_properties import price
from tests.properties.test_promises import WORTH, chosen, prospect
from tests.unit.test_searching import CHOSEN, conduct, line, position, searched, sheet_of

from eastwest.behaviour.believed import Believed
from eastwest.behaviour.government import bare
from eastwest.choosing.effort import Choice
from eastwest.evaluation.indicator import Bonus
from eastwest.evaluation.sheet import Sheet

AID, LABOUR = CHOSEN[:2]


def best_of_one(sheet: Sheet, pull: float) -> Choice:
    """Return the response of one government to a linear reward; a unit of aid meets the target."""
    worth = np.array([[0.0, 100.0 * pull]])
    outlook = searched(sheet, position(sheet), conduct(), worth)
    return outlook.best_response(lambda score: pull * score)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.001, 0.02), st.floats(0.2, 2.0))
def test_a_bottom_line_is_just_met_or_given_up_whichever_pays(pull: float, bottom: float) -> None:
    # payoff 100 p x - x^2 / 2 from x = b on, else - x^2 / 2
    choice = best_of_one(sheet_of(a=line("aid", 1.0, bottom_line=bottom)), pull)
    met = max(100 * pull, bottom)
    gained = 100 * pull * met - met**2 / 2
    assert choice.payoff[0] == pytest.approx(max(gained, 0.0), abs=1e-5)
    if abs(gained) > 1e-4:
        assert choice.effort[0, AID] == pytest.approx(met if gained > 0 else 0.0, abs=2e-3)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.001, 0.02), st.floats(0.2, 2.0), st.floats(1.0, 100.0))
def test_a_bonus_is_just_earned_when_it_pays(pull: float, above: float, points: float) -> None:
    # worth p B once x = a is reached, for (a - 100 p)^2 / 2 more than the best without it
    bonus = Bonus(above=above, points=points)
    choice = best_of_one(sheet_of(a=line("aid", 1.0, bonus=bonus)), pull)
    free = 100 * pull
    more = pull * points - max(above - free, 0.0) ** 2 / 2
    assert choice.payoff[0] == pytest.approx(free**2 / 2 + max(more, 0.0), abs=1e-5)
    if abs(more) > 1e-4:
        wanted = max(free, above) if more > 0 else free
        assert choice.effort[0, AID] == pytest.approx(wanted, abs=2e-3)


@pytest.mark.parametrize("name", ["bottom_line", "bonus"])
@pytest.mark.parametrize("stake", [0.2, 0.8, 1.2, 3.0])
def test_no_point_of_a_fine_grid_of_two_channels_pays_more(name: str, stake: float) -> None:
    more = {"bottom_line": 0.8} if name == "bottom_line" else {"bonus": Bonus(points=20.0)}
    sheet = sheet_of(a=line("aid", 3.0, cap=1.1), b=line("labour", 1.0, **more))
    where, how, worth = position(sheet, 4), conduct(0.1), stake * WORTH / 6.0
    choice, side = chosen(sheet, where, how, worth), np.linspace(0.0, 2.0, 401)
    effort = np.zeros((10, 1, len(side) ** 2))
    effort[[AID, LABOUR], 0] = np.stack(np.meshgrid(side, side)).reshape(2, -1)
    look = prospect(worth, 1)
    worths = sheet.regime.grade.value(Believed.of(sheet, where)(effort, 0.0 * effort), look)
    payoff = worths - price(bare(where, how, sheet), np.moveaxis(effort, 0, -1), np.zeros(10))
    assert payoff.max() <= choice.payoff[0] + 1e-4 * stake
