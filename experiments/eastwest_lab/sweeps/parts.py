"""Parts of a sweep's tables: Parquet files that are whole or not there, with a checksum each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eastwest import storing
from eastwest.errors import ResultsError
from eastwest_lab.sweeps.batches import Batch
from eastwest_lab.sweeps.rows import Shape, run_table, yearly_table

SCHEMA = 1
"""Version of the way in which a sweep is stored."""
RUNS, YEARLY, NOTE = ".runs.parquet", ".yearly.parquet", ".json"
"""Endings of the files of a part; the note holds the checksums and is written last."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some runs that are stored and sound."""

    path: Path
    code: tuple[str, ...]

    @property
    def runs(self) -> Path:
        """Return the file of runs."""
        return self.path.with_name(self.path.name + RUNS)

    @property
    def yearly(self) -> Path:
        """Return the file of yearly values."""
        return self.path.with_name(self.path.name + YEARLY)

    @property
    def note(self) -> Path:
        """Return the file that vouches for the others."""
        return self.path.with_name(self.path.name + NOTE)


def write(path: Path, shape: Shape, batches: Sequence[Batch]) -> None:
    """Write a part; if that fails, nothing of it is left.

    Args:
        path: Its files without their endings.
        shape: What rows look like.
        batches: The runs.
    """
    from pyarrow.parquet import write_table

    part = Part(path, tuple(sorted({batch.code for batch in batches})))
    try:
        for file, table in (
            (part.yearly, yearly_table(shape, batches)),
            (part.runs, run_table(shape, batches)),
        ):
            with storing.whole(file) as whole:
                write_table(table, whole)
        note = {
            "schema": SCHEMA,
            "study": shape.study,
            "runs": storing.sha256(part.runs),
            "yearly": storing.sha256(part.yearly),
            "code": part.code,
        }
        storing.write_text(part.note, json.dumps(note) + "\n")
    except BaseException:
        remove(part.yearly, part.runs, part.note)
        raise


def remove(*paths: Path) -> None:
    """Take files away that are there."""
    for path in paths:
        path.unlink(missing_ok=True)


def scan(folder: Path, study: str | None = None) -> tuple[list[Part], list[str]]:
    """Return the sound parts of a folder, in order, and what is wrong with the others.

    Args:
        folder: That of the parts.
        study: Digest that notes must name, if it is known.
    """
    sound, faults = [], []
    vouched: set[str] = set()
    for note in sorted(folder.glob(f"*{NOTE}")):
        try:
            part = _checked(note, study)
        except ResultsError as error:
            faults.append(str(error))
            continue
        sound.append(part)
        vouched.update((part.runs.name, part.yearly.name, note.name))
    for path in sorted(folder.glob("*.parquet")):
        if path.name not in vouched and not Path(str(path).rsplit(".", 2)[0] + NOTE).exists():
            faults.append(f"{path.name}: has no checksum")
    return sound, faults


def _checked(note: Path, study: str | None) -> Part:
    """Return the part that a note vouches for; raise `ResultsError` if it is not so."""
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        schema, named = said["schema"], said["study"]
        sums = {RUNS: said["runs"], YEARLY: said["yearly"]}
        part = Part(note.with_name(note.name.removesuffix(NOTE)), tuple(said["code"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise ResultsError(f"{note.name}: is damaged") from None
    if schema != SCHEMA:
        raise ResultsError(f"{note.name}: was made by another version of eastwest (got {schema})")
    if study is not None and named != study:
        raise ResultsError(f"{note.name}: belongs to another study")
    for ending, expected in sums.items():
        path = part.path.with_name(part.path.name + ending)
        try:
            found = storing.sha256(path)
        except OSError:
            raise ResultsError(f"{path.name}: is gone or cannot be read") from None
        if found != expected:
            raise ResultsError(f"{path.name}: was changed or damaged since it was written")
    return part
