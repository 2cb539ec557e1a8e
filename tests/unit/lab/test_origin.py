"""A report tells what a run sets otherwise than the scenario of the library it is based on."""

import re

import pytest
from tests.command import typed

from eastwest.scenario import Scenario
from eastwest_lab.cli.origin import SHORT, moved, origin
from eastwest_lab.cli.request import Request

TINY = ("--world", "tiny", "--years", "2017-2018", "--quiet")
MINE = 'extends = "history"\n[[lever]]\nfrom = 2018\nsubsidy = 0.5\n'


@pytest.fixture(autouse=True)
def _without_figures(monkeypatch, tmp_path):
    """Figures take seconds and are tested elsewhere."""
    monkeypatch.setattr("eastwest_lab.cli.writing.draw_all", lambda *every: [])
    monkeypatch.chdir(tmp_path)


def report(folder, *words):
    """Return the report of a small run."""
    done = typed("run", *words, *TINY, "--out", folder / "out")
    assert done.exit_code == 0, done.output
    return (folder / "out/report.html").read_text(encoding="utf-8")


def row(text, key):
    """Return the cells behind a key."""
    cells = text.partition(f"<code>{key}</code>")[2].partition("</tr>")[0]
    return re.findall(">([^<]*)</td>", cells)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "What it sets otherwise than history<"), ("zh", "与history设定不同之处<")],
)
def test_own_file_tells_what_it_changes(tmp_path, lang, said):
    (tmp_path / "my.toml").write_text(MINE, encoding="utf-8")
    text = report(tmp_path, "my.toml", "--lang", lang)
    assert said in text
    assert row(text, "subsidy")[:3] == ["2018", "1", "0.5"]


def test_reforms_and_values_over_a_scenario_are_told(tmp_path):
    text = report(tmp_path, "history", "--with", "weak_audit", "--set", "levers.subsidy=2")
    assert row(text, "subsidy")[1:3] == ["1", "2"]
    assert row(text, "observe.audit.share")


def test_the_scenario_alone_has_no_table(tmp_path):
    text = report(tmp_path, "history")
    assert "What it sets otherwise" not in text


class TestOrigin:
    plain = Request("en", 1, {})

    def name(self, name, request=plain):
        found = origin(name, request)
        return found and found.name

    def test_is_the_nearest_of_the_library(self, tmp_path):
        (tmp_path / "my.toml").write_text('extends = "strict_audit"', encoding="utf-8")
        (tmp_path / "other.toml").write_text('extends = "./my.toml"', encoding="utf-8")
        assert self.name("other.toml") == self.name("my.toml") == "strict_audit"

    def test_of_a_reform_is_what_it_lies_over(self):
        assert self.name("weak_audit") == "history"
        assert self.name("market_led+weak_audit") == "market_led"
        assert self.name("market_led", Request("en", 1, {}, (), ("weak_audit",))) == "market_led"

    def test_of_a_library_scenario_is_told_where_little_differs(self):
        assert self.name("history") is None
        assert self.name("strict_audit") == "history"
        assert len(moved(Scenario.load("history"), Scenario.load("discretion"))) > SHORT
        assert self.name("discretion") is None
