"""`eastwest new`: a scenario file to begin with."""

import os
from pathlib import Path
from typing import Annotated

import typer


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    name: Annotated[str, typer.Option("--from", metavar="NAME")] = "history",
) -> None:
    """Write a file that extends a scenario and offers what people move most."""
    from eastwest.scenario import Scenario
    from eastwest.storing import write_text
    from eastwest_lab.cli.draft import as_toml
    from eastwest_lab.cli.draft_sheets import write_sheets
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.language import choose, messages

    say = messages(choose())
    _refuse(file)
    scenario, extends = Scenario.load(name), _extended(file, name)
    if file.suffix == ".xlsx":
        write_sheets(scenario, extends, file, say)
    else:
        write_text(file, as_toml(scenario, extends, say))
    line(say("cli.new.done", file=file))


def _refuse(file: Path) -> None:
    """Refuse a file that is there, or that cannot be a scenario."""
    from eastwest.errors import ResultsError
    from eastwest.storing import check_absent

    if file.suffix not in (".toml", ".xlsx"):
        raise ResultsError(f"{file}: must end in .toml or .xlsx")
    check_absent(file)


def _extended(file: Path, name: str) -> str:
    """Return what the new file must name as the one that it extends."""
    from eastwest.errors import ResultsError
    from eastwest.reading.library import is_path

    if not is_path(name):
        return name
    inside = Path(os.path.relpath(Path(name).resolve(), file.resolve().parent)).as_posix()
    if inside.startswith("../") or Path(inside).is_absolute():
        raise ResultsError(f"{file}: must lie in the folder of {name} or above it")
    return inside
