"""Every outcome's difference and its interval, one below the other."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import SymmetricalLogLocator

from eastwest.vocabulary import Floats
from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.language import figures, messages, number, signed
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import SMALL, TOP, above, fold, sheet
from eastwest_lab.plots.cases import Case, key, key_height
from eastwest_lab.plots.marks import Marks, mark
from eastwest_lab.style import FAINT, INK, styled

ALPHA = 0.05
"""p, allowing for all outcomes, below which a difference is drawn full."""
WIDE = 25.0
"""Largest over median difference from which the axis is logarithmic."""
ROW, STEP = 0.32, 0.13
"""Height of an outcome's row, and what each further scenario adds to it. [inches]"""
NAMES, TEXTS = 2.05, 3.45
"""Room for the names of the outcomes, and for the numbers at the right. [inches]"""


@styled
def forest(differences: pd.DataFrame, shown: Sequence[Case], lang: str) -> Figure:
    """Draw paired differences in % of the first scenario, with their 95 % intervals.

    Args:
        differences: What `comparison` returned.
        shown: The scenarios; the first is the one compared with.
        lang: Language of the labels.
    """
    say, found = messages(lang), _drawn(differences)
    names, others = list(dict.fromkeys(found["variable"])), shown[1:]
    single = len(others) == 1
    height = len(names) * (ROW + STEP * (len(others) - 1))
    figure, (axes,) = sheet(
        say("compare.figures.forest"),
        1,
        note=say("compare.words.forest", letter=shown[0].letter),
        panel=height,
        left=NAMES,
        right=TEXTS if single else 0.3,
        above=key_height(others) - 0.1,
    )
    key(figure, others, TOP + 0.2)
    for place, case in enumerate(others):
        part = found[found["scenario"] == case.name].set_index("variable").reindex(names)
        shift = (place - (len(others) - 1) / 2) * STEP / (ROW + STEP * (len(others) - 1))
        _dots(axes, part, case, shift)
    _axis(axes, found, lang)
    rows = [fold(label(name, lang), NAMES - 0.2, SMALL) for name in names]
    axes.set_yticks(range(len(names)), rows)
    axes.set_ylim(len(names) - 0.4, -0.6)
    if single:
        _texts(axes, found.set_index("variable").reindex(names), lang)
    return figure


def forest_says(differences: pd.DataFrame, shown: Sequence[Case], lang: str) -> str:
    """Say how many differences chance does not explain, and which is the largest."""
    say, found = messages(lang), _drawn(differences)
    if found["low"].isna().all():
        return say("compare.captions.no_interval")
    sure = found[found["p_holm"] < ALPHA]
    text = say(
        "compare.captions.forest",
        sure=int((differences["p_holm"] < ALPHA).sum()),
        n=int(differences["p_holm"].notna().sum()),
    )
    if hidden := len(differences) - len(found):
        text += say("compare.captions.forest_hidden", n=hidden)
    if len(sure):
        most = sure.iloc[int(np.argmax(sure["percent"].abs().to_numpy()))]
        letter = next(case.letter for case in shown if case.name == most["scenario"])
        text += say(
            "compare.captions.forest_most",
            variable=label(str(most["variable"]), lang),
            percent=signed(float(most["percent"])),
            letter=letter,
        )
    return text


def plus(value: float, measure: str, lang: str) -> str:
    """Write a difference with its sign and unit."""
    return ("+" if value > 0 else "") + amount(value, measure, lang)


def interval(row: "pd.Series[float]", divisor: float) -> str:
    """Write a difference and its interval: "+3.1  [2.9, 3.3]"."""
    text = signed(float(row["difference"]) / divisor)
    if np.isnan(row["low"]):
        return text
    low, high = (figures(float(row[end]) / divisor) for end in ("low", "high"))
    return f"{text}  [{low}, {high}]"


def _drawn(differences: pd.DataFrame) -> pd.DataFrame:
    found = differences[differences["percent"].notna()] if len(differences) else differences
    if found.empty:
        raise NothingToDrawError(list(differences.get("variable", ["value"])))
    return found


def _dots(axes: Axes, part: pd.DataFrame, case: Case, shift: float) -> None:
    percent = part["percent"].to_numpy(dtype=float)
    level = part["reference"].abs().to_numpy(dtype=float) / 100
    low, high = (part[end].to_numpy(dtype=float) / level for end in ("low", "high"))
    places = np.arange(len(part)) + shift
    axes.hlines(places, low, high, color=case.look.colour, lw=2, zorder=3)
    sure = (part["p_holm"] < ALPHA).to_numpy()
    for chosen, face in ((sure, case.look.colour), (~sure, "white")):
        axes.scatter(
            percent[chosen],
            places[chosen],
            s=26,
            facecolor=face,
            edgecolor=case.look.colour,
            zorder=4,
        )


def _axis(axes: Axes, found: pd.DataFrame, lang: str) -> None:
    """Choose a scale on which small and large differences can both be seen."""
    axes.grid(False)
    axes.grid(True, axis="x")
    axes.hlines(
        np.arange(found["variable"].nunique() + 1) - 0.5,
        0,
        1,
        transform=axes.get_yaxis_transform(),
        color=FAINT,
        lw=0.4,
    )
    axes.axvline(0, color=INK, lw=0.9, zorder=2)
    axes.spines["left"].set_visible(False)
    mark(axes.xaxis, 6, sign=True)
    ends = _ends(found)
    sizes = np.abs(ends[ends != 0])
    note = "%"
    if len(sizes) and sizes.max() > WIDE * np.median(sizes):
        near = float(10.0 ** np.floor(np.log10(np.median(sizes))))
        axes.set_xscale("symlog", linthresh=near, linscale=0.6)
        axes.xaxis.set_major_locator(SymmetricalLogLocator(base=10, linthresh=near))
        axes.xaxis.set_major_formatter(Marks(sign=True))
        note = messages(lang)("compare.words.symlog", near=number(near))
        axes.set_xlim(-1.6 * max(-ends.min(), near), 1.6 * max(ends.max(), near))
    above(axes, note)


def _ends(found: pd.DataFrame) -> Floats:
    """Return differences and the ends of their intervals, in % of the reference."""
    level = found["reference"].abs() / 100
    parts = [found["percent"], found["low"] / level, found["high"] / level]
    values = pd.concat(parts).to_numpy(dtype=float)
    return np.asarray(values[np.isfinite(values)], dtype=np.float64)


def _texts(axes: Axes, found: pd.DataFrame, lang: str) -> None:
    """Write each difference in its own unit at the right."""
    for place, (name, row) in enumerate(found.iterrows()):
        largest = float(np.nanmax(np.abs(row[["difference", "low", "high"]].astype(float))))
        divisor, measure = scale(unit(str(name)), largest, lang)
        text = fold(f"{interval(row, divisor)} {measure}", TEXTS - 0.15, SMALL)
        axes.annotate(
            text,
            (1, place),
            (8, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            size=SMALL,
            color=INK,
            va="center",
            annotation_clip=False,
            linespacing=1.05,
        )
