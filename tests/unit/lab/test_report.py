"""The report of a run: one page that stands alone and claims no more than the tables hold."""

import dataclasses
import re

import pandas as pd
import pytest

from eastwest.reading.library import scenarios
from eastwest.scenario import Scenario
from eastwest_lab.cli.rulings import rules
from eastwest_lab.plots.gallery import draw_all
from eastwest_lab.reports.findings import Change, changes, judge, key_numbers
from eastwest_lab.reports.run import render, write_report
from eastwest_lab.story import Expectation

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def pictures(make, story, tmp_path_factory):
    few = {"national": make(2)["national"]}
    return draw_all(few, story, tmp_path_factory.mktemp("figures"), "en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_stands_alone(lang, make, story, pictures, tmp_path):
    path = tmp_path / "report.html"
    write_report(make(2), story, pictures, path, lang, ["national.csv"])
    page = path.read_text(encoding="utf-8")
    assert "http" not in page
    assert "src=" in page
    assert all(source.startswith("data:image/png;base64,") for source in sources(page))
    assert 'href="national.csv"' in page
    assert story.command in page
    assert story.digest in page
    assert not list(tmp_path.glob("*.part"))


def sources(page):
    return re.findall(r'(?:src|href)="([^"]*)"', page.replace('href="national.csv"', ""))


def test_a_title_cannot_bring_in_a_script(make, story, pictures):
    bad = {"en": "<script>alert(1)</script>"}
    named = dataclasses.replace(story, title=bad, question=bad, notes=bad, name=bad["en"])
    page = render(make(1), named, pictures, "en")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_tells_what_was_not_drawn(make, story, pictures):
    page = render({"national": make(1)["national"]}, story, pictures, "en")
    assert "Figures without data" in page
    assert "Western provinces: who gains, who is helped" in page


def test_one_regime_has_no_before_and_after(make, story, pictures):
    alone = dataclasses.replace(story, regimes=story.regimes[:1], expectation=None)
    page = render(make(1), alone, pictures, "en")
    assert "No regime changes" in page
    assert "What was expected" not in page


def test_key_numbers_set_five_years_before_against_the_third_year_after(make, story):
    national = make(1)["national"]
    found = changes(story.regimes, (1996, 2025), "en")
    assert [(c.year, c.start, c.after) for c in found] == [(2016, 2011, 2019), (2021, 2016, 2024)]
    aid = national.query("variable == 'aid'").set_index("year")["value"]
    row = next(r for r in key_numbers(national, found, "en") if r.label == "Government aid")
    assert row.unit == "100 million yuan"
    assert float(row.cells[0].before[0]) == pytest.approx(aid.loc[2011:2015].mean(), rel=0.01)
    assert float(row.cells[0].after[0]) == pytest.approx(aid.loc[2019], rel=0.01)
    assert row.cells[0].before[1] == ""


def test_a_change_is_that_of_the_means_beside_it():
    values = {2015: (1.0, 10.0, 11.0), 2016: (9.0, 9.0, 12.0)}
    national = pd.DataFrame(
        [
            {"variable": "aid", "id": "CN", "replicate": k, "year": year, "value": value}
            for year, each in values.items()
            for k, value in enumerate(each)
        ]
    )
    (row,) = key_numbers(national, [Change(2016, "", 2015, 2016)], "en")
    cell = row.cells[0]
    assert (cell.before[0], cell.after[0], cell.change[0]) == ("7.33", "10", "+36.4 %")
    assert cell.change[1] == "\u22126.18 \u2026 +642 %"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (2.05e-6, 0.00506, ("<0.001", "0.00506", "+0.00506")),
        (2.05e-6, 3.1e-5, ("<0.001", "<0.001", "\u22480")),
        (0.5, 0.5004, ("0.5", "0.5", "\u22480")),
        (0.0, 0.25, ("0", "0.25", "+0.25")),
    ],
)
def test_what_is_below_a_thousandth_is_told_as_such(before, after, told):
    rows = [("padding", 2015, before), ("padding", 2016, after)]
    national = pd.DataFrame(rows, columns=["variable", "year", "value"]).assign(
        id="CN", replicate=0
    )
    (row,) = key_numbers(national, [Change(2016, "", 2015, 2016)], "en")
    cell = row.cells[0]
    assert (cell.before[0], cell.after[0], cell.change[0]) == told


def test_rounding_changes_nothing():
    rows = [("padding", 2015, 0.1 + 0.2), ("padding", 2016, 0.3)]
    national = pd.DataFrame(rows, columns=["variable", "year", "value"]).assign(
        id="CN", replicate=0
    )
    (row,) = key_numbers(national, [Change(2016, "", 2015, 2016)], "en")
    assert row.cells[0].change == ("0", "")


def test_a_change_late_in_the_run_is_looked_at_in_its_last_year(story):
    found = changes(story.regimes, (2014, 2017), "en")
    assert [(c.year, c.start, c.after) for c in found] == [(2016, 2014, 2017)]


@pytest.mark.parametrize(
    ("direction", "came_out"), [("up", True), ("down", False), ("same", False)]
)
def test_an_expectation_is_judged_within_the_run(direction, came_out, frames):
    expected = Expectation(variable="aid", direction=direction, years=(1996, 2025))
    assert judge(frames, expected, "en").came_out is came_out


def test_an_expectation_is_judged_against_the_baseline_where_there_is_one(frames):
    baseline = frames["national"].assign(value=frames["national"]["value"] * 2)
    expected = Expectation(variable="aid", direction="down", years=(1997, 2015), against="history")
    verdict = judge({**frames, "baseline": baseline}, expected, "en")
    assert verdict.came_out is True
    assert "history" in verdict.found
    same = Expectation(variable="aid", direction="same", years=(1997, 2015))
    assert judge({**frames, "baseline": frames["national"]}, same, "en").came_out is True


@pytest.mark.parametrize("years", [(1990, 2000), (2020, 2040)])
def test_what_the_tables_cannot_tell_is_said(years, frames):
    expected = Expectation(variable="aid", direction="up", years=years)
    assert judge(frames, expected, "zh").came_out is None


RULES = {
    "en": (
        "Aid\u00a040\u00a0%",
        "Society score nil below 50\u00a0% of the target",
        "The best 15\u00a0% are commended",
        "Grades from 60, 75, 90 points on",
        "Weighted sum of the indicators",
        "What counts: the year&#39;s work",
        "Targets go from 20\u201340\u00a0% to 100\u00a0% over the first 3 years",
        "40\u00a0% are checked by a third party each year; 50\u00a0% of padded figures are found",
        "Ratchet: 50\u00a0% of what is done beyond a target raises the next",
        "Promotion: 0 / 5,000 / 10,000 / 15,000",
        "Called to account: 5,000 / 0 / 0 / 0",
    ),
    "zh": (
        "财政援助\u00a040%",
        "社会动员 低于目标的50%则总分为零",
        "前15%受表彰",
        "以60、75、90分划分等次",
        "各项指标加权求和",
        "计分依据：当年工作",
        "每年40%的政府由第三方核查，发现其中50%的虚报",
        "棘轮（鞭打快牛）：超额部分的50%计入下一年目标",
        "晋升：0 / 5,000 / 10,000 / 15,000",
    ),
}
KEYS = ("weighted_sum", "bottom_line", "contest", "career", "summons", "by_grade", "bars ")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_tells_each_rule_that_held_in_words(lang, make, story, pictures):
    veto = {"change.2019.indicator.society": {"weight": 0.0, "bottom_line": 0.5}}
    scenario = Scenario.load("history").change({"years": [2010, 2020], **veto})
    told = dataclasses.replace(story, rules=rules(scenario, lang))
    assert [rule.year for rule in told.rules] == [2010, 2016, 2019]
    page = render(make(1), told, pictures, lang)
    for words in RULES[lang]:
        assert words in page
    table = page[page.index('<table class="rules">') :].partition("</table>")[0]
    assert not any(key in table for key in KEYS)
    again = {"en": "as before", "zh": "同上"}[lang]
    assert table.count(again) == 3  # of the change of 2019, all but the East's sheet


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("self", "40\u00a0% check themselves each year; 30\u00a0%"),
        ("ring", "40\u00a0% are checked by peers each year; 30\u00a0%"),
        ("third", "40\u00a0% are checked by a third party each year; 60\u00a0%"),
    ],
)
def test_what_a_lenient_audit_finds_is_told(by, words):
    audit = {"by": by, "share": 0.4, "detection": 0.6, "leniency": 0.5}
    told = judged({f"regime.2021.observe.audit.{key}": value for key, value in audit.items()})
    assert f"{words} of padded figures are found" in told


def test_a_regime_that_counts_nothing_tells_no_evidence_and_no_targets():
    old = Scenario.load("history").regimes[-1].rule.indicator
    told = judged({f"regime.2021.indicator.{name}.weight": 0.0 for name in old})
    assert not any(line.startswith(("What counts", "Targets")) for line in told)
    assert any("checked" in line for line in told)


def test_evidence_of_another_kind_is_told_with_whose_it_is():
    first, *_, last = rules(Scenario.load("history"), "en")
    assert "What counts: the year's work" in first.parts["judged"]
    assert "Of Industry: pledges" in first.parts["judged"]
    assert first.parts["west"] == ("Not judged",)
    half = "the year's work 50\u00a0%, lasting results 50\u00a0%"
    assert f"Of Industry, Labour: {half}" in last.parts["judged"]


def judged(change):
    """Return how the last regime of a changed history is judged, in words."""
    scenario = Scenario.load("history").change({"years": [2010, 2024], **change})
    return rules(scenario, "en")[-1].parts["judged"]


def test_a_channel_of_two_indicators_is_told_once():
    last = rules(Scenario.load("discretion"), "en")[-1].parts["east"]
    assert [line for line in last if line.startswith("Consumption")] == [
        "Consumption\u00a010\u00a0%, and once more to choose"
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [*scenarios()])
def test_every_rule_of_the_library_is_told_in_words(name, lang):
    for rule in rules(Scenario.load(name), lang):
        lines = [line for part in rule.parts.values() for line in part]
        assert not any("_" in line for line in lines)
        assert lang == "en" or not any(re.search("[A-Za-z]", line) for line in lines)
