"""Every element of a regime has a story that adds up and is told in both languages."""

import pytest
from tests.strategies import tiny

from eastwest.explaining import explain
from eastwest_lab.cli.government_story import tell_government
from eastwest_lab.language import messages

AID = "regime.2016.indicator.aid"
JOBS = {"outcome": {"kind": "tally", "of": "jobs"}, "weight": 0.2, "target": {"norm": 50.0}}
ELEMENTS = {
    "geometric mean": {"regime.2016.score": {"kind": "geometric_mean"}},
    "minimum": {"regime.2016.score": {"kind": "minimum"}},
    "bonus": {f"{AID}.bonus": {"points": 5.0}},
    "bottom line": {f"{AID}.bottom_line": 0.5},
    "rank": {f"{AID}.target.mode": "rank", f"{AID}.target.ratchet": 0.0},
    "growth": {f"{AID}.target.mode": "growth", f"{AID}.target.ratchet": 0.0},
    "outcome": {"regime.2016.indicator.jobs": JOBS},
    "quantiles": {
        "regime.2016.grade": {"kind": "quantiles", "shares": [0.2, 0.3, 0.4]},
        "regime.2016.observe.noise": 40.0,
    },
}


@pytest.mark.parametrize("element", ELEMENTS)
def test_a_story_adds_up_and_is_told(element, capsys) -> None:
    story = explain(tiny().change(ELEMENTS[element]), "35", 2018)
    total = story.at_stake + sum(task.net for task in story.tasks) - story.shared_cost
    assert total == pytest.approx(story.payoff, rel=1e-9, abs=1e-9)
    assert bool(story.lines) == (element != "quantiles")
    for code in ("en", "zh"):
        tell_government(story, messages(code))
    told = capsys.readouterr().out
    assert "cli.explain" not in told
    assert all(each.name in told for each in story.lines)
