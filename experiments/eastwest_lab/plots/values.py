"""Values of a lever along a side of a figure: their order, their names, and a key of long names."""

import json
from collections.abc import Sequence

import pandas as pd

from eastwest_lab.plots.canvas import SMALL, fold, text_width
from eastwest_lab.plots.measured import brief

NAMED, LINES = 12, 2
"""Values up to which all are named, and lines of a name, above which a key stands for it."""


def in_order(values: "pd.Series[float]") -> list[object]:
    """Return numbers by size, lists by their numbers, and words as they first appear."""
    found = list(values.dropna().unique())
    if values.dtype.kind in "biuf":
        return sorted(found)
    lists = {text: _numbers(str(text)) for text in found}
    return sorted(found, key=lambda text: lists[text]) if all(lists.values()) else found


def _numbers(text: str) -> list[float]:
    """Return the numbers of a list that was written as text; none of another text."""
    if not text.startswith("["):
        return []
    return [value for value in json.loads(text) if isinstance(value, int | float)]


def spots(values: Sequence[object]) -> tuple[list[int], list[str]]:
    """Return places and texts of some values, evenly spread."""
    places = list(range(0, len(values), -(-len(values) // NAMED)))
    return places, [brief(values[place]) for place in places]


def named(names: Sequence[str], room: float, letter: str) -> tuple[list[str], list[str]]:
    """Return names as they fit, and a key where they do not: r1, r2 and what these stand for."""
    folded = [fold(name, room, SMALL) for name in names]
    if widest(folded) <= room and all(text.count("\n") < LINES for text in folded):
        return folded, []
    short = [f"{letter}{place + 1}" for place in range(len(names))]
    return short, [f"{one} = {name}" for one, name in zip(short, names, strict=True)]


def widest(names: Sequence[str]) -> float:
    """Return the width of the widest line, in inches."""
    return max(text_width(line, SMALL) for name in names for line in name.split("\n"))
