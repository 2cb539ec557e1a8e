"""Tables in a terminal of any width: nothing that must be read whole is broken."""

import pytest
from rich.cells import cell_len

from eastwest_lab.cli.terminal import table

HEADER = ["Outcome", "difference", "95 % interval", "p"]
ROWS = [
    ["Mean strength of pair ties\n  index", "\u22120.000426", "[\u22120.00068, 0.00803]", "<0.001"],
    ["Cadres sent west\n  people", "+1,234", "[1,000, 1,500]", "0.002"],
]


@pytest.mark.parametrize("width", [200, 80, 60, 40, 25])
def test_numbers_are_never_broken(width, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(width))
    table(HEADER, ROWS)
    said = capsys.readouterr().out
    assert all(cell in said for row in ROWS for cell in row[1:])


@pytest.mark.parametrize("width", [200, 80, 40])
def test_keys_are_never_broken(width, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(width))
    key = "regime.2016.indicator.leadership.target.norm"
    table(["Key", "Value", "Source"], [[key, "20", "said in many words " * 4]], words=3, whole=True)
    assert key in capsys.readouterr().out


@pytest.mark.parametrize("width", [80, 60])
def test_a_table_keeps_to_the_width_of_the_screen(width, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(width))
    table(
        ["Key", "Value"], [["name", "a long story " * 20], ["名字", "很长的一句话" * 20]], words=2
    )
    assert all(cell_len(line) <= width for line in capsys.readouterr().out.split("\n"))
