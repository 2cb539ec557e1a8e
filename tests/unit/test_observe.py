"""Evidence, targets and audit, worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eastwest.evaluation.indicator import Target
from eastwest.evaluation.observe import Audit, Observe

COUNTIES = np.array([0.0, 2.0, 10.0])
NOTHING = np.zeros(3)
values = st.floats(0.0, 1e6)


def test_an_agreement_grows_with_the_counties_cared_for() -> None:
    target = Target(norm=0.45)
    assert target(0, COUNTIES, NOTHING) == pytest.approx([0.0, 0.9, 4.5])


def test_an_absolute_target_is_the_same_for_all_who_care_for_any_county() -> None:
    target = Target(mode="absolute", norm=10.0)
    assert target(0, COUNTIES, NOTHING).tolist() == [0.0, 10.0, 10.0]


def test_a_trial_target_ramps_up_to_the_norm_and_stays() -> None:
    target, county = Target(norm=2.0, ramp=(0.25, 0.5, 1.0)), np.ones(1)
    asked = [target(age, county, np.zeros(1))[0] for age in (0, 1, 2, 9)]
    assert asked == [0.5, 1.0, 2.0, 2.0]


def test_the_ratchet_keeps_its_part_of_last_year_s_excess_up_to_its_bound() -> None:
    target = Target(norm=10.0, ratchet=0.5, bound=1.2)
    verified = np.array([8.0, 10.0, 11.0, 12.0, 100.0])
    assert target(0, np.ones(5), verified) == pytest.approx([10.0, 10.0, 10.5, 11.0, 11.0])


def test_a_full_ratchet_never_asks_less_than_last_year_s_delivery_within_the_bound() -> None:
    target = Target(norm=10.0, ramp=(0.5,), ratchet=1.0, bound=1.5)
    assert target(0, np.ones(3), np.array([3.0, 9.0, 40.0])) == pytest.approx([5.0, 9.0, 15.0])


@given(st.floats(0.0, 1.0), st.floats(0.1, 3.0), values, st.integers(0, 5))
def test_the_ratchet_never_asks_less_than_is_due_or_more_than_its_bound(
    ratchet: float, bound: float, verified: float, age: int
) -> None:
    target = Target(norm=3.0, ramp=(0.2, 1.0), ratchet=ratchet, bound=bound)
    due = 6.0 * (0.2 if age == 0 else 1.0)
    asked = target(age, np.array([2.0]), np.array([verified]))[0]
    assert due <= asked <= max(due, 6.0 * bound) * (1.0 + 1e-12)


def test_a_repeated_ratchet_stops_at_its_bound() -> None:
    target, asked = Target(norm=10.0, ratchet=1.0, bound=1.3), np.array([0.0])
    for age in range(30):
        asked = target(age, np.ones(1), 1.1 * asked)
    assert asked[0] == pytest.approx(13.0)


def test_certainty_of_audit_is_the_chance_to_be_checked_and_found_out() -> None:
    assert Audit(share=0.4, detection=0.5).certainty == pytest.approx(0.2)
    assert Audit(share=1.0, detection=1.0).certainty == 1.0
    assert Audit(share=0.0, detection=1.0).certainty == 0.0


def test_nobody_is_audited_unless_the_rule_says_so() -> None:
    assert Observe().audit.certainty == 0.0
