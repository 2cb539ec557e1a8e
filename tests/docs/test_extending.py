"""The page on rules of one's own: what it says to type makes a package that eastwest finds."""

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eastwest import rules
from eastwest.reading import kinds
from eastwest.rules import GROUPS
from eastwest_lab.cli.app import app

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "extending.md"
BLOCK = re.compile(r"^```(?:python|toml)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^eastwest (check|run) (\S+\.toml)(.*)$", re.MULTILINE)


def typed():
    """Name and text of every file on the page; those of one name are one file."""
    files = {}
    for name, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        files[name] = files.get(name, "") + text + "\n"
    return files


SCENARIOS = [name for name in typed() if name.endswith(".toml") and name != "pyproject.toml"]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The files of the page, and what installing them leaves behind."""
    folder = tmp_path_factory.mktemp("mine")
    for name, text in typed().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    points = tomllib.loads(typed()["pyproject.toml"])["project"]["entry-points"]
    info = folder / "my_rules-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-rules\nVersion: 1.2\n")
    lines = [
        line
        for group, rules in points.items()
        for line in (f"[{group}]", *(f"{kind} = {place}" for kind, place in rules.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines))
    return folder


@pytest.fixture
def installed(package, monkeypatch):
    """The package on the path, and forgotten afterwards."""
    monkeypatch.syspath_prepend(str(package))
    monkeypatch.chdir(package)
    monkeypatch.setattr(rules, "_origins", {})
    kinds.offered.cache_clear()
    yield package
    kinds.offered.cache_clear()
    for name in [name for name in sys.modules if name.split(".")[0] == "my_rules"]:
        del sys.modules[name]


def test_every_group_has_its_five_steps():
    points = tomllib.loads(typed()["pyproject.toml"])["project"]["entry-points"]
    assert sorted(points) == sorted(f"eastwest.{group}" for group in GROUPS)
    assert len(SCENARIOS) == len([name for name in typed() if name.startswith("tests/")]) == 7
    commands = COMMAND.findall(PAGE.read_text(encoding="utf-8"))
    assert [name for _, name, _ in commands] == [name for name in SCENARIOS for _ in range(2)]


@pytest.mark.parametrize("name", SCENARIOS)
def test_its_scenario_runs_as_typed_and_the_results_name_the_package(installed, name, tmp_path):
    lines = COMMAND.findall(PAGE.read_text(encoding="utf-8"))
    for command, scenario, rest in lines:
        if scenario == name:
            out = ["--out", str(tmp_path / "out"), "--quiet"] if command == "run" else []
            done = CliRunner().invoke(app, [command, f"./{name}", *rest.split(), *out])
            assert done.exit_code == 0, done.output
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    (rule,) = manifest["rules"]
    assert (rule["distribution"], rule["version"]) == ("my-rules", "1.2")
    with (tmp_path / "out" / "parameters.csv").open(encoding="utf-8-sig", newline="") as file:
        sources = {row["value"]: row["source"] for row in csv.DictReader(file)}
    assert sources[rule["kind"]] == "my-rules 1.2"


def test_its_contracts_hold(package):
    path = os.pathsep.join([str(package), *sys.path])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=package,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()[-3000:]


def test_schema_show_and_diff_tell_of_a_rule_that_somebody_brought(installed):
    schema = json.loads(CliRunner().invoke(app, ["schema"]).output)
    assert schema["$defs"]["Cautious"]["properties"]["way"]["maximum"] == 1
    for command in (["show", "./cautious.toml"], ["diff", "history", "./cautious.toml"]):
        told = CliRunner().invoke(app, command, env={"COLUMNS": "200"}).output
        assert "cautious" in told
        assert re.search(r"decision\.way\s.*0\.25", told), told


def test_its_parameters_are_checked_like_ours(installed):
    Path("bad.toml").write_text(
        'extends = "history"\n[east.decision]\nkind = "cautious"\nway = 1.5\nwya = 1\n'
        '[west.decision]\nkind = "cautius"\n'
    )
    done = CliRunner().invoke(app, ["check", "./bad.toml"])
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "bad.toml:4: east.decision.way: must be at most 1 (got 1.5)",
        "bad.toml:5: east.decision.wya: unknown key; did you mean 'way'?",
        "bad.toml:7: west.decision.kind: must be 'best_response', 'satisficing', 'imitation', "
        "'inertia' or 'cautious' (got 'cautius'); did you mean 'cautious'?",
    ]


def test_without_the_package_its_kind_is_refused_by_name(package, monkeypatch):
    monkeypatch.chdir(package)
    done = CliRunner().invoke(app, ["check", "./cautious.toml", "./classes.toml"])
    assert done.exit_code == 2
    said = done.stderr.splitlines()
    assert said[0].startswith("cautious.toml:5: east.decision.kind: must be 'best_response',")
    assert said[1] == (
        "classes.toml:5: channel.services.rule: no rule of the group channel is installed "
        "(got 'small_classes')"
    )
