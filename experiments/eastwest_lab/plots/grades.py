"""Grades that the governments get, year by year."""

import re

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from eastwest_lab.catalogue import label
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import NothingToDrawError, span
from eastwest_lab.plots.canvas import sheet
from eastwest_lab.plots.marks import number_axis, whole_axis
from eastwest_lab.plots.reigns import key, name_on_top, reigns, shade
from eastwest_lab.story import Regimes
from eastwest_lab.style import BLUE, FAINT, GREEN, ORANGE, PURPLE, SKY, VERMILLION, styled

NAME = re.compile(r"grade_share_(\d+)")
COLOURS = (BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE, FAINT)
LEGEND = 0.25
"""Room that the names of the colours take. [inches]"""


@styled
def grades(national: pd.DataFrame, regimes: Regimes, lang: str) -> Figure:
    """Draw the share of governments at each grade as stacked bars, the best at the bottom."""
    say, shares = messages(lang), _shares(national)
    first, last = span(national)
    figure, (axes,) = sheet(
        say("figures.grades"), 1, note=say("words.grades"), panel=2.9, above=LEGEND
    )
    shown = reigns(regimes, first, last, lang)
    shade(axes, shown)
    edges, bottom = np.arange(first, last + 2) - 0.5, np.zeros(last - first + 1)
    for place, name in enumerate(shares.columns):
        top = bottom + 100 * shares[name].reindex(range(first, last + 1), fill_value=0).to_numpy()
        colour = COLOURS[place % len(COLOURS)]
        axes.stairs(top, edges, baseline=bottom, fill=True, color=colour, lw=0, zorder=3)
        bottom = top
    for reign in shown[1:]:
        axes.axvline(reign.first - 0.5, color="white", lw=1.2, zorder=4)
    axes.set_ylim(0, 100)
    whole_axis(axes, first, last)
    number_axis(axes)
    _legend(figure, [str(name) for name in shares.columns], lang)
    if not name_on_top(axes, shown):
        key(figure, shown, down=0.6 + LEGEND)
    return figure


def _legend(figure: Figure, names: list[str], lang: str) -> None:
    """Name every colour in a row under the title, whether or not it is seen in the last year."""
    best = messages(lang)("words.best_grade", grade=1)
    signs = [
        Patch(
            color=COLOURS[place % len(COLOURS)],
            lw=0,
            label=best if _grade(name) == 1 else str(_grade(name)),
        )
        for place, name in enumerate(names)
    ]
    figure.legend(
        handles=signs,
        loc="upper left",
        bbox_to_anchor=(0, 1 - 0.52 / figure.get_size_inches()[1]),
        ncols=len(signs),
        frameon=False,
        fontsize=8,
        borderpad=0.3,
    )


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
