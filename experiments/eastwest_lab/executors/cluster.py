"""A Dask cluster: its scheduler moves the runs of a worker that died to another."""

from concurrent.futures import Future
from typing import Any

from eastwest.errors import EastwestError
from eastwest_lab.work import Batch, Chunk, work


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
        self._pool: Any = self._client.get_executor()
        self.lost: tuple[type[BaseException], ...] = (KilledWorker,)

    @property
    def ahead(self) -> int:
        """Return two chunks for each thread of today's workers."""
        threads: int = sum(self._client.nthreads().values())
        return 2 * max(1, threads)

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
