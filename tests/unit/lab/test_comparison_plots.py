"""Figures of comparisons: every one draws, in both languages, whatever the runs were."""

import dataclasses
import logging

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from eastwest_lab import style
from eastwest_lab.catalogue import KEY_VARIABLES
from eastwest_lab.comparing.attribution import attribute, named
from eastwest_lab.comparing.compared import compare
from eastwest_lab.comparing.shapley import coalitions
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.cases import cases
from eastwest_lab.plots.comparison import ATTRIBUTED, case_list, sketches
from eastwest_lab.plots.forest import forest_says
from eastwest_lab.plots.gallery import save_all
from eastwest_lab.plots.heat import heat_map, heat_map_says
from eastwest_lab.plots.versus import gaps_says
from eastwest_lab.reports.comparison import Facts, render
from eastwest_lab.reports.contrasts import contrasts

pytestmark = pytest.mark.filterwarnings("error")
LONG = "A scenario with an extraordinarily long title that no legend of any figure can ever hold"


def rows(name, replicate, values, level="national", id_="CN"):
    """Values of many variables over three years, as runs give them."""
    years = np.arange(2015, 2018)
    return pd.concat(
        pd.DataFrame(
            {
                "scenario": name, "seed": 1, "replicate": replicate, "year": years,
                "level": level, "id": id_, "variable": variable, "value": value,
            }
        )
        for variable, value in values.items()
    )  # fmt: skip


def made(names, replicates, level=1.0, to_channels=None):
    """A comparison of made-up runs; every further scenario is a little further from the first."""
    rng, frames = np.random.default_rng(1), []
    luck = rng.lognormal(0, 0.1, (replicates, 3))
    for place, name in enumerate(names):
        step = np.array([0.0, 0.1, 0.3]) * place
        for k in range(replicates):
            value = level * luck[k] * (1 + step * rng.lognormal(0, 0.1))
            frames.append(rows(name, k, dict.fromkeys(KEY_VARIABLES, value)))
            for county in ("52-001", "52-002", "61-001"):
                own = {"rural_income": 9000 + 100 * value * (-1) ** place}
                frames.append(rows(name, k, own, "county", county))
    titles = {name: {"en": f"{LONG} {name}", "zh": f"情景{name}"} for name in names}
    return compare(titles, pd.concat(frames), to_channels=to_channels)


def split():
    groups = ("money", "people", "firms", "work", "public")
    table = pd.DataFrame(
        [
            {"scenario": name, "on": named(on), "seed": 1, "replicate": k,
             **dict.fromkeys(ATTRIBUTED, value * (1 + 0.1 * k))}
            for on in coalitions(groups)
            for k in range(3)
            for name, value in (("a", 1.0), ("b", 1.0 - len(on) - 3 * (len(on) > 3)))
        ]
    )  # fmt: skip
    return attribute(table, groups, ATTRIBUTED, "a", "b")


def facts(compared, **given):
    words = {name: {} for name in compared.titles}
    return Facts(
        folder="results/my runs", command="eastwest compare a b", questions=words,
        digests=dict.fromkeys(words, "f" * 64), world="tiny", seed=1, versions={}, **given,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("names", "replicates", "level"),
    [("ab", 4, 1.0), ("abcdefgh", 2, 1e6), ("abc", 1, 1.0), ("ab", 3, -1.0), ("ab", 2, 0.0)],
    ids=["two", "eight", "one replicate", "negative", "all zero"],
)
def test_every_figure_draws_without_a_warning(names, replicates, level, lang, caplog):
    compared = made(names, replicates, level)
    with caplog.at_level(logging.WARNING):
        for sketch in sketches(compared, lang):
            try:
                figure = sketch.draw()
            except NothingToDrawError:
                assert level == 0  # no percent of nothing, no ranks among equals
                continue
            with style.context():
                FigureCanvasAgg(figure).draw()
            assert sketch.says()
    assert not caplog.records


def test_mechanisms_are_drawn_where_they_were_asked_for():
    names = [sketch.name for sketch in sketches(made("ab", 2, to_channels={"b": split()}), "zh")]
    assert names[-1] == "mechanisms-B"
    assert "ranking" not in names  # two scenarios need no ranks


def texts(figure):
    return [text.get_text() for text in figure.findobj(matplotlib.text.Text) if text.get_text()]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_mechanisms_name_groups_and_say_the_largest(lang):
    sketch = sketches(made("ab", 2, to_channels={"b": split()}), lang)[-1]
    assert {"en": "3  Industry", "zh": "3  产业"}[lang] in texts(sketch.draw())
    assert sketch.says()


def test_what_cannot_be_drawn_in_percent_is_counted_all_the_same():
    table = made(["a", "b"], 4).differences
    table.loc[0, "percent"] = np.nan
    said = forest_says(table, cases({"a": "one", "b": "two"}), "en")
    assert f"of {len(table)} differences" in said
    assert "1 cannot be drawn" in said


def test_gaps_are_told_of_the_first_variable_that_differs():
    compared = made(["a", "b"], 2)
    same = compared.national["variable"] == "aid"
    shown = case_list(compared, "en")
    national = compared.national.assign(value=compared.national["value"].where(~same, 1.0))
    assert "\u201cAid" not in gaps_says(national, ["aid", "donations"], shown, "en")
    assert "Donations" in gaps_says(national, ["aid", "donations"], shown, "en")
    assert "no variable" in gaps_says(national, ["aid"], shown, "en")


def test_a_line_beneath_another_is_seen():
    first, *others = cases({name: name for name in "abcdefg"})
    assert all(first.look.width > 1.5 * other.look.width for other in others)
    assert all(other.look.dash != "-" for other in others)


def test_titles_lose_what_all_share_and_name_others_by_letter():
    two = cases({"x": "History + Weak audit", "y": "History + Strict audit"})
    assert [case.title for case in two] == ["Weak audit", "Strict audit"]
    three = cases({"x": "History", "y": "History + No audit", "z": "Other"})
    assert [case.title for case in three] == ["History", "A + No audit", "Other"]
    assert [case.letter for case in cases({str(n): str(n) for n in range(27)})][25:] == ["Z", "A1"]


def test_no_two_of_eight_scenarios_look_alike():
    assert len({case.look for case in cases(dict.fromkeys("abcdefgh", ""))}) == 8


class TestHeatMap:
    runs = pd.DataFrame(
        [
            {"scenario": "a", "x": x, "y": y, "aid": x * y, "k": k}
            for x in (1, 2)
            for y in (0.1, 0.5)
            for k in (0, 1)
        ]
    )
    alone = cases({"a": "one"})

    def test_draws_each_pair_of_values(self):
        figure = heat_map(self.runs, "x", "y", "aid", self.alone, "en")
        assert {"x \u2192", "\u2191 y", "0.1", "0.5", "1", "2"} <= set(texts(figure))
        assert "x = 2 and y = 0.5 (100 million yuan)" in heat_map_says(
            self.runs, "x", "y", "aid", self.alone, "en"
        )

    def test_pairs_whose_runs_failed_stay_white(self):
        runs = self.runs.assign(aid=self.runs["aid"].where(self.runs["x"] == 1))
        assert heat_map(runs, "x", "y", "aid", self.alone, "zh")
        with pytest.raises(NothingToDrawError):
            heat_map(runs.assign(aid=np.nan), "x", "y", "aid", self.alone, "en")
        with pytest.raises(NothingToDrawError):
            heat_map(runs, "x", "other", "aid", self.alone, "en")

    def test_each_scenario_has_its_own_panel_and_sentence(self):
        runs = pd.concat([self.runs, self.runs.assign(scenario="b", aid=7.0)])
        shown = cases({"a": "one", "b": "two"})
        figure = heat_map(runs, "x", "y", "aid", shown, "en")
        assert {"A  one", "B  two", "7.0", "0.1"} <= set(texts(figure))
        said = heat_map_says(runs, "x", "y", "aid", shown, "en")
        assert "A: Highest with x = 2" in said
        assert "B: The same everywhere: 700 million yuan" in said

    def test_lists_are_in_order_and_have_a_key_where_they_are_long(self):
        lists = [[0.0, 1e4, 2e4, 3e4], [0.0, 5e3, 1e4, 1.5e4], [0.0] * 40]
        runs = pd.DataFrame(
            [{"scenario": "a", "x": 1, "y": str(y), "aid": len(y), "k": 0} for y in lists]
        )
        figure = heat_map(runs, "x", "y", "aid", self.alone, "en")
        rows = [text.get_text() for text in figure.axes[0].get_yticklabels()]
        assert rows == ["r1", "r2", "r3"]
        said = " ".join(texts(figure))
        assert "r2 = 0, 5000, 10000, 15000" in said
        assert "r3 = 0, 10000, 20000, 30000" in said

    def test_cells_have_the_digits_that_tell_them_apart(self):
        runs = self.runs.assign(aid=1e-4 * self.runs["x"] + 1e-5 * self.runs["y"])
        said = texts(heat_map(runs, "x", "y", "aid", self.alone, "en"))
        assert {"0.000101", "0.000105", "0.000201", "0.000205"} <= set(said)


class TestReport:
    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_has_a_command_under_every_figure(self, lang, tmp_path):
        compared = made("ab", 3)
        pictures = save_all(sketches(compared, lang), tmp_path, lang)
        page = render(compared, facts(compared), pictures, lang)
        for picture in pictures:
            assert f"eastwest plot &#39;results/my runs&#39; {picture.name} --lang {lang}" in page
        assert page.startswith("<!DOCTYPE html>")

    def test_says_what_could_have_been_seen(self):
        compared = made("ab", 4)
        page = render(compared, facts(compared), [], "en")
        assert "With 4 paired replicates a difference of" in page
        assert "four times in five" in page

    def test_of_one_replicate_claims_nothing_about_chance(self):
        compared = made("ab", 1)
        page = render(compared, facts(compared), [], "en")
        assert "nothing can be said about chance" in page
        assert "four times in five" not in page
        assert "&lt;0.001" not in page

    def test_names_failed_runs_and_escapes_what_they_said(self):
        compared = made("ab", 2)
        compared = dataclasses.replace(compared, failed=(1, 4))
        page = render(compared, facts(compared, faults=["b: <script>"]), [], "en")
        assert "1 of 4 runs failed" in page
        assert "<script>" not in page

    def test_shares_are_percentage_points_apart(self):
        compared = made("ab", 4)
        rows = compared.differences
        part = compared.differences[rows["variable"] == "strong_ties"]
        sole = dataclasses.replace(compared, differences=part)
        said = contrasts(sole, case_list(sole, "en"), "en")[0].sentences
        assert any("percentage points" in each for each in said)
