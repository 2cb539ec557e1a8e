"""The scenarios of a comparison in figures: a letter, a title and a look, always the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from eastwest_lab.plots.canvas import POINT, SMALL, text_width
from eastwest_lab.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    Look,
)

COLOURS = (GREY, BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
DASHES = ("--", "-.", ":")
FIRST, OTHERS = 3.6, 1.7
"""Widths of the first line and of those over it, through whose gaps it is seen. [points]"""
LONGEST = 60
"""Letters of a title that a figure shows."""
LINE, SAMPLE = 0.19, 0.26
"""Height of a line of the key, and length of a line's sample in it. [inches]"""


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario as figures show it; A is the one that the others are compared with."""

    name: str
    letter: str
    title: str
    look: Look


def cases(titles: Mapping[str, str]) -> tuple[Case, ...]:
    """Return the scenarios in their order, each with its letter and look.

    Args:
        titles: Name -> title in the reader's language. What all begin with, up to a " + ", is
            left out; where another's title is continued, its letter stands for it.
    """
    texts = _by_letter(_own(list(titles.values())))
    return tuple(
        Case(name, _letter(place), clipped(text), _look(place))
        for place, (name, text) in enumerate(zip(titles, texts, strict=True))
    )


def clipped(text: str, longest: int = LONGEST) -> str:
    """Return a text, cut if it is very long."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"


def _own(titles: Sequence[str]) -> list[str]:
    """Return titles without the parts that all of them begin with."""
    parts = [title.split(" + ") for title in titles]
    common = 0
    while all(len(each) > common + 1 and each[common] == parts[0][common] for each in parts):
        common += 1
    return [" + ".join(each[common:]) for each in parts]


def _by_letter(titles: Sequence[str]) -> list[str]:
    letters = {f"{title} + ": f"{_letter(place)} + " for place, title in enumerate(titles)}
    found = []
    for title in titles:
        begin = max((each for each in letters if title.startswith(each)), key=len, default="")
        found.append(letters.get(begin, "") + title[len(begin) :])
    return found


def _letter(place: int) -> str:
    """Return A to Z, then A1, B1, ..."""
    turn, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(turn) if turn else "")


def _look(place: int) -> Look:
    if not place:
        return Look(COLOURS[0], width=FIRST)
    return Look(COLOURS[place % len(COLOURS)], DASHES[(place - 1) % len(DASHES)], OTHERS)


def _rows(shown: Sequence[Case], width: float) -> list[list[tuple[Case, float]]]:
    """Return the cases line by line with the room that each takes, in inches."""
    rows: list[list[tuple[Case, float]]] = [[]]
    for case in shown:
        room = SAMPLE + text_width(f"{case.letter}  {case.title}", SMALL) + 0.3
        if rows[-1] and sum(taken for _, taken in rows[-1]) + room > width - 0.24:
            rows.append([])
        rows[-1].append((case, room))
    return rows


def key_height(shown: Sequence[Case], width: float = 9.0) -> float:
    """Return the room that the key takes under the title, in inches."""
    return LINE * len(_rows(shown, width)) + 2 * POINT


def key(figure: Figure, shown: Sequence[Case], down: float) -> None:
    """Write a line's sample, letter and title of each case, `down` inches from the top."""
    width, height = figure.get_size_inches()
    for line, row in enumerate(_rows(shown, width)):
        x, y = 0.12, 1 - (down + (line + 0.5) * LINE) / height
        for case, room in row:
            ends = (x / width, (x + SAMPLE) / width)
            sample = Line2D(
                ends, (y, y), color=case.look.colour, ls=case.look.dash, lw=case.look.width
            )
            figure.add_artist(sample)
            at = (x + SAMPLE + 0.07) / width
            figure.text(at, y, case.letter, size=SMALL, color=case.look.colour, va="center")
            figure.text(at + 0.14 / width, y, case.title, size=SMALL, color=INK, va="center")
            x += room


def pair_title(case: Case, reference: Case) -> str:
    """Return how a comparison is headed: "B − A: Strict audit"."""
    return f"{case.letter} \u2212 {reference.letter}  {clipped(case.title, 34)}"
