"""What the two READMEs tell people to type works, and both say the same."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
PROGRAM = [sys.executable, "-m", "eastwest_lab"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.DOTALL | re.MULTILINE)


def without_comments(block):
    return [re.sub(r"\s*#.*", "", line) for line in block.splitlines()]


def typed_commands():
    """Each `eastwest ...` line of the English README, cut at its words."""
    lines = [line for block in blocks("README.md", "bash") for line in without_comments(block)]
    return [line.split()[1:] for line in lines if line.startswith("eastwest ")]


@cache
def help_of(*command):
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    asked = [*PROGRAM, *command, "--help"]
    done = subprocess.run(asked, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", typed_commands(), ids=" ".join)
def test_every_command_and_option_exists(words):
    assert re.search(rf"\b{words[0]}\b", help_of())
    for option in (word for word in words if word.startswith("--")):
        assert re.search(rf"(?<![\w-]){option}\b", help_of(words[0]))


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for block in blocks(name, "python"):
        exec(compile(block, name, "exec"), {})


@pytest.mark.parametrize("name", READMES)
def test_links_lead_to_files(name):
    targets = re.findall(r"\]\(([^)#:]+)\)", text(name))
    assert [target for target in targets if not (ROOT / target).is_file()] == []


@pytest.mark.parametrize("language", ["bash", "python"])
def test_both_languages_show_the_same_code(language):
    english, chinese = (
        [without_comments(block) for block in blocks(name, language)] for name in READMES
    )
    assert english == chinese
