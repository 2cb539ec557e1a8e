"""Studies that ship with the program, found by name."""

from pathlib import Path

from eastwest.errors import ScenarioError
from eastwest.reading.finding import choice, got, nearest
from eastwest.reading.library import is_path


def folder() -> Path:
    """Return their folder: beside the code in a wheel, beside `eastwest_lab` in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "studies"
    return inside if inside.is_dir() else package.parent / "studies"


def studies() -> dict[str, Path]:
    """Return their files by name."""
    return {file.stem: file for file in sorted(folder().glob("*.toml"))}


def find(name: str) -> Path:
    """Return the file of a study by its name or path, as a person typed it."""
    if is_path(name):
        return Path(name)
    named = studies()
    if name not in named:
        meant = nearest(name, named)
        hint = f"did you mean {meant!r}?" if meant else f"there are {choice(named)}"
        raise ScenarioError(f"no study of this name, a path ends with .toml {got(name)}; {hint}")
    return named[name]
