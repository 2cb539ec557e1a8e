"""`eastwest plot`: make a figure of a comparison or a sweep again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eastwest_lab.plots.gallery import Sketch
    from eastwest_lab.sweeps.results import Results

HEAT_MAP = "heat_map"


def plot(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
    figure: Annotated[str, typer.Argument(metavar="FIGURE")],
    across: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    upright: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    outcome: Annotated[str | None, typer.Option(metavar="OUTCOME")] = None,
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE.png")] = None,
) -> None:
    """Draw a figure from a folder; what was run is not run again."""
    from eastwest.storing import check_absent
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.comparison import SETTINGS, read
    from eastwest_lab.language import choose
    from eastwest_lab.plots.comparison import sketches
    from eastwest_lab.style import save
    from eastwest_lab.sweeps.results import load

    code = choose()
    if file is not None:
        check_absent(file)
    if (folder / SETTINGS).exists():
        drawn = {sketch.name: sketch for sketch in sketches(read(folder).compared, code)}
    else:
        results = load(folder)
        if figure == HEAT_MAP:
            figure = _heat_map(results, outcome)
            across = across or next(key for key in results.study.varied if key != upright)
        drawn = _of_sweep(results, across, upright, code)
    sketch = drawn[_named(figure, drawn, "figure")]
    path = file or folder / "figures" / f"{figure}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(sketch.draw(), path)
    line(str(path))
    line(sketch.says())


def _of_sweep(
    results: "Results", across: str | None, upright: str | None, lang: str
) -> "dict[str, Sketch]":
    """Return what can be drawn of a sweep, heat maps over the keys that are named."""
    from eastwest_lab.plots.sweep import sketches
    from eastwest_lab.sweeps.swept import swept

    varied, found = list(results.study.varied), swept(results)
    if across or upright:
        first = across or next((key for key in varied if key != upright), "")
        second = upright or next((key for key in varied if key != first), "")
        over = _named(first, varied, "across"), _named(second, varied, "upright")
    else:
        over = None
    return {sketch.name: sketch for sketch in sketches(found, lang, over)}


def _heat_map(results: "Results", outcome: str | None) -> str:
    """Return the name of an outcome's heat map, of the first outcome if not given."""
    from eastwest.errors import EastwestError

    study = results.study
    if len(study.varied) < 2:
        raise EastwestError(f"{results.folder}: a heat map needs two keys that vary")
    name = _named(outcome or next(iter(study.outcomes)), study.outcomes, "outcome")
    return f"{HEAT_MAP}-{name}"


def _named(name: str, known: "Iterable[str]", key: str) -> str:
    """Return a name that is known; else say which are."""
    from eastwest.errors import EastwestError
    from eastwest.reading.finding import choice, got, nearest

    names = list(known)
    if name not in names:
        meant = nearest(name, names)
        hint = f"; did you mean {meant!r}?" if meant else f"; there are {choice(names)}"
        raise EastwestError(f"{key}: is not there {got(name)}{hint}")
    return name
