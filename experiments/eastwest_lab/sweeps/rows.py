"""Runs as rows of tables: one for each run, and one for each of their yearly values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

from eastwest.vocabulary import Ints
from eastwest_lab.catalogue import unit
from eastwest_lab.sweeps.work import Batch, Done, Failed, Layout, Table, not_finite

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("run", "point", "replicate", "seed", "status", "seconds", "code", "not_finite", "digest"),
    *("stage", "error", "traceback"),
)
"""Cells of a run, besides those of its point and its outcomes."""
NOTHING = Layout("", (), (), (), b"")


@dataclass(frozen=True)
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

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Return the scenario of each point."""
        return tuple(self.points["scenario"])


def run_table(shape: Shape, batches: Sequence[Batch]) -> Any:
    """Return the table of runs: failed ones too, with why."""
    import pandas as pd
    import pyarrow as pa

    rows = [_row(shape, batch.code, run) for batch in batches for run in batch.runs]
    columns = zip((*COLUMNS, *shape.outcomes), zip(*rows, strict=True), strict=True)
    table = pd.DataFrame(dict(columns)).astype(dict.fromkeys(shape.outcomes, float))
    points = shape.points.iloc[table["point"].to_numpy()].reset_index(drop=True)
    table.insert(2, "scenario", points["scenario"])
    keys = points.columns.difference(["point", "scenario"], sort=False)
    whole = pd.concat([table, points[keys]], axis=1)
    order = [name for name in table if name not in shape.outcomes]
    return pa.Table.from_pandas(
        whole[[*order, *keys, *shape.outcomes]], preserve_index=False
    ).replace_schema_metadata()


def _row(shape: Shape, code: str, run: Done | Failed) -> tuple[Any, ...]:
    """Return the cells of a run in the order of the columns, but for those of its point."""
    told = (f"{shape.contents[run.point]}-{run.replicate}", run.point, run.replicate, run.seed)
    if isinstance(run, Done):
        odd = not_finite(shape.outcomes, run.outcomes)
        sound = ("done", run.seconds, code, odd, run.digest, "", "", "")
        return (*told, *sound, *run.outcomes)
    why = (run.stage, run.error, run.traceback)
    return (*told, "failed", run.seconds, code, "", "failed", *why, *(nan,) * len(shape.outcomes))


def yearly_table(shape: Shape, batches: Sequence[Batch]) -> Any:
    """Return the tidy table of yearly values: a row for each run, year, id and variable."""
    import pyarrow as pa

    alike = _alike(batches)
    pieces = [pa.table(_rows(shape, layout, pairs)) for layout, pairs in alike.items()]
    whole = pa.concat_tables(pieces or [pa.table(_rows(shape, NOTHING, []))])
    return whole.unify_dictionaries()


def _alike(batches: Sequence[Batch]) -> Mapping[Layout, Sequence[tuple[Done, Table]]]:
    """Return runs with their tables, those alike together."""
    same: dict[int, list[tuple[Done, Table]]] = {}
    for batch in batches:
        for run in batch.runs:
            if isinstance(run, Done):
                for table in run.tables:
                    same.setdefault(id(table.layout), []).append((run, table))
    # Runs of a batch share a layout; those of several batches have equal ones.
    found: dict[Layout, list[tuple[Done, Table]]] = {}
    for pairs in same.values():
        found.setdefault(pairs[0][1].layout, []).extend(pairs)
    return found


def _rows(shape: Shape, layout: Layout, pairs: Sequence[tuple[Done, Table]]) -> Mapping[str, Any]:
    """Return the columns of tables that are alike, words as codes."""
    import pyarrow as pa

    ids, variables, years = layout.ids, layout.variables, layout.years
    sizes = (len(years), len(ids), len(variables))
    year, place, variable = (code.ravel() for code in np.indices(sizes, dtype=np.int32))
    points = [run.point for run, _ in pairs]
    scenarios = list(dict.fromkeys(shape.scenarios))
    scenario = np.array([scenarios.index(shape.scenarios[point]) for point in points])

    def each_run(values: Any) -> Ints:
        return np.repeat(np.array(values, dtype=np.int64), year.size)

    def words(codes: Ints, names: Sequence[str]) -> Any:
        return pa.DictionaryArray.from_arrays(
            pa.array(codes, type=pa.int32()), pa.array(names, type=pa.string())
        )

    def every_run(codes: Ints, names: Sequence[str]) -> Any:
        return words(np.tile(codes, len(pairs)), names)

    runs = [f"{shape.contents[run.point]}-{run.replicate}" for run, _ in pairs]
    return {
        "run": words(each_run(range(len(pairs))), runs),
        "scenario": words(each_run(scenario), scenarios),
        "point": each_run(points),
        "replicate": each_run([run.replicate for run, _ in pairs]),
        "seed": each_run([run.seed for run, _ in pairs]),
        "year": np.tile(np.array(years, dtype=np.int64)[year], len(pairs)),
        "level": every_run(0 * year, [layout.level]),
        "id": every_run(place, ids),
        "variable": every_run(variable, variables),
        "value": np.concatenate([np.empty(0), *(table.values for _, table in pairs)], axis=None),
        "unit": every_run(variable, [unit(name) for name in variables]),
    }
