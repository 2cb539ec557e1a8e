"""What a sweep came to: tables of runs, yearly values and failures, read when asked for."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eastwest.results.frames import COLUMNS
from eastwest_lab.study import Study
from eastwest_lab.sweeps import manifest, parts
from eastwest_lab.sweeps.manifest import PARTS, Plan
from eastwest_lab.sweeps.parts import Part

if TYPE_CHECKING:
    import pandas as pd

WHY = ("stage", "error", "traceback")
"""Columns that only failed runs fill."""
FIXED = ("run", "point", "scenario", "replicate", "seed", "status", "seconds", "code", "not_finite")
"""First columns of the table of runs."""


@dataclass(frozen=True)
class Results:
    """A folder of a sweep; each part was checked when it was opened.

    Args:
        folder: Where.
        plan: The study and its points.
        parts: What is stored and sound.
        faults: What is stored and damaged, in words.
    """

    folder: Path
    plan: Plan
    parts: tuple[Part, ...]
    faults: tuple[str, ...] = ()

    @property
    def study(self) -> Study:
        """Return the study."""
        return self.plan.study

    @cached_property
    def _all(self) -> "pd.DataFrame":
        """Return all rows of all parts, each run once: done before failed, the last failure."""
        import pyarrow as pa
        from pyarrow.parquet import read_table

        tables = [read_table(part.runs) for part in self.parts]
        if not tables:
            return self._none()
        joined = pa.concat_tables(tables, promote_options="permissive")
        frame: pd.DataFrame = joined.to_pandas()
        frame["_order"] = frame["status"].eq("done")
        frame = frame.sort_values(["point", "replicate", "_order"], kind="stable")
        frame = frame.drop_duplicates(["point", "replicate"], keep="last")
        return frame.drop(columns="_order").reset_index(drop=True)

    def _none(self) -> "pd.DataFrame":
        """Return the table of no runs."""
        import pandas as pd

        names = (*FIXED, "digest", *WHY, *self.study.varied, *self.study.outcomes)
        return pd.DataFrame({name: [] for name in names})

    @property
    def runs(self) -> "pd.DataFrame":
        """Return a row for each run, by point and replicate.

        Columns: run, point, scenario, replicate, seed, status ("done" or "failed"), seconds,
        code, not_finite (names of outcomes that are no finite numbers), then one for each lever
        and uncertainty and one for each outcome.
        """
        columns = [*FIXED, *self.study.varied, *self.study.outcomes]
        return self._all[columns].copy()

    @property
    def failures(self) -> "pd.DataFrame":
        """Return a row for each failed run: which one, in which stage, by which error."""
        columns = ["run", "point", "scenario", "replicate", "seed", *WHY, *self.study.varied]
        failed = self._all[self._all["status"] == "failed"]
        return failed[columns].reset_index(drop=True)

    @property
    def yearly(self) -> "pd.DataFrame":
        """Return the yearly values that were kept, long and tidy, by point, replicate and year."""
        import pyarrow as pa
        from pyarrow.parquet import read_table

        tables = [read_table(part.yearly) for part in self.parts]
        if not tables:
            return self._none().reindex(columns=["point", *COLUMNS])
        joined = pa.concat_tables(tables, promote_options="permissive").unify_dictionaries()
        frame: pd.DataFrame = joined.to_pandas()
        keys = ["point", "replicate", "level", "year", "id", "variable"]
        if self._has_twice:
            frame = frame.drop_duplicates(keys)
        return frame.sort_values(keys[:2], kind="stable").reset_index(drop=True)

    @cached_property
    def _has_twice(self) -> bool:
        """Return whether a run was stored twice, as when shards of several kinds were merged."""
        from pyarrow.parquet import ParquetFile

        rows: int = sum(ParquetFile(part.runs).metadata.num_rows for part in self.parts)
        return rows > len(self._all)

    @property
    def points(self) -> "pd.DataFrame":
        """Return the points: point, scenario, a column for each lever and uncertainty."""
        return self.plan.table()

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the versions of the code that made the runs; more than one is a mixture."""
        return tuple(sorted({str(code) for code in self._all["code"]}))

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all that was measured, however and wherever it was run."""
        found = sha256()
        rows: Any = self._all[["point", "replicate", "run", "digest"]]
        for row in rows.itertuples(index=False):
            found.update(f"{row.point} {row.replicate} {row.run} {row.digest}\n".encode())
        return found.hexdigest()


def load(folder: str | PathLike[str]) -> Results:
    """Return what a sweep's folder holds, finished or not; damaged parts are left out."""
    return found(Path(folder), manifest.read(Path(folder)))


def found(folder: Path, planned: Plan) -> Results:
    """Return what a folder holds of a plan."""
    sound, faults = parts.scan(folder / PARTS, planned.digest)
    return Results(folder, planned, tuple(sound), tuple(faults))
