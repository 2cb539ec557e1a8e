"""Do what is missing of a sweep: one runner, whatever the executor."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from json import dumps
from math import ceil
from os import PathLike
from pathlib import Path

from eastwest.errors import ScenarioError
from eastwest.rules import brought, origins
from eastwest.runs import simulate as simulate_one
from eastwest.vocabulary import Floats
from eastwest_lab.study import Study
from eastwest_lab.sweeps.batches import Batch, Failed, collected
from eastwest_lab.sweeps.chunks import Base, Chunk, Order, Run, Setting, Simulate
from eastwest_lab.sweeps.executors import Executor
from eastwest_lab.sweeps.executors.loop import Loop
from eastwest_lab.sweeps.manifest import Plan
from eastwest_lab.sweeps.results import Results, found
from eastwest_lab.sweeps.rounds import rounds
from eastwest_lab.sweeps.store import Notice, Shard, StoppedError, Store, opened

TARGET, LARGEST = 1.0, 5000
"""Seconds that a chunk should take, and the most runs in it."""
STRIKES = 3
"""Deaths of its worker after which a run is given up."""
START = 1.0
"""Seconds until processes are there."""
A_YEAR = {"tiny": 0.02, "classroom": 0.02, "national": 0.06, "large": 1.0}
"""Seconds that a simulated year takes, roughly; they only choose between loop and processes."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a sweep is: runs of this shard, as far as is known how many there will be."""

    total: int
    done: int
    failed: int


Progress = Callable[[Tally], None]


def gather(
    study: Study,
    folder: str | PathLike[str],
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    *,
    shard: Shard | None = None,
    timeout: float | None = None,
    retry: bool = False,
    notice: Notice | None = None,
    command: str = "",
    simulate: Simulate = simulate_one,
) -> Results:
    """Do the runs of a study that a folder lacks, and return all that it then holds.

    A failed run is a row. Interrupted or killed, it goes on where it was when called again.

    Args:
        study: What to run.
        folder: New, empty, or of the same study.
        jobs: Processes; as many as there are processors if not given. The plain loop is taken
            where it is faster.
        executor: Who does the runs, in place of processes or loop.
        progress: Told of every chunk that is done.
        shard: Which part of the runs; all if not given.
        timeout: Seconds that a run may take.
        retry: Whether failed runs are done again.
        notice: Told of what people should know.
        command: What was typed.
        simulate: What runs one replicate; a function of a module, so that workers find it.

    Raises:
        ScenarioError: If the points of the study are not sound, or workers cannot know its rules.
        FolderInUseError: If somebody works in the folder.
        StoppedError: If the disk is full, or a cluster is gone; what was stored is kept.
        ResultsError: If the folder holds something else.
    """
    shard = shard or Shard()
    if shard.n > 1 and study.replicates.number is None:
        raise ScenarioError("replicates: must be a number where a sweep is cut into shards")
    told, tell = notice or (lambda text: None), progress or (lambda tally: None)
    executor = _fit_for_own_rules(study, executor, jobs)
    with opened(Path(folder), study, shard, told, retry=retry, command=command) as store:
        order = Order(study.outcomes, study.kept, study.tables.keep, timeout, simulate)
        sweep = _Sweep(store, order, executor, jobs or os.cpu_count() or 1, tell)
        try:
            wanted = rounds(
                study.replicates, store.plan.points, sweep.read, lambda: store.status.shape[-1]
            )
            for replicates in wanted:
                sweep.complete(replicates)
        finally:
            sweep.stop()
    return found(Path(folder), store.plan)


def _fit_for_own_rules(
    study: Study, executor: Executor | None, jobs: int | None
) -> Executor | None:
    """Return who may do the runs: where a rule was added in Python, this process alone."""
    values = dumps([study.levers, study.uncertainties], default=repr)
    used = {own for base in study.bases.values() for own in origins(base)}
    used |= {own for own in brought().values() if f'"{own.kind}"' in values}
    own = next((own for own in used if not own.distribution), None)
    if own is None or isinstance(executor, Loop):
        return executor
    if executor is None and jobs in (None, 1):
        return Loop()
    raise ScenarioError(
        f"{own.group}: workers do not know the rule {own.kind!r}, which was {own}: bring it by an"
        " entry point (docs/extending.md), or use one job"
    )


@dataclass
class _Sweep:
    """One call of `gather`.

    Args:
        store: Where runs are kept.
        order: What is asked of each.
        executor: Who does them; chosen once it is known how many there are.
        jobs: Processes.
        tell: Told how far it is.
        pace: Seconds that a run takes, measured; none before the first.
    """

    store: Store
    order: Order
    executor: Executor | None
    jobs: int
    tell: Progress
    pace: float | None = None
    _settings: tuple[Setting, ...] = ()
    _bases: tuple[Base, ...] = ()
    _counts: tuple[int, int, int] = (0, 0, 0)

    def __post_init__(self) -> None:
        bases = self.store.plan.study.bases
        names = list(bases)
        self._bases = tuple(Base(each.digest, each) for each in bases.values())
        self._settings = tuple(
            Setting(names.index(each.scenario), dumps(dict(each.values)))
            for each in self.store.plan.points
        )

    def read(self, outcome: str, replicates: int) -> Floats:
        """Return an outcome of all that is stored."""
        self.store.flush()
        return self.store.outcome(outcome, replicates)

    def stop(self) -> None:
        """End the workers."""
        if self.executor is not None:
            self.executor.stop()

    def complete(self, replicates: int) -> None:
        """Do all runs that are missing."""
        self._counts = self.store.count(replicates)
        self._tell()
        left = self._counts[0] - self._counts[1]
        if left and self.executor is None:
            self.executor = choose(self.store.plan, left, self.jobs, self.order.timeout)
        if left and self.executor is not None:
            self._do(self.executor, self.store.left(replicates), left)
        self.store.flush()

    def _tell(self) -> None:
        self.tell(Tally(*self._counts))

    def _do(self, executor: Executor, runs: Iterable[Run], left: int) -> None:
        """Do runs in chunks, several at a time."""
        coming, under_way = iter(runs), dict[Future[Batch], Chunk]()
        while True:
            lost: list[Run] = []
            while len(under_way) < executor.ahead:
                some = tuple(islice(coming, self._size(executor, left)))
                if not some:
                    break
                left -= len(some)
                chunk = self._chunk(some)
                under_way[_begun(executor, chunk)] = chunk
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                lost += self._take(executor, future, under_way.pop(future))
            if lost:
                for future, chunk in under_way.items():
                    lost += self._take(executor, future, chunk)
                under_way.clear()
                executor.renew()
                self._alone(executor, lost)

    def _size(self, executor: Executor, left: int) -> int:
        """Return how many runs the next chunk has: a second's worth, fewer towards the end."""
        if self.pace is None:
            return 1
        most = min(LARGEST, ceil(left / executor.ahead))
        return max(1, min(most, round(TARGET / max(self.pace, 1e-9))))

    def _chunk(self, runs: Sequence[Run]) -> Chunk:
        """Return a chunk that carries the scenarios of its runs and no others."""
        settings = {point: self._settings[point] for point, _ in runs}
        used = sorted({setting.base for setting in settings.values()})
        return Chunk(self.order, {place: self._bases[place] for place in used}, settings, runs)

    def _take(self, executor: Executor, future: "Future[Batch]", chunk: Chunk) -> Sequence[Run]:
        """Keep what came of a chunk; return its runs if its worker died."""
        try:
            batch = future.result()
        except executor.lost:
            return chunk.runs
        except Exception as error:  # noqa: BLE001 (runs never raise: it is the workers)
            told = f"the workers failed: {type(error).__name__}: {error}"
            raise StoppedError(f"stopped: {told}") from None
        self._keep(batch)
        return ()

    def _keep(self, batch: Batch) -> None:
        self.store.append(batch)
        seconds = float(batch.seconds.mean())
        self.pace = seconds if self.pace is None else (self.pace + seconds) / 2
        total, done, failed = self._counts
        self._counts = (total, done + batch.number, failed + len(batch.failed))
        self._tell()

    def _alone(self, executor: Executor, runs: Iterable[Run]) -> None:
        """Do runs one by one, so that the one that kills its worker is known."""
        for run in runs:
            chunk = self._chunk((run,))
            for _ in range(STRIKES - 1):  # the first was when it was lost in company
                if not self._take(executor, _begun(executor, chunk), chunk):
                    break
                executor.renew()
            else:
                told = f"its worker died {STRIKES} times"
                self._keep(collected(chunk, [Failed(0.0, "worker", told, "")]))


def _begun(executor: Executor, chunk: Chunk) -> "Future[Batch]":
    """Begin a chunk; if no worker is left to take it, it is lost like those under way."""
    try:
        return executor.submit(chunk)
    except executor.lost as error:
        lost: Future[Batch] = Future()
        lost.set_exception(error)
        return lost


def choose(plan: Plan, left: int, jobs: int, timeout: float | None = None) -> Executor:
    """Return the plain loop where it is faster than processes, which take time to start."""
    from eastwest_lab.sweeps.executors.processes import Processes

    alone = left * max(_expected(plan))
    together = START + alone / min(jobs, left)
    if timeout is None and (jobs == 1 or alone <= together):
        return Loop()
    return Processes(min(jobs, left))


def _expected(plan: Plan) -> list[float]:
    """Return roughly how many seconds a run of each scenario takes."""
    tables = (base.tables for base in plan.study.bases.values())
    return [A_YEAR[each.world.size] * (each.years[1] - each.years[0] + 1) for each in tables]
