"""Nineteen promises about bad input: which test has each, and what the command line makes of it.

Promises 6 and 8 in part: of parts of a whole there are only the shares of grades (weights and
evidence need not add up), and files have had one version so far, so nothing is migrated yet.
"""

import ast
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eastwest_lab.cli.app import app

TESTS = Path(__file__).parents[2]
HISTORY = 'extends = "history"\n'
LINE = re.compile(r"my\.toml(:\d+)?: (\S+: )?\S.*")
"""A finding: file, line, key, what is wrong."""

FILES, SCENARIOS = "unit/reading/test_bad_files.py", "unit/reading/test_bad_scenarios.py"
LOADER, RANDOM = "unit/reading/test_loader.py", "properties/test_loader_properties.py"
ONE_LINE = "test_a_bad_value_is_refused_in_one_line"
BAD_FILE = "test_a_bad_file_is_refused_in_one_line"

PROMISES = {
    1: ("a syntax error is told by line, and by key or column", [
        (FILES, BAD_FILE), (FILES, "test_another_syntax_error_is_told_by_line_and_column"),
        (FILES, "test_a_slip_is_told_with_its_key_and_what_to_write"),
    ]),
    2: ("a key or table given twice is refused", [
        (FILES, "test_what_is_open_or_twice_is_told_where_it_began"),
    ]),
    3: ("a misspelt key is refused, the nearest one named", [(SCENARIOS, ONE_LINE)]),
    4: ("a wrong type is refused, not made to fit", [(SCENARIOS, ONE_LINE)]),
    5: ("nan and infinity are refused", [(SCENARIOS, ONE_LINE)]),
    6: ("what is out of range, or more than a whole, is refused", [(SCENARIOS, ONE_LINE)]),
    7: ("nobody of a kind, one pair or one year alone runs", [
        ("regression/test_edges.py", "test_a_country_without_either"),
        ("regression/test_edges.py", "test_one_pair_alone"),
        ("regression/test_edges.py", "test_one_year_alone"),
        ("regression/test_edges.py", "test_less_than_nobody_is_refused"),
    ]),
    8: ("an empty file, a missing table, another version are refused", [
        (FILES, BAD_FILE), (SCENARIOS, "test_missing_tables_are_named"), (SCENARIOS, ONE_LINE),
    ]),
    9: ("GBK is named; a byte order mark and Windows lines are read", [
        (FILES, "test_gbk_is_named"), (LOADER, "test_byte_order_mark_and_windows_lines_are_read"),
    ]),
    10: ("Chinese, spaces and emoji are read, long texts refused", [
        (LOADER, "test_chinese_names_and_emoji_are_read"), (SCENARIOS, ONE_LINE),
    ]),
    11: ("deep nesting and large files are refused before they are parsed", [
        (FILES, "test_deep_nesting_is_refused_before_it_is_parsed"),
        (FILES, "test_a_large_file_is_refused_before_it_is_parsed"),
    ]),
    12: ("extends to nothing, itself, in a circle or too deep is refused with the chain", [
        (FILES, BAD_FILE), (FILES, "test_a_circle_is_refused_with_the_way_round"),
        (FILES, "test_nine_files_are_refused_and_eight_are_not"),
        ("unit/reading/test_extends.py", "test_a_circle_through_the_second_parent_is_shown"),
    ]),
    13: ("nothing outside the folder is read or told", [
        (FILES, "test_nothing_outside_the_folder_is_read"),
    ]),
    14: ("strange names are refused or made plain", [
        (FILES, "test_strange_names_are_refused"),
        ("unit/lab/test_show.py", "test_any_name_becomes_a_harmless_folder"),
    ]),
    15: ("text where a number is due is refused, never worked out", [(SCENARIOS, ONE_LINE)]),
    16: ("text where a rule is due is refused, never run", [(SCENARIOS, ONE_LINE)]),
    17: ("a rule in Python that fails is named with agent and year", [
        ("unit/test_own_rules.py", "test_a_rule_that_fails_is_named_with_agent_and_year"),
        ("unit/test_own_rules.py", "test_on_the_command_line_it_is_one_line_and_no_folder"),
        ("unit/lab/test_sweep_rules.py", "test_a_rule_that_fails_costs_its_run_and_no_other"),
    ]),
    18: ("a formula in a spreadsheet is refused, never worked out", [
        ("unit/reading/test_workbook.py", "test_what_is_wrong_is_said_by_sheet_and_cell"),
    ]),
    19: ("random bytes, text and tables are loaded or refused in words", [
        (RANDOM, "test_bytes_are_refused"), (RANDOM, "test_tables_are_loaded_or_refused"),
        (RANDOM, "test_keys_are_set_or_refused"),
    ]),
}  # fmt: skip

SAMPLES = {
    1: b"seed = \nyears = [1",
    2: b"seed = 1\nseed = 2",
    3: HISTORY.encode() + b"[wrld]\nfirms = 1\n[world]\nfrms = 2",
    4: HISTORY.encode() + b'world.firms = "5"\nseed = true\nlevers.praise_events = 1',
    5: HISTORY.encode() + b"tie.fade = nan\ntie.kept = inf",
    6: HISTORY.encode() + b"tie.fade = 2.0\neast.pad_cost = 0.0",
    7: HISTORY.encode() + b"world.firms = -1\nworld.organizations = -1",
    8: b"",
    9: HISTORY.encode() + 'title = { zh = "东西部协作" }'.encode("gbk"),
    10: HISTORY.encode() + b'title = { en = "' + b"x" * 10_000 + b'" }',
    11: b"a = " + b"[" * 100_000,
    12: b'extends = "./my.toml"',
    13: b'extends = "../../../outside.toml"',
    14: b'extends = "CON"',
    15: HISTORY.encode() + b'tie.fade = "1 / 2"',
    16: HISTORY.encode() + b'[[change]]\nfrom = 2016\nscore = "import os"',
    19: "\u0000'\u202e[[]]=\U0001f600".encode(),
}


def named_in(name):
    """Names of the tests in a file."""
    tree = ast.parse((TESTS / name).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("number", PROMISES, ids=lambda number: f"{number}: {PROMISES[number][0]}")
def test_every_promise_has_its_tests(number):
    missing = [(file, name) for file, name in PROMISES[number][1] if name not in named_in(file)]
    assert missing == []


@pytest.mark.parametrize("number", SAMPLES, ids=lambda number: f"{number}: {PROMISES[number][0]}")
def test_bad_input_ends_with_lines_and_leaves_nothing_behind(number, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.toml").write_bytes(SAMPLES[number])
    done = CliRunner().invoke(app, ["run", "./my.toml", "--out", "out"])
    said = done.stderr.splitlines()
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert said
    assert all(LINE.fullmatch(line) for line in said), said
    assert len(said) == (2 if number in (3, 5, 6, 7) else 3 if number == 4 else 1)
    assert [path.name for path in tmp_path.iterdir()] == ["my.toml"]
