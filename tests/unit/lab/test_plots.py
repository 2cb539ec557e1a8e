"""Figures of a run: each draws in both languages, whatever is missing, and says what it shows."""

import dataclasses
import logging

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from eastwest.vocabulary import CHANNELS
from eastwest_lab import style
from eastwest_lab.language import number
from eastwest_lab.plots.aid import aid_path
from eastwest_lab.plots.bands import NothingToDrawError, band
from eastwest_lab.plots.canvas import fold, text_width
from eastwest_lab.plots.extremes import extremes
from eastwest_lab.plots.gallery import draw_all, sketches, two_years
from eastwest_lab.plots.marks import Marks
from eastwest_lab.plots.reigns import reigns
from eastwest_lab.plots.ties import in_force
from eastwest_lab.plots.tiles import tile_map
from eastwest_lab.story import Fork

pytestmark = pytest.mark.filterwarnings("error")
LANGUAGES = ("en", "zh")
NAMES = (
    "aid_path",
    "aid_path_log",
    "effort_by_channel",
    "reported_against_true",
    "ties_network",
    "ties_over_time",
    "grades",
    "market",
    "people",
    "tile_map",
    "winners",
    "standing_and_score",
)


def all_texts(figure):
    return [text.get_text() for text in figure.findobj(matplotlib.text.Text) if text.get_text()]


def drawn(name, frames, story, lang):
    sketch = next(s for s in sketches(frames, story, lang) if s.name == name)
    figure = sketch.draw()
    with style.context():
        FigureCanvasAgg(figure).draw()
    return figure, sketch.says()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_draws_without_a_warning_in_both_languages(name, lang, frames, story, caplog):
    with caplog.at_level(logging.WARNING):
        figure, caption = drawn(name, frames, story, lang)
    assert isinstance(figure, Figure)
    assert caption
    assert not caplog.records


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("aid_path", ("100 million yuan", "亿元")),
        ("effort_by_channel", ("100 million yuan equivalent", "亿元（折合）")),
        ("reported_against_true", ("visits", "次")),
        ("grades", ("% of the governments that are judged", "占被评价政府的百分比")),
        ("market", ("thousand people", "万人")),
        ("people", ("ratio", "比值")),
        ("tile_map", ("%", "%")),
        ("winners", ("% a year", "每年%")),
        ("standing_and_score", ("points", "分")),
    ],
)
def test_labels_carry_units(name, units, lang, frames, story):
    figure, _ = drawn(name, frames, story, lang)
    assert units[LANGUAGES.index(lang)] in all_texts(figure)


@pytest.mark.parametrize(("replicates", "first", "last"), [(1, 2012, 2020), (3, 2016, 2016)])
def test_any_years_and_any_number_of_replicates_can_be_drawn(
    replicates, first, last, make, story, tmp_path
):
    part = dataclasses.replace(story, years=(first, last), replicates=replicates)
    pictures = draw_all(make(replicates, first, last), part, tmp_path, "zh")
    assert [picture.name for picture in pictures] == list(NAMES)
    missing = {picture.name for picture in pictures if picture.path is None}
    assert missing == ({"winners"} if first == last else set())


def test_one_regime_alone_can_be_drawn(make, story, tmp_path):
    alone = dataclasses.replace(story, regimes=story.regimes[:1])
    pictures = draw_all(make(2), alone, tmp_path, "en")
    assert all(picture.path and picture.path.stat().st_size > 5000 for picture in pictures)


def test_a_figure_without_data_becomes_a_note_and_no_file(frames, story, tmp_path):
    national = frames["national"]
    kept = national[~national["variable"].str.startswith(("grade", "tie", "strong"))]
    pictures = {p.name: p for p in draw_all({"national": kept}, story, tmp_path, "en")}
    assert pictures["aid_path"].path == tmp_path / "aid_path.png"
    assert pictures["grades"].path is None
    assert "Grade 1" in pictures["grades"].caption
    assert not (tmp_path / "grades.png").exists()
    assert pictures["tile_map"].path is None


def test_a_panel_without_data_is_left_out(frames, story):
    national = frames["national"]
    kept = national[~national["variable"].isin(["firms_entered", "firms_active", "workers_kept"])]
    figure, caption = drawn("market", {"national": kept}, story, "en")
    assert len(figure.axes) == 3
    assert "kept" not in caption


def test_drawing_leaves_the_settings_of_others_alone(frames, story):
    before = dict(matplotlib.rcParams)
    drawn("people", frames, story, "zh")
    assert dict(matplotlib.rcParams) == before


def test_the_band_is_the_middle_four_fifths_of_the_replicates(frames):
    aid = band(frames["national"], "aid")
    rows = frames["national"].query("variable == 'aid' and year == 2018")["value"]
    assert aid.at(2018) == pytest.approx(rows.median())
    assert aid.low[22] == pytest.approx(rows.quantile(0.1))
    assert np.all(aid.low <= aid.middle)
    with pytest.raises(NothingToDrawError):
        band(frames["national"], "nothing")


def test_official_points_lie_where_the_table_says(frames, story, official):
    figure = aid_path(frames["national"], story.regimes, "en", official)
    points = np.concatenate([c.get_offsets() for c in figure.axes[0].collections[-3:-1]])
    assert [2018, 177.6078] in points.tolist()


def test_what_the_whole_country_did_is_not_held_against_a_part_of_it(frames, story):
    part = frames["province"].query("id in ['61', '52']")
    figure, said = drawn("aid_path", {**frames, "province": part}, story, "en")
    assert "this world holds 2 of its 31 provinces" in said
    assert not any("Official" in text.get_text() for text in figure.findobj(Text))


@pytest.mark.parametrize(
    "name", ["aid_path", "effort_by_channel", "market", "people", "ties_over_time"]
)
def test_another_run_is_dotted_behind_this_one(name, frames, story):
    alone, _ = drawn(name, frames, story, "en")
    baseline = frames["national"].assign(value=0.9 * frames["national"]["value"])
    story = dataclasses.replace(story, fork=Fork(name="parent", digest="", year=2018))
    figure, said = drawn(name, {**frames, "baseline": baseline}, story, "en")
    dotted = [line for axes in figure.axes for line in axes.lines if line.get_linestyle() == ":"]
    assert len(dotted) >= sum(1 for axes in alone.axes if axes.lines)
    assert "Dotted: parent" in said
    assert any(text.get_text() == "parent" for text in figure.findobj(Text))
    assert all(line.get_ydata().max() <= line.axes.get_ylim()[1] for line in dotted)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_single_year_nothing_is_said_to_move(lang, make, story):
    one = {
        level: make(2)[level].query("year == 2018") for level in ("national", "province", "pair")
    }
    for name in ("aid_path", "effort_by_channel", "people", "ties_over_time", "ties_network"):
        _, said = drawn(name, one, story, lang)
        assert said.count("2018") <= 1, said


def test_regimes_are_named_by_the_data_and_end_where_the_next_begins(story):
    found = reigns(story.regimes, 2010, 2018, "en")
    assert [(reign.name, reign.first, reign.last) for reign in found] == [
        ("Reputation", 2010, 2015),
        ("Assessment", 2016, 2018),
    ]


def test_long_names_of_regimes_move_into_a_key_and_stay_whole(make, story):
    long = "A regime with quite a long name that fits above no five years"
    named = dataclasses.replace(story, regimes=(*story.regimes[:2], (2021, {"en": long})))
    figure, _ = drawn("aid_path", make(1), named, "en")
    assert f"{long} 2021\u20132025" in all_texts(figure)


def test_only_pairs_in_force_are_ties_and_the_years_meet_the_largest_change(frames, story):
    assert len(in_force(frames["pair"], 2018)) == 32
    assert len(in_force(frames["pair"], 2022)) == 25
    assert two_years(frames["pair"], story.regimes, (1996, 2025)) == (2015, 2019)


def test_the_tile_map_takes_three_years(frames):
    figure = tile_map(frames["province"], "rural_income", [1996, 2015, 2025], "zh")
    assert {"1996", "2015", "2025", "香港", "澳门", "台湾"} <= set(all_texts(figure))


def test_every_channel_has_a_panel_with_its_name(frames, story):
    figure, _ = drawn("effort_by_channel", frames, story, "en")
    assert {channel.capitalize() for channel in CHANNELS} <= set(all_texts(figure))


@pytest.mark.parametrize("replicates", [1, 20])
def test_every_colour_of_the_grades_is_named(replicates, make, story):
    figure, _ = drawn("grades", {"national": make(replicates)["national"]}, story, "en")
    assert {"Grade 1 (best)", "2", "3", "4"} <= set(all_texts(figure))


def test_where_nobody_is_judged_no_standing_is_drawn(make, story):
    province = make(1)["province"]
    ungraded = province[province["variable"] == "score"].assign(variable="grade", value=0.0)
    frames = {"province": pd.concat([province, ungraded], ignore_index=True)}
    with pytest.raises(NothingToDrawError):
        drawn("standing_and_score", frames | {"national": province}, story, "en")


def test_who_is_not_judged_is_not_drawn_as_zero(make, story):
    province = make(2)["province"]
    grade = province[province["variable"] == "score"].assign(variable="grade", value=1.0)
    grade.loc[grade["id"] == "15", "value"] = 0.0
    grade.loc[(grade["id"] == "45") & (grade["year"] < 2016), "value"] = 0.0
    judged = {"province": pd.concat([province, grade], ignore_index=True)}
    figure, caption = drawn("standing_and_score", judged | {"national": province}, story, "en")
    assert "Inner Mongolia" not in {*all_texts(figure)}
    assert "Inner Mongolia" not in caption
    score = figure.axes[0].images[0].get_array()
    assert np.isnan(np.ma.filled(score, np.nan)).any(axis=1).sum() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1, 1, 1), "1 everywhere"),
        ((3, 1, 1), "highest in Guizhou (3) and lowest in 2 provinces (1)"),
        ((3, 2, 1), "highest in Guizhou (3) and lowest in Yunnan (1)"),
        ((np.nan, 2, 2), "2 everywhere"),
    ],
)
def test_places_that_share_a_value_are_counted(values, said):
    assert extremes(pd.Series(values, ["52", "61", "53"]), number, "en") == said


def test_an_axis_of_nothing_but_zeros_begins_at_zero(make, story):
    national = make(1)["national"]
    national.loc[national["variable"] == "relapsed", "value"] = 0.0
    figure, _ = drawn("people", {"national": national}, story, "en")
    assert figure.axes[1].get_ylim() == (0, 1)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((0, 0.0015, 0.003), ["0", "0.0015", "0.003"]),
        ((-0.0002, 0, 0.0002), ["\u22120.0002", "0", "0.0002"]),
        ((2, 2.25, 2.5), ["2", "2.25", "2.5"]),
        ((1155, 1157.5, 1160), ["1,155", "1,157.5", "1,160"]),
        ((0.1, 1, 10, 1000), ["0.1", "1", "10", "1,000"]),
        ((0, 2e-12, 4e-12), ["0", "2e-12", "4e-12"]),
        ((0.1 + 0.2, 0.4, 0.5), ["0.3", "0.4", "0.5"]),
    ],
)
def test_marks_have_the_digits_that_their_step_asks_for(values, texts):
    assert Marks().format_ticks(values) == texts


def test_marks_of_differences_have_their_sign():
    assert Marks(sign=True).format_ticks([-0.5, 0, 0.5]) == ["\u22120.5", "0", "+0.5"]


@pytest.mark.parametrize("name", ["market", "people", "effort_by_channel", "ties_over_time"])
def test_no_line_rises_above_the_highest_mark_of_its_axis(name, make, story):
    figure, _ = drawn(name, make(3), story, "en")
    for axes in figure.axes:
        marks, (_, top) = axes.get_yticks(), axes.get_ylim()
        assert axes.dataLim.y1 <= top
        assert np.isclose(marks, top).any()


def test_text_is_folded_to_the_width_given():
    for text in ("a few words that need more than a line", "很长的一句话需要换行才能放下"):
        folded = fold(text, 1.0, 9)
        assert folded.replace("\n", "").replace(" ", "") == text.replace(" ", "")
        assert all(text_width(line, 9) <= 1.0 for line in folded.split("\n"))
