"""What each result variable is called and measured in, in either language."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from eastwest.evaluation.lines import WORDS
from eastwest.vocabulary import Floats
from eastwest_lab.language import Words, alike, messages

KEY_VARIABLES = (
    "aid",
    "donations",
    "purchases",
    "firms_entered",
    "investment_pledged",
    "investment_landed",
    "workers_placed",
    "cadres_east_to_west",
    "cadres_west_to_east",
    "tie_strength",
    "strong_ties",
    "padding",
    "poor",
    "relapsed",
    "rural_income_ratio",
    "gdp_ratio",
)
"""National variables that reports tell of, in their order."""
BETTER = {
    "donations": 1,
    "purchases": 1,
    "firms_entered": 1,
    "firms_active": 1,
    "firms_left": -1,
    "investment_landed": 1,
    "workers_placed": 1,
    "workers_kept": 1,
    "tie_strength": 1,
    "padding": -1,
    "padding_west": -1,
    "poor": -1,
    "relapsed": -1,
    "rural_income_ratio": -1,
    "gdp_ratio": -1,
    "urban_rural_ratio": -1,
    "theil_between": -1,
    "theil_within": -1,
}
"""Variables of which more (1) or less (-1) is better; aid is a cost to who gives it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of `variables.csv`: a column of the results in words."""

    name: str
    unit: str
    levels: tuple[str, ...]
    label: Words
    description: Words


@cache
def variables() -> Mapping[str, Variable]:
    """Read the catalogue of result variables once; by name."""
    text = (files("eastwest") / "data" / "variables.csv").read_text(encoding="utf-8")
    return {row["name"]: _variable(row) for row in csv.DictReader(text.splitlines())}


def _variable(row: dict[str, str]) -> Variable:
    return Variable(
        name=row["name"],
        unit=row["unit"],
        levels=tuple(row["levels"].split()),
        label={"en": row["label_en"], "zh": row["label_zh"]},
        description={"en": row["description_en"], "zh": row["description_zh"]},
    )


def label(name: str, lang: str) -> str:
    """Return the name of a variable in words; a user's own keeps its name, spaced."""
    known = variables().get(name)
    if known:
        return messages(lang).pick(known.label)
    kind, _, line = name.partition("_")
    words = dict(zip(("en", "zh"), WORDS.get(kind, ()), strict=False))
    spaced = name.replace("_", " ")
    return messages(lang).pick(words).format(line=line.replace("_", " ")) if words else spaced


def unit(name: str) -> str:
    """Return the unit of a variable as the tables write it ("" for an unknown one)."""
    known = variables().get(name)
    return known.unit if known else ""


def scale(measure: str, largest: float, lang: str) -> tuple[float, str]:
    """Return what to divide by, and the name of the unit, so that numbers stay short.

    Args:
        measure: Unit as the tables write it, such as "persons".
        largest: Largest number to be shown, in that unit.
        lang: Language of the unit's name.
    """
    if measure == "share":
        return 0.01, "%"
    say = messages(lang)
    for least, factor, name in say.steps.get(measure, ()):
        if abs(largest) >= least:
            return factor, name
    return 1.0, say.texts.get(f"units.{measure}", measure)


def amount(value: float, measure: str, lang: str) -> str:
    """Write a value with its unit: "12.3 million people", "291 million yuan", "5 %", "0.42"."""
    return amounts([value], measure, lang)[0]


def amounts(values: Sequence[float] | Floats, measure: str, lang: str) -> list[str]:
    """Write values with their unit, all with the decimals that tell them apart."""
    words = f"{measure}/amount"  # what sentences count money in is too small for axes
    largest = max((abs(value) for value in values if value == value), default=0.0)
    factor, name = scale(words if words in messages(lang).steps else measure, largest, lang)
    is_bare = measure in ("index", "ratio") or not name
    after = "" if is_bare else f"{messages(lang)('words.before_unit')}{name}"
    return [text + after for text in alike([value / factor for value in values])]
