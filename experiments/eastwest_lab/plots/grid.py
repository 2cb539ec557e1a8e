"""Figures of two by two panels, each a few national variables of one unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.catalogue import unit
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import Band, NothingToDrawError, Other, bands, of_other, span
from eastwest_lab.plots.canvas import SMALL, fold, sheet
from eastwest_lab.plots.lines import Frame, Line, panel
from eastwest_lab.plots.reigns import KEY, key, reigns
from eastwest_lab.story import Regimes
from eastwest_lab.style import BLUE, GREEN, VERMILLION, Look

LOOKS = (Look(BLUE), Look(VERMILLION, "--"), Look(GREEN, "-."))
"""Of the first, second, third variable of a panel."""
RIGHT = 0.95
"""Room for the names of the lines. [inches]"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One panel: its title's key, its variables, whether its axis must show zero."""

    title: str
    variables: tuple[str, ...]
    from_zero: bool = True


def draw_grid(
    title: str,
    cells: Sequence[Cell],
    national: pd.DataFrame,
    regimes: Regimes,
    lang: str,
    other: Other | None = None,
) -> Figure:
    """Draw those panels that have at least one variable in the results."""
    say = messages(lang)
    filled = found(cells, national)
    first, last = span(national)
    frame = Frame(first, last, reigns(regimes, first, last, lang), lang)
    figure, boxes = sheet(say(title), len(filled), 2, panel=1.75, right=RIGHT, above=KEY)
    key(figure, frame.reigns, other=other)
    for axes, (cell, there) in zip(boxes, filled, strict=True):
        lines = [
            Line(
                band,
                LOOKS[cell.variables.index(name)],
                _short(name, lang) if len(there) > 1 else "",
                of_other(other, name),
            )
            for name, band in there.items()
        ]
        measure = unit(next(iter(there)))
        panel(axes, say(cell.title), measure, lines, frame, from_zero=cell.from_zero)
    return figure


def found(cells: Sequence[Cell], national: pd.DataFrame) -> list[tuple[Cell, dict[str, Band]]]:
    """Return the panels with the variables that are there.

    Raises:
        NothingToDrawError: If no panel has any.
    """
    filled = []
    for cell in cells:
        try:
            filled.append((cell, bands(national, cell.variables)))
        except NothingToDrawError:
            continue
    if not filled:
        raise NothingToDrawError([name for cell in cells for name in cell.variables])
    return filled


def _short(name: str, lang: str) -> str:
    return fold(messages(lang)(f"short.{name}"), RIGHT - 0.1, SMALL)
