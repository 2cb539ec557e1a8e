"""End a run that takes too long, in any thread and on any system."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext


class TooLong(BaseException):
    """A run took longer than it may; no `except Exception` on the way takes it for a fault."""


def deadline(seconds: float | None) -> AbstractContextManager[None]:
    """Raise `TooLong` inside the block once it has run so long; none: no limit.

    Python raises it between two of its steps, so a single call into a library can outlast it.
    """
    return nullcontext() if seconds is None else _watched(seconds)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    watch = _Watch(threading.get_ident(), seconds)
    try:
        yield
    finally:
        watch.stop()


class _Watch:
    """A timer that raises `TooLong` in a thread, unless it is stopped first."""

    def __init__(self, thread: int, seconds: float) -> None:
        self._thread, self._lock, self._active = thread, threading.Lock(), True
        self._timer = threading.Timer(seconds, self._raise)
        self._timer.daemon = True
        self._timer.start()

    def _raise(self) -> None:
        with self._lock:
            if self._active:
                self._set(ctypes.py_object(TooLong))

    def stop(self) -> None:
        """Let the block go on; what was raised after it had ended is taken back."""
        with self._lock:
            self._active = False
            self._set(None)
        self._timer.cancel()

    def _set(self, error: object) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), error)
