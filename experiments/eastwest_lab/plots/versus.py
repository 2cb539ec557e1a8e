"""Scenarios beside each other over the years: what each does, and how far they are apart."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from eastwest_lab.catalogue import amount, label, unit
from eastwest_lab.comparing.paired import settled
from eastwest_lab.language import messages
from eastwest_lab.plots.bands import HIGH, LOW, Band, NothingToDrawError, band, span, table
from eastwest_lab.plots.canvas import TOP, sheet
from eastwest_lab.plots.cases import Case, key, key_height
from eastwest_lab.plots.lines import Frame, Line, panel
from eastwest_lab.style import INK, styled

RIGHT = 0.3
"""Room for the letters at the ends of the lines. [inches]"""


@styled
def paths(
    national: pd.DataFrame, variables: Iterable[str], shown: Sequence[Case], lang: str
) -> Figure:
    """Draw each variable in a panel of its own, a line and a band for each scenario.

    Args:
        national: Tidy table of all scenarios.
        variables: The variables; those that are not there are left out.
        shown: The scenarios.
        lang: Language of the labels.
    """
    title = messages(lang)("compare.figures.paths")
    return _panels(title, "", levels(national, variables, shown), shown, span(national), lang)


def paths_says(
    national: pd.DataFrame, variables: Iterable[str], shown: Sequence[Case], lang: str
) -> str:
    """Say what to look for."""
    return messages(lang)("compare.captions.paths")


@styled
def gaps(
    national: pd.DataFrame, variables: Iterable[str], shown: Sequence[Case], lang: str
) -> Figure:
    """Draw the paired difference from the first scenario, each variable in a panel of its own."""
    say = messages(lang)
    title = say("compare.figures.gaps", letter=shown[0].letter)
    found = differences(national, variables, shown)
    note = say("compare.words.above", letter=shown[0].letter)
    return _panels(title, note, found, shown[1:], span(national), lang)


def gaps_says(
    national: pd.DataFrame, variables: Iterable[str], shown: Sequence[Case], lang: str
) -> str:
    """Say when each scenario is furthest from the first one, in the first variable that differs."""
    say = messages(lang)
    found = differences(national, variables, shown)
    moved = [name for name, each in found.items() if any(gap.middle.any() for gap in each.values())]
    if not moved:
        return say("compare.captions.no_gap")
    name, bands_ = moved[0], found[moved[0]]
    parts = []
    for case in shown[1:]:
        gap = bands_.get(case.name)
        if gap is not None:
            place = int(np.nanargmax(np.abs(gap.middle)))
            value = amount(float(gap.middle[place]), unit(name), lang)
            year = int(gap.years[place])
            parts.append(say("compare.captions.widest", letter=case.letter, value=value, year=year))
    return say(
        "compare.captions.gaps",
        letter=shown[0].letter,
        variable=label(name, lang),
        parts=say("words.and").join(parts),
    )


def levels(
    national: pd.DataFrame, variables: Iterable[str], shown: Sequence[Case]
) -> dict[str, dict[str, Band]]:
    """Return the band of each scenario by variable and name.

    Raises:
        NothingToDrawError: If no scenario has any of the variables.
    """
    sides = _sides(national, shown)
    found = {}
    for name in (wanted := list(variables)):
        there = {case: side for case, side in sides.items() if _known(side, name)}
        if there:
            found[name] = {case: band(side, name) for case, side in there.items()}
    if not found:
        raise NothingToDrawError(wanted)
    return found


def differences(
    national: pd.DataFrame, variables: Iterable[str], shown: Sequence[Case]
) -> dict[str, dict[str, Band]]:
    """Return median and 10-90 % of the paired differences from the first scenario."""
    sides, found = _sides(national, shown), {}
    for name in (wanted := list(variables)):
        bands_ = {}
        for case in shown[1:]:
            apart = _apart(*(table(sides[side], name) for side in (shown[0].name, case.name)))
            apart = apart.dropna(how="all").dropna(how="all", axis=1)
            if not apart.empty:
                low, middle, high = np.nanquantile(apart.to_numpy(), [LOW, 0.5, HIGH], axis=1)
                bands_[case.name] = Band(apart.index.to_numpy(), low, middle, high)
        if bands_:
            found[name] = bands_
    if not found:
        raise NothingToDrawError(wanted)
    return found


def _apart(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the paired differences, years by replicates; what is rounding is zero."""
    first, second = first.align(second)
    values = settled(*(side.to_numpy(dtype=float).ravel() for side in (first, second)))
    return pd.DataFrame(values.reshape(first.shape), first.index, first.columns) - first


def _sides(national: pd.DataFrame, shown: Sequence[Case]) -> dict[str, pd.DataFrame]:
    return {case.name: national[(national["scenario"] == case.name)] for case in shown}


def _known(side: pd.DataFrame, name: str) -> bool:
    return bool(side.loc[(side["variable"] == name).to_numpy(), "value"].notna().any())


def _panels(
    title: str,
    note: str,
    found: Mapping[str, Mapping[str, Band]],
    shown: Sequence[Case],
    years: tuple[int, int],
    lang: str,
) -> Figure:
    down = TOP + (0.2 if note else 0.0)
    figure, boxes = sheet(
        title, len(found), 2, note=note, panel=1.5, right=RIGHT, above=key_height(shown)
    )
    key(figure, shown, down)
    frame = Frame(*years, (), lang)
    for axes, (name, bands_) in zip(boxes, found.items(), strict=True):
        lines = [
            Line(bands_[case.name], case.look, case.letter) for case in shown if case.name in bands_
        ]
        from_zero = unit(name) != "ratio"  # a change of a hundredth would not be seen
        panel(axes, label(name, lang), unit(name), lines, frame, from_zero=from_zero)
        low, high = axes.get_ylim()
        if low < 0 < high:
            axes.axhline(0, color=INK, lw=0.8, zorder=1)
    return figure
