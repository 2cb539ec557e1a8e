"""Every scenario of the library runs to its report; in the tiny world, a few years are enough."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eastwest.reading.library import scenarios
from eastwest_lab.cli.app import app

QUICK = "no_collaboration"
"""Nobody is graded there: nothing that is drawn may ask for a grade."""


@pytest.mark.parametrize(
    "name",
    [name if name == QUICK else pytest.param(name, marks=pytest.mark.slow) for name in scenarios()],
)
def test_it_runs_to_its_report(name: str, tmp_path: Path) -> None:
    size = ("--world", "tiny", "--years", "2015-2018")
    done = CliRunner().invoke(app, ["run", name, *size, "--out", str(tmp_path / "run")])
    assert done.exit_code == 0, done.output
    assert "<html" in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
