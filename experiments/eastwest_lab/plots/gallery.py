"""All figures of a run: which there are, what each says, and the files they become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.catalogue import label
from eastwest_lab.language import messages
from eastwest_lab.places import tiles
from eastwest_lab.plots.aid import aid_path, aid_path_says
from eastwest_lab.plots.bands import NothingToDrawError, NothingVariesError, Other, slim, span
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


Drawn = tuple[Callable[[], Figure], Callable[[], str]]
"""How a figure is drawn, and what is said about it."""


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
    return save_all(sketches(frames, story, lang), folder, lang)


def save_all(drawn: Sequence[Sketch], folder: Path, lang: str) -> list[Picture]:
    """Save figures as PNG into a folder, made if it is not there; one without data is a note."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for sketch in drawn:
        path = folder / f"{sketch.name}.png"
        try:
            save(sketch.draw(), path)
            pictures.append(Picture(sketch.name, sketch.title, sketch.says(), path))
        except NothingToDrawError as reason:
            missing = ", ".join(dict.fromkeys(label(name, lang) for name in reason.variables))
            is_flat = isinstance(reason, NothingVariesError)
            key = "report.nothing_varies" if is_flat else "report.not_drawn"
            note = messages(lang)(key, missing=missing)
            pictures.append(Picture(sketch.name, sketch.title, note, None))
    return pictures


def sketches(frames: Mapping[str, pd.DataFrame], story: Story, lang: str) -> list[Sketch]:
    """Return all figures in the order of the report, not yet drawn."""
    national, pair, province = (
        slim(frames.get(level, NOTHING)) for level in ("national", "pair", "province")
    )
    years = two_years(pair, story.regimes, span(national))
    mapped = next((name for name in MAPPED if (province["variable"] == name).any()), MAPPED[0])
    over_years = partial(_beside, other(frames, story))
    drawn: dict[str, Drawn] = {
        **_aid(frames, province, story, over_years, lang),
        **_governments(national, pair, years, story.regimes, over_years, lang),
        "grades": _both(grades, grades_says, national, story.regimes, lang),
        "market": over_years(market, market_says, national, story.regimes, lang),
        "people": over_years(people, people_says, national, story.regimes, lang),
        "tile_map": (
            partial(tile_map, province, mapped, years, lang),
            partial(tile_map_says, province, mapped, years, lang),
        ),
        "winners": (partial(winners, province, lang), partial(winners_says, province, lang)),
        "standing_and_score": _both(
            standing_and_score, standing_and_score_says, province, story.regimes, lang
        ),
    }
    titles = {
        name: messages(lang)(f"figures.{name}", variable=label(mapped, lang)) for name in drawn
    }
    return [Sketch(name, titles[name], draw, says) for name, (draw, says) in drawn.items()]


def other(frames: Mapping[str, pd.DataFrame], story: Story) -> Other | None:
    """Return the run beside which this one is set, if there is one: the one it continues."""
    if "baseline" not in frames:
        return None
    against = story.expectation.against if story.expectation else ""
    return Other(story.fork.name if story.fork else against, slim(frames["baseline"]))


def _aid(
    frames: Mapping[str, pd.DataFrame],
    province: pd.DataFrame,
    story: Story,
    over_years: Callable[..., Drawn],
    lang: str,
) -> dict[str, Drawn]:
    say, national = messages(lang), slim(frames["national"])
    everywhere = sum(not tile.outside for tile in tiles().values())
    here = province["id"].nunique()
    # What the whole country did says nothing of a world that is a part of it.
    official = frames.get("official") if here in (0, everywhere) else None
    note = say("captions.aid_not_whole", n=here, all=everywhere) if 0 < here < everywhere else ""

    def says(national: pd.DataFrame, lang: str) -> str:
        return aid_path_says(national, official, lang) + note

    draw = partial(aid_path, official=official)
    return {
        "aid_path": over_years(draw, says, national, story.regimes, lang),
        "aid_path_log": over_years(
            partial(draw, log=True),
            lambda national, lang: say("captions.aid_path_log"),
            national,
            story.regimes,
            lang,
        ),
    }


def _governments(
    national: pd.DataFrame,
    pair: pd.DataFrame,
    years: tuple[int, int],
    regimes: Regimes,
    over_years: Callable[..., Drawn],
    lang: str,
) -> dict[str, Drawn]:
    return {
        "effort_by_channel": over_years(
            effort_by_channel, effort_by_channel_says, national, regimes, lang
        ),
        "reported_against_true": _both(
            reported_against_true, reported_against_true_says, national, regimes, lang
        ),
        "ties_network": (
            partial(ties_network, pair, years, lang),
            partial(ties_network_says, pair, years, lang),
        ),
        "ties_over_time": over_years(ties_over_time, ties_over_time_says, national, regimes, lang),
    }


def _both(
    draw: Callable[[pd.DataFrame, Regimes, str], Figure],
    says: Callable[[pd.DataFrame, str], str],
    frame: pd.DataFrame,
    regimes: Regimes,
    lang: str,
) -> Drawn:
    return partial(draw, frame, regimes, lang), partial(says, frame, lang)


def _beside(
    other: Other | None,
    draw: Callable[..., Figure],
    says: Callable[[pd.DataFrame, str], str],
    frame: pd.DataFrame,
    regimes: Regimes,
    lang: str,
) -> Drawn:
    """Return a figure over the years with another run dotted in it."""
    note = "" if other is None else messages(lang)("captions.other", name=other.name)
    return partial(draw, frame, regimes, lang, other=other), lambda: says(frame, lang) + note


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
