"""From a study to its points: one scenario and one value for each lever and uncertainty."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eastwest.errors import ScenarioError
from eastwest.reading.finding import got, nearest, split
from eastwest.reading.guard import text_of
from eastwest.scenario import Scenario
from eastwest.vocabulary import Floats
from eastwest_lab.study import Range, Study, Values

if TYPE_CHECKING:
    import pandas as pd

Setting = Mapping[str, Any]
"""Value by dotted key."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is run, but for its replicates.

    Args:
        number: Row in the table of points, from 0.
        scenario: Name of the scenario.
        values: By dotted key, what is set in it.
    """

    number: int
    scenario: str
    values: Setting


def plan(study: Study) -> tuple[Point, ...]:
    """Return the points of a study; the same settings for every scenario, in the same order."""
    if study.design.kind == "file":
        rows = list(_from_file(study))
    else:
        settings = list(_settings(study))
        rows = [(name, each) for name in study.scenarios for each in settings]
    return tuple(Point(number, name, each) for number, (name, each) in enumerate(rows))


def frame(study: Study, planned: Sequence[Point]) -> "pd.DataFrame":
    """Return points as a table: point, scenario, a column for each lever and uncertainty.

    What a point leaves as it is shows the scenario's own value.
    """
    import pandas as pd

    table: dict[str, Any] = {
        "point": np.arange(len(planned)),
        "scenario": [each.scenario for each in planned],
    }
    for key in study.varied:
        column = [_shown(each, key, study.bases[each.scenario]) for each in planned]
        table[key] = pd.Series(_of_one_kind(column), dtype=object).infer_objects()
    return pd.DataFrame(table)


def _of_one_kind(column: list[Any]) -> list[Any]:
    """Return a column as it is, or as text where it mixes numbers, words and truths."""
    kinds = {float if type(each) is int else type(each) for each in column if each is not None}
    return column if len(kinds) < 2 else [None if each is None else str(each) for each in column]


def _shown(point: Point, key: str, base: Scenario) -> Any:
    value = point.values[key] if key in point.values else own_value(base, key)
    return str(value) if isinstance(value, list | tuple | dict) else value


def own_value(scenario: Scenario, key: str) -> Any:
    """Return what a scenario itself says at a dotted key; none where it says nothing."""
    value: Any = scenario.data
    for step in split(key):
        if isinstance(value, list):  # a dated list
            value = next((each for each in value if each.get("from") == step), None)
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _settings(study: Study) -> Iterator[Setting]:
    """Yield what is set at each point of a scenario."""
    design, varied = study.design, study.varied
    if design.kind == "one_at_a_time":
        yield {}
        for key, values in varied.items():
            yield from ({key: each} for each in _steps(values, design.samples or 2))
    elif design.kind in ("lhs", "sobol"):
        ranges = {key: each for key, each in varied.items() if isinstance(each, Range)}
        lists = {key: each for key, each in varied.items() if not isinstance(each, Range)}
        sample = [_scaled(ranges, row) for row in _sample(study, len(ranges))]
        for chosen, drawn in product(_crossed(lists), sample):
            yield {**chosen, **drawn}
    else:
        yield from _crossed(
            {key: _steps(each, design.samples or 2) for key, each in varied.items()}
        )


def _crossed(lists: Mapping[str, Sequence[Any]]) -> list[Setting]:
    """Return every combination of values."""
    return [dict(zip(lists, each, strict=True)) for each in product(*lists.values())]


def _sample(study: Study, dimensions: int) -> Floats:
    """Return a sample of the unit cube, shape (samples, dimensions)."""
    from scipy.stats import qmc

    design = study.design
    kind = qmc.Sobol if design.kind == "sobol" else qmc.LatinHypercube
    drawn: Floats = kind(dimensions, rng=design.seed).random(design.samples or 0)
    return drawn


def _scaled(ranges: Mapping[str, Range], row: Floats) -> Setting:
    return {
        key: _at(each, float(part)) for (key, each), part in zip(ranges.items(), row, strict=True)
    }


def _steps(values: Values, number: int) -> tuple[Any, ...]:
    """Return the values of a list, or equal steps of a range, each once."""
    if not isinstance(values, Range):
        return values
    return tuple(dict.fromkeys(_at(values, part) for part in np.linspace(0, 1, number).tolist()))


def _at(values: Range, part: float) -> Any:
    """Return the value at a part of a range; whole numbers are equally likely."""
    low, high = values.low, values.high
    if values.whole and not values.log:
        return min(int(low + part * (high - low + 1)), int(high))
    found = low * (high / low) ** part if values.log else low + part * (high - low)
    found = min(max(found, low), high)
    return round(found) if values.whole else found


def _from_file(study: Study) -> Iterator[tuple[str, Setting]]:
    """Yield scenario and setting of each row of a user's CSV; without that column, all."""
    path = study.folder / str(study.design.file)
    reader = csv.DictReader(text_of(path, str(path)).splitlines(), strict=True)
    try:
        header = [str(name).strip() for name in reader.fieldnames or ()]
        _check_header(study, path, header)
        settings = [
            _row(study, path, reader.line_num, header, list(row.values())) for row in reader
        ]
    except csv.Error as error:
        raise ScenarioError(f"{path}:{reader.line_num}: is not valid CSV: {error}") from None
    if not settings:
        raise ScenarioError(f"{path}: must hold at least one row")
    if "scenario" in header:
        yield from settings
    else:
        yield from ((name, setting) for name in study.scenarios for _, setting in settings)


def _check_header(study: Study, path: Path, header: list[str]) -> None:
    """Refuse columns that the study does not declare, and keys without a column."""
    valid = [*study.varied, "scenario"]
    for name in header:
        if name not in valid or header.count(name) > 1:
            meant = nearest(name, valid)
            hint = f"; did you mean {meant!r}?" if meant and meant != name else ""
            rule = "must be scenario or a key of levers or uncertainties, once"
            raise ScenarioError(f"{path}:1: {rule} {got(name)}{hint}")
    missing = [key for key in study.varied if key not in header]
    if missing:
        raise ScenarioError(f"{path}:1: must have a column {', '.join(missing)}")


def _row(
    study: Study, path: Path, line: int, header: list[str], cells: list[Any]
) -> tuple[str, Setting]:
    """Return scenario and setting of a row."""
    if len(cells) != len(header) or None in cells:
        raise ScenarioError(f"{path}:{line}: must have {len(header)} cells")
    row = dict(zip(header, cells, strict=True))
    scenario = row.pop("scenario", "").strip()
    if "scenario" in header and scenario not in study.bases:
        rule = f"must be a scenario of the study {got(scenario)}"
        raise ScenarioError(f"{path}:{line}: scenario: {rule}")
    setting = {key: _cell(cell.strip()) for key, cell in row.items()}
    for key, value in setting.items():
        if not _is_inside(value, study.varied[key]):
            rule = f"must be what the study says it may be {got(value)}"
            raise ScenarioError(f"{path}:{line}: {key}: {rule}")
    return scenario, {key: value for key, value in setting.items() if value != ""}


def _cell(text: str) -> Any:
    """Return the value of a cell; what is not TOML is text, what is empty stays as it is."""
    try:
        found = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text
    return found["value"] if set(found) == {"value"} else text


def _is_inside(value: Any, values: Values) -> bool:
    """Return whether a value is in a list or within a range; an empty cell always is."""
    if value == "":
        return True
    if not isinstance(values, Range):
        return value in values
    is_number = isinstance(value, int if values.whole else int | float)
    return is_number and not isinstance(value, bool) and values.low <= value <= values.high
