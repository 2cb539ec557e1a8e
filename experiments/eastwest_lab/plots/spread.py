"""Where the runs of a sweep lie in each outcome."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest.vocabulary import Floats
from eastwest_lab.catalogue import amount, unit
from eastwest_lab.comparing.paired import differs
from eastwest_lab.comparing.swept import HIGH, LOW, Measure
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import TOP, heading, sheet
from eastwest_lab.plots.cases import Case, key, key_height
from eastwest_lab.plots.marks import mark
from eastwest_lab.plots.measured import measured_in, title
from eastwest_lab.style import styled

ROW, MOST = 0.34, 2000
"""Height of a scenario's row [inches], and the runs that are drawn as dots, evenly chosen."""
GOLDEN = 0.618
"""Steps of this size spread dots evenly over a row, the same way every time."""


@styled
def spread(
    runs: pd.DataFrame, measures: Mapping[str, Measure], shown: Sequence[Case], lang: str
) -> Figure:
    """Draw every run as a dot, with median and 10-90 %, an outcome a panel, a row a scenario.

    Args:
        runs: A row for each run, a column for each outcome.
        measures: The outcomes.
        shown: The scenarios.
        lang: Language of the labels.
    """
    say, known = messages(lang), _known(runs, measures)
    figure, boxes = sheet(
        say("sweep.figures.spread"),
        len(known),
        2,
        note=say("sweep.words.spread"),
        panel=ROW * len(shown) + 0.12,
        left=0.4,
        above=key_height(shown),
    )
    key(figure, shown, TOP + 0.2)
    for axes, name in zip(boxes, known, strict=True):
        divisor, measure = measured_in(measures[name], runs[name], lang)
        for row, case in enumerate(shown):
            values = runs.loc[(runs["scenario"] == case.name).to_numpy(), name].dropna()
            _row(axes, row, values.to_numpy(dtype=float) / divisor, case)
        heading(axes, title(measures[name], lang), measure)
        _axis(axes, shown)
    return figure


def spread_says(
    runs: pd.DataFrame, measures: Mapping[str, Measure], shown: Sequence[Case], lang: str
) -> str:
    """Say between which values most runs lie in the first outcome."""
    say, name = messages(lang), _known(runs, measures)[0]
    low, middle, high = (
        amount(float(each), unit(measures[name].variable), lang)
        for each in runs[name].quantile([LOW, 0.5, HIGH])
    )
    outcome = title(measures[name], lang)
    return say("sweep.captions.spread", outcome=outcome, low=low, high=high, middle=middle)


def _known(runs: pd.DataFrame, measures: Mapping[str, Measure]) -> list[str]:
    known = [name for name in measures if runs[name].notna().any()]
    if not known:
        raise NothingToDrawError(measures)
    return known


def _row(axes: Axes, row: int, values: Floats, case: Case) -> None:
    if not len(values):
        return
    low, middle, high = np.quantile(values, [LOW, 0.5, HIGH])
    axes.hlines(row, low, high, color=case.look.colour, lw=9, alpha=0.2, zorder=1)
    dots = values[:: -(-len(values) // MOST)]
    places = row + 0.5 * (np.arange(len(dots)) * GOLDEN % 1 - 0.5)
    axes.scatter(dots, places, s=6, color=case.look.colour, alpha=0.35, lw=0, zorder=2)
    axes.vlines(middle, row - 0.32, row + 0.32, color=case.look.colour, lw=2.2, zorder=3)


def _axis(axes: Axes, shown: Sequence[Case]) -> None:
    axes.set_yticks(range(len(shown)), [case.letter for case in shown])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.grid(False)
    axes.grid(True, axis="x")
    axes.spines["left"].set_visible(False)
    mark(axes.xaxis, 6)
    ends = np.array(axes.dataLim.intervalx)
    if not differs(ends):  # one value: no axis around it
        axes.set_xlim(ends[0] - 1, ends[0] + 1)
        axes.set_xticks(ends[:1])
