"""Ties between those who work together: who with whom, and how strongly over the years."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from eastwest_lab.catalogue import amount, label, unit
from eastwest_lab.language import messages
from eastwest_lab.places import title_of
from eastwest_lab.plots.bands import NothingToDrawError, Other, bands, by_place, of_other, span
from eastwest_lab.plots.canvas import SMALL, TINY, fold, heading, sheet
from eastwest_lab.plots.lines import Frame, Line, panel
from eastwest_lab.plots.reigns import KEY, key, reigns
from eastwest_lab.story import Regimes
from eastwest_lab.style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    VERMILLION,
    Look,
    styled,
)

STRONG = 0.5
"""Above this strength a tie is called strong."""
PAIRS = {"tie_strength": Look(BLUE), "strong_ties": Look(BLUE, "--")}
OTHERS = {
    "tie_centre_local": Look(PURPLE),
    "tie_government_firm": Look(VERMILLION),
    "tie_government_organization": Look(GREEN),
    "tie_firm_organization": Look(ORANGE),
}


@styled
def ties_network(pair: pd.DataFrame, years: tuple[int, int], lang: str) -> Figure:
    """Draw the pairs as lines from East to West in two years, strong ones coloured.

    Args:
        pair: Tidy table of the pairs.
        years: The two years to compare.
        lang: Language of the labels.
    """
    shown = list(dict.fromkeys(years))
    say, ties = messages(lang), [in_force(pair, year) for year in shown]
    if not any(len(tie) for tie in ties):
        raise NothingToDrawError(["tie"])
    most = max(
        len({name.split(">")[side] for name in tie.index}) for tie in ties for side in (0, 1)
    )
    figure, boxes = sheet(
        say("figures.ties_network"),
        len(shown),
        2,
        note=say("words.network"),
        panel=max(2.6, 0.155 * most),
        left=1.0,
        right=1.05,
    )
    for axes, year, tie in zip(boxes, shown, ties, strict=True):
        _network(axes, tie, lang)
        strong = int((tie > STRONG).sum())
        heading(axes, str(year), say("words.strong_of", strong=strong, n=len(tie)))
    return figure


def ties_network_says(pair: pd.DataFrame, years: tuple[int, int], lang: str) -> str:
    """Say how many pairs have a strong tie in either year."""
    before, after = (in_force(pair, year) for year in years)
    return messages(lang)(
        "captions.ties_network" if years[0] != years[1] else "captions.ties_network_one",
        before=years[0],
        strong_before=int((before > STRONG).sum()),
        n_before=len(before),
        after=years[1],
        strong_after=int((after > STRONG).sum()),
        n_after=len(after),
    )


@styled
def ties_over_time(
    national: pd.DataFrame, regimes: Regimes, lang: str, other: Other | None = None
) -> Figure:
    """Draw mean strength and share of strong pair ties, and the ties of firms and others."""
    say, found = messages(lang), bands(national, [*PAIRS, *OTHERS])
    first, last = span(national)
    frame = Frame(first, last, reigns(regimes, first, last, lang), lang)
    groups = [
        (title, [name for name in looks if name in found], looks)
        for title, looks in (("words.pair_ties", PAIRS), ("words.other_ties", OTHERS))
    ]
    groups = [group for group in groups if group[1]]
    figure, boxes = sheet(
        say("figures.ties_over_time"), len(groups), len(groups), panel=2.6, right=1.15, above=KEY
    )
    key(figure, frame.reigns, other=other)
    for axes, (title, members, looks) in zip(boxes, groups, strict=True):
        lines = [
            Line(found[name], looks[name], _short(name, lang), of_other(other, name))
            for name in members
        ]
        panel(axes, say(title), "tie", lines, frame, top=1.0)
    return figure


def ties_over_time_says(national: pd.DataFrame, lang: str) -> str:
    """Say where the mean strength starts and ends, and when it first passes one half."""
    say = messages(lang)
    name, band = next(iter(bands(national, [*PAIRS, *OTHERS]).items()))
    known = band.known()
    if len(known.years) == 1:
        value = amount(known.middle[0], unit(name), lang)
        return say("captions.ties_in", name=label(name, lang), value=value, year=known.years[0])
    above = known.years[known.middle > STRONG]
    crossing = say("captions.crossed", year=above[0]) if len(above) else say("captions.never")
    return say(
        "captions.ties_over_time",
        name=label(name, lang),
        crossing=crossing,
        first=amount(known.middle[0], unit(name), lang),
        first_year=known.years[0],
        last=amount(known.middle[-1], unit(name), lang),
        last_year=known.years[-1],
    )


def in_force(pair: pd.DataFrame, year: int) -> "pd.Series[float]":
    """Return the strength of the ties in force in a year, by pair."""
    now = pair[pair["year"] == year]
    try:
        tie = by_place(now, "tie")[year].dropna()
    except NothingToDrawError:
        return pd.Series(dtype=float)
    counties = now[now["variable"] == "counties"]
    if counties.empty:
        return tie
    cared = counties.groupby("id", observed=True)["value"].max()
    return tie[tie.index.isin(cared.index[cared > 0])]


def _short(name: str, lang: str) -> str:
    return fold(messages(lang)(f"short.{name}"), 1.05, SMALL)


def _network(axes: Axes, tie: "pd.Series[float]", lang: str) -> None:
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(-0.02, 1.02))
    ends = [tuple(name.split(">", 1)) for name in tie.index]
    east = sorted({start for start, _ in ends})
    west = _near_partners(east, ends)
    heights = {0: _spread(east), 1: _spread(west)}
    for side, places in heights.items():
        for place, height in places.items():
            axes.annotate(
                title_of(place, lang),
                (side, height),
                (8 * side - 4, 0),
                textcoords="offset points",
                va="center",
                ha="left" if side else "right",
                size=TINY + 0.5,
                annotation_clip=False,
            )
            axes.plot(side, height, "o", ms=3.5, color=INK, zorder=4, clip_on=False)
    order = np.argsort(tie.to_numpy())
    strength = tie.to_numpy()[order]
    lines = [[(0, heights[0][ends[i][0]]), (1, heights[1][ends[i][1]])] for i in order]
    strong = strength > STRONG
    axes.add_collection(
        LineCollection(
            lines,
            linewidths=np.where(strong, 0.8 + 3.2 * strength, 0.4 + 1.2 * strength),
            colors=[BLUE if is_strong else FAINT for is_strong in strong],
            alpha=0.85,
            zorder=3,
            capstyle="round",
        )
    )


def _near_partners(east: Sequence[str], ends: Sequence[tuple[str, ...]]) -> list[str]:
    """Order the western places by where their partners stand, so that fewer lines cross."""
    partners: dict[str, list[int]] = {}
    for start, end in ends:
        partners.setdefault(end, []).append(east.index(start))
    return sorted(partners, key=lambda place: (float(np.mean(partners[place])), place))


def _spread(places: Sequence[str]) -> Mapping[str, float]:
    heights = np.linspace(1, 0, len(places)) if len(places) > 1 else np.array([0.5])
    return dict(zip(places, heights.tolist(), strict=True))
