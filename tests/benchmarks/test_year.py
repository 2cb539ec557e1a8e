"""The benchmark works: every table it makes has its place on the page. Nothing is timed here."""

import pytest
from tests.benchmarks import filling, page, year
from tests.benchmarks.filling import DERIVED, command, derived
from tests.benchmarks.ratios import in_history
from tests.benchmarks.runner.__main__ import NEEDS, measures
from tests.benchmarks.timing import BARS, CONTEST, Years, around, history, turns
from tests.years import columns

TEXT = """<!-- measured: one -->

Words.

| firms | a year, ms |
| --- | ---: |
| 1,000 | 5.5 |
| 1,000,000 | 1,034.8 |

<!-- end -->
"""


@pytest.mark.parametrize("name", list(year.measures(quick=True)))
def test_quick_benchmark_fills_its_table(name, capsys):
    before = page.PAGE.read_text(encoding="utf-8")
    command("year", "", year.measures, ["--quick", "--only", name])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(lines) >= 3
    assert len({line.count("|") for line in lines}) == 1
    assert page.PAGE.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "name", [*year.measures(quick=False), *measures(quick=False), *DERIVED, "machine"]
)
def test_page_has_a_place_for_each_table(name):
    text = page.PAGE.read_text(encoding="utf-8")
    assert "| new |" in page.replaced(text, name, "| new |")


@pytest.mark.parametrize(
    ("needs", "absent", "said"),
    [
        (filling.FAST, {"numba"}, 'year: needs numba: python -m pip install -e ".[fast]"\n'),
        (NEEDS, {"joblib"}, 'year: needs joblib: python -m pip install -e ".[bench]"\n'),
        (
            NEEDS,
            {"numba", "joblib", "ema_workbench"},
            'year: needs numba, ema_workbench, joblib: python -m pip install -e ".[fast,bench]"\n',
        ),
    ],
)
def test_what_is_not_installed_is_told_in_a_line(needs, absent, said, monkeypatch, capsys):
    monkeypatch.setattr(filling, "find_spec", lambda name: None if name in absent else name)
    with pytest.raises(SystemExit) as stopped:
        command("year", "", year.measures, ["--quick"], needs)
    assert stopped.value.code == 2
    assert capsys.readouterr().err == f"python -m {said}"


def test_table_without_a_place_is_refused():
    with pytest.raises(ValueError, match="no place for 'nothing'"):
        page.replaced("text", "nothing", "")


def test_a_table_is_read_by_the_heads_of_its_columns():
    assert page.read(TEXT, "one") == [
        {"firms": "1,000", "a year, ms": "5.5"},
        {"firms": "1,000,000", "a year, ms": "1,034.8"},
    ]
    assert page.number("1,034.8") == 1034.8


def test_what_is_derived_is_what_the_page_says():
    text = page.PAGE.read_text(encoding="utf-8")
    again = page.replaced(derived(text), "machine", "")
    assert again == page.replaced(text, "machine", "")


def test_history_has_twice_as_many_years_of_contest_as_of_bars():
    taken = {CONTEST: {"ours": [1.0, 2.0, 9.0]}, BARS: {"ours": [5.0]}}
    assert in_history(taken) == {"ours": (20 * 2.0 + 10 * 5.0) / 30}


def test_a_turn_of_the_columns_puts_the_state_back():
    scenario = history("tiny", around(2))
    for kind, first in ((CONTEST, 2014), (BARS, 2016)):
        turn = turns(scenario, 2, "numpy")[kind]
        assert isinstance(turn, Years)
        before = columns(turn.before)
        turn()
        assert turn.before.year == first - 1
        assert all((column == columns(turn.before)[name]).all() for name, column in before.items())
