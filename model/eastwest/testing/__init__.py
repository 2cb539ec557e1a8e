"""What every rule must do, as tests to inherit: a class for each group of rules.

A class of tests names its rules, and pytest runs the whole contract over each:

    class TestWeakest(ScoreContract):
        rules = (Weakest(), Weakest(points=50.0))
"""

from eastwest.testing.channels import ChannelContract
from eastwest.testing.decisions import DecisionContract
from eastwest.testing.grades import GradeContract
from eastwest.testing.outcomes import OutcomeContract
from eastwest.testing.pairings import PairingContract
from eastwest.testing.rewards import RewardContract
from eastwest.testing.scores import ScoreContract

__all__ = [
    "ChannelContract",
    "DecisionContract",
    "GradeContract",
    "OutcomeContract",
    "PairingContract",
    "RewardContract",
    "ScoreContract",
]
