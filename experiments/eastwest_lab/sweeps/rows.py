"""Runs as rows of tables: one for each run, and one for each of their yearly values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from eastwest.vocabulary import Ints
from eastwest_lab.catalogue import unit
from eastwest_lab.sweeps.batches import Batch, Failed, Layout, Table

if TYPE_CHECKING:
    import pandas as pd

NOTHING = Layout("", (), (), (), b"")
SOUND = Failed(0.0, "", "", "")
"""Why a run failed that did not."""


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
    def scenarios(self) -> tuple[list[str], Ints]:
        """Return the names of scenarios, and the place among them of each point's."""
        each = self.points["scenario"].tolist()
        names = list(dict.fromkeys(each))
        return names, np.array([names.index(name) for name in each])

    def runs(self, point: Ints, replicate: Ints) -> list[str]:
        """Return the names of runs: the content of their point, and their replicate."""
        which = zip(point.tolist(), replicate.tolist(), strict=True)
        return [f"{self.contents[each]}-{number}" for each, number in which]


def run_table(shape: Shape, batches: Sequence[Batch]) -> Any:
    """Return the table of runs: failed ones too, with why."""
    import pandas as pd
    import pyarrow as pa

    table = pd.DataFrame(_cells(shape, batches))
    points = shape.points.iloc[table["point"].to_numpy()].reset_index(drop=True)
    table.insert(2, "scenario", points["scenario"])
    keys = points.columns.difference(["point", "scenario"], sort=False)
    whole = pd.concat([table, points[keys]], axis=1)
    order = [name for name in table if name not in shape.outcomes]
    return pa.Table.from_pandas(
        whole[[*order, *keys, *shape.outcomes]], preserve_index=False
    ).replace_schema_metadata()


def _cells(shape: Shape, batches: Sequence[Batch]) -> Mapping[str, Any]:
    """Return the columns of runs, but for those of their points."""
    point, replicate, seconds, outcomes = (
        np.concatenate([getattr(batch, name) for batch in batches])
        for name in ("point", "replicate", "seconds", "outcomes")
    )
    why = [batch.failed.get(row, SOUND) for batch in batches for row in range(batch.number)]
    odd = [""] * len(why)
    for row in np.flatnonzero(~np.isfinite(outcomes).all(axis=1)).tolist():
        if why[row] is SOUND:
            odd[row] = " ".join(compress(shape.outcomes, ~np.isfinite(outcomes[row])))
    return {
        "run": shape.runs(point, replicate),
        "point": point,
        "replicate": replicate,
        "seed": [seed for batch in batches for seed in batch.seed],
        "status": ["done" if each is SOUND else "failed" for each in why],
        "seconds": seconds,
        "code": [batch.code for batch in batches for _ in batch.digests],
        "not_finite": odd,
        "digest": [digest for batch in batches for digest in batch.digests],
        "stage": [each.stage for each in why],
        "error": [each.error for each in why],
        "traceback": [each.traceback for each in why],
        **dict(zip(shape.outcomes, outcomes.T, strict=True)),
    }


def yearly_table(shape: Shape, batches: Sequence[Batch]) -> Any:
    """Return the tidy table of yearly values: a row for each run, year, id and variable."""
    import pyarrow as pa

    alike: dict[Layout, list[tuple[Batch, Table]]] = {}
    for batch in batches:
        for table in batch.tables:
            alike.setdefault(table.layout, []).append((batch, table))
    pieces = [pa.table(_rows(shape, layout, pairs)) for layout, pairs in alike.items()]
    whole = pa.concat_tables(pieces or [pa.table(_rows(shape, NOTHING, []))])
    return whole.unify_dictionaries()


def _rows(shape: Shape, layout: Layout, pairs: Sequence[tuple[Batch, Table]]) -> Mapping[str, Any]:
    """Return the columns of tables that are alike, words as codes."""
    import pyarrow as pa

    ids, variables, years = layout.ids, layout.variables, layout.years
    year, place, variable = (code.ravel() for code in np.indices(layout.shape, dtype=np.int32))
    none = np.empty(0, dtype=np.int64)
    point = np.concatenate([none, *(batch.point[table.rows] for batch, table in pairs)])
    replicate = np.concatenate([none, *(batch.replicate[table.rows] for batch, table in pairs)])
    seed = [batch.seed[row] for batch, table in pairs for row in table.rows.tolist()]
    scenarios, scenario = shape.scenarios

    def each_run(values: Any) -> Ints:
        return np.repeat(np.array(values, dtype=np.int64), year.size)

    def words(codes: Ints, names: Sequence[str]) -> Any:
        return pa.DictionaryArray.from_arrays(
            pa.array(codes, type=pa.int32()), pa.array(names, type=pa.string())
        )

    def every_run(codes: Ints, names: Sequence[str]) -> Any:
        return words(np.tile(codes, len(seed)), names)

    return {
        "run": words(each_run(range(len(seed))), shape.runs(point, replicate)),
        "scenario": words(each_run(scenario[point]), scenarios),
        "point": each_run(point),
        "replicate": each_run(replicate),
        "seed": each_run(seed),
        "year": np.tile(np.array(years, dtype=np.int64)[year], len(seed)),
        "level": every_run(0 * year, [layout.level]),
        "id": every_run(place, ids),
        "variable": every_run(variable, variables),
        "value": np.concatenate([np.empty(0), *(table.values for _, table in pairs)], axis=None),
        "unit": every_run(variable, [unit(name) for name in variables]),
    }
