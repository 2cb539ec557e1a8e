"""Files that are written whole or not at all, in folders that are never overwritten."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from eastwest.errors import ResultsError

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""
NONE = "-"
"""What stands for no unit: alone, no spreadsheet calculates it."""


@contextmanager
def fresh(folder: Path) -> Iterator[Path]:
    """Make a folder for results, or take an empty one; left empty it is removed again.

    Raises:
        ResultsError: If it holds something, is no folder, or cannot be written in.
    """
    existed = folder.exists()
    _prepare(folder)
    try:
        yield folder
    finally:
        if not existed:
            with suppress(OSError):  # it holds something
                folder.rmdir()


def _prepare(folder: Path) -> None:
    """Make a folder and try to write in it."""
    check_free(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except (OSError, ValueError) as error:
        raise ResultsError(f"{folder}: cannot be written in: {reason(error)}") from None


def check_free(folder: Path) -> None:
    """Refuse a folder that holds something, and what is no folder; nothing is written."""
    try:
        is_file = folder.exists() and not folder.is_dir()
        is_used = folder.is_dir() and any(folder.iterdir())
    except OSError as error:
        raise ResultsError(f"{folder}: cannot be read: {reason(error)}") from None
    if is_file:
        raise ResultsError(f"{folder}: must be a folder (got a file)")
    if is_used:
        raise ResultsError(f"{folder}: must be empty or missing; results are never overwritten")


def check_absent(file: Path) -> None:
    """Refuse the path of a new file where something is."""
    if file.exists() or file.is_symlink():
        raise ResultsError(f"{file}: is there already; it is never overwritten")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` that becomes it once all is written and on the disk.

    Raises:
        ResultsError: If it cannot be written; then the temporary file is gone, an older one stays.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        _to_disk(part)
        part.replace(path)
        _to_disk(path.parent)
    except OSError as error:
        raise ResultsError(f"{path}: cannot be written: {reason(error)}") from None
    finally:
        part.unlink(missing_ok=True)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text file whole or not at all; lines end as they do in the text."""
    with whole(path) as part:
        part.write_text(text, encoding=encoding, newline="")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def plain_cell(text: str) -> str:
    """Return a text that a spreadsheet takes for text: a leading quote where it is risky."""
    return f"'{text}" if text != NONE and text.startswith(RISKY) else text


def reason(error: Exception) -> str:
    """Return why a file could not be read or written, in few words."""
    said = getattr(error, "strerror", None) or str(error).partition("\n")[0]
    return said.rpartition("] ")[2]  # some libraries tell a story before the system's words


def _to_disk(path: Path) -> None:
    """Wait until a file or a folder's list of files is on the disk."""
    if path.is_dir() and os.name == "nt":  # there a folder cannot be opened
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
