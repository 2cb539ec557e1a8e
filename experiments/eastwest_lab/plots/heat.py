"""One outcome over two levers, a panel for each scenario."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from eastwest.vocabulary import Floats
from eastwest_lab.catalogue import amounts, label, scale, unit
from eastwest_lab.comparing.paired import differs
from eastwest_lab.language import alike, messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import POINT, SMALL, fold, heading, sheet, text_width
from eastwest_lab.plots.cases import Case
from eastwest_lab.plots.marks import mark
from eastwest_lab.plots.measured import brief
from eastwest_lab.plots.tiles import luminance
from eastwest_lab.plots.values import in_order, named, spots, widest
from eastwest_lab.style import INK, QUIET, styled

COLOURS = "viridis_r"
Texts = npt.NDArray[np.str_]
LEFT, RIGHT, CELL, WIDEST = 2.4, 0.95, 0.75, 9.0
"""Widest room for the values along the side, room for the bar, width of a cell, and of the
figure at most. [inches]"""
MOST = 24
"""Values of a lever up to which every cell has its number."""


@styled
def heat_map(
    runs: pd.DataFrame,
    across: str,
    upright: str,
    outcome: str,
    shown: Sequence[Case],
    lang: str,
    variable: str = "",
    words: str = "",
) -> Figure:
    """Draw the mean of an outcome over the replicates, for each pair of values of two levers.

    Args:
        runs: A row for each run: scenario, a column for each lever and outcome; a pair of values
            that no run has, or whose runs all failed, stays white.
        across: Lever along the bottom.
        upright: Lever along the side.
        outcome: Name of the outcome.
        shown: The scenarios, a panel each; all have the same colours.
        lang: Language of the labels.
        variable: What the outcome measures, if that is not its name.
        words: What the figure is called, if not as its variable.
    """
    tables = _tables(runs, across, upright, outcome, shown)
    name, values = variable or outcome, np.stack([each.to_numpy() for each in tables.values()])
    divisor, measure = scale(unit(name), float(np.nanmax(np.abs(values))), lang)
    figure, boxes = _sheet(tables, across, words or label(name, lang), measure)
    for axes, (case, table) in zip(boxes, tables.items(), strict=True):
        _cells(figure, axes, table.to_numpy() / divisor, values / divisor)
        axes.set_xlabel(f"{across} \u2192", color=QUIET, size=SMALL)
        heading(axes, _title(case, shown), f"\u2191 {upright}")
    return figure


def heat_map_says(
    runs: pd.DataFrame,
    across: str,
    upright: str,
    outcome: str,
    shown: Sequence[Case],
    lang: str,
    variable: str = "",
) -> str:
    """Say at which values of the levers the outcome is highest and lowest, in each scenario."""
    say, tables = messages(lang), _tables(runs, across, upright, outcome, shown)
    values = np.stack([each.to_numpy() for each in tables.values()])
    texts = np.array(amounts(values.ravel(), unit(variable or outcome), lang))
    parts = []
    for (case, table), own in zip(tables.items(), texts.reshape(values.shape), strict=True):
        said = _ends(table, own, (across, upright), lang)
        letter = "" if len(shown) == 1 else _of(case, shown).letter + say("words.colon")
        parts.append(letter + said)
    return say("words.space").join(parts)


def _ends(table: pd.DataFrame, texts: Texts, keys: tuple[str, str], lang: str) -> str:
    """Say where one scenario's outcome is highest and lowest."""
    say, values = messages(lang), table.to_numpy()
    most, least = (
        divmod(int(find(values)), values.shape[1]) for find in (np.nanargmax, np.nanargmin)
    )
    if texts[most] == texts[least]:
        return say("compare.captions.heat_same", value=texts[most])
    found = [
        say(
            "compare.captions.heat_at",
            value=texts[place],
            across=keys[0],
            at=brief(table.columns[place[1]]),
            upright=keys[1],
            up=brief(table.index[place[0]]),
        )
        for place in (most, least)
    ]
    return say("compare.captions.heat", most=found[0], least=found[1])


def _of(name: str, shown: Sequence[Case]) -> Case:
    return next(case for case in shown if case.name == name)


def _title(name: str, shown: Sequence[Case]) -> str:
    """Return what heads a panel; nothing where there is one."""
    case = _of(name, shown)
    return f"{case.letter}  {case.title}" if len(shown) > 1 else ""


def _sheet(
    tables: Mapping[str, pd.DataFrame], across: str, title: str, measure: str
) -> tuple[Figure, list[Axes]]:
    """Return a figure with a panel for each table, its sides named, and the key of the names."""
    first = next(iter(tables.values()))
    (up, rows), (along, columns) = spots(list(first.index)), spots(list(first.columns))
    rows, key = named(rows, LEFT - 0.2, "r")
    left = float(np.clip(widest(rows) + 0.2, 0.6, LEFT))
    panel = left + max(CELL * first.shape[1], text_width(across, SMALL), 2.4) + RIGHT
    count = 2 if len(tables) > 1 and 2 * panel <= WIDEST else 1
    width = float(np.clip(count * panel, 5.6, WIDEST))
    room = (width / count - left - RIGHT) / first.shape[1] * along[1 % len(along)] or CELL
    columns, more = named(columns, room - 0.04, "c")
    lines = [fold(text, width - 0.3, SMALL) for text in (*key, *more)]
    deep = 0.16 * sum(text.count("\n") + 1 for text in lines)
    figure, boxes = sheet(
        title, len(tables), count, note=measure, width=width, left=left, right=RIGHT,
        below=0.26 + deep, gap=0.42 + 0.13 * max(text.count("\n") for text in columns),
        panel=float(np.clip(0.4 * len(first), 1.2, 5.5)),
    )  # fmt: skip
    foot = 8 * POINT / figure.get_size_inches()[1]
    figure.text(0.12 / width, foot, "\n".join(lines), size=SMALL, color=QUIET)
    for axes in boxes:
        axes.set_xticks(along, columns)
        axes.set_yticks(up, rows)
    return figure, boxes


def _cells(figure: Figure, axes: Axes, values: Floats, every: Floats) -> None:
    """Draw a panel's cells and numbers, in colours and digits that are those of all panels."""
    low, high = float(np.nanmin(every)), float(np.nanmax(every))
    norm = Normalize(low, high if high > low else low + 1)
    shades = ScalarMappable(norm, COLOURS)
    axes.imshow(values, cmap=COLOURS, norm=norm, aspect="auto", origin="lower")
    axes.grid(False)
    bar = figure.colorbar(shades, ax=axes, cax=axes.inset_axes((1.04, 0, 0.04, 1)))
    bar.outline.set_visible(False)
    mark(bar.ax.yaxis, 4)
    if low == high:
        bar.set_ticks([low])
    if max(values.shape) > MOST:
        return
    texts = np.array(alike([*values.ravel(), *every.ravel()])[: values.size]).reshape(values.shape)
    for row, column in np.ndindex(*values.shape):
        if np.isfinite(values[row, column]):
            face = shades.to_rgba(np.array([values[row, column]]))[0]
            ink = "white" if luminance(tuple(face)) < 0.25 else INK
            text = str(texts[row, column])
            axes.text(column, row, text, ha="center", va="center", size=SMALL, color=ink)


def _tables(
    runs: pd.DataFrame, across: str, upright: str, outcome: str, shown: Sequence[Case]
) -> dict[str, pd.DataFrame]:
    """Return the means of each scenario, by the values of both levers."""
    missing = [name for name in (across, upright, outcome) if name not in runs]
    if missing:
        raise NothingToDrawError(missing)
    rows, columns = in_order(runs[upright]), in_order(runs[across])
    found = {}
    for case in shown:
        own = runs[(runs["scenario"] == case.name).to_numpy()]
        table = own.groupby([upright, across])[outcome].mean().unstack(across)
        table = table.reindex(index=rows, columns=columns).astype(float)
        if table.notna().to_numpy().any():
            found[case.name] = table
    if not found:
        raise NothingToDrawError([outcome])
    every = np.concatenate([table.to_numpy().ravel() for table in found.values()])
    if not differs(every):
        level = float(np.nanmax(every))
        return {name: table.where(table.isna(), level) for name, table in found.items()}
    return found
