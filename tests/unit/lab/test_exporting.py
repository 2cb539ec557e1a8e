"""Tables of a sweep are read by pandas, DuckDB and spreadsheets; text is never a formula."""

import pandas as pd
import pytest
from openpyxl import load_workbook
from tests.stub import RAISES, done, study

from eastwest_lab.sweeps.exporting import tables, to_csv, to_workbook

BAD = ["=1+1", "+1", "-1", "@x", "\t=1"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A sweep whose scenarios have names that spreadsheets would calculate."""
    base = study().bases["history"]
    bases = dict.fromkeys(BAD, base)
    asked = {"levers": {}, "uncertainties": {"world.firms": [20, RAISES]}}
    made = study(**asked).make({**study(**asked).plain, "replicates": 1}, "odd", bases)
    return done(made, tmp_path_factory.mktemp("odd") / "out")


def test_text_in_a_workbook_is_text(results, tmp_path):
    assert to_workbook(tables(results), tmp_path / "results.xlsx") == []
    book = load_workbook(tmp_path / "results.xlsx")
    assert book.sheetnames == ["runs", "points", "failures", "yearly", "outcomes"]
    kinds = {cell.data_type for sheet in book for row in sheet.rows for cell in row}
    assert "f" not in kinds
    column = [cell.value for cell in book["points"]["B"]][1:]
    assert column == [name for name in BAD for _ in range(2)]


def test_text_in_csv_is_quoted_and_numbers_stay(results, tmp_path):
    for path in to_csv(results, tmp_path):
        table = pd.read_csv(path)
        if path.stem == "outcomes":  # it names no scenario
            continue
        words = table["scenario"].astype(str)
        assert words.str.startswith("'").all()
        if path.stem == "yearly":
            donations = results.yearly["value"].to_numpy()
            assert table["value"].to_numpy() == pytest.approx(donations)


def test_parts_are_read_by_pandas_and_duckdb(results):
    duckdb = pytest.importorskip("duckdb")
    pattern = (results.folder / "parts" / "*.runs.parquet").as_posix()
    found = duckdb.sql(f"select status, count(*) from '{pattern}' group by 1 order by 1").fetchall()
    assert found == [("done", 5), ("failed", 5)]
    yearly = duckdb.sql(f"select distinct variable from '{pattern.replace('runs', 'yearly')}'")
    assert {row[0] for row in yearly.fetchall()} == set(results.yearly["variable"])
    frames = [pd.read_parquet(part.yearly) for part in results.parts]
    assert len(pd.concat(frames)) == len(results.yearly)
