"""`eastwest plot`: make a figure of a comparison or a sweep again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eastwest_lab.plots.gallery import Sketch
    from eastwest_lab.results import Results


def plot(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
    figure: Annotated[str, typer.Argument(metavar="FIGURE")],
    across: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    upright: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    outcome: Annotated[str | None, typer.Option(metavar="OUTCOME")] = None,
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE.png")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Draw a figure from a folder; what was run is not run again."""
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.comparison import SETTINGS, read
    from eastwest_lab.language import choose
    from eastwest_lab.plots.comparison import sketches
    from eastwest_lab.results import load
    from eastwest_lab.style import save

    code = choose(lang)
    if (folder / SETTINGS).exists():
        drawn = {sketch.name: sketch for sketch in sketches(read(folder).compared, code)}
    else:
        drawn = _of_sweep(load(folder), across, upright, outcome, code)
    sketch = drawn[_named(figure, drawn, "figure")]
    path = file or folder / "figures" / f"{figure}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(sketch.draw(), path)
    line(str(path))
    line(sketch.says())


def _of_sweep(
    results: "Results", across: str | None, upright: str | None, outcome: str | None, lang: str
) -> "dict[str, Sketch]":
    """Return what can be drawn of a sweep; its first levers and outcome if none are named."""
    from functools import partial

    from eastwest.errors import EastwestError
    from eastwest_lab.catalogue import label
    from eastwest_lab.plots.gallery import Sketch
    from eastwest_lab.plots.heat import heat_map, heat_map_says

    study = results.study
    varied = list(study.varied)
    if len(varied) < 2:
        raise EastwestError(f"{results.folder}: a heat map needs two keys that vary")
    name = _named(outcome or next(iter(study.outcomes)), study.outcomes, "outcome")
    first = _named(across or next(key for key in varied if key != upright), varied, "across")
    second = upright or next(key for key in varied if key != first)
    given = (results.runs, first, _named(second, varied, "upright"), name, lang)
    variable = study.outcomes[name].variable
    draw = partial(heat_map, *given, variable)
    says = partial(heat_map_says, *given, variable)
    return {"heat_map": Sketch("heat_map", label(variable, lang), draw, says)}


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
