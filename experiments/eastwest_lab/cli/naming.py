"""What a name on the command line means: a scenario, a reform, or both; or a regime alone."""

from pathlib import Path
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading import timeline
from eastwest.reading.library import (
    find,
    find_reform,
    find_regime,
    reforms,
    regimes,
    scenarios,
    shown,
)
from eastwest.reading.source import Source, read
from eastwest.scenario import Scenario
from eastwest_lab.language import choose, messages

BASE = "history"
"""What a reform lies over that is named alone, unless a scenario has its name."""

STUDIED = {"scenarios", "outcomes"}
"""What stands in studies and in no scenario."""


def split(name: str) -> tuple[str, tuple[str, ...]]:
    """Return scenario and reforms of `history+strict_audit` or `strict_audit`; refuse a study."""
    if Path(name).is_file():
        _refuse_study(name)
        return (BASE, (name,)) if _is_part(name) else (name, ())
    base, *own = name.split("+")
    if base in reforms() and base not in scenarios():
        return BASE, (base, *own)
    return base, tuple(own)


def loaded(name: str) -> Scenario:
    """Return the scenario that a name means; raise `ScenarioError` with all findings."""
    base, own = split(name)
    return Scenario.load(base).with_reform(*own)


def sources(name: str) -> tuple[Source, ...]:
    """Return the files that a name means, without those that they extend."""
    if is_regime(name):
        return (_read(find_regime(name)),)
    base, own = split(name)
    typed = () if is_reform(name) else (find(base),)
    return tuple(_read(file) for file in (*typed, *map(find_reform, own)))


def is_reform(name: str) -> bool:
    """Return whether a name means a reform alone."""
    return name in split(name)[1]


def is_regime(name: str) -> bool:
    """Return whether a name means a regime: one of the library, or a file with a score sheet."""
    if Path(name).is_file():
        return timeline.is_regime(_data(name))
    return name in regimes() and name not in scenarios()


def _is_part(name: str) -> bool:
    """Return whether a file can only lie over a scenario: it extends none and is none itself."""
    data = _data(name)
    return not {"extends", "regime"} & data.keys() and not timeline.is_regime(data)


def _refuse_study(name: str) -> None:
    """Raise `ScenarioError` for the file of a study, which has runs of its own."""
    data = _data(name)
    if STUDIED & data.keys() and not {"extends", "regime"} & data.keys():
        raise ScenarioError(messages(choose())("cli.is_study", name=name))


def _data(name: str) -> dict[Any, Any]:
    return _read(find(str(Path(name).resolve()))).data


def _read(file: Path) -> Source:
    return read(file, shown(file))
