"""Who does the heavy arithmetic: NumPy alone, or code that numba compiles (extra `fast`).

`numpy` and `compiled` choose the same, and their numbers agree to 1e-9. `fast` may round and
draw in another way: the same luck in distribution, not draw by draw.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from typing import ParamSpec, TypeVar, cast

from eastwest.errors import BackendError

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

NAMES = ("numpy", "compiled", "fast")
VARIABLE = "EASTWEST_BACKEND"
"""Environment variable that names the backend, so that workers have that of their parent."""


def backend(key: str = VARIABLE) -> str:
    """Return the backend in use: the one that is asked for, else the best that is there.

    Args:
        key: Where it was asked for, as an error names it.

    Raises:
        BackendError: If there is none of that name, or numba is not installed.
    """
    asked = os.environ.get(VARIABLE) or _best()
    if asked not in NAMES:
        raise BackendError(f"{key}: must be one of {', '.join(NAMES)} (got {asked!r})")
    if asked != "numpy" and not _has_numba():
        raise BackendError(f"{key}: {asked} needs numba: pip install 'eastwest[fast]'")
    return asked


@contextmanager
def using(name: str | None) -> Iterator[None]:
    """Use a backend for a while, here and in processes that start meanwhile; None: as before."""
    before = os.environ.get(VARIABLE)
    try:
        use(before if name is None else name)
        backend(VARIABLE if name is None else "backend")
        yield
    finally:
        use(before)


def use(name: str | None) -> None:
    """Use a backend from here on, in this process and those that start from it; None: the best."""
    if name is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = name
    _compiles.cache_clear()


def twinned(plain: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Let compiled code do a function's work unless NumPy is to do it alone.

    The twin of `folder.module.name` is `folder.compiled.module.name`: the same arguments and the
    same answer. The plain one stays within reach, as the attribute `__wrapped__`.
    """
    folder, _, module = plain.__module__.rpartition(".")

    @cache
    def twin() -> Callable[Arguments, Answer]:  # numba is imported when it is asked for, not before
        found = import_module(f"{folder}.compiled.{module}")
        return cast(Callable[Arguments, Answer], getattr(found, plain.__name__))

    @wraps(plain)
    def either(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        return (twin() if _compiles() else plain)(*args, **kwargs)

    return either


@cache
def _compiles() -> bool:
    """Return whether compiled code does the work; to ask the system each time would cost more."""
    return backend() != "numpy"


def _best() -> str:
    return "compiled" if _has_numba() else "numpy"


@cache
def _has_numba() -> bool:
    return find_spec("numba") is not None
