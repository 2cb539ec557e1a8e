"""Tables of `docs/performance.md`: what is measured stands between two marks."""

import os
import platform
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from timeit import repeat

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
LIBRARIES = ("NumPy", "SciPy", "numba", "Mesa")

Row = Mapping[str, str]


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; all columns but the first are numbers."""
    lines = [header, ("---", *("---:" for _ in header[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replaced(text: str, name: str, body: str) -> str:
    """Return the page with what stands between the marks of that name replaced."""
    found = _place(text, name)
    return f"{text[: found.start(1)]}\n{body}\n\n{text[found.end(1) :]}"


def read(text: str, name: str) -> list[Row]:
    """Return the rows of a table of the page, cells by the heads of their columns."""
    lines = [line for line in _place(text, name)[1].splitlines() if line.startswith("|")]
    heads, _, *rows = ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def number(cell: str) -> float:
    """Return the number in a cell."""
    return float(cell.replace(",", ""))


def machine() -> str:
    """Return the kind of machine and how quick it is: no name, no place."""
    cores, memory = os.cpu_count(), _memory()
    libraries = ", ".join(f"{name} {version(name.lower())}" for name in LIBRARIES)
    return (
        f"{platform.system()} on {platform.machine()}, {cores} cores, {memory} of memory, "
        f"Python {platform.python_version()}, {libraries}. Python counts to a million in "
        f"{1e3 * counting():.0f} ms there."
    )


def counting() -> float:
    """Return how long Python counts to a million, by which machines can be compared. [s]."""
    return min(repeat("for _ in range(1_000_000): pass", number=1, repeat=7))


def _place(text: str, name: str) -> re.Match[str]:
    found = re.search(rf"<!-- measured: {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the page has no place for {name!r}")
    return found


def _memory() -> str:
    try:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows does not say
        return "unknown size"
    return f"{pages / 2**30:.0f} GB"
