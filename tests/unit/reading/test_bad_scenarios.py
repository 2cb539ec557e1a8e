"""Bad values in a scenario: each is refused in words, with file, line and key."""

import pytest

from eastwest.reading.source import read

HISTORY = 'extends = "history"\n'

VALUES = {
    "misspelt table": ("[wrld]\nfirms = 1", ":2: wrld: unknown key; did you mean 'world'?"),
    "misspelt list": ("[[regimes]]\nfrom = 1996", ":2: regimes: unknown key; did you mean 'regime"),
    "misspelt key": ("[world]\nfrms = 1", ":3: world.frms: unknown key; did you mean 'firms'?"),
    "nothing like it": ("zzzz = 1", ":2: zzzz: unknown key"),
    "text for a count": ('world.firms = "5"', "world.firms: must be a whole number (got '5')"),
    "truth for a count": ("world.firms = true", "world.firms: must be a whole number (got true)"),
    "fraction for a count": ("world.firms = 5.0", "world.firms: must be a whole number (got 5.0)"),
    "more firms than memory": (
        "[world]\nfirms = 1_000_000_000_000",
        ":3: world.firms: must be at most 100,000,000; 1,000,000,000,000 would take about 150,000",
    ),
    "one language": (
        'title = "Mine"',
        """:2: title: must be a text in each language: { en = "...", zh = "..." } (got 'Mine')""",
    ),
    "no quotes": (
        "group = history",
        ':2: group: is not valid TOML: text stands in quotes (got history); write group = "hist',
    ),
    "date": ("title.en = 2016-01-01", "title.en: must be text, a number, a list or a table (got 2"),
    "number in quotes": ('tie.fade = "0,5"', "must be a number (got '0,5'); write fade = 0.5"),
    "share in quotes": ('tie.fade = "5 %"', "must be a number (got '5 %'); write fade = 0.05"),
    "name for a table": ('world = "large"', """(got 'large'); write world.size = "large\""""),
    "no name for a table": (
        'world = "huge"',
        "(got 'huge'); write world.size = 'tiny', 'classroom', 'national' or 'large'",
    ),
    "number for a table of keys": ("stocks = 1", "must be a table (got 1); write stocks."),
    "text for a table of names": ('sources = "x"', "(got 'x'); write sources.NAME = ..."),
    "text for two years": ('years = "1996-2025"', "(got '1996-2025'); write years = [1996, 2025]"),
    "province by its name": (
        'world.provinces = ["35", "Ningxia"]',
        ":2: world.provinces: must be ids of provinces (got 'Ningxia'); write \"64\"",
    ),
    "nobody who receives": (
        'world.provinces = ["35", "44"]',
        "must have one that receives in some plan: 13 Hebei, 15 Inner Mong",
    ),
    "province twice": (
        'world.provinces = ["35", "64", "64"]',
        "must name each province once (got ['35', '64', '64'])",
    ),
    "number for an id": ('world.provinces = [35, "64"]', '(got 35); write "35"'),
    "ids in one text": (
        'world.provinces = "35, 64"',
        """(got '35, 64'); write provinces = ["35", "64"]""",
    ),
    "no province": ('world.provinces = ["35", "99"]', "must be ids of provinces (got '99')"),
    "nobody who gives": (
        'world.provinces = ["14", "64"]',
        ":2: world.provinces: must have one that gives in some plan: 11 Beijing, 12 Tianjin, 21 Li",
    ),
    "number for a list of ids": ("world.provinces = 35", '(got 35); write provinces = ["35"]'),
    "text for truth": ('levers.praise_events = "yes"', "write praise_events = true"),
    "text for a number": ('tie.fade = "x"', "tie.fade: must be a number (got 'x')"),
    "rule for a number": ('tie.fade = "1 / 2"', "tie.fade: must be a number (got '1 / 2')"),
    "truth for a number": ("tie.fade = false", "tie.fade: must be a number (got false)"),
    "list for a number": ("tie.fade = [1]", "tie.fade: must be a number (got [1])"),
    "table for a number": ("tie.fade = {}", "tie.fade: must be a number (got an empty table)"),
    "number for text": ("title.en = 5", ":2: title.en: must be text (got 5)"),
    "number for truth": ("levers.praise_events = 1", "must be true or false (got 1)"),
    "number for a table": ("world = 5", ":2: world: must be a table (got 5)"),
    "number for a list": ("years = 5", ":2: years: must be a list (got 5)"),
    "list for a table": ("[[levers]]", ":2: levers: must be a table (got [{...}]); write [levers]"),
    "dated list by another name": (
        "[[levers]]\nfrom = 2018\nsubsidy = 0.5",
        ":2: levers: must be a table (got [{...}]); write [[lever]]",
    ),
    "date in a table without dates": (
        "[levers]\nfrom = 2018\nsubsidy = 0.5",
        ":3: levers.from: unknown key; write [[lever]], and below it from = 2018",
    ),
    "year as a table of a list": (
        "[lever.2018]\nsubsidy = 0.5",
        ":2: lever: must be a list of tables, each begun by [[lever]], and below it from = 2018",
    ),
    "table in its own list": (
        "[[lever]]\nfrom = 2018\nlevers.subsidy = 0.5",
        ":4: lever.2018.levers: unknown key; write subsidy = ...",
    ),
    "key of a study": (
        "[uncertainties]\naltruism = 1",
        ":2: uncertainties: unknown key; it belongs to a study file, which `eastwest sweep FILE",
    ),
    "no step of a ramp": (
        "[[regime]]\nfrom = 2016\nreward.ramp = []",
        ":4: regime.2016.reward.ramp: must have at least 1 value (got [])",
    ),
    "an outcome that nothing moves": (
        "[[regime]]\nfrom = 2016\n[regime.indicator.out]\nweight = 1.0\ntarget.norm = 1.0\n"
        'outcome = { kind = "lifted", through = [] }',
        "outcome.through: must name a channel that moves it (got [])",
    ),
    "language": ('title.fr = "x"', ":2: title.fr: must be 'en' or 'zh' (got 'fr')"),
    "not a number": ("tie.fade = nan", "tie.fade: must be a finite number (got nan)"),
    "infinite": ("tie.fade = -inf", "tie.fade: must be a finite number (got -inf)"),
    "beyond all numbers": ("tie.fade = 1e999", "tie.fade: must be a finite number (got inf)"),
    "too small": ("tie.fade = -0.1", "tie.fade: must be at least 0 (got -0.1)"),
    "too large": ("tie.fade = 1.1", "tie.fade: must be at most 1 (got 1.1)"),
    "huge": ("seed = 9223372036854775808", "seed: must be smaller than 9223372036854775808"),
    "zero where more is due": (
        "east.pad_cost = 0",
        "east.pad_cost: must be greater than 0 (got 0)",
    ),
    "none of the names": (
        'world.size = "clasroom"',
        "world.size: must be 'tiny', 'classroom', 'national' or 'large' (got 'clasroom'); "
        "did you mean 'classroom'?",
    ),
    "long text": (f'title.en = "{"x" * 10_000}"', "title.en: must be at most 2000 characters"),
    "long name": (f'sources.{"x" * 10_000} = "a"', "my.toml:2: sources: must not hold such a name"),
    "control in a name": ('sources."a\\u0007" = "a"', "sources: must not hold such a name"),
    "control in a text": ('title.en = "\\u001b[2J"', "title.en: must not hold control characters"),
    "newer": (
        "schema = 2",
        "schema: made by a newer version of eastwest (got 2); this",
    ),
    "no version": ('schema = "1"', "schema: must be 1 (got '1')"),
    "no folder of data": ('world.data = "nowhere"', "world.data: must be a folder (got 'nowhere')"),
}

CHANGE = "[[change]]\nfrom = 2016\n"
CHANGES = {
    "a kind for a rule": (
        'score = "minimum"',
        """score: must be a table (got 'minimum'); write score.kind = "minimum\"""",
    ),
    "a line misspelt": (
        "indicator.labor.weight = 0.0",
        ":4: change.2016.indicator.labor: is no line of the sheet; a new one needs 'channel' or"
        " 'outcome'; did you mean 'labour'?",
    ),
    "nothing like it among few": (
        "observe.lag = 1",
        ":4: change.2016.observe.lag: unknown key; there is 'audit', 'burden' or 'noise'",
    ),
    "a key after a table in braces": (
        'indicator.services = { channel = "services" }\nindicator.services.weight = 0.1',
        ":5: is not valid TOML: a table in braces is closed; write the key inside them",
    ),
}

DATES = {
    "years turned": ("years = [2020, 2010]", "years: must not end before they begin"),
    "too early": ("years = [1990, 2010]", "years: must begin between 1996 and 2020 (got 1990)"),
    "too late": ("years = [2010, 2100]", "years: must end in 2060 or before (got 2100)"),
    "three years": ("years = [2000, 2010, 2020]", "years: must have 2 values (got [2000, 2010, "),
    "one year": ("years = [2000]", ":2: years: must have 2 values (got [2000])"),
    "no rule yet": (
        "[[regime]]\nfrom = 1996\ndrop = true",
        "years: must not begin before the first regime, that of 2016 (got 1996)",
    ),
    "no date": (
        "[[lever]]\nresponse = 1",
        ":2: lever.from: is missing: the first year of",
    ),
    "text for a date": (
        '[[lever]]\nfrom = "2016"',
        ":3: lever.from: must be a year between 1900 and 2200 (got '2016'); write from = 2016",
    ),
    "day for a date": ("[[lever]]\nfrom = 2016-01-01", "(got 2016-01-01); write"),
    "truth for a date": ("[[lever]]\nfrom = true", ":3: lever.from: must be a year between 1900"),
    "date twice": (
        "[[lever]]\nfrom = 2018\n[[lever]]\nfrom = 2018",
        ":5: lever.from: must not be given twice in one file (got 2018)",
    ),
    "table for a list": ("[lever]\nfrom = 2018", ":2: lever: must be a list of tables, each begun"),
    "list of numbers": (
        "lever = [1]",
        "must be a list of tables, each begun by [[lever]]",
    ),
    "nothing to drop": (
        "[[pairing]]\nfrom = 2003\ndrop = true",
        ":4: pairing.2003.drop: must drop an entry that is there (got 2003)",
    ),
    "unknown plan": (
        '[[pairing]]\nfrom = 2003\nplan = "2020"',
        ":4: pairing.2003.plan: must be 'none', '1996', '2002', '2010', '2013', '2016' or '2021' "
        "(got '2020')",
    ),
    "no plan": ("[[pairing]]\nfrom = 2003", ":2: pairing.2003.plan: is missing"),
    "unknown depth": (
        '[[pairing]]\nfrom = 2003\nplan = "none"\ndown_to = "vilage"',
        ":5: pairing.2003.down_to: must be 'province', 'county' or 'township' (got 'vilage')",
    ),
    "unknown depth of a rule": (
        '[[pairing]]\nfrom = 2003\nkind = "equal"\ndown_to = 2',
        ":5: pairing.2003.down_to: must be 'province', 'county' or 'township' (got 2)",
    ),
    "more than a plan": (
        '[[pairing]]\nfrom = 2003\nplan = "none"\nplam = 1',
        ":5: pairing.2003.plam: unknown key; did you mean 'plan'?",
    ),
    "unknown lever": (
        "[[lever]]\nfrom = 2003\nrespnse = 1",
        ":4: lever.2003.respnse: unknown key; did you mean 'response'?",
    ),
    "lever too large": (
        "[[lever]]\nfrom = 2003\nresponse = 2",
        ":4: lever.2003.response: must be at most 1 (got 2)",
    ),
    "change too early": (
        "[[change]]\nfrom = 1990\nobserve.noise = 1",
        ":2: change.1990: must not begin before the first regime",
    ),
    "unknown change": (
        "[[change]]\nfrom = 2018\nobserve.nois = 1",
        ":4: change.2018.observe.nois: unknown key; did you mean 'noise'?",
    ),
    "change of a channel": (
        '[[change]]\nfrom = 2018\nindicator.aid.channel = "ad"',
        "(got 'ad'); did you mean 'aid'?",
    ),
    "unknown regime": (
        '[[regime]]\nfrom = 2018\nuse = "asessment"',
        ":4: regime.2018.use: no such regime in the library (got 'asessment'); "
        "did you mean 'assessment'?",
    ),
    "number for a regime": (
        "[[regime]]\nfrom = 2018\nuse = 5",
        ":4: regime.2018.use: must be the name of a regime or a path (got 5)",
    ),
    "no regime": (
        "[[regime]]\nfrom = 2018",
        ":2: regime.2018.use: is missing: the name",
    ),
    "unknown part": (
        '[[regime]]\nfrom = 2016\ngrade.kind = "bar"',
        ":4: regime.2016.grade.kind: must be 'bars', 'quantiles' or 'contest' (got 'bar');"
        " did you mean 'bars'?",
    ),
    "a rule's own check": (
        "[[regime]]\nfrom = 2016\ngrade.bars = [90, 60]",
        ":4: regime.2016.grade.bars: must rise (got [90.0, 60.0])",
    ),
    "shares of more than all": (
        '[[regime]]\nfrom = 2016\n[regime.grade]\nkind = "quantiles"\nshares = [0.5, 0.75]',
        ":6: regime.2016.grade.shares: must add up to at most 1 (they add up to 1.25)",
    ),
    "a check over two tables": (
        "[[regime]]\nfrom = 2016\nreward.money = [1, 2]",
        ":4: regime.2016.reward.money: must have 1 or ",
    ),
}


@pytest.mark.parametrize(("text", "said"), CHANGES.values(), ids=CHANGES)
def test_a_change_that_cannot_be_is_told_with_what_can(text, said, refused):
    assert said in refused(HISTORY + CHANGE + text)


def test_a_change_is_told_where_it_makes_values_below_it_wrong(refused):
    told = refused(f"{HISTORY}{CHANGE}grade.bars = [60.0]").splitlines()
    place = "scenarios/regimes/assessment.toml"
    assert len(told) == 1
    assert "my.toml:2: change.2016.reward." in told[0]
    assert "one for each grade of bars [60], and so must career, summons (got 4), as " in told[0]
    assert place in told[0]


@pytest.mark.parametrize(
    ("text", "message"), [*VALUES.values(), *DATES.values()], ids=[*VALUES, *DATES]
)
def test_a_bad_value_is_refused_in_one_line(refused, text, message):
    said = refused(HISTORY + text)
    assert said.startswith("my.toml:")
    assert message in said
    assert "\n" not in said


def test_missing_tables_are_named(refused, monkeypatch):
    monkeypatch.setattr("eastwest.loader.chain", lambda file: [read(file, file.name)])
    said = refused("seed = 1").splitlines()
    assert {"my.toml:1: title: is missing", "my.toml:1: channel: is missing"} <= set(said)


def test_a_missing_timeline_is_named(refused):
    rule = "regime: is missing: at least one [[regime]] with `from`, or `extends`"
    assert refused("seed = 1").startswith(f"my.toml:1: {rule}; a reform")


class TestAllFaultsAreSaidAtOnce:
    def test_in_the_order_of_the_lines(self, refused):
        text = "seed = -1\n[world]\nfrms = 1\n[[lever]]\nfrom = 1\n[[pairing]]\nfrom = 2001\n"
        said = refused(HISTORY + text).splitlines()
        assert [line.split(":")[1] for line in said] == ["2", "4", "6", "7"]

    def test_in_the_file_where_they_were_written(self, refused, here):
        (here / "parent.toml").write_text(HISTORY + "\nseed = -1", encoding="utf-8")
        (here / "rule.toml").write_text("\n\nnoise = 1\n[reward]", encoding="utf-8")
        text = '[[regime]]\nfrom = 1996\nuse = "./rule.toml"'
        said = refused(f'extends = "./parent.toml"\ntie.fade = 2\n{text}')
        assert "my.toml:2: tie.fade: must be at most 1 (got 2)\n" in said
        assert "parent.toml:3: seed: must be at least 0 (got -1)\n" in said
        assert "rule.toml:3: noise: unknown key" in said
        assert "rule.toml:1: title: is missing" not in said.splitlines()[0]

    def test_each_once_though_later_rules_inherit_them(self, refused):
        text = "levers.response = 2\n[[lever]]\nfrom = 2018\n[[lever]]\nfrom = 2020\n"
        assert refused(HISTORY + text).count("levers.response") == 1

    def test_but_not_thousands_of_them(self, refused):
        said = refused(HISTORY + "\n".join(f"key{row} = 1" for row in range(5000)))
        assert len(said.splitlines()) == 41
        assert said.endswith("... and 4960 more")
