"""One process at a time in a folder; the system frees the lock when its process dies."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eastwest.errors import ResultsError
from eastwest.storing import reason

if sys.platform == "win32":
    import msvcrt

    def _try(number: int) -> None:
        os.lseek(number, 1 << 20, os.SEEK_SET)  # beyond the text, which others may read
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderInUseError(ResultsError):
    """Another process works in the folder."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file; raise `FolderInUseError` with the holder's process if it is held."""
    number = _take(path)
    try:
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)
        os.write(number, f"{os.getpid()} on {platform.node()}\n".encode())
        yield
    finally:
        os.close(number)


def refuse_held(path: Path) -> None:
    """Raise `FolderInUseError` if a lock file is held."""
    os.close(_take(path))


def _take(path: Path) -> int:
    """Return the open file once its lock is ours."""
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ResultsError(f"{path.parent}: cannot be written in: {reason(error)}") from None
    try:
        _try(number)
    except OSError:
        os.lseek(number, 0, os.SEEK_SET)
        holder = os.read(number, 200).decode(errors="replace").strip()
        os.close(number)
        whose = f" by process {holder}" if holder else ""
        raise FolderInUseError(f"{path.parent}: is in use{whose}") from None
    return number
