"""The benchmark works: every table it makes has its place on the page. Nothing is timed here."""

import pytest
from tests.benchmarks import page, year


@pytest.mark.parametrize("name", ["bound", "growth", "phases", "ratios", "start"])
def test_quick_benchmark_fills_its_table(name, capsys):
    before = page.PAGE.read_text(encoding="utf-8")
    year.main(["--quick", "--only", name])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(lines) >= 3
    assert len({line.count("|") for line in lines}) == 1
    assert page.PAGE.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", [*year.FULL, "machine"])
def test_page_has_a_place_for_each_table(name):
    text = page.PAGE.read_text(encoding="utf-8")
    assert "| new |" in page.replaced(text, name, "| new |")


def test_table_without_a_place_is_refused():
    with pytest.raises(ValueError, match="no place for 'nothing'"):
        page.replaced("text", "nothing", "")
