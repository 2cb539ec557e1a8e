"""The regimes behind the years: a tint from the first to the last year of each, and its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from eastwest_lab.language import messages, period
from eastwest_lab.plots.bands import Other
from eastwest_lab.plots.canvas import POINT, SMALL, TOP, fold, inches, text_width
from eastwest_lab.story import Regimes
from eastwest_lab.style import INK, QUIET, TINTS

KEY = 0.3
"""Room that the key of the regimes takes. [inches]"""
DOTS = 0.26
"""Length of the sample of the dotted run's line. [inches]"""
NEXT = 0.2
"""Room between the names of two regimes above their years. [inches]"""


@dataclass(frozen=True, slots=True)
class Reign:
    """The years in which one regime is in force, as far as they are shown."""

    name: str
    first: int
    last: int
    tint: str


def reigns(regimes: Regimes, first: int, last: int, lang: str) -> list[Reign]:
    """Return the regimes in force between two years, in order."""
    say = messages(lang)
    dated = sorted(regimes, key=lambda regime: regime[0])
    ends = [year - 1 for year, _ in dated[1:]] + [last]
    found = []
    for place, ((year, title), end) in enumerate(zip(dated, ends, strict=True)):
        if end >= first and year <= last:
            tint = TINTS[place % len(TINTS)]
            found.append(Reign(say.pick(title), max(year, first), min(end, last), tint))
    return found


def shade(axes: Axes, shown: Sequence[Reign]) -> None:
    """Tint the years of each regime behind everything else."""
    for reign in shown:
        axes.axvspan(reign.first - 0.5, reign.last + 0.5, color=reign.tint, lw=0, zorder=0)


def name_on_top(axes: Axes, shown: Sequence[Reign]) -> bool:
    """Write each name above its years; return False, and write nothing, if one is too wide."""
    width = inches(axes)[0]
    low, high = axes.get_xlim()
    texts = []
    for reign in shown:
        room = (reign.last - reign.first + 1) / (high - low) * width - NEXT
        text = fold(reign.name, room, SMALL)
        widest = max(text_width(line, SMALL) for line in text.split("\n"))
        if widest > room * 1.05 or text.count("\n") > 1:
            return False
        texts.append((reign, text))
    for reign, text in texts:
        axes.annotate(
            text,
            (reign.first - 0.5, 1),
            (3, 3),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            size=SMALL,
            color=QUIET,
            va="bottom",
            linespacing=1.0,
        )
    return True


def key(
    figure: Figure, shown: Sequence[Reign], *, other: Other | None = None, down: float = TOP
) -> None:
    """Write tints and names under the title, `down` inches from the top, and the dotted run's."""
    width, height = figure.get_size_inches()
    across, size = 0.12, 0.12
    y = 1 - (down + size) / height
    if other is not None:
        ends, middle = (across / width, (across + DOTS) / width), y + size / height / 2
        figure.add_artist(Line2D(ends, (middle, middle), color=INK, ls=":", lw=1.4))
        at = (across + DOTS + 0.06) / width
        figure.text(at, middle, other.name, size=SMALL, color=QUIET, va="center")
        across += DOTS + text_width(other.name, SMALL) + 0.3
    for reign in shown:
        text = f"{reign.name} {period(reign.first, reign.last)}"
        needed = text_width(text, SMALL) + size + 0.3
        if across + needed > width and across > 0.2:
            across, y = 0.12, y - (size + 4 * POINT) / height
        corner = (across / width, y)
        figure.add_artist(
            Rectangle(
                corner,
                size / width,
                size / height,
                facecolor=reign.tint,
                edgecolor=QUIET,
                lw=0.4,
                transform=figure.transFigure,
            )
        )
        x = (across + size + 0.06) / width
        figure.text(x, y + size / height / 2, text, size=SMALL, color=QUIET, va="center")
        across += needed
