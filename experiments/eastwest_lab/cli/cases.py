"""Which scenarios are compared: names, files, and reforms on them."""

from collections.abc import Sequence
from dataclasses import replace

from eastwest.errors import EastwestError, ScenarioError
from eastwest.scenario import Scenario
from eastwest_lab.cli.naming import loaded
from eastwest_lab.cli.request import Request

SHARED = ("seed", "years", "world.size")
"""What all must have in common to share their luck; the first scenario decides."""


def cases(names: Sequence[str], request: Request) -> dict[str, Scenario]:
    """Return the scenarios to be compared by name, the first first.

    Args:
        names: NAME, FILE, NAME+REFORM, or REFORM alone, which lies over `history`.
        request: What is set in all of them.

    Raises:
        ScenarioError: With the findings of all together.
        EastwestError: If there is nothing to compare.
    """
    found: dict[str, Scenario] = {}
    wrong: list[str] = []
    for name in names:
        try:
            own, first = request.apply(loaded(name)), next(iter(found.values()), None)
            scenario = _shared(own, first, request)
            found[_free(scenario.name, found)] = scenario
        except ScenarioError as error:
            wrong += str(error).splitlines()
    if wrong:
        raise ScenarioError("\n".join(dict.fromkeys(wrong)))
    if len(found) < 2:
        raise EastwestError(f"compare: needs at least two scenarios (got {len(found)})")
    _check_different(found)
    return found


def _shared(scenario: Scenario, first: Scenario | None, request: Request) -> Scenario:
    """Return a scenario with the seed, years and world of the first."""
    if first is None:
        return scenario
    tables = first.tables
    values = dict(zip(SHARED, (tables.seed, list(tables.years), tables.world.size), strict=True))
    own = scenario.tables
    same = (own.seed, own.years, own.world.size) == (tables.seed, tables.years, tables.world.size)
    return scenario if same else replace(request, values=values, reforms=()).apply(scenario)


def _free(name: str, taken: dict[str, Scenario]) -> str:
    """Return a name that no other scenario has."""
    free, copy = name, 2
    while free in taken:
        free, copy = f"{name}-{copy}", copy + 1
    return free


def _check_different(found: dict[str, Scenario]) -> None:
    seen: dict[str, str] = {}
    for name, scenario in found.items():
        if scenario.digest in seen:
            rule = f"is the same scenario as {seen[scenario.digest]}"
            raise EastwestError(f"compare: {name}: {rule}; name others, or a reform with +")
        seen[scenario.digest] = name
