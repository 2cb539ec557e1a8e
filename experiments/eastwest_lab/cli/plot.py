"""`eastwest plot`: make a figure of a comparison again."""

from pathlib import Path
from typing import Annotated

import typer


def plot(
    folder: Annotated[Path, typer.Argument(metavar="COMPARISON")],
    figure: Annotated[str, typer.Argument(metavar="FIGURE")],
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE.png")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Draw a figure of a comparison from its folder; what was run is not run again."""
    from eastwest.errors import EastwestError
    from eastwest.reading.finding import choice, got, nearest
    from eastwest_lab.cli.terminal import line
    from eastwest_lab.comparison import read
    from eastwest_lab.language import choose
    from eastwest_lab.plots.comparison import sketches
    from eastwest_lab.style import save

    code = choose(lang)
    drawn = {sketch.name: sketch for sketch in sketches(read(folder).compared, code)}
    if figure not in drawn:
        meant = nearest(figure, drawn)
        hint = f"; did you mean {meant!r}?" if meant else f"; there are {choice(drawn)}"
        raise EastwestError(f"figure: is not among those of {folder} {got(figure)}{hint}")
    path = file or folder / "figures" / f"{figure}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(drawn[figure].draw(), path)
    line(str(path))
