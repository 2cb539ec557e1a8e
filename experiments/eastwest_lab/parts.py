"""Parts of a sweep's tables: Parquet files that are whole or not there, with a checksum each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eastwest import storing
from eastwest.errors import ResultsError
from eastwest.vocabulary import Ints
from eastwest_lab.catalogue import unit
from eastwest_lab.work import Batch, Done, Failed, Table, not_finite

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = 1
"""Version of the way in which a sweep is stored."""
RUNS, YEARLY, NOTE = ".runs.parquet", ".yearly.parquet", ".json"
"""Endings of the files of a part; the note holds the checksums and is written last."""
WORDS = ("run", "scenario", "level", "id", "variable", "unit")
"""Columns of yearly values that hold words."""


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


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a sweep look like.

    Args:
        study: Digest of the study, which every note names.
        points: Table of points: point, scenario, a column for each lever and uncertainty.
        contents: Digest of each point's content.
        outcomes: Names.
    """

    study: str
    points: "pd.DataFrame"
    contents: tuple[str, ...]
    outcomes: tuple[str, ...]


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
            (part.yearly, _yearly(shape, batches)),
            (part.runs, _runs(shape, batches)),
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


# --- rows ---


def _runs(shape: Shape, batches: Sequence[Batch]) -> Any:
    """Return the table of runs: failed ones too, with why."""
    import pandas as pd
    import pyarrow as pa

    runs = [(batch.code, run) for batch in batches for run in batch.runs]
    rows = [_row(shape, code, run) for code, run in runs]
    table = pd.DataFrame(rows).astype(dict.fromkeys(shape.outcomes, float))
    points = shape.points.iloc[table["point"].to_numpy()].reset_index(drop=True)
    table.insert(2, "scenario", points["scenario"])
    keys = points.columns.difference(["point", "scenario"], sort=False)
    whole = pd.concat([table, points[keys]], axis=1)
    order = [name for name in table if name not in shape.outcomes]
    return pa.Table.from_pandas(
        whole[[*order, *keys, *shape.outcomes]], preserve_index=False
    ).replace_schema_metadata()


def _row(shape: Shape, code: str, run: Done | Failed) -> Mapping[str, Any]:
    """Return the cells of a run, but for those of its point."""
    if isinstance(run, Done):
        outcomes, digest, why = run.outcomes, run.digest, ("", "", "")
    else:
        outcomes, digest = (nan,) * len(shape.outcomes), "failed"
        why = (run.stage, run.error, run.traceback)
    return {
        "run": f"{shape.contents[run.point]}-{run.replicate}",
        "point": run.point,
        "replicate": run.replicate,
        "seed": run.seed,
        "status": "failed" if digest == "failed" else "done",
        "seconds": run.seconds,
        "code": code,
        "not_finite": "" if digest == "failed" else not_finite(shape.outcomes, outcomes),
        "digest": digest,
        **dict(zip(("stage", "error", "traceback"), why, strict=True)),
        **dict(zip(shape.outcomes, outcomes, strict=True)),
    }


def _yearly(shape: Shape, batches: Sequence[Batch]) -> Any:
    """Return the tidy table of yearly values: a row for each run, year, id and variable."""
    import pyarrow as pa

    pieces = [
        _piece(shape, run, table)
        for batch in batches
        for run in batch.runs
        if isinstance(run, Done)
        for table in run.tables
    ]
    columns = {}
    for name in ("run", "scenario", "point", "replicate", "seed", "year", "level", "id"):
        columns[name] = _column(name, [piece[name] for piece in pieces])
    for name in ("variable", "value", "unit"):
        columns[name] = _column(name, [piece[name] for piece in pieces])
    return pa.table(columns)


def _piece(shape: Shape, run: Done, table: Table) -> Mapping[str, Any]:
    """Return the columns of one level of a run; words as (names, codes)."""
    year, place, variable = np.ix_(*map(np.arange, table.values.shape))

    def spread(code: Ints) -> Ints:
        return np.broadcast_to(code, table.values.shape).ravel()

    one = np.zeros(table.values.size, dtype=np.int32)
    scenario = str(shape.points["scenario"].iat[run.point])
    codes = spread(variable).astype(np.int32)
    return {
        "run": ([f"{shape.contents[run.point]}-{run.replicate}"], one),
        "scenario": ([scenario], one),
        "point": one.astype(np.int64) + run.point,
        "replicate": one.astype(np.int64) + run.replicate,
        "seed": one.astype(np.int64) + run.seed,
        "year": np.array(table.years)[spread(year)],
        "level": ([table.level], one),
        "id": (table.ids.tolist(), spread(place).astype(np.int32)),
        "variable": (list(table.variables), codes),
        "value": table.values.ravel(),
        "unit": ([unit(name) for name in table.variables], codes),
    }


def _column(name: str, pieces: list[Any]) -> Any:
    """Return a column of all pieces; words once each, and codes."""
    import pyarrow as pa

    if name not in WORDS:
        kind = pa.float64() if name == "value" else pa.int64()
        joined = np.concatenate(pieces) if pieces else np.empty(0)
        return pa.array(joined, type=kind)
    known: dict[str, int] = {}
    codes = [np.empty(0, dtype=np.int32), *_recoded(pieces, known)]
    return pa.DictionaryArray.from_arrays(
        pa.array(np.concatenate(codes), type=pa.int32()), pa.array(list(known), type=pa.string())
    )


def _recoded(pieces: Iterable[Any], known: dict[str, int]) -> Iterator[Any]:
    """Yield codes of each piece in a common list of names, which grows."""
    for names, codes in pieces:
        common = np.array([known.setdefault(word, len(known)) for word in names], dtype=np.int32)
        yield common[codes] if len(names) else codes
