"""Study files: what they may say, and what is said of those that are wrong."""

import re

import pytest

from eastwest.errors import ScenarioError
from eastwest_lab.study import Range, Study

SOUND = """\
title = { en = "Audit", zh = "核查" }
scenarios = ["history", "history+strict_audit"]
world = "tiny"
years = [2014, 2016]
replicates = 3

[levers]
"lever.2016.subsidy" = [0.5, 1.0]

[uncertainties]
east.altruism = { low = 0.0, high = 1.0 }
world.firms = { low = 20, high = 50 }

[design]
kind = "lhs"
samples = 4

[outcomes]
late_aid = { variable = "aid", years = [2015, 2016] }
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "audit.toml").write_text(text, encoding="utf-8")
        return Study.load("audit.toml")

    return write


def refused(written, old, new):
    """What is said when a line of the sound study is another."""
    assert old in SOUND
    with pytest.raises(ScenarioError) as caught:
        written(SOUND.replace(old, new))
    return str(caught.value)


def test_a_sound_file_becomes_a_study(written):
    study = written(SOUND)
    assert study.name == "audit"
    assert study.scenarios == ("history", "history+strict_audit")
    assert study.levers == {"lever.2016.subsidy": (0.5, 1.0)}
    assert study.outcomes["late_aid"].years == (2015, 2016)
    assert study.replicates.number == 3
    assert study.kept == ("aid",)


def test_scenarios_carry_world_years_and_reforms_of_the_study(written):
    base = written(SOUND.replace("world =", 'reforms = ["no_subsidies"]\nseed = 7\nworld ='))
    tables = base.bases["history+strict_audit+no_subsidies"].tables
    assert (tables.world.size, tables.years, tables.seed) == ("tiny", (2014, 2016), 7)


def test_a_range_of_a_key_that_counts_is_whole_and_no_other(written):
    varied = written(SOUND).uncertainties
    assert varied["world.firms"] == Range(low=20, high=50, whole=True)
    assert varied["east.altruism"] == Range(low=0, high=1)


def test_an_outcome_may_be_about_a_line_that_every_scenario_scores(written):
    sound = SOUND.replace(
        'scenarios = ["history", "history+strict_audit"]', 'scenarios = ["discretion"]'
    )
    lines = sound.replace('variable = "aid"', 'variable = "true_own_services"')
    assert written(lines).outcomes["late_aid"].variable == "true_own_services"
    with pytest.raises(ScenarioError, match="must be a national variable"):
        written(lines.replace('["discretion"]', '["discretion", "history"]'))


def test_plain_tables_make_the_same_study_again(written):
    study = written(SOUND)
    again = Study.make(study.plain, bases=study.bases)
    assert again.content == study.content
    assert again.varied == study.varied


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "lhs"', 'kind = "lsh"', r":15: design.kind: must be 'list', .* \(got 'lsh'\)"),
        ("samples = 4", "sample = 4", r":16: design.sample: unknown key; .*'samples'"),
        ("samples = 4", "", r":14: design.samples: is missing"),
        ("east.altruism", "east.altrusm", r":11: uncertainties.east.altrusm: .*'altruism'"),
        ("high = 1.0", "high = -1.0", r":11: .*high: must be greater than low"),
        ("high = 50", "high = 50.5", r":12: .*: must be a whole number"),
        ("[0.5, 1.0]", "[0.5, 0.5]", r":8: .*none of them twice"),
        ("[0.5, 1.0]", '"0.5"', r":8: .*must be a list of values"),
        ("[0.5, 1.0]", "[0.5, -1.0]", r":8: .*in history: must be at least 0"),
        ('"aid"', '"aids"', r":19: outcomes.late_aid.variable: .*did you mean 'aid'"),
        ("years = [2015", "stat = [2015", r":19: outcomes.late_aid.stat: unknown key"),
        ("late_aid", "seconds", r":19: outcomes.seconds: must be a name of its own"),
        ('"history",', '"hystory",', r":2: scenarios\[0\]: no such scenario.*'history'"),
        ("+strict_audit", "+strict_adit", r":2: scenarios\[1\]: .*'strict_audit'"),
        ("replicates = 3", "replicates = 0", r":5: replicates.number: must be at least 1"),
        ("replicates = 3", "replicate = 3", r":5: replicate: unknown key; .*'replicates'"),
        ("replicates = 3", "replicates = { least = 5 }", r":5: replicates: must say either"),
        ("replicates = 3", 'keep = { variables = ["x"] }', r":5: keep.variables\[0\]: .*'all'"),
        ('"lever.2016.subsidy"', "seed", r":8: levers.seed: must not be varied"),
        (
            '[levers]\n"lever.2016.subsidy" = [0.5, 1.0]',
            "[[levers]]\nfrom = 2015\ncredit = [0.5, 1.0]",
            r":7: levers: must be .*below \[levers\], such as lever.2015.credit = \[0.5, 1.0\]",
        ),
        (
            "[uncertainties]\neast.altruism = { low = 0.0, high = 1.0 }",
            '[[uncertainties]]\nkey = "east.cost"\nlow = 0.5\nhigh = 1.0',
            r":10: uncertainties: must be .* such as east.cost = { low = 0.5, high = 1.0 }",
        ),
        (
            '[levers]\n"lever.2016.subsidy"',
            "[[lever]]\nfrom = 2016\nsubsidy",
            r":7: lever: belongs to a scenario; .* below \[levers\], such as lever.2016.sub",
        ),
        (
            '"lever.2016.subsidy"',
            "subsidy",
            r":8: levers.subsidy: .*unknown key; write .*'levers.subsidy' or 'lever.YEAR.subsidy'",
        ),
        (
            '"lever.2016.subsidy"',
            "lever.subsidy",
            r":8: .*its year; write lever.YEAR.subsidy",
        ),
        ("[0.5, 1.0]", "{ from = 0.5, to = 1 }", r":8: .*write { low = 0.5, high = 1 }"),
        ("[0.5, 1.0]", '"0.5, 1.0"', r":8: .*\(got '0.5, 1.0'\); write \[0.5, 1.0\]"),
        ("[0.5, 1.0]", "0.5", r":8: .*\(got 0.5\); write \[0.5, VALUE\]"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_key(written, old, new, said):
    assert re.search(said, refused(written, old, new))


def test_all_findings_of_a_table_are_said_at_once(written):
    said = refused(written, "samples = 4", 'sample = 4\nseed = "x"\nfoo = 1').splitlines()
    assert [line.split(": ")[1] for line in said] == ["design.sample", "design.seed", "design.foo"]


def test_sobol_wants_a_power_of_two(written):
    said = refused(written, 'kind = "lhs"\nsamples = 4', 'kind = "sobol"\nsamples = 100')
    assert "such as 64 or 128 (got 100)" in said


def test_a_sample_needs_a_range(written):
    said = refused(
        written, "{ low = 0.0, high = 1.0 }\nworld.firms = { low = 20, high = 50 }", "[1]"
    )
    assert "needs at least one range" in said


def test_a_list_of_scenarios_varies_nothing(written):
    said = refused(written, 'kind = "lhs"', 'kind = "list"')
    assert "must not be 'list'" in said


def test_a_scenario_outside_the_folder_is_refused(written):
    said = refused(written, '"history",', '"../secret.toml",')
    assert "must stay inside the folder" in said


def test_until_names_an_outcome_and_two_sides(written):
    until = 'until = { outcome = "aid", between = ["history", "histry"], width = 1.0 }'
    said = refused(written, "replicates = 3", f"replicates = {{ {until} }}")
    assert "replicates.until.outcome: must be the name of an outcome (got 'aid')" in said
    assert "did you mean 'history'?" in said


def test_a_spreadsheet_is_no_study(tmp_path):
    with pytest.raises(ScenarioError, match="must be TOML"):
        Study.load(tmp_path / "study.xlsx")
