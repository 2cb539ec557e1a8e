"""Numbers of the report: before and after each change of regime, and the expectation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eastwest.vocabulary import Floats
from eastwest_lab.catalogue import KEY_VARIABLES, amount, label, scale, unit
from eastwest_lab.comparing.paired import settled
from eastwest_lab.language import SMALLEST, messages, number, period, rounded, signed
from eastwest_lab.plots.bands import HIGH, LOW, table
from eastwest_lab.story import Expectation, Regimes

BEFORE, AFTER = 5, 3
"""Years before a change that are averaged, and the year after it that is shown."""
AGREED = 0.9
"""Share of the replicates that must agree for an expectation to have come out (assumed)."""
ALMOST_NIL = "\u22480"
TOLERANCE = 0.05
"""What counts as staying the same, as a share of the value compared with (assumed)."""
BOUNDED = ("index", "share", "ratio", "points")
"""Units of which a change is told as a difference, not in percent."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of regime: the years averaged before it and the year looked at after it."""

    year: int
    title: str
    start: int
    after: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A variable before and after one change: means and intervals as texts.

    Args:
        before: Mean of the years before the change, and its 10-90 % interval ("" if no spread).
        after: Value of the year after it, and its interval.
        change: How the second of the two means differs from the first, and the 10-90 %
            interval of the replicates' own changes.
    """

    before: tuple[str, str]
    after: tuple[str, str]
    change: tuple[str, str]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One variable's row: a cell for each change of regime."""

    label: str
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an expectation came out; `came_out` is None where the tables cannot tell."""

    expected: str
    found: str
    came_out: bool | None


def changes(regimes: Regimes, years: tuple[int, int], lang: str) -> list[Change]:
    """Return the changes of regime within the years of a run."""
    say, (first, last) = messages(lang), years
    dated = sorted(regimes, key=lambda regime: regime[0])
    ends = [year - 1 for year, _ in dated[1:]] + [last]
    return [
        Change(year, say.pick(title), max(first, year - BEFORE), min(year + AFTER, end, last))
        for (year, title), end in zip(dated, ends, strict=True)
        if first < year <= last
    ]


def key_numbers(national: pd.DataFrame, found: Sequence[Change], lang: str) -> list[KeyNumber]:
    """Return the key variables that are in the results, before and after each change."""
    there = set(national["variable"].unique())
    return [_key_number(national, name, found, lang) for name in KEY_VARIABLES if name in there]


def beside(
    national: pd.DataFrame, baseline: pd.DataFrame, years: tuple[int, int], lang: str
) -> list[KeyNumber]:
    """Return the key variables of a run beside another's: mean of some years, and the last one.

    Args:
        national: Table of the run; its numbers are what is `after`.
        baseline: Table of the other run.
        years: First and last year, both included.
        lang: Language of the labels.
    """
    there = set(national["variable"].unique()) & set(baseline["variable"].unique())
    found = []
    for name in KEY_VARIABLES:
        if name in there:
            pairs = [
                _paired(baseline, national, name, span) for span in (years, (years[1], years[1]))
            ]
            found.append(_in_words(name, pairs, lang))
    return found


def judge(frames: Mapping[str, pd.DataFrame], expectation: Expectation, lang: str) -> Verdict:
    """Compare an expectation with the run, and with `frames["baseline"]` where it is given."""
    say, name = messages(lang), expectation.variable
    direction = say(f"report.direction_{expectation.direction}")
    years = period(*expectation.years)
    title = label(name, lang)
    expected = say("report.expects", variable=title, years=years, direction=direction)
    baseline = frames.get("baseline")
    found = _differences(frames["national"], baseline, expectation)
    if found is None:
        return Verdict(expected, say("report.came_out_unknown"), None)
    difference, level = found
    agree = float(np.mean(_agrees(difference, level, expectation.direction)))
    middle = float(np.median(difference))
    change = ("+" if middle > 0 else "") + amount(middle, unit(name), lang)
    text = say(
        "report.against_start" if baseline is None else "report.against_baseline",
        against=expectation.against,
        change=change,
        percent=number(100 * agree),
    )
    return Verdict(expected, text, agree >= AGREED)


def _key_number(national: pd.DataFrame, name: str, found: Sequence[Change], lang: str) -> KeyNumber:
    wide = table(national, name)
    return _in_words(name, [_before_and_after(wide, change) for change in found], lang)


def _in_words(name: str, pairs: Sequence[tuple[Floats, Floats]], lang: str) -> KeyNumber:
    """Return pairs of values, one a replicate each, as a row of texts."""
    middles = [float(np.mean(side)) for pair in pairs for side in pair]
    largest = max((middle for middle in middles if np.isfinite(middle)), default=0.0)
    divisor, measure = scale(unit(name), largest, lang)
    is_percent = _is_percent(pairs, unit(name))
    cells = [_cell(before / divisor, after / divisor, is_percent) for before, after in pairs]
    return KeyNumber(label(name, lang), measure, tuple(cells))


def _paired(
    first: pd.DataFrame, second: pd.DataFrame, name: str, years: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Return the means of two runs over some years, by the replicates that both have."""
    means = []
    for frame in (first, second):
        wide = table(frame, name)
        means.append(wide[(wide.index >= years[0]) & (wide.index <= years[1])].mean())
    known = [value for value in means[0].index if value in means[1].index]
    ours, theirs = (mean[known].to_numpy(dtype=float) for mean in means)
    finite = np.isfinite(ours) & np.isfinite(theirs)
    if not finite.any():
        return np.full(1, np.nan), np.full(1, np.nan)
    return ours[finite], theirs[finite]


def _before_and_after(wide: pd.DataFrame, change: Change) -> tuple[Floats, Floats]:
    """Return mean before and value after a change, by replicate, where both are known."""
    years, values = wide.index.to_numpy(), wide.to_numpy(dtype=float)
    earlier = values[(years >= change.start) & (years < change.year)]
    later = values[years == change.after]
    if not len(later) or not len(earlier):
        return np.full(1, np.nan), np.full(1, np.nan)
    known = np.isfinite(later[0]) & np.isfinite(earlier).any(axis=0)
    if not known.any():
        return np.full(1, np.nan), np.full(1, np.nan)
    return np.nanmean(earlier[:, known], axis=0), later[0][known]


def _cell(before: Floats, after: Floats, is_percent: bool) -> Cell:
    after = settled(before, after)
    return Cell(_spread(before), _spread(after), _compared(before, after, is_percent))


def _spread(values: Floats) -> tuple[str, str]:
    low, high = (rounded(float(value)) for value in np.quantile(values, [LOW, HIGH]))
    return rounded(float(np.mean(values))), _between(low, high)


def _between(low: str, high: str) -> str:
    dash = "\u2013" if high[:1].isdigit() else " \u2026 "
    return "" if low == high else f"{low}{dash}{high}"


def _is_percent(pairs: Sequence[tuple[Floats, Floats]], measure: str) -> bool:
    """Return whether all changes of a row are told in percent, and not in its unit."""
    known = [before for before, _ in pairs if not np.isnan(before).any()]
    return measure not in BOUNDED and all((before > 0).all() for before in known)


def _compared(before: Floats, after: Floats, is_percent: bool) -> tuple[str, str]:
    if np.isnan(before).any():
        return "\u2013", ""
    # Of means, unlike medians, the difference is the mean of the paired differences.
    means = [np.mean(side, keepdims=True) for side in (before, after)]
    middle = _change(means[0], means[1], is_percent)[0]
    if 0 < np.max(np.abs(means)) < SMALLEST:
        return ALMOST_NIL, ""
    low, high = np.quantile(_change(before, after, is_percent), [LOW, HIGH])
    end = " %" if is_percent else ""
    between = _between(_moved(low), _moved(high))
    return _moved(middle) + end, between and between + end


def _moved(change: float) -> str:
    return ALMOST_NIL if 0 < abs(change) < SMALLEST else signed(float(change))


def _change(before: Floats, after: Floats, is_percent: bool) -> Floats:
    return 100 * (after / before - 1) if is_percent else after - before


def _differences(
    national: pd.DataFrame, baseline: pd.DataFrame | None, expectation: Expectation
) -> tuple[Floats, Floats] | None:
    """Return what to judge and the level it is compared with, by replicate."""
    ours = _within(national, expectation)
    if not set(expectation.years) <= set(ours.index):
        return None
    if baseline is not None:
        theirs = _within(baseline, expectation)
        both = ours.columns.intersection(theirs.columns)
        base = theirs[both].mean().to_numpy(dtype=float)
        difference = settled(base, ours[both].mean().to_numpy(dtype=float)) - base
    else:
        base = ours.iloc[0].to_numpy(dtype=float)
        difference = settled(base, ours.iloc[-1].to_numpy(dtype=float)) - base
    finite = np.isfinite(difference)
    return (difference[finite], base[finite]) if finite.any() else None


def _within(frame: pd.DataFrame, expectation: Expectation) -> pd.DataFrame:
    first, last = expectation.years
    wide = table(frame, expectation.variable)
    return wide[(wide.index >= first) & (wide.index <= last)]


def _agrees(difference: Floats, level: Floats, direction: str) -> Floats:
    if direction == "same":
        return np.asarray(np.abs(difference) <= TOLERANCE * np.abs(level), dtype=np.float64)
    return np.asarray(difference > 0 if direction == "up" else difference < 0, dtype=np.float64)
