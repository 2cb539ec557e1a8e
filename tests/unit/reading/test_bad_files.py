"""Bad scenario files: refused before they are understood, and nothing outside is read."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from eastwest.loader import load
from eastwest.reading.tokens import too_deep

HISTORY = 'extends = "history"\n'

SYNTAX = {
    "third line": (
        "seed = 1\n\nyears = [1, 2",
        "my.toml:3: years: is not valid TOML: [ is not clo",
    ),
    "two strange values": (
        "seed = 1 !",
        "my.toml:1: is not valid TOML: the line goes on after its",
    ),
    "table twice": ("[east]\n[east]", "my.toml:2: is not valid TOML: a table is begun twice"),
    "key twice inside": ("a = { b = 1, b = 2 }", "my.toml:1: is not valid TOML: a key is given"),
    "number too long": ("seed = " + "9" * 5000, "my.toml:1: is not valid TOML: "),
    "empty": ("", "my.toml: must not be empty"),
    "only a remark": ("# nothing", "my.toml: must not be empty"),
    "another language": ("a: 1\nb: [no]", "my.toml:1: a: is not valid TOML: '=' is missing"),
}

SLIPS = {
    "decimal comma": (
        "levers.subsidy = 0,5",
        "1: levers.subsidy",
        "(got 0,5)",
        "levers.subsidy = 0.5",
    ),
    "comma among others": (
        "[[change]]\nfrom = 2016\nobserve.audit = { share = 0,5, by = 'ring' }",
        *("3: change.observe.audit.share", "(got 0,5)", "share = 0.5"),
    ),
    "thousands": ("world.firms = 10,000", "1: world.firms", "(got 10,000)", "world.firms = 10000"),
    "no zero": ("seed = .5", "1: seed", "(got .5)", "seed = 0.5"),
    "percent": ("a = 2,5 %", "1: a", "(got 2,5 %)", "a = 0.025"),
    "two years": ("years = 1996-2025", "1: years", "(got 1996-2025)", "years = [1996, 2025]"),
    "two values": ("years = 1996, 2025", "1: years", "(got 1996, 2025)", "years = [1996, 2025]"),
    "years, no blank": ("years = 1996,2025", "1: years", "(got 1996,2025)", "years = [1996, 2025]"),
    "list or number": (
        "world.provinces = 35,36",
        *("1: world.provinces", "(got 35,36)"),
        "world.provinces = [35, 36]  # or 35.36, if it is one number",
    ),
    "three values": ("bars = 60,75,90", "1: bars", "(got 60,75,90)", "bars = [60, 75, 90]"),
    "decimal commas": (
        "shares = 0,2 0,3 0,5  # of all",
        *("1: shares", "(got 0,2 0,3 0,5)", "shares = [0.2, 0.3, 0.5]"),
    ),
    "decimal commas inside": (
        'a = { kind = "quantiles", shares = 0,2, 0,3, 0,5 }',
        *("1: a.shares", "(got 0,2, 0,3, 0,5)", "shares = [0.2, 0.3, 0.5]"),
    ),
    "decimal commas in brackets": (
        "a = [0,2; 1,5 2]",
        *("1: a", "(got [0,2; 1,5 2])", "a = [0.2, 1.5, 2]"),
    ),
    "semicolons": ("a = [0.2; 0.3]", "1: a", "(got [0.2; 0.3])", "a = [0.2, 0.3]"),
    "blanks in brackets": ("a = [1996 2025]", "1: a", "(got [1996 2025])", "a = [1996, 2025]"),
    "decimals after 0": ("a = 12,05", "1: a", "(got 12,05)", "a = 12.05"),
    "truth": ("a = True", "1: a", "(got True)", "a = true"),
    "no quotes": ("world.size = tiny  # one", "1: world.size", "(got tiny)", 'world.size = "tiny"'),
    "open quote": (
        '[world]\nsize = "tiny\nfirms = 5',
        "2: world.size",
        '(got "tiny)',
        'size = "tiny"',
    ),
    "open quote inside": (
        'title = { en = "a" , zh = "b }',
        "1: title.zh",
        '(got "b })',
        'zh = "b"',
    ),
    "backslash": (r'data = "C:\users"', "1: data", r'(got "C:\users")', r"data = 'C:\users'"),
    "no value": ("seed =", "1: seed", "(got seed =)", "seed = VALUE"),
    "no equals": ("seed 1", "1: seed", "(got seed 1)", "seed = 1"),
    "a colon": ("size: tiny", "1: size", "(got size: tiny)", 'size = "tiny"'),
    "Chinese colon": ("seed\uff1a 2", "1: seed", "(got seed\uff1a 2)", "seed = 2"),
    "Chinese quotes": ('a = "x\uff0c" # y\nb = \u201cx\u201d', "2: b", "(got b = ", 'b = "x"'),
    "Chinese comma": ("a = 0\uff0c5", "1: a", "(got a = 0\uff0c5)", "a = 0.5"),
    "Chinese comma of a list": (
        "years = 1996\uff0c2025",
        *("1: years", "(got years = 1996\uff0c2025)", "years = [1996, 2025]"),
    ),
    "Chinese comma inside": ("a = [\n1\uff0c\n2]", "2:", "(got 1\uff0c)", "1,"),
    "braces in a list": ("a = [\n{ b = 0,5 },\n]", "2: b", "(got 0,5)", "b = 0.5"),
    "heading": ("[[lever]\nfrom = 2016", "1:", "(got [[lever])", "[[lever]]"),
}
"""Text, where, what was given, and what to write."""

OPEN = {
    "key twice": (
        "[world]\nfirms = 1\nfirms = 2",
        "3: world.firms: is not valid TOML: a key is given twice "
        "(got firms = 2, and on line 2 firms = 1); leave one of them out",
    ),
    "table twice": (
        "[world]\nfirms = 1\n[world]\nsize = 'tiny'",
        "3: is not valid TOML: a table is begun twice (got [world], as on line 1); write all its",
    ),
    "list": (
        "years = [1996, 2025\nseed = 2",
        "1: years: is not valid TOML: [ is not closed (got years = [1996, 2025); end it by ]",
    ),
    "braces": (
        "a = { b = 1\n",
        "1: a: is not valid TOML: { is not closed (got a = { b = 1); end it by } on the same line",
    ),
    "long text": (
        'a = """b\nc = 1\n',
        '1: is not valid TOML: a text is left open (got """b); end it',
    ),
}

EXTENDS = {
    "nothing": ('extends = ""', "my.toml:1: extends: must be the name of a scenario or a path"),
    "a number": (
        "extends = 5",
        "my.toml:1: extends: must be the name of a scenario or a path (got 5)",
    ),
    "unknown": (
        'extends = "hstory"',
        "my.toml:1: extends: no such scenario in the library (got 'hstory'); "
        "did you mean 'history'?",
    ),
    "missing": (
        'extends = "./histry.toml"',
        "my.toml:1: extends: no such file (got './histry.toml'); did you mean 'history'?",
    ),
    "itself": (
        'extends = "./my.toml"',
        "my.toml:1: extends: must not go in a circle (my.toml -> my.toml)",
    ),
    "a folder": ('extends = "./folder"', "folder: must be a file (got a folder)"),
}
ZERO = Path("/dev/zero")
OUTSIDE = (
    *("../outside.toml", "../../outside.toml", "/etc/passwd", "folder/../../outside.toml"),
    *("C:\\\\windows\\\\win.ini", "..\\\\outside.toml", "\\\\\\\\host\\\\share.toml", "link.toml"),
)


def each(table):
    return pytest.mark.parametrize(("text", "message"), table.values(), ids=list(table))


@each(SYNTAX | EXTENDS)
def test_a_bad_file_is_refused_in_one_line(refused, text, message):
    said = refused(text)
    assert said.startswith(message)
    assert "\n" not in said


@pytest.mark.parametrize(("text", "where", "given", "instead"), SLIPS.values(), ids=list(SLIPS))
def test_a_slip_is_told_with_its_key_and_what_to_write(refused, text, where, given, instead):
    said = refused(text)
    assert said.startswith(f"my.toml:{where}")
    assert "is not valid TOML: " in said
    assert given in said
    assert said.endswith(f"; write {instead}")
    if instead != "1,":  # a line of a list
        tomllib.loads(instead.replace("= VALUE", "= 0"))


@pytest.mark.parametrize(
    "text", ["a = 007", "a = 05,5", "a = 1,000.5 %", "\u5e74 = 0,5", "a = 01, 2"]
)
def test_advice_that_would_be_no_toml_is_not_given(refused, text):
    said = refused(text)
    assert said.startswith("my.toml:1: ")
    assert "; write" not in said


@pytest.mark.parametrize("text", ["a = [\n 1,\n 2 3\n]", "a = [\n 1,\n true false\n]"])
def test_a_value_of_a_list_is_not_taken_for_a_key(refused, text):
    said = refused(text)
    assert said.startswith("my.toml:3: is not valid TOML: a list lacks its end, or a comma between")


@each(OPEN)
def test_what_is_open_or_twice_is_told_where_it_began(refused, text, message):
    assert refused(text).startswith(f"my.toml:{message}")


@pytest.mark.parametrize("text", ["seed = 1 !", "a = !", "= 1"])
def test_another_syntax_error_is_told_by_line_and_column(refused, text):
    assert re.match(r"my\.toml:\d+: is not valid TOML: .* in column \d+$", refused(text))


class TestExtends:
    @pytest.mark.parametrize("path", OUTSIDE)
    def test_nothing_outside_the_folder_is_read(self, refused, path):
        for text in (f'extends = "{path}"', f'{HISTORY}[[regime]]\nfrom = 1996\nuse = "{path}"'):
            said = refused(text)
            assert "must stay inside the folder of its file" in said
            assert "secret" not in said
            assert "12345" not in said

    def test_a_circle_is_refused_with_the_way_round(self, here, refusal):
        for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
            (here / f"{name}.toml").write_text(f'extends = "./{other}.toml"', encoding="utf-8")
        said = refusal("./a.toml")
        assert said.endswith("(a.toml -> b.toml -> c.toml -> a.toml)")
        assert said.startswith("c.toml:1: extends: must not go in a circle")

    def test_nine_files_are_refused_and_eight_are_not(self, here, refusal):
        for number in range(1, 9):
            text = f'extends = "./{number + 1}.toml"'
            (here / f"{number}.toml").write_text(text, encoding="utf-8")
        (here / "9.toml").write_text("seed = 4", encoding="utf-8")
        said = refusal("./1.toml")
        assert said.startswith(
            "8.toml:1: extends: must not go through more than 8 files (1.toml ->"
        )
        (here / "8.toml").write_text(HISTORY, encoding="utf-8")
        assert "7.toml:1" not in refusal("./1.toml")
        (here / "7.toml").write_text(HISTORY, encoding="utf-8")
        assert load("./1.toml").name == "1"

    def test_a_circle_of_links_is_refused(self, here, refusal):
        (here / "round.toml").symlink_to(here / "round.toml")
        assert refusal("./round.toml")


class TestFiles:
    def test_a_missing_name_is_told_the_nearest(self, refusal):
        said = refusal("hstory")
        assert said == "no such scenario in the library (got 'hstory'); did you mean 'history'?"

    @pytest.mark.parametrize("name", ["CON", "a.", "history ", "../history", "", "base", "x" * 999])
    def test_strange_names_are_refused(self, name, refusal):
        assert refusal(name)

    def test_a_missing_file_is_told_the_nearest(self, here, refusal):
        assert refusal("./histry.toml") == "./histry.toml: no such file; did you mean 'history'?"

    def test_a_folder_is_no_file(self, here, refusal):
        assert refusal("./folder") == "folder: must be a file (got a folder)"

    @pytest.mark.skipif(not ZERO.exists(), reason="a device of Unix")
    def test_a_device_is_no_file(self, refusal):
        assert refusal(str(ZERO)) == "/dev/zero: must be a plain file that is there"

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
    def test_a_closed_file_says_why(self, here, refusal):
        (here / "my.toml").touch(mode=0o000)
        assert refusal("./my.toml") == "my.toml: cannot be read: Permission denied"

    @pytest.mark.parametrize("name", ["a\0.toml", "\ud800/", "x" * 5000 + "/", "./" * 9999 + "a"])
    def test_a_path_that_cannot_be_is_refused(self, name, refusal):
        assert refusal(name)

    def test_gbk_is_named(self, refused):
        said = refused('seed = 1\ntitle = { zh = "东西部协作" }'.encode("gbk"))
        assert said.startswith("my.toml:2: must be UTF-8 text (this looks like GBK")

    def test_other_bytes_are_not_called_gbk(self, refused):
        assert refused(b"\xff\xfe\x00\x00\xff") == "my.toml:1: must be UTF-8 text"

    def test_a_large_file_is_refused_before_it_is_parsed(self, refused, monkeypatch):
        monkeypatch.setattr(tomllib, "loads", None)
        assert refused(b"a = 1\n" * 9_000_000) == "my.toml: must be at most 1000000 bytes"

    @pytest.mark.parametrize(
        "text",
        [
            "a = " + "[" * 100_000,
            "a = " + "[" * 100_000 + "]" * 100_000,
            "a = " + "{a=" * 100_000,
            "[" * 100_000,
            "a" + ".a" * 100_000 + " = 1",
            "['a'" + " . 'a'" * 100_000 + "]",
        ],
        ids=["open", "closed", "tables", "headers", "dots", "quoted dots"],
    )
    def test_deep_nesting_is_refused_before_it_is_parsed(self, refused, text, monkeypatch):
        monkeypatch.setattr(tomllib, "loads", None)
        assert refused("\n" + text) == "my.toml:2: must not nest deeper than 50 levels"

    def test_brackets_and_dots_in_text_do_not_nest(self):
        deep = "[" * 60 + "." * 60
        assert too_deep(f"# {deep}\na = '{deep}'\nb = \"{deep}\"\nc = '''\n{deep}'''\n") is None
        assert too_deep("a = [" + "1.5, " * 100 + "]") is None
