"""What a run is based on: the nearest scenario of the library, and what is set otherwise."""

from pathlib import Path

from eastwest.reading.chain import chain
from eastwest.reading.difference import TOP, Difference, difference
from eastwest.reading.library import find, folder, scenarios
from eastwest.scenario import Scenario
from eastwest_lab.cli.naming import split
from eastwest_lab.cli.request import Request

SHORT = 15
"""Settings up to which a scenario of the library is told by what it sets otherwise."""


def origin(name: str, request: Request) -> Scenario | None:
    """Return the scenario of the library over which a run sets something, if there is one.

    That is the nearest that a file extends. A scenario of the library with reforms or values over
    it is its own origin; without, the one that it extends is, if little differs.
    """
    base, own = split(name)
    file = find(base)
    has_more = bool(own or request.reforms or request.settings)
    named = [
        Path(source.shown).stem
        for source in chain(file)[0 if has_more else 1 :]
        if source.folder == folder()
    ]
    below = next((each for each in named if each in scenarios()), None)
    if below is None:
        return None
    found = Scenario.load(below)
    if not has_more and file.parent == folder():
        return found if len(moved(found, Scenario.load(base))) <= SHORT else None
    return found


def moved(old: Scenario, new: Scenario) -> tuple[Difference, ...]:
    """Return what a scenario sets otherwise than another, but for names, years and the seed."""
    return tuple(each for each in difference(old, new) if each.section != TOP)
