"""Reading tables: ours are complete, a user's replace them, a bad cell is named."""

from pathlib import Path

import pytest

from eastwest import tables
from eastwest.errors import DataError
from eastwest.streams import run_key
from eastwest.world import SIZES, build_world
from eastwest.world.facts import read_facts

WORLD = ("provinces", "province_series", "capitals", "cities", "prefectures", "pairings")
COMPARED = ("national_series", "official", "praise", "facts")
HEADER = "variable,year,value,unit,source,confidence,note\n"


def national(folder: Path, *lines: str) -> Path:
    body = (
        "poverty_line,2010,2300,yuan,mine,high,",
        "central_funds,2010,200,1e8 yuan,mine,high,",
        "registered_rural,2010,900000000,persons,mine,high,",
        *lines,
    )
    (folder / "national_series.csv").write_text(HEADER + "\n".join(body) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [*WORLD, *COMPARED])
def test_every_row_says_its_source_and_how_sure_it_is(name: str) -> None:
    for row in tables.read(f"{name}.csv", ()):
        assert row.text("source")
        assert row.text("confidence") in tables.CONFIDENCES


@pytest.mark.parametrize("name", [*WORLD, *COMPARED])
def test_tables_name_no_host_and_no_machine(name: str) -> None:
    text = (tables.OURS / f"{name}.csv").read_text(encoding="utf-8").lower()
    assert not [word for word in ("http", "github", ".com", ".cn", "/work") if word in text]


def test_the_facts_are_half_fit_and_half_holdout() -> None:
    sets = [row.text("set", ("fit", "holdout")) for row in tables.read("facts.csv", ("set",))]
    assert (sets.count("fit"), sets.count("holdout")) == (15, 15)
    for row in tables.read("facts.csv", ("target", "low", "high")):
        assert row.number("low") <= row.number("target") <= row.number("high")


def test_official_figures_are_yearly_and_in_our_units() -> None:
    kinds, units = set(), set()
    for row in tables.read("official.csv", ("indicator", "first_year", "last_year", "kind")):
        kinds.add(row.text("kind"))
        units.add(row.text("unit"))
        assert row.whole("first_year", 1996) <= row.whole("last_year", 1996, 2025)
        assert row.number("value", 0) >= 0
    assert kinds == {"year", "mean", "stock"}
    assert "1e8 yuan" in units
    assert "10k persons" not in units


def test_a_folder_replaces_the_tables_that_it_holds(tmp_path: Path) -> None:
    world = build_world(SIZES["tiny"], 2010, 2012, run_key(1, 1), national(tmp_path))
    assert world.vertical_funds == pytest.approx([200.0 * world.part] * 3)
    assert world.provinces.id.tolist() == ["35", "44", "45", "64"]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    before = read_facts(national(tmp_path))
    assert read_facts(tmp_path) is before
    path = national(tmp_path, "central_funds,2012,300,1e8 yuan,mine,high,") / "national_series.csv"
    assert path.is_file()
    assert read_facts(tmp_path).national_values["central_funds"] == {2010: 200, 2012: 300}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("poverty_line,2015,many,yuan,mine,high,", ":5: value: must be a number (got 'many')"),
        ("poverty_line,2015,nan,yuan,mine,high,", ":5: value: must be in "),
        ("poverty_line,2015,-3,yuan,mine,high,", ":5: value: must be in "),
        ("poverty_line,2015.5,3,yuan,mine,high,", ":5: year: must be a whole number"),
        ("poverty_line,2010,3,yuan,mine,high,", ":5: year: poverty_line of 2010 stands there"),
        ("rain,2015,3,mm,mine,high,", ":5: variable: must be one of poverty_line, "),
        ("poverty_line,2015,3,yuan,,high,", ":5: source: must not be empty"),
        ("poverty_line,2015,3,yuan,mine,sure,", ":5: confidence: must be one of high, "),
        ("poverty_line,2015,3,yuan", ":5: must have 7 cells (got 4)"),
    ],
)
def test_a_bad_cell_is_named_by_file_line_and_column(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        read_facts(national(tmp_path, line))
    assert "national_series.csv" + said in str(caught.value)


def test_a_missing_column_series_and_folder_are_named(tmp_path: Path) -> None:
    path = tmp_path / "national_series.csv"
    path.write_text("variable,year,source,confidence\n", encoding="utf-8")
    with pytest.raises(DataError, match="value: the column is missing"):
        read_facts(tmp_path)
    path.write_text(HEADER + "poverty_line,2010,1,yuan,mine,high,\n", encoding="utf-8")
    with pytest.raises(DataError, match="central_funds is missing"):
        read_facts(tmp_path)
    with pytest.raises(DataError, match="not a folder"):
        read_facts(tmp_path / "nowhere")


def test_a_pair_must_name_known_governments_and_prefectures(tmp_path: Path) -> None:
    lines = (tables.OURS / "pairings.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "pairings.csv"
    path.write_text("\n".join([lines[0], lines[1].replace(",11,", ",99,")]), encoding="utf-8")
    with pytest.raises(DataError, match=r"pairings\.csv:2: east: must be one of"):
        read_facts(tmp_path)
    moved = next(line for line in lines if "52-Tongren" in line).replace(",52,", ",51,")
    path.write_text("\n".join([lines[0], moved]), encoding="utf-8")
    with pytest.raises(DataError, match="'52-Tongren' is not a prefecture of 51"):
        read_facts(tmp_path)
