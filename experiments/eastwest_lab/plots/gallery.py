"""All figures of a run: which there are, what each says, and the files they become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.catalogue import label
from eastwest_lab.language import messages
from eastwest_lab.plots.aid import aid_path, aid_path_says
from eastwest_lab.plots.bands import NothingToDrawError, slim, span
from eastwest_lab.plots.effort import effort_by_channel, effort_by_channel_says
from eastwest_lab.plots.governments import standing_and_score, standing_and_score_says
from eastwest_lab.plots.grades import grades, grades_says
from eastwest_lab.plots.market import market, market_says
from eastwest_lab.plots.people import people, people_says
from eastwest_lab.plots.reports import reported_against_true, reported_against_true_says
from eastwest_lab.plots.ties import (
    in_force,
    ties_network,
    ties_network_says,
    ties_over_time,
    ties_over_time_says,
)
from eastwest_lab.plots.tiles import tile_map, tile_map_says
from eastwest_lab.plots.winners import winners, winners_says
from eastwest_lab.story import Regimes, Story
from eastwest_lab.style import save

SETTLED = 3
"""Years after a change of regime at which its effect is shown (the third year after)."""
NOTHING = pd.DataFrame({"variable": [], "id": [], "replicate": [], "year": [], "value": []})
MAPPED = ("poverty_rate", "poor", "rural_income")
"""Variables for the tile map, the first that is there."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure of a run as a file, or a note on why there is none.

    Args:
        name: Name of the figure, also of its file.
        title: What it shows.
        caption: What to look at, computed from the data; if not drawn, what is missing.
        path: The PNG file; None if the figure could not be drawn.
    """

    name: str
    title: str
    caption: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A figure that can be drawn, and its caption."""

    name: str
    title: str
    draw: Callable[[], Figure]
    says: Callable[[], str]


def draw_all(
    frames: Mapping[str, pd.DataFrame], story: Story, folder: Path, lang: str
) -> list[Picture]:
    """Draw every figure that the tables allow and save them as PNG into a folder.

    Args:
        frames: Tidy tables by level (national, pair, province), and `official`.
        story: What the run is about.
        folder: Where the files go; made if it is not there.
        lang: Language of the labels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for sketch in sketches(frames, story, lang):
        path = folder / f"{sketch.name}.png"
        try:
            save(sketch.draw(), path)
            pictures.append(Picture(sketch.name, sketch.title, sketch.says(), path))
        except NothingToDrawError as reason:
            missing = ", ".join(dict.fromkeys(label(name, lang) for name in reason.variables))
            note = messages(lang)("report.not_drawn", missing=missing)
            pictures.append(Picture(sketch.name, sketch.title, note, None))
    return pictures


def sketches(frames: Mapping[str, pd.DataFrame], story: Story, lang: str) -> list[Sketch]:
    """Return all figures in the order of the report, not yet drawn."""
    official = frames.get("official")
    national, pair, province = (
        slim(frames.get(level, NOTHING)) for level in ("national", "pair", "province")
    )
    regimes, say = story.regimes, messages(lang)
    ties = two_years(pair, regimes, span(national))
    mapped = next((name for name in MAPPED if (province["variable"] == name).any()), MAPPED[0])
    known: list[tuple[str, Callable[[], Figure], Callable[[], str]]] = [
        (
            "aid_path",
            lambda: aid_path(national, official, regimes, lang),
            lambda: aid_path_says(national, official, lang),
        ),
        (
            "aid_path_log",
            lambda: aid_path(national, official, regimes, lang, log=True),
            lambda: say("captions.aid_path_log"),
        ),
        (
            "effort_by_channel",
            lambda: effort_by_channel(national, regimes, lang),
            lambda: effort_by_channel_says(national, lang),
        ),
        (
            "reported_against_true",
            lambda: reported_against_true(national, regimes, lang),
            lambda: reported_against_true_says(national, lang),
        ),
        (
            "ties_network",
            lambda: ties_network(pair, ties, lang),
            lambda: ties_network_says(pair, ties, lang),
        ),
        (
            "ties_over_time",
            lambda: ties_over_time(national, regimes, lang),
            lambda: ties_over_time_says(national, lang),
        ),
        ("grades", lambda: grades(national, regimes, lang), lambda: grades_says(national, lang)),
        ("market", lambda: market(national, regimes, lang), lambda: market_says(national, lang)),
        ("people", lambda: people(national, regimes, lang), lambda: people_says(national, lang)),
        (
            "tile_map",
            lambda: tile_map(province, mapped, ties, lang),
            lambda: tile_map_says(province, mapped, ties, lang),
        ),
        ("winners", lambda: winners(province, lang), lambda: winners_says(province, lang)),
        (
            "standing_and_score",
            lambda: standing_and_score(province, regimes, lang),
            lambda: standing_and_score_says(province, lang),
        ),
    ]
    title = label(mapped, lang)
    return [
        Sketch(name, say(f"figures.{name}", variable=title), draw, says)
        for name, draw, says in known
    ]


def two_years(pair: pd.DataFrame, regimes: Regimes, years: tuple[int, int]) -> tuple[int, int]:
    """Return the year before the change of regime that moves ties most, and one after it.

    Args:
        pair: Tidy table of the pairs.
        regimes: First year and title of each regime.
        years: First and last year of the run, the answer where no regime changes.
    """
    first, last = years
    spans = [(year - 1, min(year + SETTLED, last)) for year, _ in regimes if first < year <= last]
    if not spans:
        return years
    return max(spans, key=lambda two: _moved(pair, two))


def _moved(pair: pd.DataFrame, years: Sequence[int]) -> float:
    before, after = (in_force(pair, year) for year in years)
    if before.empty or after.empty:
        return 0.0
    return abs(float(np.mean(after) - np.mean(before)))
