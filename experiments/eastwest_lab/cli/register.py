"""How much of a scenario nobody has documented."""

from eastwest.register import values
from eastwest.scenario import Scenario


def assumed(scenario: Scenario) -> int:
    """Return how many parameters of a scenario have no source."""
    tables = scenario.tables
    found = list(values(tables, tables.sources))
    for entry in scenario.regimes:
        if entry.start == entry.since:
            found += values(entry.rule, entry.rule.sources)
    for pairing in scenario.pairings:
        if not isinstance(pairing.rule, str):
            found += values(pairing.rule, tables.sources)
    return sum(each.is_assumed for each in found)
