"""Winners and losers: every county's difference, from the best to the worst."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from eastwest_lab.catalogue import label
from eastwest_lab.comparing.places import shares
from eastwest_lab.language import messages, number
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import heading, sheet
from eastwest_lab.plots.cases import Case, pair_title
from eastwest_lab.plots.marks import number_axis
from eastwest_lab.style import BLUE, FAINT, INK, LATIN, VERMILLION, styled

COLOURS = {"better": BLUE, "unclear": FAINT, "worse": VERMILLION}


@styled
def gains(
    places: Mapping[str, pd.DataFrame], variable: str, shown: Sequence[Case], lang: str
) -> Figure:
    """Draw the difference of every county, a panel for each scenario.

    Args:
        places: Name of a scenario -> what `place_differences` returned.
        variable: What was compared.
        shown: The scenarios; the first is the one compared with.
        lang: Language of the labels.
    """
    say = messages(lang)
    others = [case for case in shown[1:] if len(places.get(case.name, ()))]
    if not others:
        raise NothingToDrawError([variable])
    columns = min(2, len(others))
    figure, boxes = sheet(
        say("compare.figures.gains", variable=label(variable, lang)),
        len(others),
        columns,
        note=say("compare.words.gains"),
        panel=1.9,
    )
    for axes, case in zip(boxes, others, strict=True):
        found = places[case.name]
        heading(axes, pair_title(case, shown[0]), _shares(found, lang))
        _bars(axes, found)
    return figure


def gains_says(
    places: Mapping[str, pd.DataFrame], variable: str, shown: Sequence[Case], lang: str
) -> str:
    """Say how many counties win and lose, and how far apart the extremes are."""
    say, parts = messages(lang), []
    for case in shown[1:]:
        percent = places[case.name]["percent"].dropna()
        if percent.empty:
            continue
        counted = shares(places[case.name])
        parts.append(
            say(
                "compare.captions.gains_in",
                letter=case.letter,
                better=number(100 * counted["better"]),
                worse=number(100 * counted["worse"]),
                n=len(places[case.name]),
                middle=number(float(percent.median())),
                low=number(float(percent.min())),
                high=number(float(percent.max())),
            )
        )
    return say("words.space").join(parts)


def _shares(found: pd.DataFrame, lang: str) -> str:
    say, counted = messages(lang), shares(found)
    texts = [f"{say(f'compare.kinds.{kind}')} {number(100 * counted[kind])} %" for kind in COLOURS]
    return " · ".join(texts)


def _bars(axes: Axes, found: pd.DataFrame) -> None:
    percent = found["percent"].fillna(0.0).to_numpy(dtype=float)
    order = np.argsort(-percent, kind="stable")
    edges = np.linspace(0, 100, len(percent) + 1)
    colours = [COLOURS[kind] for kind in found["kind"].to_numpy()[order]]
    axes.bar(edges[:-1], percent[order], width=np.diff(edges), align="edge", color=colours, lw=0)
    axes.axhline(0, color=INK, lw=0.8)
    axes.set_xlim(0, 100)
    axes.tick_params(axis="x", labelfontfamily=LATIN)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f} %"))
    if not percent.any():
        axes.set_ylim(-1, 1)
    number_axis(axes)
