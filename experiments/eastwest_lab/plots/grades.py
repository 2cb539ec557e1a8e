"""Grades that the governments get, year by year."""

import re

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.catalogue import label
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import NothingToDrawError, span
from eastwest_lab.plots.canvas import end_labels, number_axis, sheet, years_axis
from eastwest_lab.plots.reigns import key, name_on_top, reigns, shade
from eastwest_lab.story import Regimes
from eastwest_lab.style import BLUE, FAINT, GREEN, ORANGE, PURPLE, SKY, VERMILLION, styled

NAME = re.compile(r"grade_share_(\d+)")
COLOURS = (BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE, FAINT)


@styled
def grades(national: pd.DataFrame, regimes: Regimes, lang: str) -> Figure:
    """Draw the share of governments at each grade as stacked bars, the best at the bottom."""
    say, shares = messages(lang), _shares(national)
    first, last = span(national)
    figure, (axes,) = sheet(say("figures.grades"), 1, note=say("words.grades"), panel=2.9, right=1)
    shown = reigns(regimes, first, last, lang)
    shade(axes, shown)
    edges, bottom = np.arange(first, last + 2) - 0.5, np.zeros(last - first + 1)
    ends = []
    for place, name in enumerate(shares.columns):
        top = bottom + 100 * shares[name].reindex(range(first, last + 1), fill_value=0).to_numpy()
        colour = COLOURS[place % len(COLOURS)]
        axes.stairs(top, edges, baseline=bottom, fill=True, color=colour, lw=0, zorder=3)
        if top[-1] > bottom[-1]:
            ends.append((float(bottom[-1] + top[-1]) / 2, label(name, lang), colour))
        bottom = top
    for reign in shown[1:]:
        axes.axvline(reign.first - 0.5, color="white", lw=1.2, zorder=4)
    axes.set_ylim(0, 100)
    years_axis(axes, first, last)
    number_axis(axes)
    end_labels(axes, ends)
    if not name_on_top(axes, shown):
        key(figure, shown, down=0.6)
    return figure


def grades_says(national: pd.DataFrame, lang: str) -> str:
    """Say which grade is the most common in the first and the last graded year."""
    say, shares = messages(lang), _shares(national)
    graded = shares[shares.sum(axis=1) > 0]
    if graded.empty:
        return say("captions.no_grades")
    parts = []
    for year in dict.fromkeys([graded.index[0], graded.index[-1]]):
        most = str(graded.loc[year].idxmax())
        percent = number(100 * float(graded.loc[year].max()))
        parts.append(say("words.grade_in", year=year, grade=label(most, lang), percent=percent))
    return say("captions.grades", parts=say("words.and").join(parts))


def _shares(national: pd.DataFrame) -> pd.DataFrame:
    """Return the mean shares as years by grades, the best grade first."""
    part = national[national["variable"].str.startswith("grade_share_")].dropna(subset="value")
    if part.empty:
        raise NothingToDrawError(["grade_share_1"])
    wide = part.groupby(["year", "variable"], observed=True)["value"].mean().unstack("variable")
    return wide[sorted(wide.columns, key=_grade)].fillna(0.0)


def _grade(name: object) -> int:
    found = NAME.fullmatch(str(name))
    return int(found.group(1)) if found else 0
