"""What is refused before anything is understood: files, texts and values that could do harm."""

import re
from collections.abc import Iterator
from datetime import date
from datetime import time as clock
from pathlib import Path as File
from typing import Any

from eastwest.errors import ScenarioError
from eastwest.reading.locate import Path
from eastwest.reading.tokens import NESTING, too_deep

_LARGEST = 1_000_000
_LONGEST_TEXT = 2_000
_BIGGEST = 2**63
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def text_of(file: File, shown: str) -> str:
    """Return what a file says, its lines ended by line feeds alone."""
    text = _decoded(content_of(file, shown), shown)
    line = too_deep(text)
    if line is not None:
        raise ScenarioError(f"{shown}:{line}: must not nest deeper than {NESTING} levels")
    return text


def content_of(file: File, shown: str) -> bytes:
    """Return the bytes of a plain file that is not too large."""
    try:
        if file.is_dir():
            raise ScenarioError(f"{shown}: must be a file (got a folder)")
        if not file.is_file():
            raise ScenarioError(f"{shown}: must be a plain file that is there")
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise ScenarioError(f"{shown}: cannot be read: {error.strerror}") from None
    if len(content) > _LARGEST:
        raise ScenarioError(f"{shown}: must be at most {_LARGEST} bytes")
    return content


def _decoded(content: bytes, shown: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError(f"{shown}:{line}: must be UTF-8 text{_encoding(content)}") from None


def _encoding(content: bytes) -> str:
    try:
        content.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return " (this looks like GBK: save it again as UTF-8)"


def unsafe(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """Yield key paths with names, texts and numbers that no scenario needs, and the rule."""
    if len(path) > 2 * NESTING:
        yield path, f"must not nest deeper than {NESTING} levels"
        return
    if isinstance(value, str):
        yield from ((path, rule) for rule in _unsafe_text(value))
    elif isinstance(value, int) and abs(value) >= _BIGGEST:
        yield path, f"must be smaller than {_BIGGEST}"
    elif isinstance(value, dict):
        for name, each in value.items():
            if not _is_name(name):
                yield path, f"must not hold such a name (got {str(name)[:20]!r}...)"
            else:
                yield from unsafe((*path, name), each)
    elif isinstance(value, list | tuple):
        for row, each in enumerate(value):
            yield from unsafe((*path, row), each)
    elif not isinstance(value, int | float | None):
        is_date = isinstance(value, date | clock)
        shown = value.isoformat() if is_date else repr(value)[:60]
        advice = f'; write "{shown}", or a year as a number' if is_date else ""
        yield path, f"must be text, a number, a list or a table (got {shown}){advice}"


def _unsafe_text(text: str) -> Iterator[str]:
    if len(text) > _LONGEST_TEXT:
        yield f"must be at most {_LONGEST_TEXT} characters (got {len(text)})"
    if _CONTROL.search(text.replace("\n", "").replace("\t", "")):
        yield "must not hold control characters"


def _is_name(name: object) -> bool:
    return isinstance(name, str | int) and len(str(name)) <= 200 and not _CONTROL.search(str(name))
