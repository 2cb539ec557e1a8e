"""Which groups of mechanisms make a difference, and which need each other."""

from collections.abc import Sequence
from math import floor, log10

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.comparing.attribution import ALL, REST, Attribution
from eastwest_lab.comparing.changed import TOGETHER
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import NothingToDrawError
from eastwest_lab.plots.canvas import SMALL, TINY, fold, heading, sheet
from eastwest_lab.plots.marks import mark
from eastwest_lab.style import BLUE, FAINT, INK, QUIET, VERMILLION, styled

NAMES = 1.45
"""Room for the names of the groups. [inches]"""
COLOURS = "PuOr"


@styled
def mechanisms(split: Attribution, variables: Sequence[str], kind: str, lang: str) -> Figure:
    """Draw what each group adds to the difference of two scenarios, and what two add together.

    Args:
        split: What `attribute` returned.
        variables: The outcomes, a row of panels each.
        kind: What the groups hold: "mechanisms" or "settings".
        lang: Language of the labels.
    """
    say, parts, interactions = messages(lang), split.parts, split.interactions
    there = [name for name in variables if _known(parts, name)]
    if not there:
        raise NothingToDrawError(variables)
    groups = [str(group) for group in dict.fromkeys(parts["group"])]
    players = [group for group in groups if group in set(interactions["group"])]
    players += [group for group in dict.fromkeys(interactions["other"]) if group not in players]
    figure, boxes = sheet(
        say(f"compare.figures.{kind}"),
        2 * len(there),
        2,
        left=NAMES,
        right=0.25,
        note=say("compare.words.mechanisms"),
        panel=0.34 * len(groups),
    )
    for row, name in enumerate(there):
        own = parts[parts["variable"] == name].set_index("group").reindex(groups)
        largest = float(own["value"].abs().max())
        divisor, measure = scale(unit(name), largest, lang)
        bars, cells = boxes[2 * row : 2 * row + 2]
        _bars(bars, own, divisor, lang)
        heading(bars, label(name, lang), measure)
        both = interactions[interactions["variable"] == name]
        whole = float(own["value"].to_dict()[ALL]) / divisor
        _cells(cells, both, [str(each) for each in players], divisor, whole, lang)
        heading(cells, say("compare.words.together"), measure)
    return figure


def mechanisms_says(split: Attribution, variables: Sequence[str], kind: str, lang: str) -> str:
    """Say which group makes most of each difference."""
    say, parts, found = messages(lang), split.parts, []
    for name in variables:
        if not _known(parts, name):
            continue
        own = parts[parts["variable"] == name].set_index("group")["value"].astype(float)
        most = str(own.drop(ALL).abs().idxmax())
        found.append(
            say(
                "compare.captions.mechanism",
                variable=label(name, lang),
                whole=amount(float(own[ALL]), unit(name), lang),
                group=group_name(most, lang),
                part=amount(float(own[most]), unit(name), lang),
            )
        )
    return say("words.space").join(found)


def _beside(value: float, most: float) -> str:
    """Write a number with as many decimals as the largest needs for three figures."""
    decimals = max(0, 2 - floor(log10(most)))
    text = f"{value:+,.{decimals}f}".replace("-", "\u2212")
    return "0" if not text.strip("+\u22120.,") else text


def group_name(group: str, lang: str) -> str:
    """Return a group in words; of `lever.subsidy` the first part, of `a & b` both."""
    say, found = messages(lang), []
    for each in group.split(TOGETHER):
        kind, _, rest = each.partition(".")
        found.append(f"{say.texts.get(f'compare.groups.{kind}', kind)} {rest}".strip())
    return say("words.and").join(found)


def _numbered(groups: Sequence[str], lang: str) -> list[str]:
    """Return what groups are called, with the number that stands for each under the columns."""
    parts = [group for group in groups if group not in (ALL, REST)]
    numbers = {group: f"{place}  " for place, group in enumerate(parts, start=1)}
    names = [numbers.get(group, "") + group_name(group, lang) for group in groups]
    return [fold(name, NAMES - 0.1, SMALL) for name in names]


def _known(parts: pd.DataFrame, name: str) -> bool:
    values = parts.loc[(parts["variable"] == name).to_numpy(), "value"]
    return bool(values.notna().any() and (values != 0).any())


def _bars(axes: Axes, own: pd.DataFrame, divisor: float, lang: str) -> None:
    places = np.arange(len(own))
    value, low, high = (
        own[name].to_numpy(dtype=float) / divisor for name in ("value", "low", "high")
    )
    colours = [
        QUIET if group == ALL else BLUE if v >= 0 else VERMILLION
        for group, v in zip(own.index, value, strict=True)
    ]
    axes.barh(places, value, height=0.62, color=colours, zorder=2)
    axes.hlines(places, low, high, color=INK, lw=1.1, zorder=3)
    axes.axvline(0, color=INK, lw=0.8, zorder=4)
    axes.set_yticks(places, _numbered([str(group) for group in own.index], lang))
    axes.set_ylim(len(own) - 0.45, -0.55)
    axes.grid(False)
    axes.grid(True, axis="x")
    axes.spines["left"].set_visible(False)
    mark(axes.xaxis, 5, sign=True)


def _cells(
    axes: Axes,
    both: pd.DataFrame,
    players: Sequence[str],
    divisor: float,
    whole: float,
    lang: str,
) -> None:
    """Draw what pairs add beyond their sum, as a triangle; full colour is the whole difference."""
    n = len(players)
    values = np.full((n, n), np.nan)
    for row in both.itertuples():
        one, two = players.index(str(row.group)), players.index(str(row.other))
        values[max(one, two), min(one, two)] = float(str(row.value)) / divisor
    shown = values[1:, :-1]
    most = float(np.nanmax(np.abs(shown)))
    end = max(most, abs(whole)) or 1.0
    axes.imshow(shown, cmap=COLOURS, vmin=-end, vmax=end, aspect="auto")
    for row, column in np.ndindex(*shown.shape):
        if np.isfinite(shown[row, column]):
            ink = "white" if abs(shown[row, column]) > 0.6 * end else INK
            text = _beside(float(shown[row, column]), end)
            axes.text(column, row, text, ha="center", va="center", size=TINY, color=ink)
    axes.set_yticks(range(n - 1), _numbered(players, lang)[1:])
    axes.set_xticks(range(n - 1), [str(place) for place in range(1, n)])
    axes.grid(False)
    for side in axes.spines.values():
        side.set_color(FAINT)
