"""Each key of a sweep moved alone: how far that moves each outcome."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.catalogue import unit
from eastwest_lab.comparing.settings import by_setting
from eastwest_lab.comparing.swept import Measure
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import SMALL, TINY, fold, heading, sheet
from eastwest_lab.plots.forest import plus
from eastwest_lab.plots.marks import mark
from eastwest_lab.plots.measured import brief, measured_in, tails, title
from eastwest_lab.style import BLUE, INK, VERMILLION, styled

NAMES, ROW = 1.6, 0.36
"""Room for the keys, height of a row. [inches]"""


@styled
def one_at_a_time(
    runs: pd.DataFrame, keys: Sequence[str], measures: Mapping[str, Measure], lang: str
) -> Figure:
    """Draw the paired difference from the scenario itself at each value of each key.

    Args:
        runs: A row for each run of one scenario; setting 0 is the scenario itself.
        keys: What was varied.
        measures: The outcomes, a panel each.
        lang: Language of the labels.
    """
    say, moves = messages(lang), _moves(runs, keys, measures)
    order = _order(moves)
    names = [name for name in measures if name in set(moves["outcome"])]
    figure, boxes = sheet(
        say("sweep.figures.one_at_a_time"),
        len(names),
        2,
        note=say("sweep.words.one_at_a_time"),
        panel=ROW * len(order),
        left=NAMES,
        right=0.25,
    )
    short = tails(keys)
    for axes, name in zip(boxes, names, strict=True):
        part = moves[moves["outcome"] == name]
        divisor, measure = measured_in(measures[name], part["difference"], lang)
        for row, key in enumerate(order):
            _row(axes, row, part[part["key"] == key], divisor)
        heading(axes, title(measures[name], lang), measure)
        texts = [fold(short[key], NAMES - 0.1, SMALL) for key in order]
        axes.set_yticks(range(len(order)), texts)
        _axis(axes, len(order))
    return figure


def one_at_a_time_says(
    runs: pd.DataFrame, keys: Sequence[str], measures: Mapping[str, Measure], lang: str
) -> str:
    """Say which key moves each outcome furthest."""
    say, moves, found = messages(lang), _moves(runs, keys, measures), []
    for name in dict.fromkeys(moves["outcome"]):
        part = moves[moves["outcome"] == name].reset_index(drop=True)
        most = part.loc[int(part["difference"].abs().to_numpy().argmax())]
        found.append(
            say(
                "sweep.captions.moved",
                outcome=title(measures[name], lang),
                driver=most["key"],
                value=brief(most["value"]),
                change=plus(float(most["difference"]), unit(measures[name].variable), lang),
            )
        )
    return say("sweep.captions.one_at_a_time", parts=say("words.and").join(found))


def _moves(
    runs: pd.DataFrame, keys: Sequence[str], measures: Mapping[str, Measure]
) -> pd.DataFrame:
    """Return key, value, outcome, difference, low and high of every move."""
    if not (runs["setting"] == 0).any():
        raise NothingToDrawError(measures)
    apart = by_setting(runs.assign(scenario=runs["setting"], setting=0), list(measures), 0)
    values = runs.drop_duplicates("setting").set_index("setting")[list(keys)]
    base = values.loc[0]
    moved = {
        setting: (key, row[key])
        for setting, row in values.iterrows()
        for key in keys
        if row[key] != base[key]
    }
    if apart.empty or not moved:
        raise NothingToDrawError(measures)
    found = apart[apart["scenario"].isin(moved)]
    pairs = [moved[setting] for setting in found["scenario"]]
    return found.assign(key=[key for key, _ in pairs], value=[value for _, value in pairs])


def _order(moves: pd.DataFrame) -> list[str]:
    """Return the keys, those first that move outcomes furthest for their spread."""
    size = moves["difference"].abs()
    largest = size.groupby(moves["outcome"]).transform("max").replace(0, np.nan)
    reach = (size / largest).groupby(moves["key"]).max()
    return [str(key) for key in reach.sort_values(ascending=False, kind="stable").index]


def _row(axes: Axes, row: int, part: pd.DataFrame, divisor: float) -> None:
    for _, each in part.iterrows():
        middle, low, high = (float(each[name]) / divisor for name in ("difference", "low", "high"))
        colour = BLUE if middle >= 0 else VERMILLION
        axes.barh(row, middle, height=0.4, color=colour, alpha=0.35, zorder=2)
        axes.hlines(row, low, high, color=INK, lw=1.1, zorder=3)
        axes.scatter([middle], [row], s=14, color=colour, zorder=4)
        if middle:
            side, shift = ("left", 3) if middle > 0 else ("right", -3)
            axes.annotate(
                brief(each["value"]), (middle, row), (shift, 5),
                textcoords="offset points", ha=side, size=TINY, color=INK, zorder=5,
            )  # fmt: skip


def _axis(axes: Axes, rows: int) -> None:
    axes.set_ylim(rows - 0.45, -0.65)
    axes.axvline(0, color=INK, lw=0.9, zorder=3)
    axes.grid(False)
    axes.grid(True, axis="x")
    axes.margins(x=0.12)
    axes.spines["left"].set_visible(False)
    mark(axes.xaxis, 5, sign=True)
