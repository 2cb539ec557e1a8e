"""Actors as tables, a row for each of them and year: built, and written, a year at a time."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eastwest import storing
from eastwest.context import Context
from eastwest.recording import KINDS, Actors, Column, columns_of
from eastwest.results.files import SHEET_ROWS, write_csv
from eastwest.state import State

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter


@dataclass(frozen=True, slots=True)
class Labels:
    """The texts of one kind of actor as Arrow holds them.

    Args:
        fixed: Column -> what never changes.
        names: Column -> texts that row numbers stand for; the last one stands for -1.
    """

    fixed: "Mapping[str, pa.Array]"
    names: "Mapping[str, pa.Array]"

    @classmethod
    def of(cls, actors: Actors) -> "Labels":
        """Return the texts of a kind of actor."""
        from pyarrow import array

        fixed, names = (
            {name: array(texts) for name, texts in each.items()}
            for each in (actors.fixed, actors.names)
        )
        return cls(fixed, names)

    def table(self, replicate: int, year: int, moving: Mapping[str, Column]) -> "pa.Table":
        """Return the actors of a year: replicate, year, what tells them apart, their columns."""
        from pyarrow import Table

        rows = len(self.fixed["id"])
        columns: dict[str, Any] = {"replicate": np.full(rows, replicate)}
        columns |= {"year": np.full(rows, year), **self.fixed}
        for name, column in moving.items():
            texts = self.names.get(name)
            if texts is None:
                columns[name] = column
            else:
                columns[name] = texts.take(_numbers(column.astype(np.int64) % len(texts)))
        return Table.from_pydict(columns)


def _numbers(column: Column) -> "pa.Array":
    from pyarrow import array

    return array(column)


@dataclass(slots=True)
class Files:
    """Files of a folder to which the actors of each year are added; only a year is in memory.

    Args:
        paths: Kind -> where it is written until all is there.
        writers, labels: Kind -> what writes, and its texts, known once a run has begun.
    """

    paths: Mapping[str, Path]
    writers: "dict[str, ParquetWriter]" = field(default_factory=dict)
    labels: dict[str, Labels] = field(default_factory=dict)

    def add(self, replicate: int, context: Context, state: State, year: int) -> None:
        """Add a year of a replicate."""
        from pyarrow.parquet import ParquetWriter

        if year == context.world.first:
            self.labels = {kind: Labels.of(Actors.of(kind, context)) for kind in KINDS}
        for kind, labels in self.labels.items():
            table = labels.table(replicate, year, columns_of(kind, state))
            if kind not in self.writers:
                self.writers[kind] = ParquetWriter(self.paths[kind], table.schema)
            self.writers[kind].write_table(table)


@contextmanager
def written(folder: Path) -> Iterator[Files]:
    """Give files for the actors of a run; they are there once all is written, or not at all.

    As CSV too where a spreadsheet has room for them.
    """
    import pandas as pd
    from pyarrow.parquet import read_metadata

    with ExitStack() as opened:
        paths = {
            kind: opened.enter_context(storing.whole(folder / f"{file_name(kind)}.parquet"))
            for kind in KINDS
        }
        files = Files(paths)
        try:
            yield files
        finally:
            for writer in files.writers.values():
                writer.close()
    for kind in KINDS:
        path = folder / f"{file_name(kind)}.parquet"
        if read_metadata(path).num_rows <= SHEET_ROWS:
            write_csv(pd.read_parquet(path), folder, file_name(kind))


def file_name(kind: str) -> str:
    """Return the name of a kind's file without its ending."""
    return f"agents_{kind}"
