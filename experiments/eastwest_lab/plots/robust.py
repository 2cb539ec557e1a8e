"""What sets scenarios apart under every setting of a sweep, from the least to the most."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.comparing.swept import Measure
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import TOP, heading, sheet
from eastwest_lab.plots.cases import Case, key, key_height
from eastwest_lab.plots.marks import number_axis, whole_axis
from eastwest_lab.plots.measured import measured_in, title
from eastwest_lab.style import INK, styled

BESIDE = 0.5
"""Share of a setting's room over which the scenarios stand beside each other."""


@styled
def robust(
    differences: pd.DataFrame, measures: Mapping[str, Measure], shown: Sequence[Case], lang: str
) -> Figure:
    """Draw the paired difference from the first scenario under every setting.

    Args:
        differences: What `by_setting` returned.
        measures: The outcomes, a panel each.
        shown: The scenarios; the first is the one compared with.
        lang: Language of the labels.
    """
    say, known = messages(lang), _known(differences, measures)
    figure, boxes = sheet(
        say("sweep.figures.robust", letter=shown[0].letter),
        len(known),
        2,
        note=say("sweep.words.robust"),
        panel=1.5,
        above=key_height(shown[1:]),
    )
    key(figure, shown[1:], TOP + 0.2)
    for axes, name in zip(boxes, known, strict=True):
        part = differences[differences["outcome"] == name]
        divisor, measure = measured_in(measures[name], part["difference"], lang)
        for place, case in enumerate(shown[1:], start=1):
            shift = BESIDE * (place / len(shown) - 0.5)
            _line(axes, part[part["scenario"] == case.name], divisor, case, shift)
        heading(axes, title(measures[name], lang), measure)
        axes.axhline(0, color=INK, lw=0.9, zorder=1)
        whole_axis(axes, 1, part["setting"].nunique())
        number_axis(axes, from_zero=False)
    return figure


def robust_says(
    differences: pd.DataFrame, measures: Mapping[str, Measure], shown: Sequence[Case], lang: str
) -> str:
    """Say for each scenario under how many settings the first outcome is higher, or lower."""
    say, name = messages(lang), _known(differences, measures)[0]
    part, found = differences[differences["outcome"] == name], []
    for case in shown[1:]:
        sign = part.loc[part["scenario"] == case.name, "sign"]
        found.append(
            say(
                "sweep.captions.robust_of",
                letter=case.letter,
                above=int((sign > 0).sum()),
                below=int((sign < 0).sum()),
                n=len(sign),
            )
        )
    parts = say("words.and").join(found)
    outcome = title(measures[name], lang)
    return say("sweep.captions.robust", outcome=outcome, letter=shown[0].letter, parts=parts)


def _known(differences: pd.DataFrame, measures: Mapping[str, Measure]) -> list[str]:
    there = set(differences["outcome"]) if len(differences) else set()
    known = [name for name in measures if name in there]
    if not known:
        raise NothingToDrawError(measures)
    return known


def _line(axes: Axes, part: pd.DataFrame, divisor: float, case: Case, shift: float) -> None:
    rows = part.sort_values("difference", kind="stable")
    middle, low, high = (
        rows[name].to_numpy(dtype=float) / divisor for name in ("difference", "low", "high")
    )
    places = np.arange(1, len(rows) + 1) + shift
    colour = case.look.colour
    axes.vlines(places, low, high, color=colour, lw=1.2, alpha=0.6, zorder=2)
    size = 18 if len(rows) <= 40 else 6
    sure = rows["sign"].to_numpy() != 0
    for chosen, face in ((sure, colour), (~sure, "white")):
        axes.scatter(
            places[chosen], middle[chosen], s=size, facecolor=face, edgecolor=colour, zorder=3
        )
