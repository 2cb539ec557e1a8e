"""Numbers along an axis: how many, and with which digits."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import (
    FixedLocator,
    Formatter,
    FuncFormatter,
    LogLocator,
    MaxNLocator,
    NullLocator,
)

from eastwest_lab.plots.canvas import inches
from eastwest_lab.style import LATIN

LINE = 0.3
"""Height of a panel for each number at its side. [inches]"""
LEAST = 9
"""Decimals of a mark, at most; smaller numbers are written with a power of ten."""


def whole_axis(axes: Axes, first: int, last: int) -> None:
    """Let whole numbers, such as years, run along the bottom, with a half to spare."""
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.tick_params(axis="x", labelfontfamily=LATIN)
    most = max(2, int(inches(axes)[0] / 0.6))
    if last - first < most:
        axes.xaxis.set_major_locator(FixedLocator(range(first, last + 1)))
    else:
        steps = [1, 2, 5, 10]
        axes.xaxis.set_major_locator(MaxNLocator(nbins=most, integer=True, steps=steps))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))


class Marks(Formatter):
    """Write all numbers of an axis with the decimals that their step asks for.

    Args:
        sign: Whether numbers above zero have a plus.
    """

    def __init__(self, *, sign: bool = False) -> None:
        self.sign = "+" if sign else ""

    def __call__(self, value: float, pos: int | None = None) -> str:
        """Write one number by itself."""
        return self.format_ticks([value])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Write numbers: 0, 0.0015, 0.003; 1,000."""
        known = np.array(values, dtype=float)
        steps = np.diff(np.unique(known))
        near = 1e-3 * (steps.min() if len(steps) else float(np.abs(known).max(initial=0.0)))
        for decimals in range(LEAST):
            if (np.abs(known - known.round(decimals)) <= near).all():
                return [self._text(f"{value:,.{decimals}f}") for value in known]
        return [self._text(f"{value:.3g}") if abs(value) > near else "0" for value in known]

    def _text(self, text: str) -> str:
        if "." in text and "e" not in text:
            text = text.rstrip("0").rstrip(".")
        if text in ("0", "-0"):
            return "0"
        return text.replace("-", "\u2212") if text.startswith("-") else self.sign + text


def mark(axis: Axis, most: int, *, sign: bool = False) -> None:
    """Write at most so many numbers along an axis."""
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(Marks(sign=sign))
    axis.set_tick_params(labelfontfamily=LATIN)


def number_axis(axes: Axes, *, from_zero: bool = True) -> None:
    """Write numbers on the upright axis; start it at zero where that is fair, end it on a mark."""
    mark(axes.yaxis, min(8, max(3, int(inches(axes)[1] / LINE))))
    axes.spines["left"].set_visible(False)
    if axes.get_yscale() == "log":
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_minor_locator(NullLocator())
        return
    low, high = axes.get_ylim()
    if not axes.dataLim.y1 and not axes.dataLim.y0:  # all zero: no axis around it
        axes.set_ylim(0, 1)
        return
    if from_zero and low > -1e-9 - 0.1 * abs(high):
        low, high = 0, high if high > 0 else 1
    marks = np.asarray(axes.yaxis.get_major_locator().tick_values(low, high))
    above, below = marks[marks >= high], marks[marks <= low]
    axes.set_ylim(below[-1] if len(below) else low, above[0] if len(above) else high)
