"""A Dask cluster: its scheduler moves the runs of a worker that died to another."""

import time
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from eastwest.errors import EastwestError
from eastwest_lab.sweeps.batches import Batch
from eastwest_lab.sweeps.chunks import Chunk
from eastwest_lab.sweeps.work import work

PAUSE = 5.0
"""Seconds before it is asked again how many workers there are."""


class Cluster:
    """The workers behind a Dask scheduler.

    Args:
        address: Of the scheduler, such as tcp://127.0.0.1:8786.
        patience: Seconds to wait for it.
    """

    def __init__(self, address: str, patience: float = 10) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError:
            rule = "needs the extra `cluster`: pip install 'eastwest[cluster]'"
            raise EastwestError(f"dask: {rule}") from None
        connect: Any = Client
        try:
            self._client = connect(address, timeout=patience, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise EastwestError(f"dask: no scheduler answers at {address} ({error})") from None
        self._pool: Any = self._client.get_executor(pure=False)  # else it hashes every chunk
        self._threads, self._again = 1, 0.0
        self.lost: tuple[type[BaseException], ...] = (KilledWorker,)

    @property
    def ahead(self) -> int:
        """Return two chunks for each thread of the workers there are, asked now and then."""
        if time.monotonic() > self._again:
            with suppress(OSError):  # a scheduler that is gone shows in what it was given
                self._threads = max(1, sum(self._client.nthreads().values()))
            self._again = time.monotonic() + PAUSE
        return 2 * self._threads

    def submit(self, chunk: Chunk) -> "Future[Batch]":
        """Begin a chunk."""
        future: Future[Batch] = self._pool.submit(work, chunk)
        return future

    def renew(self) -> None:
        """Do nothing: the scheduler has other workers, or waits for them."""

    def stop(self) -> None:
        """Take back what is under way and leave the cluster as it is."""
        self._pool.shutdown(wait=False)
        self._client.close(timeout=2)
