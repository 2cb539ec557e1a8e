"""Ties grow with interaction, fade without it, and never leave [0, 1]."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import tiny

from eastwest.errors import ScenarioError
from eastwest.ties import Ties

TIES = Ties(start=0.1, grow=0.5, fade=0.2, kept=0.4, half=0.5)
shares = st.floats(0.0, 1.0)


def test_half_of_full_interaction_takes_half_a_norm() -> None:
    work = np.array([0.0, 0.5, 1.5, 1e12])
    assert TIES.interaction(work) == pytest.approx([0.0, 0.5, 0.75, 1.0])


def test_one_year_worked_by_hand() -> None:
    # from nothing at half interaction: 0.5 x 0.5 = 0.25, less a fifth
    strength, interaction = np.array([0.0, 0.6, 1.0]), np.array([0.5, 0.0, 1.0])
    assert TIES(strength, interaction) == pytest.approx([0.2, 0.48, 0.8])


def test_without_interaction_a_tie_fades_by_its_part_every_year() -> None:
    strength = np.array([0.9])
    for _ in range(5):
        strength = TIES(strength, np.zeros(1))
    assert strength[0] == pytest.approx(0.9 * 0.8**5)


def test_steady_interaction_leads_to_the_closed_form() -> None:
    strength, interaction = np.array([0.0, 1.0]), np.array([0.7, 0.7])
    for _ in range(200):
        strength = TIES(strength, interaction)
    gain = TIES.grow * 0.7 * (1.0 - TIES.fade)
    assert strength == pytest.approx(gain / (gain + TIES.fade))


@given(shares, shares, shares, shares)
def test_ties_never_leave_the_unit_interval(
    grow: float, fade: float, strength: float, interaction: float
) -> None:
    moved = Ties(grow=grow, fade=fade)(np.array([strength]), np.array([interaction]))
    assert 0.0 <= moved[0] <= 1.0


@given(shares, shares, shares)
def test_more_interaction_never_weakens_a_tie(strength: float, one: float, two: float) -> None:
    less, more = sorted((one, two))
    moved = TIES(np.full(2, strength), np.array([less, more]))
    assert moved[0] <= moved[1]


def test_a_scale_of_nothing_is_refused() -> None:
    with pytest.raises(ScenarioError, match="half"):
        tiny().change({"tie.half": 0.0})
