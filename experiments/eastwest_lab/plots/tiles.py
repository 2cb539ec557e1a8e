"""The provinces as tiles of equal size, coloured by any variable."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.language import messages, number
from eastwest_lab.places import Tile, tiles
from eastwest_lab.plots.bands import NothingToDrawError, by_place
from eastwest_lab.plots.canvas import SMALL, fold, heading, sheet, text_width
from eastwest_lab.plots.extremes import extremes
from eastwest_lab.plots.marks import mark
from eastwest_lab.style import BLANK, FAINT, INK, QUIET, styled

COLUMNS, ROWS = 7, 8
COLOURS = "viridis_r"
SIDE = 0.92
"""Of a tile, as part of its place."""


@styled
def tile_map(province: pd.DataFrame, variable: str, years: Sequence[int], lang: str) -> Figure:
    """Draw a variable of the provinces in two or three years side by side.

    Args:
        province: Tidy table of the provinces.
        variable: Name of the variable.
        years: The years to show.
        lang: Language of the labels.
    """
    years = list(dict.fromkeys(years))
    values = by_place(province, variable).reindex(columns=years)
    if not values.notna().to_numpy().any():
        raise NothingToDrawError([variable])
    largest = float(np.nanmax(np.abs(values.to_numpy())))
    divisor, measure = scale(unit(variable), largest, lang)
    shades = ScalarMappable(_range(values / divisor), COLOURS)
    width = 4.4 * len(years) if len(years) > 1 else 5.4
    title = messages(lang)("figures.tile_map", variable=label(variable, lang))
    size = (width / len(years) - 0.3) / COLUMNS
    figure, boxes = sheet(
        title,
        len(years),
        len(years),
        width=width,
        panel=size * ROWS,
        left=0.15,
        right=0.15,
        below=0.25,
    )
    for axes, year in zip(boxes, years, strict=True):
        draw_tiles(axes, by_id(values[year] / divisor), shades, size, lang)
        heading(axes, str(year), measure)
    colour_bar(figure, shades, measure, lang)
    return figure


def tile_map_says(province: pd.DataFrame, variable: str, years: Sequence[int], lang: str) -> str:
    """Say which province stands highest and lowest in the first and the last of the years."""
    say, parts = messages(lang), []
    values = by_place(province, variable).reindex(columns=list(dict.fromkeys(years)))
    for year in values.columns:
        ends = extremes(values[year], lambda value: amount(value, unit(variable), lang), lang)
        parts.append(say("words.in_year", year=year, ends=ends))
    return say("captions.tile_map", variable=label(variable, lang), parts="".join(parts))


def _range(values: pd.DataFrame) -> Normalize:
    low, high = np.nanmin(values.to_numpy()), np.nanmax(values.to_numpy())
    return Normalize(min(low, 0.0) if low < 0.3 * high else low, high if high > low else low + 1)


def draw_tiles(
    axes: Axes, values: dict[str, float], shades: ScalarMappable, size: float, lang: str
) -> None:
    """Draw all provincial units in a panel, those with a value in its colour.

    Args:
        axes: The panel.
        values: By id, in the unit shown.
        shades: Colours of the values.
        size: Side of a tile's place. [inches]
        lang: Language of the names.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, COLUMNS), ylim=(ROWS, 0))
    for tile in tiles().values():
        value = values.get(tile.id, float("nan"))
        face = _face(tile, value, shades)
        edge = FAINT if np.isnan(value) and not tile.outside else "none"
        corner = (tile.column + (1 - SIDE) / 2, tile.row + (1 - SIDE) / 2)
        axes.add_patch(Rectangle(corner, SIDE, SIDE, facecolor=face, edgecolor=edge, lw=0.6))
        _write(axes, tile, value, face, size, lang)


def by_id(values: "pd.Series[float]") -> dict[str, float]:
    """Return values by the id of their province."""
    return {str(id_): float(value) for id_, value in values.items()}


def _face(tile: Tile, value: float, shades: ScalarMappable) -> tuple[float, ...]:
    if tile.outside:
        return to_rgb(BLANK)
    return to_rgb("white") if np.isnan(value) else to_rgb(shades.to_rgba(np.array([value]))[0])


def _write(
    axes: Axes, tile: Tile, value: float, face: tuple[float, ...], size: float, lang: str
) -> None:
    ink = "white" if luminance(face) < 0.25 else INK
    ink = QUIET if np.isnan(value) else ink
    x, y = tile.column + 0.5, tile.row + 0.5
    letters = 9.0 if lang == "zh" else 7.5
    text = fold(messages(lang).pick(tile.title), size * SIDE, letters)
    widest = max(text_width(line, letters) for line in text.split("\n"))
    letters *= min(1.0, 0.92 * size * SIDE / widest)
    shift = 0.0 if np.isnan(value) else 0.14
    axes.text(x, y - shift, text, ha="center", va="center", color=ink, size=letters, linespacing=1)
    if not np.isnan(value):
        low = 0.28 if "\n" in text else 0.2
        axes.text(x, y + low, number(value), ha="center", va="center", color=ink, size=7)


def luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance of a colour, 0 to 1 (gamma taken as 2.2)."""
    return float(np.array([0.2126, 0.7152, 0.0722]) @ np.array(colour[:3]) ** 2.2)


def colour_bar(figure: Figure, shades: ScalarMappable, measure: str, lang: str) -> None:
    """Draw what the colours mean at the bottom left, and what white and grey mean at the right."""
    width, height = figure.get_size_inches()
    long = min(2.6, width * 0.35)
    axes = figure.add_axes((0.15 / width, 0.24 / height, long / width, 0.1 / height))
    bar = figure.colorbar(shades, cax=axes, orientation="horizontal")
    bar.outline.set_visible(False)
    axes.tick_params(bottom=False, labelsize=7)
    axes.grid(False)
    mark(axes.xaxis, 4)
    figure.text((0.25 + long) / width, 0.29 / height, measure, size=SMALL, va="center")
    say = messages(lang)
    figure.text(
        1 - 0.15 / width,
        0.29 / height,
        say("words.outside"),
        size=SMALL,
        va="center",
        ha="right",
        color=QUIET,
    )
