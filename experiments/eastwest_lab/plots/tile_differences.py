"""Where a scenario is better or worse than another: the provinces as tiles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.cm import ScalarMappable
from matplotlib.colors import TwoSlopeNorm
from matplotlib.figure import Figure

from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import heading, sheet
from eastwest_lab.plots.cases import Case, pair_title
from eastwest_lab.plots.extremes import extremes
from eastwest_lab.plots.tiles import COLUMNS, ROWS, by_id, colour_bar, draw_tiles
from eastwest_lab.style import styled

COLOURS = "PuOr"
"""Two colours that every kind of eye tells apart; white in the middle is no difference."""


@styled
def tile_differences(
    provinces: pd.DataFrame, variable: str, shown: Sequence[Case], lang: str
) -> Figure:
    """Draw the mean difference of each province's counties, a map for each scenario.

    Args:
        provinces: Ids of provinces by names of scenarios; values in the variable's unit.
        variable: Name of the variable.
        shown: The scenarios; the first is the one compared with.
        lang: Language of the labels.
    """
    others = [case for case in shown[1:] if case.name in provinces]
    values = provinces[[case.name for case in others]].to_numpy(dtype=float)
    if not np.isfinite(values).any():
        raise NothingToDrawError([variable])
    largest = float(np.nanmax(np.abs(values)))
    divisor, measure = scale(unit(variable), largest, lang)
    end = largest / divisor or 1.0
    shades = ScalarMappable(TwoSlopeNorm(0.0, -end, end), COLOURS)
    columns = min(2, len(others))
    width = 4.4 * columns if columns > 1 else 6.6
    size = (width / columns - 0.3) / COLUMNS
    figure, boxes = sheet(
        messages(lang)("compare.figures.tile_differences", variable=label(variable, lang)),
        len(others),
        columns,
        width=width,
        panel=size * ROWS,
        left=0.15,
        right=0.15,
        below=0.25,
    )
    for axes, case in zip(boxes, others, strict=True):
        draw_tiles(axes, by_id(provinces[case.name] / divisor), shades, size, lang)
        heading(axes, pair_title(case, shown[0]), measure)
    colour_bar(figure, shades, measure, lang)
    return figure


def tile_differences_says(
    provinces: pd.DataFrame, variable: str, shown: Sequence[Case], lang: str
) -> str:
    """Say where the difference is largest and smallest."""
    say, parts = messages(lang), []
    for case in shown[1:]:
        if case.name in provinces:
            ends = extremes(
                provinces[case.name], lambda value: amount(value, unit(variable), lang), lang
            )
            parts.append(say("compare.captions.tiles_in", letter=case.letter, ends=ends))
    return say("compare.captions.tiles", parts="".join(parts))
