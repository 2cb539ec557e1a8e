"""`eastwest merge`: bring shards of a sweep together."""

from pathlib import Path
from typing import Annotated

import typer


def merge(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...")],
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None,
) -> None:
    """Merge if every run is there, else name what is missing."""
    from eastwest_lab.cli.status import describe
    from eastwest_lab.language import choose, messages
    from eastwest_lab.merging import merge as bring_together

    say = messages(choose(lang))
    describe(bring_together(folders, out), say)
