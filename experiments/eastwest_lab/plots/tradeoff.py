"""Two outcomes against each other, and which scenarios no other beats in both."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest.vocabulary import Bools
from eastwest_lab.catalogue import label, scale, unit
from eastwest_lab.comparing.ranks import front
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import SMALL, TOP, sheet
from eastwest_lab.plots.cases import Case, key, key_height
from eastwest_lab.plots.marks import mark
from eastwest_lab.plots.measured import wish
from eastwest_lab.style import FAINT, QUIET, styled


@styled
def tradeoff(
    table: pd.DataFrame, better: Mapping[str, int], shown: Sequence[Case], lang: str
) -> Figure:
    """Draw two outcomes of all replicates, the scenarios' means, and the front of the best.

    Args:
        table: A row for each scenario and replicate, a column for each outcome.
        better: The two outcomes -> 1 if more is better, -1 if less is.
        shown: The scenarios.
        lang: Language of the labels.
    """
    say, means = messages(lang), _means(table, better, shown)
    best = _best(means, better)
    figure, (axes,) = sheet(
        say("compare.figures.tradeoff"),
        1,
        note=say("compare.words.front"),
        panel=3.9,
        above=key_height(shown),
        below=0.3,
        left=0.8,
        right=0.35,
    )
    key(figure, shown, TOP + 0.2)
    across, upright = better
    units = {name: scale(unit(name), float(means[name].abs().max()), lang) for name in better}
    line = means[best].sort_values(across)
    axes.plot(
        line[across] / units[across][0],
        line[upright] / units[upright][0],
        color=FAINT,
        lw=5,
        alpha=0.6,
        zorder=1,
        solid_capstyle="round",
    )
    for case in shown:
        _case(axes, table[table["scenario"] == case.name], means, case, units)
    axes.margins(0.12)
    _axes(axes)
    axes.set_xlabel(_named(across, units[across][1], better[across], lang), color=QUIET)
    axes.annotate(
        _named(upright, units[upright][1], better[upright], lang),
        (0, 1),
        (-46, 8),
        xycoords="axes fraction",
        textcoords="offset points",
        color=QUIET,
        size=9,
    )
    return figure


def tradeoff_says(
    table: pd.DataFrame, better: Mapping[str, int], shown: Sequence[Case], lang: str
) -> str:
    """Say which scenarios no other beats in both outcomes."""
    say, means = messages(lang), _means(table, better, shown)
    best = set(means.index[_best(means, better)])
    letters = [case.letter for case in shown if case.name in best]
    return say("compare.captions.tradeoff", letters=say("words.comma").join(letters))


def _means(table: pd.DataFrame, better: Mapping[str, int], shown: Sequence[Case]) -> pd.DataFrame:
    names = list(better)
    if not set(names) <= set(table.columns):
        raise NothingToDrawError(names)
    means = table.groupby("scenario")[names].mean().reindex([case.name for case in shown])
    if means.dropna().empty:
        raise NothingToDrawError(names)
    return means


def _best(means: pd.DataFrame, better: Mapping[str, int]) -> Bools:
    return front(means.to_numpy(dtype=float), [better[name] for name in means.columns])


def _axes(axes: Axes) -> None:
    for axis in (axes.xaxis, axes.yaxis):
        mark(axis, 6)
    axes.spines["left"].set_visible(False)
    axes.grid(True, axis="both")


def _case(
    axes: Axes,
    rows: pd.DataFrame,
    means: pd.DataFrame,
    case: Case,
    units: Mapping[str, tuple[float, str]],
) -> None:
    (across, (wide, _)), (upright, (high, _)) = units.items()
    colour = case.look.colour
    axes.scatter(rows[across] / wide, rows[upright] / high, s=10, color=colour, alpha=0.3, lw=0)
    x, y = means[means.index == case.name][[across, upright]].to_numpy(dtype=float)[0]
    if not np.isfinite([x, y]).all():
        return
    axes.scatter([x / wide], [y / high], s=60, color=colour, edgecolor="white", lw=0.8, zorder=4)
    axes.annotate(
        case.letter,
        (x / wide, y / high),
        (6, 5),
        textcoords="offset points",
        size=SMALL + 1,
        color=colour,
        zorder=5,
    )


def _named(name: str, measure: str, better: int, lang: str) -> str:
    return f"{label(name, lang)} [{measure}] {wish(name, better, lang)}"
