"""`eastwest list`: the scenarios of the library."""

from itertools import groupby
from typing import Annotated

import typer


def listing(lang: Annotated[str | None, typer.Option(metavar="en|zh")] = None) -> None:
    """List the scenarios of the library, those of a group together."""
    from eastwest.reading.library import library
    from eastwest_lab.cli.terminal import heading, table
    from eastwest_lab.language import choose, messages

    say = messages(choose(lang))
    header = [say("cli.name"), say("cli.title"), say("report.question")]
    for group, entries in groupby(library(), key=lambda entry: entry.group):
        heading(say.texts.get(f"cli.groups.{group}", group) or say("cli.groups.others"))
        rows = [[each.name, say.pick(each.title), say.pick(each.question)] for each in entries]
        table(header, rows, words=3, whole=True)
