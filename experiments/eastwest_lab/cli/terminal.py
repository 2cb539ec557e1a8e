"""What commands write: lines and tables; pages that they open."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

GAP, SHORT, LONG = 3, 8, 12
"""Letters between two columns, the least that a column of words has, and of a word that is not
broken."""


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


def browse(page: Path) -> None:
    """Open a page in the browser."""
    import webbrowser

    webbrowser.open(page.resolve().as_uri())


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    words: int = 1,
    last: bool = False,
    whole: bool = False,
) -> None:
    """Write a table; where the screen is too narrow for it, a block of lines for each row.

    Numbers and whole names stay in one piece; other words go on in the next line.

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

    cells, screen = [list(row) for row in rows], console()
    columns = list(zip(header, *cells, strict=True))
    is_text = [place < words or (last and place == len(header) - 1) for place in range(len(header))]
    breaks = [is_text[place] and not (whole and place == 0) for place in range(len(header))]
    room = screen.width - GAP * len(header) + 1
    # A pipe has no width: what finds a line by its name finds the whole row.
    has_width = screen.is_terminal or "COLUMNS" in os.environ
    widths = _widths(columns, breaks, room, strict=has_width)
    if not widths:
        _blocks(header, cells)
        return
    grid = Table(box=box.SIMPLE, pad_edge=False, safe_box=True)
    for name, width, left in zip(header, widths, is_text, strict=True):
        grid.add_column(
            Text(name), justify="left" if left else "right", overflow="fold", width=width
        )
    for row in cells:
        grid.add_row(*(Text(cell) for cell in row))
    screen.width = max(screen.width, sum(widths) + GAP * len(header) - 1)
    screen.print(grid)


def _widths(
    columns: Sequence[Sequence[str]], breaks: Sequence[bool], room: int, *, strict: bool
) -> list[int]:
    """Return the width of each column; none if they do not fit into a room that is strict."""
    from rich.cells import cell_len

    def widest(texts: Iterable[str]) -> int:
        return max(map(cell_len, texts), default=0)

    least, widths = [], []
    for (name, *cells), may_break in zip(columns, breaks, strict=True):
        lines = [line for cell in cells for line in cell.split("\n")]
        # Chinese may break anywhere.
        pieces = [word for line in lines for word in line.split() if word.isascii()]
        whole = widest(lines)
        own = min(whole, max(SHORT, min(LONG, widest(pieces)))) if may_break else whole
        least.append(max(own, widest(name.split())))
        widths.append(max(widest([*lines, name]), least[-1]))
    while sum(widths) > room:
        spare = [width - small for width, small in zip(widths, least, strict=True)]
        if not any(spare):
            return [] if strict else least
        widths[max(range(len(widths)), key=lambda place: (spare[place] > 0, widths[place]))] -= 1
    return widths


def _blocks(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a row as lines: its first cell, and below it the others with their names."""
    line()
    for row in rows:
        line(", ".join(part.strip() for part in row[0].split("\n")))
        others = zip(header[1:], row[1:], strict=True)
        for told in _packed([f"{name}: {cell}" for name, cell in others if cell]):
            line(f"  {told}")
    line()


def _packed(texts: Iterable[str]) -> list[str]:
    """Return texts one after the other, in as few lines as the screen has room for."""
    from rich.cells import cell_len

    lines, room = list[str](), console().width - 2
    for text in texts:
        longer = f"{lines[-1]}{GAP * ' '}{text}" if lines else ""
        if longer and cell_len(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(text)
    return lines
