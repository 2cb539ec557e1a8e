"""Follow `extends` from a scenario file down to the file under all scenarios."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as File
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading.finding import Finding, got, refuse
from eastwest.reading.library import base, find_inside, shown
from eastwest.reading.locate import Path
from eastwest.reading.source import Source, read

DEEPEST = 8
"""Files that may extend each other, one after the other."""
MOST = 100
"""Files that may be read for one scenario, those counted twice that are extended twice."""
OWN = ("expectation", "group")
"""Keys that speak of one file alone: nobody inherits them."""


def chain(file: File) -> list[Source]:
    """Return a scenario file and all that it extends, the file itself first, the base last.

    Of several parents the later wins; a file that several extend lies under all of them.
    """
    found = [read(file, shown(file))]
    for source in _below(found[0], [file], found):
        found.append(source)
    lowest_last = {source.shown: source for source in reversed(found)}
    return [*reversed(lowest_last.values()), _inherited(base())]


def parents(source: Source) -> list[File]:
    """Return the files that a source extends, as it names them; raise `ScenarioError`."""
    return [_parent(source, path, name) for path, name in _named(source)]


def _below(source: Source, way: list[File], found: list[Source]) -> Iterator[Source]:
    """Yield what a source extends, the last parent and all under it first.

    Args:
        way: The file that was asked for, and those on the way to the source.
        found: All that was read so far.
    """
    for path, name in reversed(_named(source)):
        file = _parent(source, path, name)
        route = " -> ".join(shown(each) for each in (*way, file))
        if file in way:
            _refuse(source, path, f"must not go in a circle ({route})")
        if len(way) == DEEPEST:
            _refuse(source, path, f"must not go through more than {DEEPEST} files ({route})")
        if len(found) == MOST:
            _refuse(source, path, f"must not lead to more than {MOST} files ({route})")
        parent = _inherited(file)
        yield parent
        yield from _below(parent, [*way, file], found)


def _inherited(file: File) -> Source:
    source = read(file, shown(file))
    return replace(source, data={key: source.data[key] for key in source.data if key not in OWN})


def _named(source: Source) -> list[tuple[Path, Any]]:
    """Return the names of the files that a source extends, and where each was written."""
    names = source.data.get("extends", [])
    if not isinstance(names, list):
        return [(("extends",), names)]
    if not names and "extends" in source.data:
        _refuse(source, ("extends",), f"must name a scenario or several {got(names)}")
    return [(("extends", row), name) for row, name in enumerate(names)]


def _parent(source: Source, path: Path, name: Any) -> File:
    """Return the file that a name in a source means."""
    try:
        return find_inside(name, source.folder, "scenario")
    except ScenarioError as error:
        _refuse(source, path, str(error))
        raise


def _refuse(source: Source, path: Path, rule: str) -> None:
    findings: list[Finding] = [*source.findings, source.finding(path, rule)]
    refuse(findings)
