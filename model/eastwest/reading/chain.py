"""Follow `extends` from a scenario file down to the file under all scenarios."""

from dataclasses import replace
from pathlib import Path as File

from eastwest.errors import ScenarioError
from eastwest.reading.finding import refuse
from eastwest.reading.library import base, find_inside, shown
from eastwest.reading.source import Source, read

DEEPEST = 8
"""Files that may extend each other."""
OWN = ("expectation", "group")
"""Keys that speak of one file alone: nobody inherits them."""


def chain(file: File) -> list[Source]:
    """Return a scenario file and all that it extends, the file itself first, the base last."""
    files, sources = [file], [read(file, shown(file))]
    while "extends" in sources[-1].data:
        file = _parent(sources[-1])
        route = " -> ".join(shown(each) for each in (*files, file))
        if file in files:
            _refuse(sources[-1], f"must not go in a circle ({route})")
        if len(files) == DEEPEST:
            _refuse(sources[-1], f"must not go through more than {DEEPEST} files ({route})")
        files.append(file)
        sources.append(_inherited(file))
    return [*sources, _inherited(base())]


def _inherited(file: File) -> Source:
    source = read(file, shown(file))
    return replace(source, data={key: source.data[key] for key in source.data if key not in OWN})


def _parent(source: Source) -> File:
    """Return the file that a source extends."""
    try:
        return find_inside(source.data["extends"], source.folder, "scenario")
    except ScenarioError as error:
        _refuse(source, str(error))
        raise


def _refuse(source: Source, rule: str) -> None:
    refuse([*source.findings, source.finding(("extends",), rule)])
