"""Rules that people bring: which classes can be one, and what a run says of one that fails."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
import pytest
from tests.strategies import tiny
from typer.testing import CliRunner

import eastwest
from eastwest import rules
from eastwest.asking import Asked
from eastwest.channels.channel import Output
from eastwest.errors import RuleError
from eastwest.evaluation.grade import Bars
from eastwest.evaluation.reward import Reward
from eastwest.pairing.rule import Roles
from eastwest.reading import kinds
from eastwest.rules import origins
from eastwest.runs import simulate
from eastwest.vocabulary import About, Positive, parameters
from eastwest_lab.cli.app import app


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(rules, "_origins", {})


@parameters
class Doubled:
    kind: Literal["doubled"] = "doubled"
    points: Annotated[Positive, About("points", "choice", "Full fulfilment")] = 100.0

    def __call__(self, weight, fulfilment, cap):
        return 2.0 * self.points * (weight * np.minimum(fulfilment, cap)).sum(axis=-1)


@parameters
class Flat:
    """A reward that is asked for its consequences and has no keys of their names."""

    kind: Literal["flat"] = "flat"
    most: Annotated[Positive, About("utility", "choice", "Worth of the best grade")] = 100.0
    per_dyad = False

    def kept(self, name):
        return 0.0

    def level(self, age):
        return 1.0

    def column(self, name, grades):
        return np.linspace(0.0, self.most if name == "career" else 0.0, grades)

    def worth(self, grades, concern, money_value, scale):
        return scale * concern[:, None] * self.column("career", grades)


class TestRegistry:
    def test_a_reward_needs_no_key_for_each_consequence(self):
        eastwest.add_rule("reward", Flat)
        made = tiny().change({"regime.2016.reward.kind": "flat"})
        record = simulate(made.change({"years": [2015, 2017]}))
        assert record.national["aid"][-1] > 0.0

    def test_a_scenario_finds_a_rule_that_was_added(self):
        eastwest.add_rule("score", Doubled)
        made = tiny().change({"regime.2016.score.kind": "doubled", "regime.2016.score.points": 9.0})
        assert made.regimes[1].rule.score == Doubled(points=9.0)
        assert [str(each) for each in origins(made)] == ["added in Python"]

    def test_one_of_the_same_kind_replaces_it(self):
        eastwest.add_rule("score", Doubled)
        again = parameters(type("Doubled", (), dict(vars_of(Doubled))))
        eastwest.add_rule("score", again)
        made = tiny().change({"regime.2016.score.kind": "doubled"})
        assert type(made.regimes[1].rule.score) is again

    def test_of_no_use_to_another_group(self):
        eastwest.add_rule("score", Doubled)
        with pytest.raises(eastwest.errors.ScenarioError, match="must be 'bars', "):
            tiny().change({"regime.2016.grade.kind": "doubled"})

    def test_plain_frozen_dataclasses_are_checked_as_strictly(self):
        @dataclass(frozen=True)
        class Plain:
            kind: Literal["plain"] = "plain"
            points: Annotated[float, About("points", "choice", "Full fulfilment")] = 100.0

            __call__ = Doubled.__call__

        eastwest.add_rule("score", Plain)
        for value, said in (("5", "must be a number"), (float("nan"), "must be a finite number")):
            with pytest.raises(eastwest.errors.ScenarioError, match=said):
                tiny().change(
                    {"regime.2016.score.kind": "plain", "regime.2016.score.points": value}
                )

    @pytest.mark.parametrize(
        ("group", "make", "said"),
        [
            ("scores", lambda: Doubled, "the group must be .* did you mean 'score'"),
            ("grade", lambda: Doubled, "Doubled: must have 'grades', as every rule of grade"),
            ("score", lambda: int, "int: must be a frozen dataclass"),
            ("score", lambda: dataclass(type("Loose", (), {})), "must be a frozen dataclass"),
            ("score", lambda: made(kind="sum"), "must have a field of its name: kind: Literal"),
            ("score", lambda: made(kind="minimum", literal="minimum"), "a kind of eastwest's own"),
            ("score", lambda: made(kind="a", literal="a", share=0.5), "share: must say what it is"),
        ],
    )
    def test_a_class_that_cannot_be_a_rule_is_refused(self, group, make, said):
        with pytest.raises(RuleError, match=said):
            eastwest.add_rule(group, make())

    def test_looks_for_no_packages_while_scenarios_name_only_our_kinds(self, monkeypatch):
        def never(*args, **kwargs):
            raise AssertionError("packages were searched")

        kinds.offered.cache_clear()
        monkeypatch.setattr(kinds, "entry_points", never)
        tiny().change({"east.decision.kind": "imitation", "pairing.2016.kind": "equal"})
        with pytest.raises(AssertionError, match="searched"):
            tiny().change({"east.decision.kind": "imitatoin"})

    def test_a_package_that_cannot_be_imported_is_named_at_its_key(self, monkeypatch, tmp_path):
        info = tmp_path / "broken-0.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 0.3\n")
        (info / "entry_points.txt").write_text("[eastwest.decision]\nhasty = broken:Hasty\n")
        (tmp_path / "broken.py").write_text("1 / 0\n")
        (tmp_path / "my.toml").write_text('extends = "history"\n[east]\ndecision.kind = "hasty"\n')
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.chdir(tmp_path)
        kinds.offered.cache_clear()
        done = CliRunner().invoke(app, ["check", "./my.toml"])
        kinds.offered.cache_clear()
        assert done.exit_code == 2
        assert done.stderr == (
            "my.toml:3: east.decision.kind: cannot be loaded from broken 0.3: "
            "ZeroDivisionError: division by zero\n"
        )


def vars_of(rule):
    """What a class was made of."""
    names = ("__annotations__", "__call__", "__module__", "kind", "points")
    return {name: getattr(rule, name) for name in names[:3]} | {"kind": "doubled", "points": 1.0}


def made(kind, literal=None, **more):
    """A frozen dataclass with a kind and fields that say nothing."""
    hints = {"kind": Literal[literal] if literal else str} | dict.fromkeys(more, float)
    body = {"__annotations__": hints, "kind": kind, "__call__": Doubled.__call__, **more}
    return dataclass(frozen=True)(type("Made", (), body))


@parameters
class BadScore:
    kind: Literal["bad"] = "bad"
    way: Annotated[str, About("-", "choice", "How it fails")] = "raises"

    def __call__(self, weight, fulfilment, cap):
        done = (weight * np.minimum(fulfilment, cap)).sum(axis=-1)
        if self.way == "raises":
            raise ValueError("no such thing")
        if self.way == "shape":
            return done[..., None]
        return np.where(done > 0.0, float(self.way), done)


@parameters
class BadDecision:
    kind: Literal["bad"] = "bad"
    way: Annotated[str, About("-", "choice", "How it fails")] = "raises"

    def __call__(self, situation):
        choice = situation.best()
        if self.way == "raises":
            if "44" in situation.past.id[situation.row]:
                raise KeyError("44")
            return choice
        if self.way == "nothing":
            return None
        effort = choice.effort * np.where(situation.past.id == "44", float(self.way), 1.0)[:, None]
        return situation.weigh(effort, choice.padding)


@parameters
class BadChannel:
    kind: Literal["bad"] = "bad"

    def __call__(self, work, norm):
        return Output(np.log(-work.effort - 1.0), work.effort)


@parameters
class BadGrade(Bars):
    kind: Literal["bad"] = "bad"

    def assign(self, score, draws, prospect):
        return np.full(len(score), 7)


@parameters
class BadReward(Reward):
    kind: Literal["bad"] = "bad"

    def worth(self, grades, concern, money_value, scale):
        return np.zeros(grades)


@parameters
class BadOutcome:
    kind: Literal["bad"] = "bad"
    through: Annotated[tuple[str, ...], About("-", "choice", "Channels")] = ("labour",)

    def __call__(self, context, state, year):
        return np.full(len(context.world.places.id), -1.0)


@parameters
class BadPairing(Roles):
    kind: Literal["bad"] = "bad"

    def __call__(self, scene):
        raise IndexError("who is who")


FAILING = {
    "score that raises": ("score", BadScore, {"regime.2016.score.kind": "bad"},
        r"score rule 'bad' \(added in Python\), all agents in 2016: raised ValueError: no such"),
    "score that is nan": ("score", BadScore, {"regime.2016.score": {"kind": "bad", "way": "nan"}},
        r"score rule 'bad' .*, \S+ in 2016: a believed score must be finite \(got nan\)"),
    "score that is inf": ("score", BadScore, {"regime.2016.score": {"kind": "bad", "way": "inf"}},
        r"score rule 'bad' .*, \S+ in 2016: a believed score must be finite"),
    "score of a wrong shape": ("score", BadScore,
        {"regime.2016.score": {"kind": "bad", "way": "shape"}}, r"score rule 'bad' .* in 2016: "),
    "decision that raises": ("decision", BadDecision, {"east.decision.kind": "bad"},
        r"decision rule 'bad' \(added in Python\), 44 in 2015: raised KeyError: '44'"),
    "decision that is nan": ("decision", BadDecision,
        {"east.decision": {"kind": "bad", "way": "nan"}},
        r"decision rule 'bad' .*, 44 in 2015: effort must be finite and at least 0 \(got nan\)"),
    "decision below nothing": ("decision", BadDecision,
        {"east.decision": {"kind": "bad", "way": "-1"}},
        r"decision rule 'bad' .*, 44 in 2015: effort must be finite and at least 0 \(got -"),
    "decision that is none": ("decision", BadDecision,
        {"east.decision": {"kind": "bad", "way": "nothing"}},
        r"decision rule 'bad' .*, all agents in 2015: must give Choice \(got NoneType\)"),
    "channel that is nan": ("channel", BadChannel, {"channel.services.rule.kind": "bad"},
        r"channel rule 'bad' .*, \d+>\d+ in 2015: activity must be finite"),
    "grade that is none": ("grade", BadGrade, {"regime.2016.grade.kind": "bad"},
        r"grade rule 'bad' .*, \S+ in 2016: a grade must be finite and at least 0 and at most 3"),
    "reward of a wrong shape": ("reward", BadReward, {"regime.2016.reward.kind": "bad"},
        r"reward rule 'bad' .*, all agents in 2016: must give the worth of grades of shape"),
    "outcome below nothing": ("outcome", BadOutcome,
        {"change.2016.indicator.mine": {"outcome": {"kind": "bad"}, "side": "west", "weight": 1.0,
                                        "target": {"norm": 1.0}}},
        r"outcome rule 'bad' .*, \S+ in 2015: an outcome must be finite and at least 0 \(got -1\)"),
    "pairing that raises": ("pairing", BadPairing, {"pairing.2016.kind": "bad"},
        r"pairing rule 'bad' .*, all agents in 2016: raised IndexError: who is who"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize(("group", "rule", "values", "said"), FAILING.values(), ids=list(FAILING))
def test_a_rule_that_fails_is_named_with_agent_and_year(group, rule, values, said):
    eastwest.add_rule(group, rule)
    scenario = tiny((2015, 2017)).change(values)
    with pytest.raises(RuleError, match=said) as error:
        simulate(scenario)
    assert "\n" not in str(error.value)


def test_where_some_agents_are_asked_the_one_whose_row_is_wrong_is_named():
    asked = Asked("grade", object(), 2016, np.array(["32", "33", "35"]), np.array([0, 2]))
    with pytest.raises(RuleError, match=r"35 in 2016: a grade must be finite \(got nan\)"):
        asked.check("a grade", np.array([1.0, np.nan]))
    with pytest.raises(RuleError, match=r"of shape \(2,\) \(got shape \(3,\)\)"):
        asked.check("a grade", np.ones(3))


def test_on_the_command_line_it_is_one_line_and_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    eastwest.add_rule("decision", BadDecision)
    (tmp_path / "my.toml").write_text(
        'extends = "history"\nyears = [2015, 2016]\nworld.size = "tiny"\neast.decision.kind = "bad"'
    )
    done = CliRunner().invoke(app, ["run", "./my.toml", "--out", "out", "--quiet"])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("decision rule 'bad' (added in Python), 44 in 2015: ")
    assert not (tmp_path / "out" / "manifest.json").exists()
