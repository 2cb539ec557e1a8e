"""Two outcomes of every choice of a sweep, and the choices that no other beats in both."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest.vocabulary import Bools, Floats
from eastwest_lab.comparing.paired import differs
from eastwest_lab.comparing.ranks import front
from eastwest_lab.comparing.swept import Measure
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingVariesError
from eastwest_lab.plots.canvas import SMALL, TINY, TOP, heading, sheet
from eastwest_lab.plots.cases import Case, key, key_height
from eastwest_lab.plots.marks import mark
from eastwest_lab.plots.measured import measured_in, title, wish
from eastwest_lab.style import FAINT, INK, QUIET, styled

PAIRS, NAMED, APART = 4, 12, 12
"""Pairs of outcomes that are drawn and choices of a front that are named, at most; and how far
apart their dots must be for that [dots]."""


@styled
def pareto(
    choices: pd.DataFrame,
    weighed: Mapping[str, int],
    measures: Mapping[str, Measure],
    shown: Sequence[Case],
    lang: str,
) -> Figure:
    """Draw all choices for each pair of outcomes, and the front of the best.

    Args:
        choices: A row for each: choice (its name), scenario, the mean of each outcome.
        weighed: Outcome -> 1 if more is better, -1 if less is.
        measures: The outcomes.
        shown: The scenarios.
        lang: Language of the labels.
    """
    say, pairs = messages(lang), _pairs(choices, weighed)
    figure, boxes = sheet(
        say("sweep.figures.pareto"),
        len(pairs),
        min(2, len(pairs)),
        note=say("sweep.words.pareto"),
        panel=2.7,
        above=key_height(shown),
        left=0.75,
        right=0.3,
        gap=0.55,
    )
    key(figure, shown, TOP + 0.2)
    for axes, pair in zip(boxes, pairs, strict=True):
        units = {name: measured_in(measures[name], choices[name], lang) for name in pair}
        _choices(axes, choices, weighed, units, shown)
        across, upright = (
            f"{units[name][1]} {wish(measures[name].variable, weighed[name], lang)}".strip()
            for name in pair
        )
        heading(axes, title(measures[pair[1]], lang), upright)
        foot = f"{title(measures[pair[0]], lang)} \u00b7 {across}"
        axes.set_xlabel(foot, size=SMALL, color=QUIET)
    return figure


def pareto_says(
    choices: pd.DataFrame,
    weighed: Mapping[str, int],
    measures: Mapping[str, Measure],
    shown: Sequence[Case],
    lang: str,
) -> str:
    """Say which choices no other beats, pair by pair."""
    say, found = messages(lang), []
    for pair in _pairs(choices, weighed):
        best = choices.loc[_best(choices, pair, weighed), "choice"].tolist()
        named = say("words.comma").join(best[:NAMED])
        more = "\u2026" if len(best) > NAMED else ""
        across, upright = (title(measures[name], lang) for name in pair)
        found.append(
            say("sweep.captions.front", across=across, upright=upright, points=named + more)
        )
    return say("sweep.captions.pareto", parts=say("words.and").join(found))


def _pairs(choices: pd.DataFrame, weighed: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the pairs of outcomes in which choices can be told apart."""
    known = [name for name in weighed if differs(choices[name].to_numpy(dtype=float))]
    if len(known) < 2:
        raise NothingVariesError(name for name in weighed if name not in known)
    return list(combinations(known, 2))[:PAIRS]


def _best(choices: pd.DataFrame, pair: Sequence[str], weighed: Mapping[str, int]) -> Bools:
    return front(choices[list(pair)].to_numpy(dtype=float), [weighed[name] for name in pair])


def _choices(
    axes: Axes,
    choices: pd.DataFrame,
    weighed: Mapping[str, int],
    units: Mapping[str, tuple[float, str]],
    shown: Sequence[Case],
) -> None:
    (across, (wide, _)), (upright, (high, _)) = units.items()
    best = choices[_best(choices, (across, upright), weighed)].sort_values(across, kind="stable")
    places = best[[across, upright]].to_numpy(dtype=float) / (wide, high)
    axes.plot(*places.T, color=FAINT, lw=5, alpha=0.6, zorder=1, solid_capstyle="round")
    for case in shown:
        part = choices[choices["scenario"] == case.name]
        colour = case.look.colour
        axes.scatter(part[across] / wide, part[upright] / high, s=22, color=colour, lw=0, zorder=2)
    axes.margins(0.1)
    axes.grid(True, axis="both")
    axes.spines["left"].set_visible(False)
    for axis in (axes.xaxis, axes.yaxis):
        mark(axis, 6)
    _names(axes, places, best["choice"].tolist())


def _names(axes: Axes, places: Floats, names: Sequence[str]) -> None:
    """Write numbers beside dots, but for those that would lie on another."""
    dots = axes.transData.transform(places)
    for row, name in enumerate(names[:NAMED]):
        if (np.abs(dots[:row] - dots[row]) < APART).all(axis=1).any():
            continue
        axes.annotate(name, places[row], (4, 4), textcoords="offset points", size=TINY, color=INK)
