"""The tutorial works as it is typed, from the first file to the last line of Python."""

import re
import shlex
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from eastwest_lab.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = ("tutorial.md", "tutorial.zh-CN.md")
SMALL = {"classroom": "tiny", "2012-2020": "2014-2017", "[2012, 2020]": "[2014, 2017]"} | {
    "[2017, 2020]": "[2017, 2017]",
    "--replicates 10": "--replicates 2",
    "samples = 12": "samples = 3",
    "replicates = 4": "replicates = 2",
}
"""What makes the same in a world and in years so small that it takes seconds."""


def blocks(page, language, small=None):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for old, new in (small or {}).items():
        assert old in text
        text = text.replace(old, new)
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def typed(page, small=None):
    lines = "\n".join(blocks(page, "bash", small)).splitlines()
    return [shlex.split(line)[1:] for line in lines if line]


def followed(page, small, folder):
    """Do all that a page says in a folder: files, commands, Python."""
    for text in blocks(page, "toml", small):
        name = re.match(r"# (\S+\.toml)\n", text)[1]
        (folder / name).write_text(text, encoding="utf-8")
    for words in typed(page, small):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, f"{words}: {done.output}"
    for text in blocks(page, "python", small):
        exec(compile(text, page, "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("page", PAGES)
def test_everything_in_the_tutorial_runs(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    followed(page, SMALL, tmp_path)
    assert "over all settings" in capsys.readouterr().out
    for folder in ("one", "mine", "results/robust"):
        assert (tmp_path / folder / "report.html").exists()


def test_both_languages_show_the_same_code():
    def code(page):
        return [
            re.sub(r"\s*#.*", "", line)
            for language in ("toml", "bash", "python")
            for block in blocks(page, language)
            for line in block.splitlines()
        ]

    assert code(PAGES[0]) == code(PAGES[1])


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [target for target in targets if not (ROOT / "docs" / target).is_file()] == []


@pytest.mark.slow
def test_the_sentence_at_the_end_is_what_the_runs_say(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    followed(PAGES[0], {}, tmp_path)
    aid = pd.read_csv("mine/differences.csv").set_index("variable").loc["aid"]
    assert -9 < aid["percent"] < -6.5
    assert aid["high"] < 0
    split = pd.read_csv("mine/settings_shapley.csv").query("variable == 'aid'")
    value = split.set_index("group")["value"]
    assert value["audit"] < value["all"] < 0 < value["stakes"]
    table = pd.read_csv("results/robust/means.csv").pivot(
        index="setting", columns="scenario", values="aid"
    )
    assert (table["my"] < table["history"]).all()
