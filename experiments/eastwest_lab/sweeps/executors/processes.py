"""Processes on this machine, kept warm, that end with their parent whatever happens to it."""

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess, SpawnProcess
from typing import NamedTuple

from eastwest.backend import backend, use
from eastwest.runs import warm
from eastwest_lab.sweeps.batches import Batch, collected
from eastwest_lab.sweeps.chunks import Chunk, Run
from eastwest_lab.sweeps.work import do_all, work

PRELOAD = ["eastwest_lab.sweeps.work", "eastwest_lab.sweeps.warm"]
"""Imported once; a new worker has them at once where it can be forked from a clean server."""
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
GRACE = 2.0
"""Seconds by which a run may miss its deadline before its process ends itself."""


class DiedError(Exception):
    """A worker died while it had a chunk."""


class Worker(NamedTuple):
    """A process and our end of its pipe."""

    process: ForkServerProcess | SpawnProcess
    pipe: "Connection[Chunk, Batch]"


class Processes:
    """Processes that do chunks, each behind a pipe and a thread of its own.

    They share no queue and no lock, so one that dies in the middle of a word blocks nobody:
    the standard pool waits for ever for the rest of a long result.

    Args:
        jobs: How many.
    """

    lost: tuple[type[BaseException], ...] = (DiedError,)

    def __init__(self, jobs: int) -> None:
        self.ahead = 2 * jobs  # the next chunk waits beside each worker
        if sys.platform == "linux":
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(PRELOAD)
        else:
            self._context = multiprocessing.get_context("spawn")
            warm()  # else all workers would compile at once, and write the same files
        self._threads = ThreadPoolExecutor(jobs)
        self._own, self._lock = threading.local(), threading.Lock()
        self._workers: list[Worker] = []
        self._is_over = False

    def submit(self, chunk: Chunk) -> "Future[Batch]":
        """Begin a chunk."""
        return self._threads.submit(self._ask, chunk)

    def renew(self) -> None:
        """Do nothing: a thread whose worker died starts another."""

    def stop(self) -> None:
        """End all workers at once."""
        with self._lock:
            self._is_over = True
            for worker in self._workers:
                worker.process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _ask(self, chunk: Chunk) -> Batch:
        """Let the worker of this thread do a chunk."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = self._started()
        try:
            worker.pipe.send(chunk)
            return worker.pipe.recv()
        except (EOFError, OSError):
            self._own.worker = None
            self._end(worker)
            raise DiedError from None

    def _started(self) -> Worker:
        """Start a worker, unless all is over."""
        with self._lock, _one_thread():
            if self._is_over:
                raise DiedError
            ours, its = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(its, backend()), daemon=True)
            process.start()
            its.close()  # its death is then the end of the pipe
            worker = Worker(process, ours)
            self._workers.append(worker)
        return worker

    def _end(self, worker: Worker) -> None:
        with self._lock:
            self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()


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


def _serve(pipe: "Connection[Batch, Chunk]", name: str) -> None:
    """Do chunks until there are no more; deaf to Ctrl+C, which is the parent's.

    A server may have been started while another backend was in use: its name is told.
    """
    use(name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        pipe.send(_work(pipe.recv()))


def _end_with_parent() -> None:
    """End this process once its parent is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(chunk: Chunk) -> Batch:
    """Do a chunk; a run that is deaf to its deadline takes its process with it."""
    limit = chunk.order.timeout
    if limit is None:
        return work(chunk)
    return collected(chunk, do_all(chunk, _guarded(chunk.runs, limit + GRACE)))


def _guarded(runs: Iterable[Run], seconds: float) -> Iterator[Run]:
    """Yield runs to be done; one that takes longer ends this process."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device)
        for run in runs:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            yield run
            faulthandler.cancel_dump_traceback_later()
