"""What docs/studies.md tells people works, and the study files that ship are sound."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eastwest_lab.cli.app import app
from eastwest_lab.study import Study

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
SHIPPED = sorted((ROOT / "experiments" / "studies").glob("*.toml"))


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_studies_are_sound(path):
    assert Study.load(path).title.keys() == {"en", "zh"}


def test_the_example_is_a_sound_study_with_either_kind_of_replicates():
    example, open_end = map(tomllib.loads, blocks("toml"))
    assert Study.make(example).replicates.number == 4
    assert Study.make({**example, **open_end}).replicates.most == 200


def test_the_python_block_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    [block] = blocks("python")
    exec(compile(block, "studies.md", "exec"), {"__name__": "__main__"})
    assert "levers.subsidy" in capsys.readouterr().out


def test_commands_of_the_document_exist_with_their_options():
    lines = "\n".join(blocks("bash")).splitlines()
    for words in (line.split("#")[0].split() for line in lines if line.startswith("eastwest ")):
        known = CliRunner().invoke(app, [words[1], "--help"]).output
        assert [word for word in words if word.startswith("--") and word not in known] == []
