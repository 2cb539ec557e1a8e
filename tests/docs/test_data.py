"""The page of data tells of every table."""

import csv
import re
from pathlib import Path

from eastwest.tables import OURS

PAGE = Path(__file__).parents[2] / "docs" / "data.md"


def test_every_table_stands_there_with_its_number_of_rows() -> None:
    told = re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.M)
    tables = {path.name: path.read_text(encoding="utf-8-sig") for path in OURS.glob("*.csv")}
    rows = {name: len(list(csv.reader(text.splitlines()))) - 1 for name, text in tables.items()}
    assert {name: int(number) for name, number in told} == rows
