"""Rules that people bring, in a sweep whose runs worker processes do."""

import re
from dataclasses import replace
from inspect import getsource
from typing import Annotated, Literal

import numpy as np
import pytest

import eastwest
from eastwest import rules
from eastwest.errors import ScenarioError
from eastwest.reading import kinds
from eastwest.vocabulary import About, parameters
from eastwest_lab.study import Study
from eastwest_lab.sweeps.executors.processes import Processes
from eastwest_lab.sweeps.runner import gather

LINE = "change.2016.indicator.saved"
SAVED = '{ outcome = { kind = "savings" }, weight = 0.2, target = { norm = 1.0 } }'
HEAD = """\
from typing import Annotated, Literal
from eastwest.vocabulary import About, parameters

"""


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(rules, "_origins", {})
    yield
    kinds.offered.cache_clear()


@parameters
class Savings:
    kind: Literal["savings"] = "savings"
    share: Annotated[float, About("share", "assumed", "Part of income saved")] = 0.1
    through = ("labour",)

    def __call__(self, context, state, year):
        return self.share * state.places.income


def study(folder) -> Study:
    """Return a study of two points by an outcome that a package brings, or Python code."""
    text = f'extends = "history"\n[[change]]\nfrom = 2016\nindicator.saved = {SAVED}\n'
    (folder / "mine.toml").write_text(text)
    return Study.make(
        {
            "scenarios": [str(folder / "mine.toml")],
            "world": "tiny",
            "years": [2016, 2017],
            "replicates": 2,
            "levers": {f"{LINE}.outcome.share": [0.1, 0.2]},
            "outcomes": {"saved": {"variable": "true_saved"}},
        }
    )


def test_workers_know_an_outcome_that_a_package_brings(tmp_path, monkeypatch):
    info = tmp_path / "thrift-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: thrift\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text("[eastwest.outcome]\nsavings = thrift_rules:Savings\n")
    (tmp_path / "thrift_rules.py").write_text(HEAD + getsource(Savings))
    monkeypatch.syspath_prepend(str(tmp_path))
    kinds.offered.cache_clear()
    runs = gather(study(tmp_path), tmp_path / "out", executor=Processes(2)).runs
    assert set(runs["status"]) == {"done"}
    saved = runs.pivot(index="replicate", columns="point", values="saved")
    assert (saved[1] > 1.5 * saved[0]).all()
    assert np.isfinite(saved.to_numpy()).all()


@pytest.mark.parametrize("asked", [{"jobs": 2}, {"executor": Processes(1)}])
def test_a_rule_that_workers_cannot_know_stops_the_sweep_in_one_line(tmp_path, asked):
    eastwest.add_rule("outcome", Savings)
    with pytest.raises(ScenarioError) as caught:
        gather(study(tmp_path), tmp_path / "out", **asked)
    assert str(caught.value) == (
        "outcome: workers do not know the rule 'savings', which was added in Python:"
        " bring it by an entry point (docs/extending.md), or use one job"
    )
    assert not (tmp_path / "out").exists()


def test_one_job_knows_a_rule_that_was_added_in_python(tmp_path):
    eastwest.add_rule("outcome", Savings)
    assert set(gather(study(tmp_path), tmp_path / "out").runs["status"]) == {"done"}


def test_a_rule_that_fails_costs_its_run_and_no_other(tmp_path):
    eastwest.add_rule("outcome", Savings)
    both = replace(study(tmp_path), levers={f"{LINE}.outcome.share": (-0.1, 0.2)})
    results = gather(both, tmp_path / "out")
    assert results.runs["status"].tolist() == ["failed", "failed", "done", "done"]
    assert re.search(r"outcome rule 'savings'.*, \S+ in 2016:", results.failures["error"][0])


def test_a_rule_that_only_a_lever_names_is_found_too(tmp_path):
    eastwest.add_rule("outcome", Savings)
    plain = replace(study(tmp_path), bases={}, levers={"x": ("savings",)})
    with pytest.raises(ScenarioError, match="workers do not know the rule 'savings'"):
        gather(plain, tmp_path / "out", jobs=2)
