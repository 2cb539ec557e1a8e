"""A scenario's regimes and texts as figures and reports want them."""

from collections.abc import Mapping
from typing import Any

from eastwest.scenario import Scenario
from eastwest_lab.language import Words
from eastwest_lab.story import Regimes


def regimes(scenario: Scenario) -> Regimes:
    """Return first year and title of each regime; what only patches one is none of its own."""
    return tuple(
        (entry.start, entry.rule.title) for entry in scenario.regimes if entry.start == entry.since
    )


def words(text: Mapping[Any, str]) -> Words:
    """Return a text in two languages, its languages plain names."""
    return dict(text)
