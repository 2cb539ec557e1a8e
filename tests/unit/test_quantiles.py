"""Grades by rank have the equilibria of Lazear and Rosen."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.test_grade import outlook, prospect

from eastwest.errors import ScenarioError
from eastwest.evaluation.grade import Prospect
from eastwest.evaluation.quantiles import Quantiles


def efforts(rule: Quantiles, look: Prospect) -> np.ndarray:
    """Return the efforts of equals that answer each other; a unit is a point."""
    ways = outlook(len(look.bias), look)
    known = rule.rivals(ways, look)
    return rule.follow(ways, replace(look, rivals=known)).effort[:, 0]


class TestEquilibrium:
    def test_two_rivals(self) -> None:
        # two equals: x = R / (2 sigma sqrt(pi) kappa); R 10, sigma 2: 1.4105
        look = prospect(np.tile([0.0, 10.0], (2, 1)), noise=2.0)
        assert efforts(Quantiles(shares=(0.5,)), look) == pytest.approx(1.4105, rel=1e-3)

    def test_the_best_three_of_ten(self) -> None:
        # ten equals, three places: slope 0.15981 a point, so 1.598 for a prize of 10
        look = prospect(np.tile([0.0, 10.0], (10, 1)), noise=2.0)
        assert efforts(Quantiles(shares=(0.3,)), look) == pytest.approx(1.598, rel=1e-3)

    def test_two_groups_of_five_are_two_contests(self) -> None:
        look = prospect(np.tile([0.0, 10.0], (4, 1)), noise=2.0)
        groups = Quantiles(shares=(0.5,), groups=2)
        size = np.array([1.0, 5.0, 2.0, 9.0])
        look = replace(look, size=size)
        assert efforts(groups, look) == pytest.approx(1.4105, rel=1e-3)

    def test_too_little_noise_is_refused(self) -> None:
        look = prospect(np.tile([0.0, 10.0], (2, 1)), noise=0.05)
        told = r"observe\.noise: must be larger.*\(got 0\.05\).*try 0\.075"
        with pytest.raises(ScenarioError, match=told):
            efforts(Quantiles(shares=(0.5,)), look)

    def test_without_a_prize_nobody_contends(self) -> None:
        look = prospect(np.zeros((3, 2)), noise=2.0)
        assert efforts(Quantiles(shares=(0.5,)), look) == pytest.approx(0.0)


class TestAssign:
    def test_shares_of_all_get_each_grade(self) -> None:
        score = np.arange(20.0)
        grade = Quantiles(shares=(0.15, 0.35)).assign(
            score, np.zeros(20), prospect(np.zeros((20, 3)))
        )
        assert np.bincount(grade).tolist() == [10, 7, 3]
        assert (np.diff(grade) >= 0).all()

    def test_each_group_by_capacity_is_graded_by_itself(self) -> None:
        look = prospect(np.zeros((4, 2)))
        look = replace(look, size=np.array([9.0, 1.0, 8.0, 2.0]))
        grade = Quantiles(shares=(0.5,), groups=2).assign(
            np.array([50.0, 3.0, 60.0, 4.0]), np.zeros(4), look
        )
        assert grade.tolist() == [0, 0, 1, 1]

    def test_shares_of_more_than_all_are_refused(self) -> None:
        with pytest.raises(ScenarioError, match="'shares' must add up"):
            Quantiles(shares=(0.6, 0.6))
