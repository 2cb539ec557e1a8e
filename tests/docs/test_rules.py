"""Every example of docs/rules.md is sound, and the grammar's elements run."""

import re
from pathlib import Path

import numpy as np
import pytest

from eastwest.evaluation.grade import Prospect
from eastwest.loader import load
from eastwest.runs import simulate

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FRAME = 'extends = "history"\ntitle = { en = "Trial", zh = "试验" }\n'
USES = FRAME + '[[regime]]\nfrom = 2016\nuse = "mine.toml"\n'
TINY = {"world.size": "tiny", "years": [2015, 2018]}


def first_line(block: str) -> str:
    lines = [line for line in block.splitlines() if line and not line.startswith("[[")]
    return re.sub(r"\W+", " ", lines[0]).strip()[:40]


def whole(block: str, folder: Path) -> Path:
    """Write a block as a scenario: as it is, under the frame, or as a regime that one uses."""
    is_regime = block.startswith("title")
    (folder / "mine.toml").write_text(block if is_regime else BLOCKS[0], encoding="utf-8")
    text = USES if is_regime else block if block.startswith("extends") else FRAME + block
    (folder / "trial.toml").write_text(text, encoding="utf-8")
    return folder / "trial.toml"


@pytest.mark.parametrize("block", BLOCKS, ids=first_line)
def test_every_example_is_sound_and_runs(block: str, tmp_path: Path) -> None:
    scenario = load(whole(block, tmp_path)).change(TINY)
    record = simulate(scenario)
    assert len(record.years) == 4


def test_many_even_bars_are_a_piece_rate_as_the_page_says(tmp_path: Path) -> None:
    block = next(each for each in BLOCKS if "bars = [10.0, 20.0" in each)
    rule = next(each for each in load(whole(block, tmp_path)).regimes if each.start == 2016).rule
    worth = rule.reward.worth(rule.grade.grades, np.ones(1), 0.0, 1.0)
    prospect = Prospect(worth, np.ones(1), np.zeros(1), rule.observe.noise, np.ones(1))
    score = np.arange(20.0, 101.0)[None, :]
    assert np.diff(rule.grade.value(score, prospect)) == pytest.approx(2.0, rel=0.1)


def test_what_a_regime_has_is_taken_away_as_the_page_says() -> None:
    more = {"bonus": {"above": 0.8, "points": 5.0}, "bottom_line": 0.6}
    given = {f"change.2016.indicator.aid.{key}": value for key, value in more.items()}
    taken = {"bonus": {"points": 0.0}, "bottom_line": 0.0}
    taken = {f"change.2016.indicator.aid.{key}": value for key, value in taken.items()}
    plain, with_them = (load("history").change(TINY | each) for each in ({}, given))
    aid = [simulate(each, levels=()).national["aid"] for each in (plain, with_them)]
    assert aid[0] != aid[1]
    assert simulate(with_them.change(taken), levels=()).national["aid"] == aid[0]


def test_the_page_names_every_key_of_a_regime() -> None:
    from dataclasses import fields

    from eastwest.evaluation.indicator import Bonus, Evidence, Indicator, Target
    from eastwest.evaluation.observe import Audit, Observe
    from eastwest.evaluation.regime import Regime
    from eastwest.evaluation.reward import Reward
    from eastwest.policy import Levers

    known = (Regime, Indicator, Evidence, Target, Bonus, Observe, Audit, Reward)
    keys = {each.name for table in known for each in fields(table)}
    assert {key for key in keys - {"notes", "sources", "kind"} if key not in PAGE} == set()
    levers = {each.name for each in fields(Levers)} - {
        "response",
        "top_up",
        "exit_plan",
        "pressure",
    }
    assert {key for key in levers if key not in PAGE} == set()
