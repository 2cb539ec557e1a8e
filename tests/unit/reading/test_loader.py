"""Scenario files: what can be read, and what one inherits from another."""

import subprocess
import sys
import tomllib
from shutil import copy

import pytest

from eastwest.loader import library, load, to_toml
from eastwest.reading.library import scenarios
from eastwest.tables import OURS


class TestEveryLibraryScenario:
    @pytest.fixture(params=sorted(scenarios()))
    def name(self, request):
        return request.param

    def test_loads(self, name):
        assert load(name).name == name

    def test_has_a_title_and_a_question_in_both_languages(self, name):
        tables = load(name).tables
        assert set(tables.title) == set(tables.question) == {"en", "zh"}

    def test_written_out_it_is_the_same_anywhere(self, name, made):
        scenario = load(name)
        assert made(to_toml(scenario)).digest == scenario.digest


class TestReading:
    def test_a_scenario_of_the_library_needs_no_path(self):
        assert load("history").name == "history"

    def test_a_file_is_named_after_its_stem(self, made):
        assert made('extends = "history"').name == "my"

    @pytest.mark.parametrize("start", ["\ufeff", "\r\n", "# 中文\r\n"])
    def test_byte_order_mark_and_windows_lines_are_read(self, start, tmp_path):
        path = tmp_path / "my.toml"
        path.write_bytes((start + 'extends = "history"\r\nseed = 3\r\n').encode())
        assert load(path).tables.seed == 3

    def test_chinese_names_and_emoji_are_read(self, made):
        scenario = made('extends = "history"\ntitle.zh = "东 西 🤝"\nsources."表 1.2" = "年鉴"')
        assert scenario.tables.title["zh"] == "东 西 🤝"
        assert scenario.tables.sources["表 1.2"] == "年鉴"

    def test_the_version_of_the_file_may_be_named(self, made):
        assert made('schema = 1\nextends = "history"').digest == load("history").digest

    def test_a_file_of_ones_own_may_extend_a_path_below_it(self, write):
        write("parts/base.toml", 'extends = "history"\nseed = 5')
        assert load(write("my.toml", 'extends = "parts/base.toml"')).tables.seed == 5

    def test_a_regime_may_lie_beside_the_file_that_uses_it(self, write, regime):
        write("rules/mine.toml", regime)
        text = 'extends = "history"\n[[regime]]\nfrom = 1996\nuse = "rules/mine.toml"'
        assert load(write("my.toml", text)).regimes[0].rule.title["en"] == "Mine"

    def test_a_folder_of_own_tables_is_found_from_the_file(self, write, tmp_path):
        (tmp_path / "deep" / "tables").mkdir(parents=True)
        copy(OURS / "praise.csv", tmp_path / "deep" / "tables")
        name = write("deep/my.toml", 'extends = "history"\nworld.data = "tables"')
        assert load(name).tables.world.data == str(tmp_path / "deep" / "tables")


class TestInheritance:
    def test_tables_merge_key_by_key(self, child):
        tables = child("world.firms = 7\nlevers.top_up = 0.3").tables
        assert (tables.world.firms, tables.levers.top_up, tables.levers.response) == (7, 0.3, 0.9)

    def test_lists_are_replaced(self, child):
        assert child("years = [2001, 2002]").tables.years == (2001, 2002)

    def test_texts_are_replaced_as_a_whole(self, child):
        assert child('title = { zh = "新" }').tables.title == {"zh": "新"}

    def test_an_expectation_is_not_inherited(self, write):
        write(
            "a.toml",
            'extends = "history"\nexpectation = { variable = "aid", direction = "up", '
            "years = [2000, 2001] }",
        )
        assert load("./a.toml").tables.expectation.variable == "aid"
        assert load(write("b.toml", 'extends = "./a.toml"')).tables.expectation is None

    def test_a_table_of_another_kind_replaces_the_one_below(self, child):
        text = '[[regime]]\nfrom = 2000\ngrade = { kind = "contest", winners = 0.2 }\n'
        rule = child(text + "reward.career = [0, 1]").regimes[0].rule
        assert (rule.grade.winners, rule.reward.career) == (0.2, (0.0, 1.0))

    def test_an_empty_child_changes_nothing(self, child, write):
        assert child("").digest == load("./parent.toml").digest


class TestLibrary:
    def test_lists_every_scenario_with_its_texts(self):
        entries = {entry.name: entry for entry in library()}
        assert set(entries) == set(scenarios())
        assert entries["history"].title == load("history").tables.title

    def test_the_base_is_no_scenario(self):
        assert "base" not in {entry.name for entry in library()}

    def test_is_listed_without_what_only_checking_needs(self):
        asked = "import sys, eastwest.reading.library as x; x.library(); print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
        assert {"pydantic", "numpy"}.isdisjoint(done.stdout.decode().split())

    def test_a_resolved_file_extends_nothing_and_uses_nothing(self):
        written = tomllib.loads(to_toml(load("history")))
        assert "extends" not in written
        assert all("use" not in entry for entry in written["regime"])
