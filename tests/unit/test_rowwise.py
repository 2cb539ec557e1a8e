"""A rule for one agent in plain Python gives what the same rule on columns gives."""

from typing import Literal

import numpy as np
import pytest

from eastwest.behaviour.decision import Inertia
from eastwest.channels.channel import ChannelTable
from eastwest.evaluation.score import WeightedSum
from eastwest.rowwise import RowChannel, RowDecision, RowScore
from eastwest.testing import ChannelContract, DecisionContract, ScoreContract
from eastwest.vocabulary import parameters


@parameters
class RowSum(RowScore):
    kind: Literal["row_sum"] = "row_sum"

    def one(self, weights, fulfilment, caps):
        points = [w * min(f, c) for w, f, c in zip(weights, fulfilment, caps, strict=True)]
        return 100.0 * sum(points) / sum(weights)


@parameters
class RowWork(RowChannel):
    kind: Literal["row_work"] = "row_work"

    def one(self, effort, cooperation, joint, counties, limits, norm):
        activity = norm * counties * joint
        return activity, activity * (0.5 + 0.5 * min(cooperation, 1.0))


@parameters
class RowSteps(RowDecision):
    kind: Literal["row_steps"] = "row_steps"

    def one(self, government):
        step = Inertia().step

        def near(last, best, most):
            return {
                task: last[task] + max(-most[task], min(most[task], best[task] - last[task]))
                for task in last
            }

        most = {task: step * size for task, size in government.size.items()}
        even = dict.fromkeys(government.size, step)
        return (
            near(government.effort, government.best_effort, most),
            near(government.padding, government.best_padding, even),
        )


@parameters
class RowIdle(RowDecision):
    """Does what it did, if that is believed to bring more than nothing; else nothing."""

    kind: Literal["row_idle"] = "row_idle"

    def one(self, government):
        stays = government.payoff(government.effort, {}) > government.payoff({}, {})
        return (government.effort if stays else {}), {}


class TestScores(ScoreContract):
    rules = (RowSum(),)


class TestChannels(ChannelContract):
    rules = (RowWork(),)


class TestDecisions(DecisionContract):
    rules = (RowSteps(), RowIdle())


@pytest.mark.parametrize("number", range(8))
class TestAgainstColumns:
    def test_score(self, number):
        case = ScoreContract().case(np.random.default_rng(number))
        assert RowSum()(*case) == pytest.approx(WeightedSum()(*case), rel=1e-12)

    def test_channel(self, number):
        work, norm = ChannelContract().case(np.random.default_rng(number))
        one, other = RowWork()(work, norm), ChannelTable(norm=norm)(work)
        assert np.array_equal(one.activity, other.activity)
        assert np.array_equal(one.result, other.result)

    def test_decision(self, number):
        case = DecisionContract().case(np.random.default_rng(number))
        one, other = RowSteps()(case), Inertia()(case)
        for name in ("effort", "padding", "score", "cost", "payoff"):
            assert np.array_equal(getattr(one, name), getattr(other, name)), name
