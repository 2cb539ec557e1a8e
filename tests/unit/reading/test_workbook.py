"""A spreadsheet is read as a file is; what is wrong is said by sheet and cell."""

import zipfile

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from eastwest.errors import ScenarioError
from eastwest.loader import difference, load
from eastwest.reading.library import scenarios
from eastwest_lab.cli.app import app

TOP = [("key", "value"), ("extends", "history"), ("title.en", "Mine")]
DATED = ("from", "key", "value")


@pytest.fixture
def book(tmp_path, monkeypatch):
    """Write sheets given as rows; return the name of the workbook."""
    monkeypatch.chdir(tmp_path)

    def write(**sheets):
        made = Workbook()
        made.remove(made.active)
        for name, rows in {"scenario": TOP, **sheets}.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / "mine.xlsx")
        return "mine.xlsx"

    return write


@pytest.fixture
def refused(book):
    def say(**sheets):
        with pytest.raises(ScenarioError) as error:
            load(book(**sheets))
        return str(error.value)

    return say


class TestReading:
    def test_says_the_same_as_a_text_file(self, book, made):
        text = made(
            'extends = "history"\ntitle.en = "Mine"\nyears = [2000, 2010]\nworld.firms = 40\n'
            "levers.praise_events = false\n"
            "[[lever]]\nfrom = 2005\nsubsidy = 2\nplatform = 0.5\n"
            "[[change]]\nfrom = 2005\nobserve.noise = 9\n"
            '[[pairing]]\nfrom = 2004\nplan = "1996"\n'
            '[[regime]]\nfrom = 2008\nuse = "assessment"\n'
        )
        top = [*TOP, ("years", "[2000, 2010]"), ("world.firms", 40)]
        name = book(
            scenario=[*top, ("levers.praise_events", False)],
            lever=[DATED, (2005, "subsidy", 2), (2005, "platform", 0.5)],
            change=[DATED, (2005, "observe.noise", 9)],
            pairing=[DATED, (2004, "plan", 1996)],
            regime=[DATED, (2008, "use", "assessment")],
        )
        assert load(name).digest == text.digest

    def test_columns_may_stand_in_any_order_and_rows_without_a_value_say_nothing(self, book):
        rows = [("note", "value", "key", "from"), ("x", 3.0, "subsidy", 2018), (None,) * 4]
        name = book(lever=[*rows, ("later", None, "subsidi", 2018)])
        assert [each.key for each in difference(load("history"), load(name))][-1] == "subsidy"

    @pytest.mark.parametrize("name", sorted(scenarios()))
    def test_what_new_writes_is_sound_and_changes_nothing(self, tmp_path, monkeypatch, name):
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(app, ["new", "mine.xlsx", "--from", name])
        assert done.exit_code == 0, done.output
        told = {each.key.partition(".")[0] for each in difference(load(name), load("mine.xlsx"))}
        assert told <= {"title", "expectation"}

    def test_commands_take_it(self, book, monkeypatch):
        monkeypatch.setattr("eastwest_lab.cli.writing.draw_all", lambda *every: [])
        words = ["--world", "tiny", "--years", "2015-2016", "--out", "out", "--quiet"]
        name = book()
        assert CliRunner().invoke(app, ["run", name, *words]).exit_code == 0
        assert CliRunner().invoke(app, ["check", name]).output == "mine.xlsx: sound\n"


class TestRefusals:
    @pytest.mark.parametrize(
        ("sheets", "said"),
        [
            (
                {"lever": [DATED, (2005, "platform", 0.5), (2018, "platform", 7)]},
                "mine.xlsx:lever!C3: lever.2018.platform: must be at most 1 (got 7",
            ),
            (
                {"lever": [("from", "unit", "key", "value"), (2018, "", "subsidi", 1)]},
                "mine.xlsx:lever!D2: lever.2018.subsidi: unknown key; did you mean 'subsidy'?",
            ),
            (
                {"scenario": [*TOP, ("world.firms", "many")]},
                "mine.xlsx:scenario!B4: world.firms: must be a whole number (got 'many')",
            ),
            ({"lever": [DATED, ("soon", "subsidy", 1)]}, "mine.xlsx:lever!A2: lever.from: must be"),
            (
                {"lever": [DATED, (None, "subsidy", 1)]},
                "mine.xlsx:lever!A2: lever.from: is missing",
            ),
            ({"scenario": [*TOP, ("seed", "=1+1")]}, "mine.xlsx:scenario!B4: must be a value, not"),
            ({"scenario": [*TOP, ("=seed", 1)]}, "mine.xlsx:scenario!A4: must be a value, not"),
            ({"scenario": [*TOP, ("years", "[1996,")]}, "mine.xlsx:scenario!B4: must be a list"),
            ({"scenario": [*TOP, ("a..b", 1)]}, "mine.xlsx:scenario!A4: a..b: must be a key"),
            (
                {"scenario": [*TOP, ("seed", 1), ("seed", 2)]},
                "scenario!A5: must not be given twice",
            ),
            ({"scenario": [*TOP, ("lever.2018.subsidy", 1)]}, "must stand in the sheet 'lever'"),
            ({"scenario": [("key", "unit")]}, "mine.xlsx:scenario!A1: must have the columns"),
            ({"levers": [DATED]}, "mine.xlsx:levers: unknown sheet; did you mean 'lever'?"),
        ],
    )
    def test_what_is_wrong_is_said_by_sheet_and_cell(self, refused, sheets, said):
        message = refused(**sheets)
        assert said in message
        assert "\n" not in message

    def test_a_key_is_no_value_and_table_at_once(self, refused):
        message = refused(scenario=[*TOP, ("levers", 1), ("levers.subsidy", 2)])
        assert "scenario!A5: must not be given twice" in message

    def test_an_unknown_sheet_hides_no_other_fault(self, refused):
        message = refused(levers=[DATED], lever=[DATED, (2018, "subsidi", 1)])
        assert "mine.xlsx:levers: unknown sheet" in message
        assert "mine.xlsx:lever!C2: lever.2018.subsidi: unknown key" in message

    @pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
    def test_what_is_no_workbook_is_named_as_such(self, tmp_path, content):
        (tmp_path / "mine.xlsx").write_bytes(content)
        with pytest.raises(ScenarioError, match="is not an Excel workbook"):
            load(tmp_path / "mine.xlsx")

    def test_one_that_unpacks_to_too_much_is_refused_unread(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "mine.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b"0" * 30_000_000)
        with pytest.raises(ScenarioError, match="when unpacked"):
            load(tmp_path / "mine.xlsx")

    def test_too_many_rows_are_refused(self, refused):
        assert "at most 5000 rows" in refused(lever=[DATED] + [(2018, "x", None)] * 5001)
