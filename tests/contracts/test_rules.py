"""Every rule that ships keeps the contract of its group, which other people's rules inherit."""

from eastwest.evaluation.reward import Reward
from eastwest.loader import load
from eastwest.pairing.by_need import ByNeed
from eastwest.pairing.optimal import Optimal
from eastwest.reading.kinds import own_rules
from eastwest.testing import (
    ChannelContract,
    DecisionContract,
    GradeContract,
    OutcomeContract,
    PairingContract,
    RewardContract,
    ScoreContract,
)
from eastwest.vocabulary import CHANNELS


def every(group):
    """The rules of a group with the values that they have of themselves."""
    return tuple(rule() for rule in own_rules(group).values())


ASKED = {
    "stock": ({"of": "services"}, {"of": "ecology", "change": True}),
    "tally": ({"of": "firms"}, {"of": "jobs"}, {"of": "workers_kept"}),
}
"""What rules must be told of which nothing holds of itself."""


class TestScores(ScoreContract):
    rules = every("score")


class TestGrades(GradeContract):
    rules = every("grade")


class TestRewards(RewardContract):
    rules = (Reward(), Reward(career=(0.0, 1.0, 2.0, 3.0), money=(0.0, 1.0, 2.0, 4.0)))


class TestOutcomes(OutcomeContract):
    rules = tuple(
        rule(**more)
        for kind, rule in own_rules("outcome").items()
        for more in ASKED.get(kind, ({},))
    )


class TestChannels(ChannelContract):
    """The channels' own rules are not chosen by kind: they are asked as the year asks them."""

    rules = tuple(
        table
        for name, table in zip(CHANNELS, load("history").tables.channel.all(), strict=True)
        if name != "industry"
    )
    test_is_a_frozen_table_of_parameters_that_say_what_they_are = None

    def ask(self, rule, case):
        output = rule(case[0])
        return {"activity": output.activity, "result": output.result}


class TestPairings(PairingContract):
    rules = (*every("pairing"), ByNeed(each=2), Optimal(each=3))


class TestDecisions(DecisionContract):
    rules = every("decision")
