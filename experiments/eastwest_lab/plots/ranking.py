"""How scenarios rank in each outcome, replicate by replicate."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.catalogue import label
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import NothingVariesError
from eastwest_lab.plots.canvas import SMALL, fold, sheet
from eastwest_lab.plots.cases import Case
from eastwest_lab.style import FAINT, INK, styled

COLOURS = "cividis_r"
NAMES, CELL, TOPS = 2.3, 0.32, 0.75
"""Room for titles, height of a row, room for the names of the outcomes. [inches]"""


@styled
def ranking(ranks: pd.DataFrame, shown: Sequence[Case], lang: str, words: str = "") -> Figure:
    """Draw mean ranks as a table of colours: scenarios by outcomes, 1 is best.

    Args:
        ranks: What `ranks` of the comparison returned.
        shown: The scenarios.
        lang: Language of the labels.
        words: What the figure is called, if it does not rank scenarios alone.
    """
    say, table = messages(lang), _known(ranks)
    order = table.mean(axis=1).sort_values(kind="stable").index
    by_name = {case.name: case for case in shown}
    wide = min(9.0, NAMES + 0.95 * (len(table.columns) + 1) + 0.3)
    figure, (axes,) = sheet(
        words or say("compare.figures.ranking"),
        1,
        note=say("compare.words.ranking"),
        left=NAMES,
        panel=CELL * len(order),
        above=TOPS - 0.4,
        width=max(wide, 5.5),
        right=0.15,
    )
    shades = pd.concat([table, table.mean(axis=1).rename("mean")], axis=1).loc[order]
    _cells(axes, shades, len(order))
    titles = [f"{by_name[name].letter}  {by_name[name].title}" for name in order]
    axes.set_yticks(range(len(order)), [_two_lines(title) for title in titles])
    room = (max(wide, 5.5) - NAMES - 0.15) / len(shades.columns) - 0.06
    tops = [label(str(name), lang) for name in table.columns] + [say("compare.words.mean_rank")]
    axes.set_xticks(range(len(tops)), [fold(top, room, SMALL) for top in tops])
    axes.xaxis.tick_top()
    return figure


def ranking_says(ranks: pd.DataFrame, shown: Sequence[Case], lang: str) -> str:
    """Say who ranks best on average, and in how many outcomes it is first."""
    say, table = messages(lang), _known(ranks)
    order = table.mean(axis=1).sort_values(kind="stable")
    best = str(order.index[0])
    own = table.to_numpy(dtype=float)[list(table.index).index(best)]
    first = int((own <= table.min().to_numpy() + 1e-9).sum())
    title = next(f"{case.letter} ({case.title})" for case in shown if case.name == best)
    return say(
        "compare.captions.ranking",
        best=title,
        mean=number(float(order.iloc[0])),
        first=first,
        n=len(table.columns),
    )


def _two_lines(text: str) -> str:
    """Return a text in two lines at most, which is what a row holds: its beginning and its end."""
    lines = fold(text, NAMES - 0.15, SMALL).split("\n")
    return "\n".join(lines if len(lines) < 3 else [lines[0], f"\u2026 {lines[-1]}"])


def _known(ranks: pd.DataFrame) -> pd.DataFrame:
    """Return the outcomes in which scenarios can be told apart."""
    table = ranks.dropna(axis=1)
    table = table.loc[:, (table.max() - table.min()) > 0]
    if table.empty:
        raise NothingVariesError(list(ranks.columns))
    return table


def _cells(axes: Axes, table: pd.DataFrame, most: int) -> None:
    values = table.to_numpy(dtype=float)
    axes.imshow(values, cmap=COLOURS, vmin=1, vmax=max(most, 2), aspect="auto", alpha=0.85)
    axes.grid(False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    rows, columns = values.shape
    axes.axvline(columns - 1.5, color="white", lw=4)
    for row, column in np.ndindex(rows, columns):
        dark = values[row, column] > 1 + 0.55 * (max(most, 2) - 1)
        ink = "white" if dark else INK
        text = f"{values[row, column]:.1f}"
        axes.text(column, row, text, ha="center", va="center", size=SMALL, color=ink)
    for row in range(1, rows):
        axes.axhline(row - 0.5, color=FAINT, lw=0.3)
