"""Every example of docs/rules.md is sound, and the grammar's elements run."""

import re
from pathlib import Path

import pytest

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


def test_the_page_names_every_key_of_a_regime() -> None:
    from dataclasses import fields

    from eastwest.evaluation.indicator import Bonus, Evidence, Indicator, Target
    from eastwest.evaluation.observe import Audit, Observe
    from eastwest.evaluation.regime import Regime
    from eastwest.evaluation.reward import Reward
    from eastwest.policy import Levers

    known = (Regime, Indicator, Evidence, Target, Bonus, Observe, Audit, Reward)
    keys = {each.name for table in known for each in fields(table)}
    assert {
        key for key in keys - {"notes", "sources", "per_dyad", "kind"} if key not in PAGE
    } == set()
    levers = {each.name for each in fields(Levers)} - {
        "response",
        "top_up",
        "exit_plan",
        "pressure",
    }
    assert {key for key in levers if key not in PAGE} == set()
