"""Tables of `docs/performance.md`: what is measured stands between two marks."""

import os
import platform
import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; all columns but the first are numbers."""
    lines = [header, ("---", *("---:" for _ in header[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replaced(text: str, name: str, body: str) -> str:
    """Return the page with what stands between the marks of that name replaced."""
    marks = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(text):
        raise ValueError(f"the page has no place for {name!r}")
    return marks.sub(lambda found: f"{found[1]}\n{body}\n\n{found[2]}", text)


def machine() -> str:
    """Return the kind of machine in a sentence: no name, no place."""
    cores, memory = os.cpu_count(), _memory()
    libraries = ", ".join(f"{name} {version(name.lower())}" for name in ("NumPy", "SciPy", "Mesa"))
    return (
        f"{platform.system()} on {platform.machine()}, {cores} cores, {memory} of memory, "
        f"Python {platform.python_version()}, {libraries}."
    )


def _memory() -> str:
    try:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows does not say
        return "unknown size"
    return f"{pages / 2**30:.0f} GB"
