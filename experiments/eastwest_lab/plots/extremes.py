"""Sentences about the highest and the lowest of several places."""

from collections.abc import Callable

import pandas as pd

from eastwest_lab.language import messages
from eastwest_lab.places import title_of


def extremes(values: "pd.Series[float]", written: Callable[[float], str], lang: str) -> str:
    """Say where values are highest and lowest; those that read the same share the place.

    Args:
        values: A value for each place; those without one are passed over.
        written: How a value is written.
        lang: Language of the sentence.
    """
    say, known = messages(lang), values.dropna().astype(float)
    if known.empty:
        return say("words.nowhere")
    texts = known.map(written)
    most, least = written(float(known.max())), written(float(known.min()))
    if most == least:
        return say("words.everywhere", value=most)
    high, low = (_who(texts, text, lang) for text in (most, least))
    return say("words.high_low", high=high, most=most, low=low, least=least)


def _who(texts: "pd.Series[str]", text: str, lang: str) -> str:
    """Return the one place whose value reads like this, or how many there are."""
    there = texts.index[(texts == text).to_numpy()]
    if len(there) == 1:
        return title_of(str(there[0]), lang)
    return messages(lang)("words.provinces", n=len(there))
