"""`eastwest merge`: bring shards of a sweep together."""

from pathlib import Path
from typing import Annotated

import typer


def merge(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...")],
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
) -> None:
    """Merge and report if every run is there, else name what is missing."""
    import shlex

    from eastwest_lab.cli.sweep import report, tell
    from eastwest_lab.language import choose, messages
    from eastwest_lab.sweeps.merging import merge as bring_together

    say = messages(choose())
    results = bring_together(folders, out)
    tell(results, say, quiet=False)
    words = ["eastwest", "merge", *map(str, folders), *(["--out", str(out)] if out else [])]
    report(results, shlex.join([*words, "--lang", say.code]), say, quiet=False)
