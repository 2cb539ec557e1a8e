"""Government aid over the years, beside what was officially published."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest.vocabulary import Floats
from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import Band, NothingToDrawError, Other, band, of_other, span
from eastwest_lab.plots.canvas import end_labels, sheet
from eastwest_lab.plots.lines import Line, draw
from eastwest_lab.plots.marks import number_axis, whole_axis
from eastwest_lab.plots.reigns import key, name_on_top, reigns, shade
from eastwest_lab.story import Regimes
from eastwest_lab.style import BLUE, CHANNEL_LOOKS, VERMILLION, styled


@styled
def aid_path(
    national: pd.DataFrame,
    regimes: Regimes,
    lang: str,
    official: pd.DataFrame | None = None,
    other: Other | None = None,
    *,
    log: bool = False,
) -> Figure:
    """Draw the model's aid and the official points and period means over it.

    Args:
        national: Tidy table of the run.
        regimes: First year and title of each regime.
        lang: Language of the labels.
        official: Official series (indicator, first_year, last_year, kind, value, confidence).
        other: A run whose aid is drawn dotted.
        log: Make the upright axis logarithmic.
    """
    say, aid = messages(lang), band(national, "aid")
    if log and not (aid.high > 0).any():
        raise NothingToDrawError(["aid"])
    first, last = span(national)
    title = say("figures.aid_path_log" if log else "figures.aid_path")
    measure = scale(unit("aid"), 0, lang)[1]
    figure, (axes,) = sheet(title, 1, note=measure, panel=3.6, right=1.35, above=0.05)
    if log:
        axes.set_yscale("log")
    shown = reigns(regimes, first, last, lang)
    shade(axes, shown)
    draw(axes, Line(aid, CHANNEL_LOOKS["aid"], other=of_other(other, "aid")))
    points, means = _official(official, first, last)
    _points(axes, points)
    axes.hlines(
        means["value"],
        means["first_year"] - 0.5,
        means["last_year"] + 0.5,
        color=VERMILLION,
        lw=2,
        zorder=4,
    )
    whole_axis(axes, first, last)
    number_axis(axes)
    end_labels(axes, _labels(aid, points, means, lang))
    is_named = name_on_top(axes, shown)
    if other is not None or not is_named:
        key(figure, [] if is_named else shown, other=other, down=0.55)
    return figure


def aid_path_says(national: pd.DataFrame, official: pd.DataFrame | None, lang: str) -> str:
    """Say in a sentence how aid moves and how far it is from the official years."""
    say, aid = messages(lang), band(national, "aid").known()
    first, last = (amount(aid.middle[end], unit("aid"), lang) for end in (0, -1))
    if len(aid.years) == 1:
        text = say("captions.aid_year", value=first, year=aid.years[0])
    else:
        text = say(
            "captions.aid_path",
            first=first, first_year=aid.years[0], last=last, last_year=aid.years[-1],
        )  # fmt: skip
        steps = np.diff(aid.middle)
        place = int(np.argmax(np.abs(steps)))
        change = amount(float(steps[place]), unit("aid"), lang)
        text += say("captions.aid_step", change=change, year=aid.years[place + 1])
    ratios = _ratios(aid, _official(official, *span(national))[0])
    if len(ratios):
        key = "captions.aid_official" if len(ratios) > 1 else "captions.aid_official_one"
        text += say(key, ratio=number(float(np.median(ratios))), n=len(ratios))
    return text


def _official(table: pd.DataFrame | None, first: int, last: int) -> tuple[pd.DataFrame, ...]:
    """Return the yearly points, and the periods' yearly means, within the years."""
    if table is None or table.empty:
        table = pd.DataFrame(columns=["indicator", "first_year", "last_year", "kind", "value"])
    within = table[
        (table["indicator"] == "aid")
        & (table["first_year"] >= first)
        & (table["last_year"] <= last)
    ]
    return within[within["kind"] == "year"], within[within["kind"] == "mean"]


def _points(axes: Axes, points: pd.DataFrame) -> None:
    sure = points["confidence"].to_numpy() == "high" if len(points) else np.ones(0, dtype=bool)
    for chosen, face in ((sure, VERMILLION), (~sure, "white")):
        part = points[chosen]
        axes.scatter(
            part["first_year"],
            part["value"],
            s=26,
            facecolor=face,
            edgecolor=VERMILLION,
            zorder=5,
            clip_on=False,
        )


def _labels(
    aid: Band, points: pd.DataFrame, means: pd.DataFrame, lang: str
) -> list[tuple[float, str, str]]:
    say, known = messages(lang), aid.known()
    labels = [(float(known.middle[-1]), label("aid", lang), BLUE)]
    if len(points):
        latest = points.sort_values("first_year").iloc[-1]
        labels.append((float(latest["value"]), say("words.official_point"), VERMILLION))
    if len(means):
        labels.append((float(means["value"].iloc[-1]), say("words.official_mean"), VERMILLION))
    return labels


def _ratios(aid: Band, points: pd.DataFrame) -> Floats:
    years, seen = points["first_year"].to_numpy(), points["value"].to_numpy(dtype=float)
    ratios: Floats = np.array([aid.at(int(year)) for year in years]) / seen
    return np.asarray(ratios[np.isfinite(ratios)], dtype=np.float64)
