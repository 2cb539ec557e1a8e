"""How kernels are compiled: strictly, once, and kept on the disk.

numba knows a kept kernel by its own file alone. It would go on with an old one when a function
or a constant that it takes from another file has changed, so kernels are kept in a folder that
is named by all these files.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])

SETTINGS: Any = numba.config
ROOT = Path(__file__).parents[1]
TAKEN = ("**/compiled/*.py", "choosing/*.py", "streams.py")
"""Files from which kernels take functions and constants."""


def kernel(function: Function) -> Function:
    """Compile a function of a module on its first call; sums and products stay as written.

    A division by zero gives inf or nan, as in NumPy; other threads may run meanwhile.
    """
    with _kept():
        return cast(Function, numba.njit(cache=True, error_model="numpy", nogil=True)(function))


def part(function: Function) -> Function:
    """Compile a function that kernels call and Python never does: it is laid into each of them.

    A call costs as much as a column's arithmetic. It has no entry from Python and is not kept by
    itself, which halves the time of compiling.
    """
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(Function, numba.njit(error_model="numpy", forceinline=True, **options)(function))


def state_of(root: Path) -> str:
    """Return a short digest of all files that kernels are made of."""
    found = sha256()
    for path in sorted(path for pattern in TAKEN for path in root.glob(pattern)):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def _kept() -> Iterator[None]:
    """Let a function that is decorated now be kept in the folder of these files."""
    before, folder = SETTINGS.CACHE_DIR, _folder()
    SETTINGS.CACHE_DIR = folder or before
    try:
        yield
    finally:
        SETTINGS.CACHE_DIR = before


@cache
def _folder() -> str:
    """Return where kernels are kept; empty where numba must find a place itself."""
    base = Path(SETTINGS.CACHE_DIR) if SETTINGS.CACHE_DIR else ROOT / "compiled" / "__pycache__"
    folder = base / state_of(ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(folder)
