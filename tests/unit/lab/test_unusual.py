"""A value far from what is usual is told, with its place, and not refused."""

import pytest
from tests.command import typed

from eastwest.reading.library import reforms, regimes, scenarios
from eastwest.register import values
from eastwest.scenario import Scenario
from eastwest_lab.cli.naming import sources
from eastwest_lab.cli.unusual import usual, warn_of_unusual
from eastwest_lab.language import messages

LEVER = "[[lever]]\nfrom = 2018\nsubsidy = 50\n"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(f'extends = "history"\n{LEVER}')
    (tmp_path / "reform.toml").write_text(LEVER)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "Note: mine.toml:4: lever.2018.subsidy: 50 is far from what is usual, 0 to 5 ",
        ),
        ("zh", "注意：mine.toml:4: lever.2018.subsidy：50远离常用范围0至5（assumed"),
    ],
)
def test_an_absurd_subsidy_is_sound_and_told(lang, said):
    done = typed("check", "mine.toml", "--lang", lang)
    assert done.exit_code == 0
    assert done.stderr.startswith(said)


@pytest.mark.parametrize("name", ["reform.toml", "history+reform.toml"])
def test_a_reform_is_told_on_its_own_line(name):
    assert "Note: reform.toml:3: lever.2018.subsidy: 50" in typed("check", name).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mine.toml",), "Note: mine.toml:4: lever.2018.subsidy: 50"),
        (("history", "--with", "reform.toml"), "Note: reform.toml:3: lever.2018.subsidy: 50"),
    ],
)
def test_a_run_tells_it_as_well(words, said):
    done = typed("run", *words, "--world", "tiny", "--years", "2018", "--dry-run")
    assert done.stderr.startswith(said)


def test_nothing_in_the_library_is_unusual(capsys):
    for name in (*scenarios(), *regimes(), *reforms()):
        warn_of_unusual(sources(name), messages("en"))
    assert capsys.readouterr().err == ""


def test_every_usual_range_is_that_of_a_parameter_and_holds_its_default():
    history = Scenario.load("history")
    found = {each.key: each.value for each in values(history.tables, {})}
    for entry in history.regimes:
        found |= {each.key: each.value for each in values(entry.rule, {})}
    for key, each in usual().items():
        assert each.least <= found[key] <= each.most, key
