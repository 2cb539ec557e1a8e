"""Which western provinces gain, and how much aid they get."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.language import messages, number
from eastwest_lab.places import title_of
from eastwest_lab.plots.bands import NothingToDrawError, rows
from eastwest_lab.plots.canvas import heading, sheet
from eastwest_lab.plots.marks import mark
from eastwest_lab.style import BLUE, FAINT, VERMILLION, styled

YUAN = 1e8
"""Yuan in a unit of money of the tables."""
NEEDED = ("rural_income", "aid_received", "poor", "poverty_rate")


@styled
def winners(province: pd.DataFrame, lang: str) -> Figure:
    """Draw growth of rural income and aid per head of western provinces, best on top.

    Args:
        province: Tidy table of the provinces.
        lang: Language of the labels.
    """
    say, ranked = messages(lang), _ranked(province)
    order = ranked.groupby("id", observed=True)["growth"].median().sort_values().index
    figure, boxes = sheet(
        say("figures.winners"), 2, 2, panel=max(1.6, 0.24 * len(order)), left=1.1, right=0.25
    )
    for axes, column, colour, measure in zip(
        boxes, ("growth", "aid"), (BLUE, VERMILLION), ("% a year", "yuan a head"), strict=True
    ):
        _dots(axes, ranked, column, list(order), colour)
        axes.set_yticks(range(len(order)), [title_of(place, lang) for place in order])
        first, last = ranked["first"].min(), ranked["last"].max()
        unit_name = say(f"units.{measure}")
        heading(axes, say(f"words.{column}", first=first, last=last), unit_name)
    return figure


def winners_says(province: pd.DataFrame, lang: str) -> str:
    """Say who gains most and least, and how gains and aid go together."""
    say = messages(lang)
    middle = _ranked(province).groupby("id", observed=True)[["growth", "aid"]].median()
    growth = middle["growth"].sort_values()
    worst, best = str(growth.index[0]), str(growth.index[-1])
    text = say(
        "captions.winners",
        best=title_of(best, lang),
        most=number(float(growth.iloc[-1])),
        worst=title_of(worst, lang),
        least=number(float(growth.iloc[0])),
    )
    ranks = middle.rank().to_numpy()
    if len(ranks) > 3 and (np.std(ranks, axis=0) > 0).all():
        value = number(float(np.corrcoef(ranks.T)[0, 1]))
        text += say("captions.rank_correlation", value=value)
    return text


def _ranked(province: pd.DataFrame) -> pd.DataFrame:
    """Return growth [% a year] and yearly aid per rural head [yuan], by replicate and place."""
    aid = rows(province, "aid_received").dropna(subset="value")
    if not (aid["value"] > 0).any():
        raise NothingToDrawError(["aid_received"])
    west = aid.groupby("id", observed=True)["value"].sum().loc[lambda total: total > 0].index
    income = rows(province, "rural_income").dropna(subset="value")
    income = income[income["id"].isin(west)].sort_values("year")
    ends = income.groupby(["replicate", "id"], observed=True).agg(
        first=("year", "first"),
        last=("year", "last"),
        low=("value", "first"),
        high=("value", "last"),
    )
    if ends.empty or (ends["last"] == ends["first"]).all():
        raise NothingToDrawError(["rural_income"])
    ends["growth"] = 100 * (
        (ends["high"] / ends["low"]) ** (1 / (ends["last"] - ends["first"])) - 1
    )
    yearly = aid.groupby(["replicate", "id"], observed=True)["value"].mean() * YUAN
    people = _rural_people(province).reindex(yearly.index.get_level_values("id"))
    ends["aid"] = yearly / people.to_numpy()
    return ends.reset_index()


def _rural_people(province: pd.DataFrame) -> "pd.Series[float]":
    """Return the registered rural people of each province: the poor over the poverty rate."""
    parts = [rows(province, name) for name in ("poor", "poverty_rate")]
    keys = ["replicate", "year", "id"]
    both = parts[0].merge(parts[1], on=keys, suffixes=("_poor", "_rate"))
    both = both[both["value_rate"] > 0]
    return (both["value_poor"] / both["value_rate"]).groupby(both["id"], observed=True).median()


def _dots(axes: Axes, ranked: pd.DataFrame, column: str, order: list[str], colour: str) -> None:
    groups = ranked.groupby("id", observed=True)[column]
    middle = groups.median().reindex(order).to_numpy()
    low, high = (groups.quantile(part).reindex(order).to_numpy() for part in (0.1, 0.9))
    places = np.arange(len(order))
    axes.hlines(places, low, high, color=colour, alpha=0.35, lw=4, zorder=2)
    axes.plot(middle, places, "o", color=colour, ms=6, zorder=3)
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.grid(True, axis="y", color=FAINT, lw=0.4)
    axes.spines["left"].set_visible(False)
    mark(axes.xaxis, 6)
    if low.min() < high.max() / 2:  # differences are seen from zero; else they would vanish
        axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
