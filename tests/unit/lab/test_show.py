"""`list`, `show` and `check`: what there is, what it says, whether it is sound; and names."""

import re
from pathlib import Path

import pytest
from tests.command import typed

import eastwest
from eastwest_lab.cli.folders import folders, slug


class TestListShowCheck:
    def test_list_names_every_scenario_in_either_language(self):
        for lang, title in (("en", "No collaboration"), ("zh", "没有协作")):
            done = typed("list", "--lang", lang)
            assert done.exit_code == 0
            assert "history" in done.output
            assert title in done.output

    def test_show_tells_question_timeline_and_sources(self):
        done = typed("show", "history")
        assert done.exit_code == 0
        for text in ("1996–2025", "Regime amended", "response = 0.5", "assumed", "Norm"):
            assert text in done.output
        assert "考核" in typed("show", "history", "--lang", "zh").output

    def test_show_finds_values_by_a_word_as_set_takes_them(self):
        done = typed("show", "history", "audit.share")
        assert done.exit_code == 0
        assert "regime.2016.observe.audit.share" in done.output
        assert "observe.noise" not in done.output
        unknown = typed("show", "history", "adit")
        assert (unknown.exit_code, unknown.output.count("\n")) == (2, 1)
        assert "did you mean 'audit'?" in unknown.output

    def test_show_finds_levers_under_the_year_from_which_they_hold(self, here):
        (here / "mine.toml").write_text(
            'extends = "history"\ntitle = { en = "M" }\n[[lever]]\nfrom = 2018\nsubsidy = 0.5\n'
        )
        found = [
            line.split()[:2] for line in typed("show", "mine.toml", "s.subsidy").output.splitlines()
        ]
        assert ["levers.subsidy", "1"] in found
        found = [
            line.split()[:2] for line in typed("show", "mine.toml", "8.subsidy").output.splitlines()
        ]
        assert ["lever.2018.subsidy", "0.5"] in found

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ('outcome = { kind = "stock", of = "skills" }', "stock, of = skills"),
            ('channel = "services", side = "pair"', "the pair"),
        ],
    )
    def test_show_tells_outcomes_and_shared_lines(self, line, told, here):
        (here / "mine.toml").write_text(
            'extends = "history"\ntitle = { en = "M" }\n[[change]]\nfrom = 2017\n'
            f"indicator.more = {{ {line}, weight = 0.1, target = {{ norm = 0.5 }} }}\n"
        )
        done = typed("show", "mine.toml")
        assert done.exit_code == 0, done.output
        assert told in done.output

    def test_show_of_a_year_tells_what_holds_in_it(self):
        rows = [line.split()[:2] for line in typed("show", "history", 2019).output.splitlines()]
        for row in (["lever.2019.top_up", "0.34"], ["pairing.2019.plan", "2016"]):
            assert row in rows
        assert "change.2019.observe.audit.share" in [row[0] for row in rows if row]

    def test_show_takes_reforms_and_several_words(self):
        rows = [
            line.split()[:2]
            for line in typed("show", "history+weak_audit", 2016, "audit").output.splitlines()
        ]
        assert ["change.2016.observe.audit.share", "0.1"] in rows
        assert all("audit" in row[0] for row in rows if row and row[0].startswith("change"))
        assert not any(row[0].startswith("lever") for row in rows if row)
        unknown = typed("show", "history", 2016, "adit")
        assert (unknown.exit_code, unknown.output.count("\n")) == (2, 1)

    def test_check_says_once_what_is_wrong_with_each_file(self, here):
        for name in ("one", "two"):
            (here / f"{name}.toml").write_text('extends = "history"\nlevers.subsidy = 0,5\n')
        done = typed("check", "one.toml", "two.toml")
        said = "levers.subsidy: is not valid TOML: a number has a point and no comma (got 0,5)"
        assert done.exit_code == 2
        assert done.stderr.splitlines() == [
            f"{name}.toml:2: {said}; write levers.subsidy = 0.5" for name in ("one", "two")
        ]

    @pytest.mark.parametrize("words", [("run",), ("show",), ("diff", "history"), ("sweep",)])
    def test_every_command_says_what_is_no_toml(self, here, words):
        (here / "my.toml").write_text('extends = "history"\nworld.size = tiny\n')
        done = typed(*words, "my.toml")
        assert done.exit_code == 2
        assert done.stderr == (
            "my.toml:2: world.size: is not valid TOML: "
            'text stands in quotes (got tiny); write world.size = "tiny"\n'
        )

    def test_check_says_which_files_are_sound(self, here):
        (here / "good.toml").write_text('extends = "history"\ntitle = { en = "G" }\n')
        (here / "bad.toml").write_text('extends = "history"\nyers = [1996, 2000]\n')
        good, both = typed("check", "good.toml"), typed("check", "good.toml", "bad.toml")
        assert (good.exit_code, both.exit_code) == (0, 2)
        assert "good.toml: sound" in both.output
        assert "bad.toml:2: yers: unknown key; did you mean 'years'?" in both.stderr

    def test_a_regime_is_checked_and_shown_as_one(self, here):
        regime = 'title = { en = "R" }\n[indicator]\n[grade]\nkind = "bars"\n'
        (here / "good.toml").write_text(f"{regime}[reward]\n")
        (here / "bad.toml").write_text(f"{regime}bar = [60.0]\n[reward]\n")
        done = typed("check", "good.toml", "assessment", "bad.toml")
        assert done.exit_code == 2
        assert "good.toml: sound as a regime" in done.output
        assert "assessment: sound as a regime" in done.output
        assert "bad.toml:5: grade.bar: unknown key; did you mean 'bars'?" in done.stderr
        assert "reward.career" in typed("show", "assessment").output
        for name in ("good.toml", "assessment"):
            run = typed("run", name)
            assert (run.exit_code, run.stderr.count("\n")) == (2, 1)
            assert f"[[regime]], from = 2016, use = '{name}'" in run.stderr

    def test_show_tells_when_a_rule_is_announced(self, here):
        (here / "mine.toml").write_text(
            'extends = "history"\ntitle = { en = "M" }\n[[change]]\nfrom = 2018\n'
            "announced = 2017\nobserve.noise = 5.0\n"
        )
        assert "announced in 2017" in typed("show", "mine.toml").output

    def test_check_tries_a_reform_over_history(self, here):
        (here / "good.toml").write_text("[[lever]]\nfrom = 2018\nsubsidy = 0.5\n")
        (here / "bad.toml").write_text("[[lever]]\nfrom = 2018\nsubsidi = 0.5\n")
        done = typed("check", "good.toml", "weak_audit", "bad.toml")
        assert done.exit_code == 2
        assert "good.toml: sound as a reform" in done.stdout
        assert "weak_audit: sound as a reform" in done.stdout
        assert "bad.toml:3: lever.2018.subsidi: unknown key" in done.stderr

    def test_an_entry_that_never_holds_is_told(self, here):
        (here / "late.toml").write_text(
            'extends = "history"\ntitle = { en = "L" }\n[[lever]]\nfrom = 2030\nsubsidy = 0.5\n'
        )
        done = typed("check", "late.toml", "history")
        assert done.stderr == "Note: [[lever]] of 2030 never holds: the run ends in 2025.\n"

    def test_show_of_a_reform_tells_what_it_sets(self):
        done = typed("show", "weak_audit")
        assert "one government in ten is checked" in done.output
        (row, _) = (line for line in done.output.splitlines() if "observe.audit.share" in line)
        assert row.split()[:4] == ["observe.audit.share", "2016", "0.4", "0.1"]

    def test_version_is_printed(self):
        assert typed("--version").output == f"eastwest {eastwest.__version__}\n"


class TestNames:
    @pytest.mark.parametrize(
        "name", ["a/b", "../up", "CON", "con.txt", "nul", "dot.", ".hidden", "", "...", "x" * 500]
    )
    def test_any_name_becomes_a_harmless_folder(self, name):
        plain = slug(name)
        assert re.fullmatch(r"[\w-][\w.-]{0,60}", plain)
        assert not plain.endswith(".")
        assert plain.split(".")[0].lower() not in ("con", "nul")

    def test_chinese_names_stay(self):
        assert slug("我的 情景") == "我的-情景"

    def test_two_scenarios_of_one_name_get_two_folders(self):
        assert folders(["a", "a"], Path("out")) == [Path("out/a"), Path("out/a-2")]
