"""The command line, typed inside the process of the test."""

from typer.testing import CliRunner

from eastwest_lab.cli.app import app


def typed(*words):
    """Type `eastwest` and words where a table has room for its rows; return what came of it."""
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
