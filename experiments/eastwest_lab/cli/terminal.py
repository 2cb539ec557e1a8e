"""What commands write: lines, tables, a bar while they work."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Tell = Callable[[int, int], None]
"""Told of each simulated year: replicate and year."""


def console(*, stderr: bool = False) -> "Console":
    """Return a terminal that writes text as it stands, brackets and colons included."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def line(text: str = "", *, stderr: bool = False) -> None:
    """Write a line; paths stay in one piece."""
    console(stderr=stderr).print(text, soft_wrap=True)


def heading(text: str) -> None:
    """Write a heading after an empty line."""
    console().print()
    console().print(text, style="bold", soft_wrap=True)


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    words: int = 1,
    last: bool = False,
    whole: bool = False,
) -> None:
    """Write a table.

    Args:
        header: Names of the columns.
        rows: Cells as texts.
        words: How many columns from the left hold words; the others hold numbers.
        last: Whether the last column holds words as well.
        whole: Whether the first column holds names that must stay in one piece.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE, pad_edge=False, safe_box=True)
    for place, name in enumerate(header):
        is_text = place < words or (last and place == len(header) - 1)
        grid.add_column(
            Text(name),
            justify="left" if is_text else "right",
            overflow="fold",
            no_wrap=place == 0 and whole,
        )
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console().print(grid)


@contextmanager
def bar(text: str, total: int, *, quiet: bool) -> Iterator[Tell]:
    """Give what advances a bar by a year; nothing is shown unless people watch."""
    screen = console(stderr=True)
    if quiet or not screen.is_terminal:
        yield lambda replicate, year: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(text, total=total)
        yield lambda replicate, year: progress.advance(task)
