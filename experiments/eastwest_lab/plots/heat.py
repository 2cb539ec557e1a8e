"""One outcome over two levers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from eastwest.vocabulary import Floats
from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import SMALL, fold, sheet, text_width
from eastwest_lab.plots.measured import written
from eastwest_lab.plots.tiles import luminance
from eastwest_lab.style import INK, QUIET, styled

COLOURS = "viridis_r"
NAMES = 2.4
"""Widest room for the values along the side. [inches]"""
MOST, NAMED = 24, 12
"""Values of a lever up to which every cell has its number, and up to which all are named."""


@styled
def heat_map(
    runs: pd.DataFrame,
    across: str,
    upright: str,
    outcome: str,
    lang: str,
    variable: str = "",
    words: str = "",
) -> Figure:
    """Draw the mean of an outcome over the replicates, for each pair of values of two levers.

    Args:
        runs: A row for each run, a column for each lever and outcome; a pair of values that
            no run has, or whose runs all failed, stays white.
        across: Lever along the bottom.
        upright: Lever along the side.
        outcome: Name of the outcome.
        lang: Language of the labels.
        variable: What the outcome measures, if that is not its name.
        words: What the figure is called, if not as its variable.
    """
    table, name = _table(runs, across, upright, outcome), variable or outcome
    values = table.to_numpy(dtype=float)
    divisor, measure = scale(unit(name), float(np.nanmax(np.abs(values))), lang)
    values = values / divisor
    rows, columns = values.shape
    places, names = _ticks(list(table.index))
    room = float(np.clip(max(text_width(name, SMALL) for name in names) + 0.2, 0.9, NAMES))
    figure, (axes,) = sheet(
        words or label(name, lang),
        1,
        note=measure,
        width=float(np.clip(1.6 + room + 0.75 * columns, 5.0, 9.0)),
        left=room,
        right=1.2,
        below=0.25,
        panel=float(np.clip(0.42 * rows, 1.6, 5.5)),
    )
    _cells(figure, axes, values)
    axes.set_xticks(*_ticks(list(table.columns)))
    axes.set_yticks(places, [fold(name, room - 0.1, SMALL) for name in names])
    axes.set_xlabel(across, color=QUIET, size=SMALL)
    axes.annotate(
        upright,
        (0, 1),
        (-72 * room + 14, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        size=SMALL,
        color=QUIET,
    )
    return figure


def heat_map_says(
    runs: pd.DataFrame, across: str, upright: str, outcome: str, lang: str, variable: str = ""
) -> str:
    """Say at which values of the levers the outcome is highest and lowest."""
    say, table = messages(lang), _table(runs, across, upright, outcome)
    values = table.to_numpy(dtype=float)
    texts = []
    for flat in (np.nanargmax(values), np.nanargmin(values)):
        row, column = divmod(int(flat), values.shape[1])
        texts.append(
            say(
                "compare.captions.heat_at",
                value=amount(float(values[row, column]), unit(variable or outcome), lang),
                across=across,
                at=written(table.columns[column]),
                upright=upright,
                up=written(table.index[row]),
            )
        )
    return say("compare.captions.heat", most=texts[0], least=texts[1])


def _cells(figure: Figure, axes: Axes, values: Floats) -> None:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    norm = Normalize(low, high if high > low else low + 1)
    shades = ScalarMappable(norm, COLOURS)
    axes.imshow(values, cmap=COLOURS, norm=norm, aspect="auto", origin="lower")
    axes.grid(False)
    bar = figure.colorbar(shades, ax=axes, cax=axes.inset_axes((1.04, 0, 0.04, 1)))
    bar.outline.set_visible(False)
    if max(values.shape) > MOST:
        return
    for row, column in np.ndindex(*values.shape):
        if np.isfinite(values[row, column]):
            face = shades.to_rgba(np.array([values[row, column]]))[0]
            ink = "white" if luminance(tuple(face)) < 0.25 else INK
            text = number(float(values[row, column]))
            axes.text(column, row, text, ha="center", va="center", size=SMALL, color=ink)


def _table(runs: pd.DataFrame, across: str, upright: str, outcome: str) -> pd.DataFrame:
    missing = [name for name in (across, upright, outcome) if name not in runs]
    if missing:
        raise NothingToDrawError(missing)
    table = runs.groupby([upright, across])[outcome].mean().unstack(across)
    table = table.reindex(index=_order(runs[upright]), columns=_order(runs[across]))
    if not table.notna().to_numpy().any():
        raise NothingToDrawError([outcome])
    return table


def _order(values: "pd.Series[float]") -> list[object]:
    """Return numbers by size, and words as they first appear, which is the study's order."""
    found = list(values.dropna().unique())
    return sorted(found) if values.dtype.kind in "biuf" else found


def _ticks(values: Sequence[object]) -> tuple[list[int], list[str]]:
    """Return places and texts of some values, evenly spread."""
    places = list(range(0, len(values), -(-len(values) // NAMED)))
    return places, [written(values[place]) for place in places]
