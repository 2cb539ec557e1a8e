"""Where runs are done: in this process, in processes beside it, on a cluster."""

from concurrent.futures import Future
from typing import Protocol

from eastwest_lab.sweeps.batches import Batch
from eastwest_lab.sweeps.chunks import Chunk


class Executor(Protocol):
    """Does chunks of runs; a new one needs these five."""

    @property
    def ahead(self) -> int:
        """Return how many chunks may be under way at once."""

    @property
    def lost(self) -> tuple[type[BaseException], ...]:
        """Return the errors of a future that mean: the worker died."""

    def submit(self, chunk: Chunk) -> "Future[Batch]":
        """Begin a chunk."""

    def renew(self) -> None:
        """Replace workers that died."""

    def stop(self) -> None:
        """End all workers at once; what is under way is lost."""
