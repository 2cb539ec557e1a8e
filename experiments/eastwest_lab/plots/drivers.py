"""What moves which outcome most: keys by outcomes, as a table of colours."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.comparing.swept import Measure
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingVariesError
from eastwest_lab.plots.canvas import SMALL, fold, sheet
from eastwest_lab.plots.forest import ALPHA
from eastwest_lab.plots.measured import tails, title
from eastwest_lab.style import FAINT, INK, QUIET, styled

COLOURS = "Blues"
NAMES, CELL, TOPS, WIDE = 2.0, 0.34, 0.8, 1.3
"""Room for keys, height of a row, room for names of outcomes, width of a column. [inches]"""
ARROWS = {"up": " \u2191", "down": " \u2193", "": ""}


@styled
def drivers(found: pd.DataFrame, measures: Mapping[str, Measure], lang: str) -> Figure:
    """Draw the effect of each key on each outcome, the keys that matter most on top.

    Args:
        found: What `drivers` of the comparing package returned.
        measures: The outcomes.
        lang: Language of the labels.
    """
    say, effects = messages(lang), _table(found, measures)
    width = float(np.clip(NAMES + WIDE * len(effects.columns) + 0.2, 6.0, 9.0))
    figure, (axes,) = sheet(
        say("sweep.figures.drivers"),
        1,
        note=say("sweep.words.drivers"),
        left=NAMES,
        right=0.2,
        panel=CELL * len(effects),
        above=TOPS - 0.4,
        width=width,
    )
    rows = found.set_index(["key", "outcome"])
    _cells(axes, effects, rows)
    names = _named(list(effects.index), lang)
    axes.set_yticks(range(len(names)), [fold(name, NAMES - 0.15, SMALL) for name in names])
    room = (width - NAMES - 0.2) / len(effects.columns) - 0.06
    tops = [fold(title(measures[str(name)], lang), room, SMALL) for name in effects.columns]
    axes.set_xticks(range(len(tops)), tops)
    axes.xaxis.tick_top()
    return figure


def drivers_says(found: pd.DataFrame, measures: Mapping[str, Measure], lang: str) -> str:
    """Say for each outcome which key moves it most."""
    say, effects = messages(lang), _table(found, measures)
    names = dict(zip(effects.index, _named(list(effects.index), lang), strict=True))
    parts = [
        say(
            "sweep.captions.drives",
            outcome=title(measures[str(name)], lang),
            driver=names[effects[name].idxmax()],
            effect=f"{effects[name].max():.2f}",
        )
        for name in effects.columns
        if effects[name].notna().any()
    ]
    return say("sweep.captions.drivers", parts=say("words.and").join(parts))


def _named(keys: Sequence[str], lang: str) -> list[str]:
    short = tails([key for key in keys if key != "scenario"])
    return [short.get(key, messages(lang)("report.scenario")) for key in keys]


def _table(found: pd.DataFrame, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Return keys by outcomes, the strongest key first; none without any effect."""
    if found.empty or found["effect"].isna().all():
        raise NothingVariesError(measures)
    wide = found.pivot(index="key", columns="outcome", values="effect")
    wide = wide[[name for name in measures if name in wide]].dropna(how="all")
    order = wide.mean(axis=1).sort_values(ascending=False, kind="stable").index
    return wide.loc[order]


def _cells(axes: Axes, effects: pd.DataFrame, rows: pd.DataFrame) -> None:
    values = effects.to_numpy(dtype=float)
    axes.imshow(values, cmap=COLOURS, vmin=0, vmax=1.25, aspect="auto")
    axes.grid(False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_color(FAINT)
    for row, column in np.ndindex(*values.shape):
        value = values[row, column]
        if np.isnan(value):
            continue
        cell = rows.loc[(effects.index[row], effects.columns[column])]
        is_sure = bool(cell["p"] < ALPHA)
        ink = "white" if value > 0.75 else INK if is_sure else QUIET
        text = f"{value:.2f}{ARROWS[str(cell['direction'])]}"
        axes.text(
            column, row, text if is_sure else f"({text})",
            ha="center", va="center", size=SMALL, color=ink,
        )  # fmt: skip
