"""Scores and standing of each provincial government over the years."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.catalogue import label, unit
from eastwest_lab.language import messages, number
from eastwest_lab.places import title_of
from eastwest_lab.plots.bands import NothingToDrawError, by_place, rows, span
from eastwest_lab.plots.canvas import heading, inches, sheet
from eastwest_lab.plots.extremes import extremes
from eastwest_lab.plots.marks import whole_axis
from eastwest_lab.plots.reigns import Reign, reigns
from eastwest_lab.story import Regimes
from eastwest_lab.style import styled

SHOWN = ("score", "standing")
CLIPPED = 0.98
"""Part of the values that the colours span."""


@styled
def standing_and_score(province: pd.DataFrame, regimes: Regimes, lang: str) -> Figure:
    """Draw score and standing as heat maps, a row for each provincial government."""
    say, tables = messages(lang), _tables(province)
    first, last = span(province)
    shown = reigns(regimes, first, last, lang)
    most = max(len(table) for table in tables.values())
    figure, boxes = sheet(
        say("figures.standing_and_score"),
        len(tables),
        len(tables),
        note=_lines(shown, lang),
        panel=max(1.4, 0.17 * most),
        left=1.05,
        right=0.65,
    )
    for axes, (name, table) in zip(boxes, tables.items(), strict=True):
        _heat(axes, table.reindex(columns=range(first, last + 1)), first, last)
        axes.set_yticks(range(len(table)), [title_of(str(id), lang) for id in table.index])
        for reign in shown[1:]:
            axes.axvline(reign.first - 0.5, color="white", lw=1.5)
        heading(axes, label(name, lang), say(f"units.{unit(name)}"))
    return figure


def standing_and_score_says(province: pd.DataFrame, lang: str) -> str:
    """Say who stands highest and lowest on average, for each of the two."""
    say, parts = messages(lang), []
    for name, table in _tables(province).items():
        ends = extremes(table.mean(axis=1), number, lang)
        parts.append(say("words.mean_of", name=label(name, lang), ends=ends))
    return say("captions.standing_and_score", parts="".join(parts))


def _tables(province: pd.DataFrame) -> dict[str, pd.DataFrame]:
    found = {}
    for name in SHOWN:
        try:
            table = by_place(_judged(province, name), name)
        except NothingToDrawError:
            continue
        found[name] = table.loc[table.mean(axis=1).sort_values(ascending=False).index]
    if not found:
        raise NothingToDrawError(SHOWN)
    return found


def _judged(province: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a variable without scores of unjudged years, and without who is never judged."""
    keys = ["replicate", "id", "year"]
    graded = rows(province, "grade").query("value > 0")
    part = rows(province, name)
    if not (province["variable"] == "grade").any():
        return part.assign(variable=name)
    if graded.empty:
        raise NothingToDrawError([name])
    if name == "score":
        part = part.merge(graded[keys], on=keys)
    since = part["id"].astype(str).map(graded["year"].groupby(graded["id"].astype(str)).min())
    return part[(part["year"] >= since).to_numpy()].assign(variable=name)


def _lines(shown: Sequence[Reign], lang: str) -> str:
    say = messages(lang)
    starts = say("words.and").join(f"{reign.first} {reign.name}" for reign in shown[1:])
    return say("words.white_lines", starts=starts) if starts else ""


def _heat(axes: Axes, table: pd.DataFrame, first: int, last: int) -> None:
    values = table.to_numpy(dtype=float)
    # A few outliers would leave all others in one colour; the bar's tip says that there are some.
    most = float(np.nanquantile(values, CLIPPED))
    image = axes.imshow(
        values,
        vmin=min(0.0, float(np.nanmin(values))),
        vmax=most if most > 0.0 else None,
        aspect="auto",
        cmap="viridis",
        interpolation="nearest",
        extent=(first - 0.5, last + 0.5, len(table) - 0.5, -0.5),
    )
    axes.grid(False)
    axes.set_facecolor("#EFEFEF")
    whole_axis(axes, first, last)
    for side in axes.spines.values():
        side.set_visible(False)
    width, box = inches(axes)[0], axes.get_position()
    inch = box.width / width
    figure = axes.figure
    bar = figure.add_axes((box.x1 + 0.08 * inch, box.y0, 0.1 * inch, box.height))
    figure.colorbar(image, cax=bar, extend="max" if (values > most).any() else "neither")
    bar.tick_params(right=False, labelsize=7)
    bar.grid(False)
