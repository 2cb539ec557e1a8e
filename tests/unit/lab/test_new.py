"""`eastwest new`, `diff`: files to begin with, and what makes two of them differ."""

import re

import pytest
from tests.command import typed

from eastwest.loader import difference, load

KINDS = ("history", "pairing_optimal", "forced_donations", "bottom_line_discretion", "tournament")
"""A scenario of each make: plans, a pairing rule, levers, the grammar, another kind of grade."""


def uncommented(file):
    return re.sub(r"^# ", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)


class TestNew:
    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize("name", KINDS)
    def test_what_is_written_is_sound_and_changes_nothing(self, here, name, lang):
        done = typed("new", "mine.toml", "--from", name, "--lang", lang)
        assert done.exit_code == 0, done.output
        assert typed("check", "mine.toml").exit_code == 0
        told = {each.key for each in difference(load(name), load("./mine.toml"))}
        assert {key.split(".")[0] for key in told} <= {"title", "question", "expectation"}

    @pytest.mark.parametrize("name", KINDS)
    def test_what_it_offers_is_sound_and_leaves_the_rules_as_they_are(self, here, name):
        typed("new", "mine.toml", "--from", name)
        (here / "all.toml").write_text(uncommented(here / "mine.toml"), encoding="utf-8")
        told = difference(load(name), load("./all.toml"))
        last = load(name).tables.years[1]
        expected = ("title", "question", "expectation")
        assert {
            each.section
            for each in told
            if not each.key.startswith(expected) and each.year != last and each.key != "firms"
        } == set()

    def test_values_are_told_with_range_and_unit(self, here):
        typed("new", "mine.toml", "--from", "history")
        text = (here / "mine.toml").read_text(encoding="utf-8")
        assert re.search(r"^# subsidy = 1\.0  ## .*>= 0; \[times the channel's\]$", text, re.M)
        assert "reputation" in text

    def test_a_file_of_ones_own_is_extended_from_where_the_new_one_lies(self, here):
        (here / "parts").mkdir()
        (here / "parts/a.toml").write_text('extends = "history"\nseed = 5\n')
        assert typed("new", "b.toml", "--from", "parts/a.toml").exit_code == 0
        assert load("./b.toml").tables.seed == 5

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("old.toml",), "never overwritten"),
            (("new.txt",), "must end in .toml"),
            (("new.toml", "--from", "histry"), "did you mean 'history'"),
            (("parts/new.toml", "--from", "old.toml"), "must lie in the folder of old.toml"),
            (("nowhere/new.toml",), "cannot be written"),
        ],
    )
    def test_what_cannot_be_is_refused_in_one_line(self, here, words, said):
        (here / "parts").mkdir()
        (here / "old.toml").write_text('extends = "history"\n')
        done = typed("new", *words)
        assert done.exit_code == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert (here / "old.toml").read_text() == 'extends = "history"\n'
        assert {path.name for path in here.rglob("*")} == {"old.toml", "parts"}


class TestDiff:
    @pytest.mark.parametrize(("lang", "said"), [("en", "Nothing differs"), ("zh", "没有不同")])
    def test_nothing_differs_from_itself(self, lang, said):
        done = typed("diff", "history", "history", "--lang", lang)
        assert done.exit_code == 0
        assert said in done.output

    def test_old_and_new_are_told_with_unit_and_source(self, here):
        (here / "mine.toml").write_text('extends = "history"\n[east]\naltruism = 2.0\n')
        done = typed("diff", "history", "mine.toml")
        (row,) = (line for line in done.output.splitlines() if "altruism" in line)
        assert row.split()[:3] == ["altruism", "0.5", "2"]
        assert "assumed" in row
        assert "norm" not in done.output

    def test_findings_of_both_are_told(self, here):
        for name in ("a", "b"):
            (here / f"{name}.toml").write_text('extends = "history"\ncolour = 1\n')
        done = typed("diff", "a.toml", "b.toml")
        assert done.exit_code == 2
        assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["a.toml", "b.toml"]
