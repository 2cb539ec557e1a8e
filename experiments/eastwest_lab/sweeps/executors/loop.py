"""The plain loop: runs are done here and now, one after the other."""

from concurrent.futures import Future
from dataclasses import dataclass

from eastwest_lab.sweeps.batches import Batch
from eastwest_lab.sweeps.chunks import Chunk
from eastwest_lab.sweeps.work import work


@dataclass(frozen=True, slots=True)
class Loop:
    """Does each chunk when it is submitted."""

    ahead: int = 1
    lost: tuple[type[BaseException], ...] = ()

    def submit(self, chunk: Chunk) -> "Future[Batch]":
        """Do a chunk."""
        future: Future[Batch] = Future()
        future.set_result(work(chunk))
        return future

    def renew(self) -> None:
        """Do nothing: there is no worker that could die alone."""

    def stop(self) -> None:
        """Do nothing: nothing is under way."""
