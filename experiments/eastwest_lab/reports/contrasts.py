"""What a comparison found, in words and texts for its report."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eastwest_lab.catalogue import amount, label, scale, unit
from eastwest_lab.comparing.compared import Compared
from eastwest_lab.comparing.paired import RESAMPLES
from eastwest_lab.language import UNKNOWN, figures, messages, number, rounded, signed
from eastwest_lab.plots.cases import Case
from eastwest_lab.plots.forest import ALPHA

BAR = 3.0
"""How many times narrower a paired interval is expected to be, at least (our choice)."""
LISTED = 5
"""Differences that are told in sentences, at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome's difference as texts; `is_sure` if chance does not explain it."""

    label: str
    unit: str
    reference: str
    other: str
    difference: str
    interval: str
    percent: str
    effect: str
    p: str
    detectable: str
    needed: str
    narrower: str
    lost: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Contrast:
    """One scenario beside the first: its table, and sentences before and after it."""

    case: Case
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


def contrasts(compared: Compared, shown: Sequence[Case], lang: str) -> list[Contrast]:
    """Return what sets each scenario apart from the first, in words."""
    found, table = [], compared.differences
    for case in shown[1:]:
        part = table[table["scenario"] == case.name]
        rows = tuple(_row(row, compared.replicates, lang) for _, row in part.iterrows())
        said = _sentences(part, case, shown[0], lang)
        notes = (*_pairing(part, case, shown[0], lang), *_bootstrap(part, lang))
        found.append(Contrast(case, rows, said, notes))
    return found


def _row(row: "pd.Series[float]", asked: int, lang: str) -> Row:
    say, name = messages(lang), str(row["variable"])
    sizes = np.abs([float(row[key]) for key in ("reference", "other")])
    largest = float(np.nanmax(sizes)) if np.isfinite(sizes).any() else 0.0
    divisor, measure = scale(unit(name), largest, lang)
    low, high, least = (float(row[key]) / divisor for key in ("low", "high", "detectable"))
    pairs = int(row["pairs"])
    return Row(
        label=label(name, lang),
        unit=measure,
        reference=rounded(float(row["reference"]) / divisor),
        other=rounded(float(row["other"]) / divisor),
        difference=signed(float(row["difference"]) / divisor),
        interval="" if np.isnan(low) else f"[{figures(low)}, {figures(high)}]",
        percent=signed(float(row["percent"])),
        effect=_times(float(row["effect"])),
        p=_chance(float(row["p_holm"])),
        detectable=figures(least),
        needed=_count(float(row["replicates_needed"]), lang),
        narrower=_narrower(float(row["narrower"]), lang),
        lost="" if pairs == asked else say("compare.lost", n=pairs),
        is_sure=bool(row["p_holm"] < ALPHA),
    )


def _chance(p: float) -> str:
    return UNKNOWN if np.isnan(p) else "<0.001" if p < 0.001 else f"{p:.3f}"


def _times(value: float) -> str:
    return signed(value) if np.isfinite(value) else UNKNOWN


def _count(value: float, lang: str) -> str:
    if np.isinf(value):
        return messages(lang)("compare.never")
    return UNKNOWN if np.isnan(value) else f"{value:,.0f}"


def _narrower(value: float, lang: str) -> str:
    if np.isinf(value):
        return messages(lang)("compare.agrees")
    return UNKNOWN if np.isnan(value) else f"\u00d7{number(value)}"


def _sentences(part: pd.DataFrame, case: Case, reference: Case, lang: str) -> tuple[str, ...]:
    """Say the largest sure differences, and what could have been seen of the first outcome.

    With one replicate nothing is sure: the largest differences are said as they are.
    """
    say = messages(lang)
    sure = part[(part["p_holm"] < ALPHA) | (part["p_holm"].isna() & (part["difference"] != 0))]
    order = sure["percent"].dropna().abs().sort_values(ascending=False).index[:LISTED]
    said = [
        say(
            "compare.sentence",
            outcome=label(name := str(sure.loc[place, "variable"]), lang),
            letter=case.letter,
            reference=reference.letter,
            difference=_plus(float(sure.loc[place, "difference"]), unit(name), lang),
            percent=say("compare.in_percent", value=signed(float(sure.loc[place, "percent"]))),
        )
        for place in order
    ] or [say("compare.no_sure", letter=case.letter)]
    first = part[part["detectable"] > 0].head(1)
    said += [
        say(
            "compare.sentence_detectable",
            n=int(row["pairs"]),
            least=_apart(float(row["detectable"]), unit(str(row["variable"])), lang),
            outcome=label(str(row["variable"]), lang),
        )
        for _, row in first.iterrows()
    ]
    return tuple(said)


def _plus(value: float, measure: str, lang: str) -> str:
    return ("+" if value > 0 else "") + _apart(value, measure, lang)


def _apart(value: float, measure: str, lang: str) -> str:
    """Write a difference with its unit; shares are percentage points apart, not per cent."""
    if measure == "share":
        return messages(lang)("compare.points", value=figures(100 * value))
    return figures(value) if measure in ("index", "ratio") else amount(value, measure, lang)


def _pairing(part: pd.DataFrame, case: Case, reference: Case, lang: str) -> tuple[str, ...]:
    """Say how much narrower intervals are by shared luck, and where they are not."""
    say, known = messages(lang), part[part["narrower"].notna()]
    if known.empty:
        return ()
    less = known[known["narrower"] < BAR]
    said = say(
        "compare.pairing_gain",
        letter=case.letter,
        reference=reference.letter,
        n=len(known),
        many=len(known) - len(less),
        bar=number(BAR),
        middle=_middle(known["narrower"]),
    )
    if less.empty:
        return (said,)
    outcomes = say("words.and").join(
        f"{label(str(row['variable']), lang)} (\u00d7{number(float(row['narrower']))})"
        for _, row in less.iterrows()
    )
    return said, say("compare.pairing_less", outcomes=outcomes)


def _middle(narrower: "pd.Series[float]") -> str:
    """Return the middle one; the lower of two, so that one without end does not count."""
    return number(float(np.sort(narrower)[(len(narrower) - 1) // 2]))


def _bootstrap(part: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """Say for which outcomes the bootstrap puts zero on the other side of an interval's end."""
    say, known = messages(lang), part[part["boot_low"].notna()]
    if known.empty:
        return ()
    by_t = (known["low"] > 0) | (known["high"] < 0)
    by_boot = (known["boot_low"] > 0) | (known["boot_high"] < 0)
    other = known.loc[by_t != by_boot, "variable"]
    if other.empty:
        return (say("compare.bootstrap_same", resamples=RESAMPLES),)
    outcomes = say("words.and").join(label(str(name), lang) for name in other)
    return (say("compare.bootstrap", resamples=RESAMPLES, outcomes=outcomes),)
