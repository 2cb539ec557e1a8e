"""Panels of lines over the years: median, band of the replicates, names at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from eastwest_lab.catalogue import scale
from eastwest_lab.plots.bands import Band
from eastwest_lab.plots.canvas import end_labels, heading
from eastwest_lab.plots.marks import number_axis, whole_axis
from eastwest_lab.plots.reigns import Reign, shade
from eastwest_lab.style import INK, Look

DOTTED = 1.4
"""Width of the line of another run. [points]"""


@dataclass(frozen=True, slots=True)
class Line:
    """One variable as it is drawn.

    Args:
        band: Its values.
        look: Colour and dash.
        label: Written at its right end; "" for none.
        other: The same variable in another run, drawn dotted.
    """

    band: Band
    look: Look
    label: str = ""
    other: Band | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the panels of a figure share: years, regimes, language."""

    first: int
    last: int
    reigns: Sequence[Reign]
    lang: str


def draw(axes: Axes, line: Line, divisor: float = 1.0) -> None:
    """Draw one line and, where replicates differ, the band around it."""
    band = line.band
    if line.other is not None:
        years, middle = line.other.years, line.other.middle / divisor
        axes.plot(years, middle, color=line.look.colour, ls=":", lw=DOTTED, zorder=3.5)
    marker = "o" if np.isfinite(band.middle).sum() == 1 else None
    colour = line.look.colour
    if np.nanmax(band.high - band.low) > 0:
        low, high = band.low / divisor, band.high / divisor
        axes.fill_between(band.years, low, high, color=colour, alpha=0.2, lw=0, zorder=2)
    axes.plot(
        band.years,
        band.middle / divisor,
        color=colour,
        ls=line.look.dash,
        lw=line.look.width,
        marker=marker,
        ms=4,
        zorder=3,
    )


def panel(
    axes: Axes,
    title: str,
    measure: str,
    lines: Sequence[Line],
    frame: Frame,
    *,
    colour: str = INK,
    from_zero: bool = True,
    top: float | None = None,
) -> float:
    """Draw lines of one unit in a panel with heading, unit, years and regimes.

    Returns:
        What the values were divided by to keep the numbers short.
    """
    shade(axes, frame.reigns)
    drawn = [band for line in lines for band in (line.band, line.other) if band is not None]
    largest = max(float(np.nanmax(np.abs(band.high))) for band in drawn)
    divisor, unit = scale(measure, largest, frame.lang)
    for line in lines:
        draw(axes, line, divisor)
    whole_axis(axes, frame.first, frame.last)
    number_axis(axes, from_zero=from_zero)
    if top is not None:
        axes.set_ylim(0, top)
    heading(axes, title, unit, colour)
    ends = []
    for line in lines:
        known = line.band.known()
        if line.label:
            ends.append((float(known.middle[-1]) / divisor, line.label, line.look.colour))
    end_labels(axes, ends)
    return divisor
