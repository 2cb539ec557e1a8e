"""One outcome over two levers."""

import numpy as np
import pandas as pd
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from eastwest_lab.catalogue import label, scale, unit
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import SMALL, sheet
from eastwest_lab.plots.tiles import luminance
from eastwest_lab.style import INK, QUIET, styled

COLOURS = "viridis_r"
MOST = 24
"""Values of a lever up to which every cell has its number."""


@styled
def heat_map(runs: pd.DataFrame, across: str, upright: str, outcome: str, lang: str) -> Figure:
    """Draw the mean of an outcome over the replicates, for each pair of values of two levers.

    Args:
        runs: A row for each run, a column for each lever and outcome; a pair of values that
            no run has, or whose runs all failed, stays white.
        across: Lever along the bottom.
        upright: Lever along the side.
        outcome: Name of the outcome.
        lang: Language of the labels.
    """
    table = _table(runs, across, upright, outcome)
    values = table.to_numpy(dtype=float)
    divisor, measure = scale(unit(outcome), float(np.nanmax(np.abs(values))), lang)
    values = values / divisor
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    shades = ScalarMappable(Normalize(low, high if high > low else low + 1), COLOURS)
    rows, columns = values.shape
    width = float(np.clip(1.2 + 0.75 * columns + 1.3, 5.0, 9.0))
    figure, (axes,) = sheet(
        label(outcome, lang),
        1,
        note=measure,
        width=width,
        left=0.9,
        right=1.2,
        below=0.25,
        panel=float(np.clip(0.42 * rows, 1.6, 5.5)),
    )
    axes.imshow(values, cmap=shades.get_cmap(), norm=shades.norm, aspect="auto", origin="lower")
    if max(values.shape) <= MOST:
        for row, column in np.ndindex(rows, columns):
            if np.isfinite(values[row, column]):
                face = shades.to_rgba(np.array([values[row, column]]))[0]
                ink = "white" if luminance(tuple(face)) < 0.25 else INK
                text = number(float(values[row, column]))
                axes.text(column, row, text, ha="center", va="center", size=SMALL, color=ink)
    axes.grid(False)
    axes.set_xticks(*_ticks(list(table.columns)))
    axes.set_yticks(*_ticks(list(table.index)))
    axes.set_xlabel(across, color=QUIET, size=SMALL)
    axes.annotate(
        upright,
        (0, 1),
        (-50, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        size=SMALL,
        color=QUIET,
    )
    bar = figure.colorbar(shades, ax=axes, cax=axes.inset_axes((1.04, 0, 0.04, 1)))
    bar.outline.set_visible(False)
    return figure


def heat_map_says(runs: pd.DataFrame, across: str, upright: str, outcome: str, lang: str) -> str:
    """Say at which values of the levers the outcome is highest and lowest."""
    say, long = messages(lang), _table(runs, across, upright, outcome).stack().dropna()
    divisor, measure = scale(unit(outcome), float(long.abs().max()), lang)
    ends = [(long.idxmax(), float(long.max())), (long.idxmin(), float(long.min()))]
    texts = [
        say(
            "compare.captions.heat_at",
            value=f"{number(value / divisor)} {measure}".strip(),
            across=across,
            at=_written(at[1]),
            upright=upright,
            up=_written(at[0]),
        )
        for at, value in ends
    ]
    return say("compare.captions.heat", most=texts[0], least=texts[1])


def _table(runs: pd.DataFrame, across: str, upright: str, outcome: str) -> pd.DataFrame:
    missing = [name for name in (across, upright, outcome) if name not in runs]
    if missing:
        raise NothingToDrawError(missing)
    table = runs.groupby([upright, across])[outcome].mean().unstack(across)
    if not table.notna().to_numpy().any():
        raise NothingToDrawError([outcome])
    return table


def _ticks(values: list[object]) -> tuple[list[int], list[str]]:
    """Return places and texts of at most a dozen values."""
    step = -(-len(values) // 12)
    places = list(range(0, len(values), step))
    return places, [_written(values[place]) for place in places]


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float | int | np.number) else str(value)
