"""Records as tables: long and tidy, wide for spreadsheets, and the digest of a table."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from eastwest.evaluation.lines import lines
from eastwest.results.actors import Labels
from eastwest.runs import Record
from eastwest.scenario import Scenario
from eastwest.tables import variables
from eastwest.vocabulary import Floats, Ints

if TYPE_CHECKING:
    import pandas as pd

NATION = "CN"
"""Id of the one row of the national level."""
COLUMNS = (
    "run", "scenario", "replicate", "seed", "year", "level", "id", "variable", "value", "unit"
)  # fmt: skip
"""Columns of a tidy table."""
KEYS = ("run", "year", "level", "id", "variable")
"""Columns by which a table is sorted before its digest is taken."""


def catalogue(scenario: Scenario) -> list[Mapping[str, str]]:
    """Return name, unit and labels of each variable that a scenario may give."""
    own = lines(entry.rule for entry in scenario.regimes)
    return [*variables(), *(row for line in own for row in line.rows())]


def tidy(records: Sequence[Record], scenario: Scenario, level: str) -> "pd.DataFrame":
    """Return one level of all replicates, a row for each run, year, id and variable."""
    import pandas as pd

    first = records[0]
    known = {row["name"]: row["unit"] for row in catalogue(scenario)}
    values = np.stack([_cube(record, level) for record in records])
    names = list(first.national if level == "national" else first.columns[level])
    ids = [NATION] if level == "national" else first.ids[level].tolist()
    run, year, place, variable = np.ix_(*map(np.arange, values.shape))
    meaning: dict[str, tuple[Ints, list[Any]]] = {
        "run": (run, [f"{scenario.name}-{record.seed}-{record.replicate}" for record in records]),
        "scenario": (run * 0, [scenario.name]),
        "replicate": (run, [record.replicate for record in records]),
        "seed": (run, [record.seed for record in records]),
        "year": (year, first.years),
        "level": (run * 0, [level]),
        "id": (place, ids),
        "variable": (variable, names),
        "unit": (variable, [known.get(name, "") for name in names]),
    }
    columns: dict[str, Any] = {
        name: _take(each, np.broadcast_to(code, values.shape).ravel())
        for name, (code, each) in meaning.items()
    }
    columns["value"] = values.ravel()
    return pd.DataFrame({name: columns[name] for name in COLUMNS}, copy=False)


def _cube(record: Record, level: str) -> Floats:
    """Return all values of a level, shape (years, ids, variables)."""
    if level == "national":
        return np.array(list(record.national.values())).T[:, np.newaxis, :]
    return np.array(list(record.columns[level].values())).transpose(1, 2, 0)


def _take(meaning: Sequence[Any], code: Ints) -> Any:
    """Return the column that codes stand for."""
    import pandas as pd

    return pd.Series(list(meaning)).array.take(code)


def actors(records: Sequence[Record], kind: str) -> "pd.DataFrame":
    """Return the kept actors of a kind: replicate, year, what tells them apart, their columns."""
    from pyarrow import concat_tables

    tables = []
    for record in records:
        kept = record.actors[kind]
        labels = Labels.of(kept)
        for number, year in enumerate(record.years):
            tables.append(labels.table(record.replicate, year, kept.year(number)))
    frame: pd.DataFrame = concat_tables(tables).to_pandas()
    return frame


def wide(national: "pd.DataFrame") -> "pd.DataFrame":
    """Return the national table with a column for each variable and a row for each year."""
    rows = ["run", "scenario", "replicate", "seed", "year"]
    table = national.pivot(index=rows, columns="variable", values="value")
    table = table[national["variable"].unique()].reset_index()
    table.columns.name = None
    return table


def digest(frame: "pd.DataFrame") -> str:
    """Return the SHA-256 of a tidy table, whatever the order of its rows.

    Rows are sorted by run, year, level, id and variable; names enter once, in their order, and
    as codes; values enter as float64 with one nan and one zero.
    """
    import pandas as pd

    found, codes = sha256(), []
    for name in KEYS:
        code, names = pd.factorize(frame[name], sort=True)
        found.update("\n".join([name, *map(str, names)]).encode())
        codes.append(code.astype("<i8"))
    order = np.lexsort(codes[::-1])
    for code in codes:
        found.update(code[order].tobytes())
    values = frame["value"].to_numpy(dtype="<f8")[order] + 0.0
    values[np.isnan(values)] = np.nan
    found.update(values.tobytes())
    return found.hexdigest()
