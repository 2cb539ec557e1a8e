"""The folder of a sweep while runs come in: what is there is kept, what is missing is known."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from eastwest import storing
from eastwest.errors import ResultsError
from eastwest.results.saving import MANIFEST
from eastwest.vocabulary import Floats, Ints
from eastwest_lab.study import Study
from eastwest_lab.sweeps import manifest, parts
from eastwest_lab.sweeps.batches import Batch
from eastwest_lab.sweeps.chunks import Run
from eastwest_lab.sweeps.lock import locked, refuse_held
from eastwest_lab.sweeps.manifest import PARTS, DamagedError, Plan
from eastwest_lab.sweeps.parts import Part
from eastwest_lab.sweeps.rows import Shape

MISSING, DONE, FAILED = 0, 1, 2
SECONDS, LONGEST, VALUES, RUN = 2.0, 30.0, 2_000_000, 200
"""How long runs wait before they are written: so many seconds and a hundredth of all since the
start, so that a long sweep has few parts; no longer than that, no more yearly values than that, of
which a run itself counts for so many."""

Notice = Callable[[str], None]
"""Told of what people should know, in a line."""


class StoppedError(ResultsError):
    """Runs could not be written any more, as on a full disk; what was written is kept."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a sweep that are run apart: every n-th run from the k-th on."""

    k: int = 1
    n: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.k <= self.n:
            raise ResultsError(f"shard: must be K/N with 1 <= K <= N (got {self.k}/{self.n})")

    def __str__(self) -> str:
        """Return it as files are named."""
        return f"{self.k}-of-{self.n}"

    def holds(self, point: int, replicate: int, points: int) -> bool:
        """Return whether a run belongs to it."""
        return (replicate * points + point) % self.n == self.k - 1


@dataclass
class Store:
    """A folder that runs are added to.

    Args:
        folder: Where.
        plan: The study and its points.
        shard: Which runs are ours.
        status: MISSING, DONE or FAILED, shape (points, replicates); grows.
    """

    folder: Path
    plan: Plan
    shard: Shard
    status: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    _waiting: list[Batch] = field(default_factory=list)
    _values: int = 0
    _started: float = field(default_factory=time.monotonic)
    _written: float = field(default_factory=time.monotonic)
    _number: int = 0

    @cached_property
    def shape(self) -> Shape:
        """Return what rows look like."""
        return self.plan.shape()

    def grow(self, replicates: int) -> None:
        """Make room for so many replicates."""
        points, known = len(self.plan.points), self.status.shape[-1]
        if replicates > known:
            wider = np.zeros((points, replicates), dtype=np.int64)
            wider[:, :known] = self.status.reshape(points, known)
            self.status = wider

    def left(self, replicates: int) -> Iterator[Run]:
        """Yield point and replicate of our runs that are missing, point by point."""
        self.grow(replicates)
        points = len(self.plan.points)
        for point in range(points):
            for replicate in np.flatnonzero(self.status[point, :replicates] == MISSING).tolist():
                if self.shard.holds(point, replicate, points):
                    yield point, replicate

    def count(self, replicates: int) -> tuple[int, int, int]:
        """Return how many of our runs there are, are stored, and of these failed."""
        self.grow(replicates)
        point, replicate = np.indices((len(self.plan.points), replicates))
        place = replicate * len(self.plan.points) + point
        ours = self.status[:, :replicates][place % self.shard.n == self.shard.k - 1]
        return len(ours), int((ours != MISSING).sum()), int((ours == FAILED).sum())

    def append(self, batch: Batch) -> None:
        """Keep runs; they are on the disk soon."""
        self._waiting.append(batch)
        self._values += RUN * batch.number + batch.values
        status = np.full(batch.number, DONE)
        status[list(batch.failed)] = FAILED
        self.status[batch.point, batch.replicate] = status
        now = time.monotonic()
        patience = min(LONGEST, SECONDS + (now - self._started) / 100)
        if self._values > VALUES or now - self._written > patience:
            self.flush()

    def flush(self) -> None:
        """Write what waits; raise `ResultsError` if the disk is full."""
        waiting, self._waiting, self._values = self._waiting, [], 0
        if waiting:
            self._number += 1
            path = self.folder / PARTS / f"{self.shard}-{self._number:06d}"
            try:
                parts.write(path, self.shape, waiting)
            except ResultsError as error:
                raise StoppedError(f"stopped: {error}") from None
            except BaseException:  # interrupted: written again when the folder is closed
                self._waiting = waiting
                raise
        self._written = time.monotonic()

    def outcome(self, name: str, replicates: int) -> Floats:
        """Return an outcome of all stored runs, shape (points, replicates); nan where none."""
        found = np.full((len(self.plan.points), replicates), np.nan)
        for part in parts.scan(self.folder / PARTS, self.shape.study)[0]:
            rows = _columns(part, ("point", "replicate", name))
            inside = rows["replicate"] < replicates
            where = rows["point"][inside], rows["replicate"][inside]
            values = rows[name][inside]
            found[where] = np.where(np.isnan(values), found[where], values)
        return found

    def take(self, sound: list[Part], *, retry: bool) -> None:
        """Know what is stored; failed runs count as missing if they are to be tried again."""
        for part in sound:
            rows = _columns(part, ("point", "replicate", "status"))
            if not len(rows["point"]):
                continue
            self.grow(int(rows["replicate"].max()) + 1)
            code = np.where(rows["status"] == "done", DONE, MISSING if retry else FAILED)
            where = rows["point"], rows["replicate"]
            self.status[where] = np.where(self.status[where] == DONE, DONE, code)
            name, _, number = part.path.name.rpartition("-")
            if name == str(self.shard):
                self._number = max(self._number, int(number))


def _columns(part: Part, names: tuple[str, ...]) -> Mapping[str, Floats]:
    from pyarrow.parquet import read_table

    table = read_table(part.runs, columns=list(names))
    return {name: table[name].to_numpy() for name in names}


@contextmanager
def opened(
    folder: Path,
    study: Study,
    shard: Shard,
    notice: Notice,
    *,
    retry: bool = False,
    command: str = "",
) -> Iterator[Store]:
    """Open a folder for a sweep, new or to be gone on with; nobody else may work in it.

    Raises:
        FolderInUseError: If somebody does.
        ResultsError: If it holds something else, another study, or cannot be written in.
    """
    asked = Plan.of(study)
    _prepare(folder)
    with locked(folder / f"lock-{shard}"):
        for other in folder.glob("lock-*"):
            if not other.name.endswith(f"-of-{shard.n}"):
                refuse_held(other)
        stored = _agreed(folder, asked, notice, command)
        store = Store(folder, stored, shard)
        sound, faults = parts.scan(folder / PARTS, store.shape.study)
        _clean(folder, shard, sound, faults, notice)
        store.take(sound, retry=retry)
        try:
            yield store
        finally:
            store.flush()


def _prepare(folder: Path) -> None:
    """Make the folder, or take one that is empty or holds a sweep."""
    try:
        is_file = folder.exists() and not folder.is_dir()
        if not is_file:
            folder.mkdir(parents=True, exist_ok=True)
        names = set() if is_file else {path.name for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        rule = f"cannot be written in: {storing.reason(error)}"
        raise ResultsError(f"{folder}: {rule}") from None
    if is_file:
        raise ResultsError(f"{folder}: must be a folder (got a file)")
    names = {name for name in names if not name.startswith("lock-")}
    if names and not names & {MANIFEST, PARTS}:
        raise ResultsError(f"{folder}: must be empty, missing, or hold this sweep")
    if MANIFEST in names:
        with suppress(DamagedError):  # it may be written anew
            manifest.content(folder)


def _agreed(folder: Path, asked: Plan, notice: Notice, command: str) -> Plan:
    """Return the plan that the folder holds, which must be the one asked for; write a new one."""
    if not (folder / MANIFEST).exists() and not any(folder.glob(f"{PARTS}/*{parts.NOTE}")):
        manifest.write(asked, folder, command)
        return asked
    try:
        stored = manifest.read(folder)
    except ResultsError as error:
        is_missing = not (folder / MANIFEST).exists()
        sound, _ = parts.scan(folder / PARTS, asked.digest)
        notes = list((folder / PARTS).glob(f"*{parts.NOTE}"))
        if not (isinstance(error, DamagedError) or is_missing):
            raise
        if len(sound) < len(notes):
            rule = "; its parts do not all fit this study: use another folder"
            raise ResultsError(f"{error}{rule}") from None
        notice(f"{error}; written anew: every part fits this study")
        manifest.write(asked, folder, command)
        return asked
    changed = manifest.changes(stored, asked)
    if changed:
        rule = f"holds another study; changed since: {manifest.named(changed)}"
        raise ResultsError(f"{folder}: {rule}. Choose another folder with --out")
    if stored.kept_as:
        rule = "another version of eastwest began it, to which its scenarios meant something else"
        raise ResultsError(f"{folder}: {rule}. It can be read; choose another folder with --out")
    return stored


def _clean(
    folder: Path, shard: Shard, sound: list[Part], faults: list[str], notice: Notice
) -> None:
    """Take away what is damaged or was never finished, as far as it is ours."""
    pattern = "*" if shard.n == 1 else f"{shard}-*"
    kept = {file for part in sound for file in (part.runs, part.yearly, part.note)}
    for path in (folder / PARTS).glob(pattern):
        if path not in kept:
            path.unlink(missing_ok=True)
    for path in (folder / PARTS).glob(f".{pattern}.part"):
        path.unlink(missing_ok=True)
    for fault in faults:
        notice(f"{fault}; its runs are done again")
