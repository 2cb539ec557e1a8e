"""Outcomes, keys and values of a sweep in words."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from eastwest_lab.catalogue import BETTER, label, scale, unit
from eastwest_lab.comparing.swept import Measure
from eastwest_lab.language import messages

TAIL = 2
"""Steps of a dotted key that are shown where there is little room, if they say enough."""


def title(measure: Measure, lang: str) -> str:
    """Return what an outcome measures: "Government aid, mean 2017–2020"."""
    first, last = measure.years
    kind = "last" if first == last else measure.statistic
    words = {"variable": label(measure.variable, lang), "first": first, "last": last}
    return messages(lang)(f"sweep.statistic.{kind}", **words)


def measured_in(measure: Measure, values: Iterable[float], lang: str) -> tuple[float, str]:
    """Return what to divide an outcome's values by, and the name of the unit."""
    sizes = np.abs(np.array(list(values), dtype=float))
    largest = float(np.nanmax(sizes)) if np.isfinite(sizes).any() else 0.0
    return scale(unit(measure.variable), largest, lang)


def wish(variable: str, better: int, lang: str) -> str:
    """Return whether more or less is better; of what is good or bad only as a cost, that too."""
    kind = "as_cost" if variable not in BETTER else "more_better" if better > 0 else "less_better"
    return messages(lang)(f"compare.words.{kind}")


def tails(keys: Sequence[str]) -> dict[str, str]:
    """Return the ends of dotted keys, as long as it takes to tell them apart."""
    found = {}
    for key in keys:
        parts = key.split(".")
        for size in range(min(TAIL, len(parts)), len(parts) + 1):
            end = ".".join(parts[-size:])
            if sum(each == end or each.endswith(f".{end}") for each in keys) == 1:
                break
        found[key] = end
    return found


def brief(value: object) -> str:
    """Write a value of a key: 0.25; 0, 2500, 5000."""
    if isinstance(value, float | int | np.number) and not isinstance(value, bool):
        size = float(value)
        return f"{size:.0f}" if abs(size) >= 1000 or size.is_integer() else f"{size:.4g}"
    text = str(value)
    return re.sub(r"(\d)\.0\b", r"\1", text.strip("[]")) if text.startswith("[") else text
