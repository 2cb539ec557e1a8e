"""`eastwest schema`: what editors need to know of scenario files."""

from pathlib import Path
from typing import Annotated

import typer


def schema(
    target: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
) -> None:
    """Print the JSON Schema of scenario files, or write it into a file."""
    import json

    from eastwest import loader
    from eastwest.errors import ResultsError
    from eastwest.storing import write_text

    text = json.dumps(loader.schema(), indent=2, ensure_ascii=False) + "\n"
    if target is None:
        typer.echo(text, nl=False)
        return
    if target.is_dir():
        raise ResultsError(f"{target}: must be a file (got a folder)")
    write_text(target, text)
    typer.echo(str(target))
