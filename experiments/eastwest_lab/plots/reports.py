"""What governments report beside what is true."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from eastwest.vocabulary import CHANNELS
from eastwest_lab.catalogue import amount, unit
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import Band, NothingToDrawError, band, bands, span
from eastwest_lab.plots.canvas import TOP, sheet
from eastwest_lab.plots.lines import Frame, Line, panel
from eastwest_lab.plots.reigns import KEY, key, reigns
from eastwest_lab.story import Regimes
from eastwest_lab.style import CHANNEL_LOOKS, INK, QUIET, VERMILLION, Look, styled

REPORTED, TRUE = Look(VERMILLION, "--"), Look(INK)
PLEDGED = ("industry",)
"""Channels in which pledges and results can part."""
SEEN = 0.005
"""A gap below this share of what is true is nil to the eye."""


@styled
def reported_against_true(national: pd.DataFrame, regimes: Regimes, lang: str) -> Figure:
    """Draw true and reported values of each channel, the gap between them shaded."""
    say, found = messages(lang), _found(national)
    first, last = span(national)
    frame = Frame(first, last, reigns(regimes, first, last, lang), lang)
    figure, boxes = sheet(
        say("figures.reported_against_true"), len(found), 3, panel=1.35, above=KEY + 0.25
    )
    _legend(figure, lang)
    key(figure, frame.reigns, down=TOP + 0.25)
    for axes, (channel, parts) in zip(boxes, found.items(), strict=True):
        lines = [Line(parts["true"], TRUE), Line(parts["reported"], REPORTED)]
        title, measure = say(f"channels.{channel}"), unit(f"true_{channel}")
        colour = CHANNEL_LOOKS[channel].colour
        divisor = panel(axes, title, measure, lines, frame, colour=colour)
        _gap(axes, parts["true"], parts["reported"], divisor)
        if "verified" in parts:
            seen = parts["verified"]
            axes.plot(seen.years, seen.middle / divisor, ".", ms=4, color=QUIET, zorder=4)
    return figure


def reported_against_true_says(national: pd.DataFrame, lang: str) -> str:
    """Say where and when the gap is widest, as a share of what is true."""
    widest = (0.0, "", 0)
    for channel, parts in _found(national).items():
        both = _both(parts["true"], parts["reported"])
        for year, true, reported in zip(*both, strict=True):
            gap = (reported - true) / true if true > 0 else 0.0
            if abs(gap) > abs(widest[0]):
                widest = (float(gap), channel, int(year))
    say = messages(lang)
    if abs(widest[0]) < SEEN:
        return say("captions.reports_equal")
    text = say(
        "captions.reported_against_true",
        channel=say(f"channels.{widest[1]}"),
        year=widest[2],
        percent=f"{100 * widest[0]:+.0f}",
    )
    padding = _padding(national, widest[2])
    if widest[1] in PLEDGED and padding < abs(widest[0]) / 2:
        text += say("captions.reported_pledges", padding=amount(padding, unit("padding"), lang))
    return text


def _padding(national: pd.DataFrame, year: int) -> float:
    """Return the mean padding of a year; nan, which is less than nothing, if it is not told."""
    try:
        return band(national, "padding").at(year)
    except NothingToDrawError:
        return float("nan")


def _found(national: pd.DataFrame) -> dict[str, dict[str, Band]]:
    names = [f"{word}_{name}" for name in CHANNELS for word in ("true", "reported", "verified")]
    there = bands(national, names)
    found = {}
    for channel in CHANNELS:
        words = ("true", "reported", "verified")
        parts = {w: there[f"{w}_{channel}"] for w in words if f"{w}_{channel}" in there}
        if {"true", "reported"} <= set(parts):
            found[channel] = parts
    if not found:
        raise NothingToDrawError(names)
    return found


def _both(true: Band, reported: Band) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    years, ours, theirs = np.intersect1d(true.years, reported.years, return_indices=True)
    return years, true.middle[ours], reported.middle[theirs]


def _gap(axes: Axes, true: Band, reported: Band, divisor: float) -> None:
    years, below, above = _both(true, reported)
    axes.fill_between(
        years, below / divisor, above / divisor, color=VERMILLION, alpha=0.3, lw=0, zorder=1.5
    )


def _legend(figure: Figure, lang: str) -> None:
    say = messages(lang)
    signs = [
        Line2D([], [], color=INK, label=say("words.true")),
        Line2D([], [], color=VERMILLION, ls="--", label=say("words.reported")),
        Patch(color=VERMILLION, alpha=0.3, lw=0, label=say("words.gap")),
        Line2D([], [], color=QUIET, marker=".", ls="", label=say("words.verified")),
    ]
    height = figure.get_size_inches()[1]
    figure.legend(
        handles=signs,
        loc="upper left",
        bbox_to_anchor=(0, 1 - 0.38 / height),
        ncols=4,
        frameon=False,
        fontsize=8,
        borderpad=0.3,
    )
