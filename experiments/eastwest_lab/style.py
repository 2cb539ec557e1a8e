"""One look for every figure: colours, fonts, sizes. Nothing global is changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure

from eastwest.storing import whole

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-subset.otf"
LATIN, CHINESE = "DejaVu Sans", "Noto Sans SC Subset"
INSTALLED = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimHei")
"""The first of these that the system has gives the rare characters that ours lacks."""
DPI = 150

# Okabe and Ito (2008), "Color Universal Design": told apart by every kind of eye.
# Without their yellow, which is lost on white.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

INK, QUIET, GREY, FAINT, BLANK = "#222222", "#6B6B6B", "#8F8F8F", "#BDBDBD", "#E3E3E3"
TINTS = ("#F1F1F1", "#FBEEDC", "#E3F1EC", "#E4EEF7", "#F6E6EF", "#FAF7D8")
"""Shade of the first, second, ... regime; starts again after the last."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colour, dash and width [points] of a line."""

    colour: str
    dash: str = "-"
    width: float = 1.8


CHANNEL_LOOKS = {
    "leadership": Look(SKY),
    "aid": Look(BLUE),
    "talent": Look(PURPLE),
    "industry": Look(VERMILLION),
    "labour": Look(ORANGE),
    "consumption": Look(VERMILLION, "--"),
    "services": Look(GREEN),
    "society": Look(BLACK),
    "ecology": Look(GREEN, "--"),
    "growth": Look(QUIET, ":"),
}
"""Always the same look for a channel, whatever the figure."""

Arguments = ParamSpec("Arguments")


def context() -> AbstractContextManager[None]:
    """Return the context in which figures are drawn and saved."""
    return matplotlib.rc_context(_settings())


def styled(draw: Callable[Arguments, Figure]) -> Callable[Arguments, Figure]:
    """Make a function draw its figure in the one style."""

    @wraps(draw)
    def inside(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Figure:
        with context():
            return draw(*args, **kwargs)

    return inside


def save(figure: Figure, path: Path) -> None:
    """Write a figure as PNG, whole or not at all."""
    with context(), whole(path) as part:
        figure.savefig(part, dpi=DPI, format="png", pil_kwargs={"compress_level": 1})


@cache
def _settings() -> Any:
    font_manager.fontManager.addfont(FONT)
    names = set(font_manager.fontManager.get_font_names())
    installed = [name for name in INSTALLED if name in names][:1]
    return {
        "font.family": [LATIN, CHINESE, *installed],
        "font.size": 9,
        "text.color": INK,
        "text.parse_math": False,
        # Fitting letters to dots takes a fifth of the drawing and is not seen at this size.
        "text.hinting": "none",
        "axes.edgecolor": FAINT,
        "axes.labelcolor": QUIET,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "grid.color": "#DADADA",
        "grid.linewidth": 0.6,
        "xtick.labelcolor": QUIET,
        "ytick.labelcolor": QUIET,
        "xtick.bottom": False,
        "ytick.left": False,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "lines.linewidth": 1.8,
        "lines.solid_capstyle": "round",
        "figure.facecolor": "white",
    }
