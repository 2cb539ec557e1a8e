"""Find scenario files: the library that ships with the program, and people's own."""

from collections.abc import Mapping
from pathlib import Path as File
from pathlib import PureWindowsPath
from typing import NamedTuple

from eastwest.errors import ScenarioError
from eastwest.reading.finding import choice, got, nearest
from eastwest.reading.source import read

BASE = "base"
"""The file under all scenarios: every table without a default in the classes."""


GROUPS = ("history", "counterfactual", "evaluation", "tiers", "pairing", "market", "gains")
"""Groups of scenarios in the order in which people meet them; then others, then none."""


FEW = 5
"""Names that are told all where none is near."""
_OTHER = {
    "scenario": "; it is a reform, to lie over a scenario: `--with {name}`",
    "reform": "; it is a scenario, to run by itself",
}
"""What to say of a name of the other kind."""
TO_USE = "is a regime: a scenario has it in force by [[regime]], from = 2016, use = {name!r}"
"""What to say of a regime where a scenario is due."""


class Entry(NamedTuple):
    """A file of the library as `eastwest list` shows it: title, and question or notes."""

    name: str
    title: dict[str, str]
    text: dict[str, str]
    group: str


def library() -> list[Entry]:
    """Return the library's scenarios, those of one group together; only their TOML is read."""
    entries = [_entry(name, file, "question") for name, file in scenarios().items()]
    return sorted(entries, key=lambda entry: (_place(entry.group), entry.group, entry.name))


def rules() -> list[Entry]:
    """Return the library's regimes and reforms; only their TOML is read."""
    return [
        _entry(name, file, "notes")._replace(group=group)
        for group, named in (("regime", regimes()), ("reform", reforms()))
        for name, file in named.items()
    ]


def _place(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS) + (not group)


def _entry(name: str, file: File, text: str) -> Entry:
    data = read(file, shown(file)).data
    return Entry(name, data.get("title", {}), data.get(text, {}), data.get("group", ""))


def folder() -> File:
    """Return the library's folder: beside the code in a wheel, beside `model` in a checkout."""
    package = File(__file__).resolve().parents[1]
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parents[1] / "scenarios"


def scenarios() -> dict[str, File]:
    """Return the files of the library's scenarios by name."""
    files = {file.stem: file for file in sorted(folder().glob("*.toml"))}
    files.pop(BASE, None)
    return files


def base() -> File:
    """Return the file under all scenarios."""
    return folder() / f"{BASE}.toml"


def regimes() -> dict[str, File]:
    """Return the files of the library's regimes by name."""
    return {file.stem: file for file in sorted((folder() / "regimes").glob("*.toml"))}


def reforms() -> dict[str, File]:
    """Return the files of the library's reforms by name."""
    return {file.stem: file for file in sorted((folder() / "reforms").glob("*.toml"))}


def is_path(name: str) -> bool:
    """Return whether a name is meant as a path and not as a name of the library."""
    return "/" in name or "\\" in name or name.endswith((".toml", ".xlsx"))


def shown(file: File) -> str:
    """Return a file as messages name it: `scenarios/...` in the library, else from here."""
    if file.is_relative_to(folder()):
        return file.relative_to(folder().parent).as_posix()
    return file.relative_to(File.cwd()).as_posix() if file.is_relative_to(File.cwd()) else str(file)


def find(name: str) -> File:
    """Return the file of a scenario by library name or path, as a person typed it."""
    return _typed(name, "scenario", scenarios())


def find_reform(name: str) -> File:
    """Return the file of a reform by library name or path, as a person typed it."""
    return _typed(name, "reform", reforms())


def _typed(name: str, kind: str, named: Mapping[str, File]) -> File:
    if not is_path(name):
        return _named(name, kind, named)
    file = _resolve(File(name), name)
    if _is_missing(file):
        raise ScenarioError(f"{name}: no such file{_near(File(name).stem, named)}")
    return file


def find_regime(name: str) -> File:
    """Return the file of a regime by library name or path, as a person typed it."""
    return _typed(name, "regime", regimes())


def find_inside(name: object, within: File, kind: str) -> File:
    """Return the file that `extends` or `use` names in a file of a folder.

    Args:
        name: What was written there: a library name, or a path from the folder.
        within: The folder; a path that leads out of it is refused, its file never read.
        kind: `scenario` or `regime`.
    """
    named = scenarios() if kind == "scenario" else regimes()
    if not isinstance(name, str) or not name:
        raise ScenarioError(f"must be the name of a {kind} or a path {got(name)}")
    if not is_path(name):
        return _named(name, kind, named)
    windows = PureWindowsPath(name)
    inside = _resolve(within, name)
    file = _resolve(inside / windows.as_posix(), name)
    if windows.anchor or not file.is_relative_to(inside):
        raise ScenarioError(f"must stay inside the folder of its file {got(name)}")
    if _is_missing(file):
        raise ScenarioError(f"no such file {got(name)}{_near(File(name).stem, named)}")
    return file


def _named(name: str, kind: str, named: Mapping[str, File]) -> File:
    if name in named:
        return named[name]
    if kind == "scenario" and name in regimes():
        raise ScenarioError(f"{name}: {TO_USE.format(name=name)}")
    others = {"scenario": reforms, "reform": scenarios}
    if kind in others and name in others[kind]():
        raise ScenarioError(f"no such {kind} {got(name)}{_OTHER[kind].format(name=name)}")
    raise ScenarioError(f"no such {kind} in the library {got(name)}{_hint(name, named)}")


def _hint(name: str, named: Mapping[str, File]) -> str:
    """Return what was perhaps meant, or where all names are to be seen."""
    base, *own = name.split("+")
    if own and base in named:
        return f"; a reform is laid over it by `--with {own[0]}`"
    few = len(named) <= FEW
    every = f"; the library has {choice(named)}" if few else "; `eastwest list` shows them all"
    return _near(name, named) or every


def _near(name: str, named: Mapping[str, File]) -> str:
    """Return the nearest library name as a question, if any is near."""
    meant = nearest(name, named)
    return f"; did you mean {meant!r}?" if meant else ""


def _resolve(file: File, name: str) -> File:
    """Return a path without links and dots."""
    try:
        return file.resolve()
    except (OSError, RuntimeError, ValueError):
        raise ScenarioError(f"cannot be read {got(name)}") from None


def _is_missing(file: File) -> bool:
    try:
        return not file.exists()
    except OSError:
        return False  # it is somewhere, but closed to us: reading it says why
