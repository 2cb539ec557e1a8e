"""Processes on this machine, kept warm, that end with their parent whatever happens to it."""

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection, wait

from eastwest_lab.work import Batch, Chunk, work

PRELOAD = ["eastwest_lab.work", "eastwest.loader"]
"""Imported once; a new worker has them at once where it can be forked from a clean server."""
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
GRACE = 2.0
"""Seconds by which a run may miss its deadline before its process ends itself."""


class Processes:
    """A pool of processes.

    Args:
        jobs: How many.
    """

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self.ahead = 2 * jobs  # the next chunk waits beside each worker
        self._jobs = jobs
        self._context = multiprocessing.get_context(
            "forkserver" if sys.platform == "linux" else "spawn"
        )
        if sys.platform == "linux":
            self._context.set_forkserver_preload(PRELOAD)
        self._begin()

    def submit(self, chunk: Chunk) -> "Future[Batch]":
        """Begin a chunk."""
        with _one_thread():  # the first chunk starts the workers
            return self._pool.submit(_work, chunk)

    def renew(self) -> None:
        """Replace all workers."""
        self.stop()
        self._begin()

    def stop(self) -> None:
        """End all workers at once."""
        self._stop.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self) -> None:
        ends, self._stop = self._context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self._jobs, mp_context=self._context, initializer=_prepare, initargs=(ends,)
        )
        self._ends = ends  # open until the workers have theirs


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let processes that start now use one thread each."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _prepare(ends: Connection) -> None:
    """Make a worker deaf to Ctrl+C, which is its parent's, and let it end with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(ends,), daemon=True).start()


def _end_with_parent(ends: Connection) -> None:
    """End this process once its parent is gone or has closed its end of the pipe."""
    parent = multiprocessing.parent_process()
    wait([ends] if parent is None else [ends, parent.sentinel])
    os._exit(1)


def _work(chunk: Chunk) -> Batch:
    """Do a chunk; a run that is deaf to its deadline takes its process with it."""
    limit = chunk.order.timeout
    if limit is None:
        return work(chunk)
    batches = []
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device)
        for task in chunk.tasks:
            faulthandler.dump_traceback_later(limit + GRACE, exit=True, file=nowhere)
            batches.append(work(replace(chunk, tasks=(task,))))
            faulthandler.cancel_dump_traceback_later()
    return Batch(batches[0].code, tuple(run for batch in batches for run in batch.runs))
