"""The language of labels and reports: which one, and its catalogue of messages."""

import locale
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import ceil, floor, isfinite, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eastwest.errors import EastwestError

if TYPE_CHECKING:
    from eastwest.vocabulary import Floats

LANGUAGES = ("en", "zh")
VARIABLE = "EASTWEST_LANG"
UNKNOWN = "\u2013"
SMALLEST = 0.001
"""What of key numbers is still told, in the unit in which they are shown."""
FOLDER = Path(__file__).parent / "languages"

Words = Mapping[str, str]
"""One text in several languages: {"en": ..., "zh": ...}."""


def choose(asked: str | None = None) -> str:
    """Return the language asked for, else EASTWEST_LANG's, else the locale's, else English.

    Raises:
        EastwestError: If a language is asked for that has no catalogue.
    """
    wish = asked or os.environ.get(VARIABLE)
    if wish:
        code = wish.lower().replace("_", "-").split("-")[0].split(".")[0]
        if code not in LANGUAGES:
            key = "lang" if asked else VARIABLE
            raise EastwestError(f"{key}: must be one of {', '.join(LANGUAGES)} (got {wish!r})")
        return code
    return "zh" if _locale().lower().startswith(("zh", "chinese")) else "en"


@contextmanager
def speaking(asked: str | None) -> Iterator[None]:
    """Speak a language for a while, here and in processes that start meanwhile; None: as before.

    Raises:
        EastwestError: If a language is asked for that has no catalogue.
    """
    before = os.environ.get(VARIABLE)
    if asked:
        os.environ[VARIABLE] = choose(asked)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before


def _locale() -> str:
    # POSIX order first: Windows has none of these and answers through `locale` alone.
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0] or ""


@dataclass(frozen=True, slots=True)
class Messages:
    """All texts of one language; call it with a key to get the filled-in text.

    Args:
        code: "en" or "zh".
        texts: Text by dotted key, such as "figures.market".
        steps: Larger units by unit: (used from, factor, name), largest first.
    """

    code: str
    texts: Words
    steps: Mapping[str, tuple[tuple[float, float, str], ...]]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its values filled in."""
        return self.texts[key].format(**values)

    def pick(self, words: Words) -> str:
        """Return the text in this language, in English where there is none."""
        return words.get(self.code) or words.get("en") or next(iter(words.values()), "")


@cache
def messages(code: str) -> Messages:
    """Read the catalogue of a language once."""
    tree = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    steps = {
        unit: tuple((float(least), float(factor), str(name)) for least, factor, name in larger)
        for unit, larger in tree.pop("steps").items()
    }
    return Messages(code, dict(_flat(tree)), steps)


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


def period(first: int, last: int) -> str:
    """Write years: 1996\u20132025; 2010."""
    return str(first) if first == last else f"{first}\u2013{last}"


def figures(value: float) -> str:
    """Write a number with three figures however small it is: 12.3; 0.00123; 1.2e-09."""
    size = abs(value)
    if not 0 < size < 0.1:
        return number(value)
    text = f"{value:.2e}" if size < 1e-6 else f"{value:.{2 - floor(log10(size))}f}".rstrip("0")
    return text.replace("-", "\u2212")


def rounded(value: float) -> str:
    """Write a key number: 12.3; 0.00123; what is smaller than a thousandth as <0.001."""
    if not 0 < abs(value) < SMALLEST:
        return figures(value)
    return f"<{SMALLEST}" if value > 0 else f">\u2212{SMALLEST}"


def alike(values: "Sequence[float] | Floats") -> list[str]:
    """Write numbers with the same decimals, as many as tell apart what differs among them.

    A hundredth of the distance from the least to the largest can be read.
    """
    known = [float(value) for value in values if isfinite(value)]
    apart = max(known, default=0.0) - min(known, default=0.0)
    if apart <= 1e-9 * max(map(abs, known), default=0.0):
        return [figures(float(value)) for value in values]
    decimals = max(0, ceil(-log10(apart / 100)))
    while decimals and all(f"{value:.{decimals}f}".endswith("0") for value in known):
        decimals -= 1
    texts = [f"{value:,.{decimals}f}" if isfinite(value) else UNKNOWN for value in values]
    return ["0" if not text.strip("-0.") else text.replace("-", "\u2212") for text in texts]


def signed(value: float) -> str:
    """Write a difference with its sign: +12.3; \u22120.00123; 0."""
    text = figures(value)
    return f"+{text}" if value > 0 and text != "0" else text


def number(value: float) -> str:
    """Write a number with three figures: 1,234; 12.3; 0.123."""
    if value != value:
        return UNKNOWN
    size = abs(value)
    decimals = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 or size == 0 else 3
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\u2212")
