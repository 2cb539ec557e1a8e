"""Sheets of panels laid out in inches, and text that knows its width.

Margins are worked out from the texts, once: a layout engine would draw everything twice.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest.vocabulary import Floats
from eastwest_lab.places import MAY_BREAK
from eastwest_lab.style import INK, QUIET

TITLE, SMALL, TINY = 13.0, 8.0, 7.0
"""Sizes of letters. [points]"""
POINT = 1 / 72
CLOSING = "\uff0c\u3002\uff1b\uff1a\u3001\uff09\uff1f"
"""Chinese marks that end what stands before them."""
SHORT = 0.45
"""Share of the width below which a last line is too short."""
LEFT, TOP = 0.62, 0.45
"""Room for numbers and title. [inches]"""
HEAD, GAP = 0.42, 0.32
"""Room above a panel for its heading, and below one for its years. [inches]"""


def text_width(text: str, size: float) -> float:
    """Return about how wide a line of text is, in inches."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return (wide + 0.61 * (len(text) - wide)) * size * POINT


def fold(text: str, width: float, size: float) -> str:
    """Break a text into lines no wider than `width` inches, where the words allow it.

    A last line of a letter or two takes some from the line before, if that adds no line.
    """
    lines, narrower = _lines(text, width, size), width
    found = lines
    while len(found) == len(lines) > 1 and narrower > 0.6 * width:
        if text_width(found[-1], size) >= SHORT * narrower:
            return "\n".join(found)
        narrower -= 0.5 * size * POINT
        found = _lines(text, narrower, size)
    return "\n".join(lines)


def _lines(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > width:
            lines[-1] = lines[-1].rstrip()
            if lines[-1].endswith(MAY_BREAK):
                lines[-1] += "-"
            lines.append("")
        lines[-1] += piece
    return [line.replace(MAY_BREAK, "") for line in lines]


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for letter in text:
        if letter in CLOSING and len(pieces) > 1 and not pieces[-1]:
            pieces[-2] += letter  # never begins a line
            continue
        # A line may break after a space or a soft hyphen and around each Chinese character.
        if unicodedata.east_asian_width(letter) == "W" and pieces[-1]:
            pieces.append(letter)
        else:
            pieces[-1] += letter
        if letter in (" ", MAY_BREAK) or unicodedata.east_asian_width(letter) == "W":
            pieces.append("")
    return [piece for piece in pieces if piece]


def sheet(
    title: str,
    count: int,
    columns: int = 1,
    *,
    note: str = "",
    width: float = 9.0,
    panel: float = 1.9,
    right: float = 0.2,
    above: float = 0.0,
    left: float = LEFT,
    below: float = 0.0,
    gap: float = GAP,
) -> tuple[Figure, list[Axes]]:
    """Return a figure with a title and `count` panels, filled row by row.

    Args:
        title: Written at the top left.
        count: Number of panels.
        columns: Panels in a row.
        note: Small line under the title.
        width: Of the figure. [inches]
        panel: Height of a panel. [inches]
        right: Room right of each panel, for labels of lines. [inches]
        above: Further room between title and panels, for the key of the regimes. [inches]
        left: Room left of each panel. [inches]
        below: Further room at the bottom. [inches]
        gap: Room below a panel, for its years. [inches]
    """
    lines = -(-count // columns)
    note = fold(note, width - 0.24, SMALL)
    top = TOP + above + (0.2 + 0.15 * note.count("\n") if note else 0.0)
    height = top + lines * (HEAD + panel + gap) + below
    figure = Figure(figsize=(width, height))
    figure.text(0.12 / width, 1 - 0.12 / height, title, size=TITLE, va="top")
    if note:
        figure.text(0.12 / width, 1 - 0.4 / height, note, size=SMALL, va="top", color=QUIET)
    breadth = width / columns
    boxes = []
    for number_ in range(count):
        line, column = divmod(number_, columns)
        bottom = height - top - (line + 1) * (HEAD + panel) - line * gap
        box = (column * breadth + left, bottom, breadth - left - right, panel)
        sizes = (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
        boxes.append(figure.add_axes(sizes))
    return figure, boxes


def inches(axes: Axes) -> tuple[float, float]:
    """Return width and height of a panel, in inches."""
    dots = axes.figure.dpi
    return axes.bbox.width / dots, axes.bbox.height / dots


def heading(axes: Axes, name: str, unit: str = "", colour: str = INK) -> None:
    """Write what a panel shows above it, and under that its unit."""
    above(axes, name, 15.0, 9.5, colour)
    above(axes, unit)


def above(
    axes: Axes, text: str, lift: float = 4.0, size: float = SMALL, colour: str = QUIET
) -> None:
    """Write a line above a panel, `lift` points over its left corner."""
    axes.annotate(
        text,
        (0, 1),
        (0, lift),
        xycoords="axes fraction",
        textcoords="offset points",
        size=size,
        color=colour,
        va="bottom",
    )


def end_labels(axes: Axes, labels: Sequence[tuple[float, str, str]], size: float = SMALL) -> None:
    """Name lines at their right end: (value, text, colour), moved apart where they meet.

    Call it when the limits of the axes are final.
    """
    if not labels:
        return
    points = axes.transData.transform([(0.0, value) for value, _, _ in labels])[:, 1]
    heights = (points - axes.bbox.y0) / axes.bbox.height
    height = inches(axes)[1]
    lines = np.array([text.count("\n") + 1 for _, text, _ in labels])
    needed = lines * size * 1.25 * POINT / height
    for place, (_, text, colour) in zip(_apart(heights, needed), labels, strict=True):
        axes.annotate(
            text,
            (1, float(place)),
            (5, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            color=colour,
            size=size,
            annotation_clip=False,
            linespacing=1.05,
        )


def _apart(places: Floats, needed: Floats) -> Floats:
    """Move the centres of labels as little as it takes for their heights not to overlap."""
    order = np.argsort(places, kind="stable")
    moved: Floats = np.clip(places, np.minimum(needed / 2, 0.5), np.maximum(1 - needed / 2, 0.5))
    for _ in range(40):
        clear = True
        for lower, upper in pairwise(order):
            lack = (needed[lower] + needed[upper]) / 2 - (moved[upper] - moved[lower])
            if lack > 1e-6:
                moved[lower] -= lack / 2
                moved[upper] += lack / 2
                clear = False
        if clear:
            break
    if needed.sum() <= 1:  # what was pushed out at the bottom comes back in
        floor = 0.0
        for place in order:
            moved[place] = max(moved[place], floor + needed[place] / 2)
            floor = moved[place] + needed[place] / 2
    return moved
