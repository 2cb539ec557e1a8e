"""What a sweep's folder holds besides its parts: the study in full, and a manifest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eastwest import storing
from eastwest.errors import EastwestError, ResultsError
from eastwest.loader import to_toml
from eastwest.results.saving import MANIFEST, versions
from eastwest.scenario import Scenario
from eastwest_lab import study_file
from eastwest_lab.design import Point, frame, plan
from eastwest_lab.study import Study, digest
from eastwest_lab.sweeps.parts import SCHEMA
from eastwest_lab.sweeps.rows import Shape

if TYPE_CHECKING:
    import pandas as pd

PARTS = "parts"
POINTS = "points.parquet"
NEEDED = {"name", "study", "scenarios", "points", "digest"}
"""What a manifest must say besides its schema."""
SHOWN = 20
"""Keys that are named where two studies differ."""


class DamagedError(ResultsError):
    """A manifest, or what it vouches for, is not as it was written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A study with its points.

    Args:
        study: What was asked.
        points: What is run, but for replicates.
        kept_as: Digest under which another version of the program keeps it; empty: its own.
    """

    study: Study
    points: tuple[Point, ...]
    kept_as: str = ""

    @classmethod
    def of(cls, study: Study) -> "Plan":
        """Return the plan of a study."""
        return cls(study, plan(study))

    @property
    def points_digest(self) -> str:
        """Return the digest of all points."""
        return digest([[each.scenario, dict(each.values)] for each in self.points])

    @property
    def digest(self) -> str:
        """Return the digest of all that decides which runs there are."""
        if self.kept_as:
            return self.kept_as
        scenarios = {name: base.digest for name, base in self.study.bases.items()}
        parts = {"study": self.study.content, "scenarios": scenarios, "points": self.points_digest}
        return digest(parts)

    def table(self) -> "pd.DataFrame":
        """Return the points as a table."""
        return frame(self.study, self.points)

    def shape(self) -> Shape:
        """Return what the rows of this sweep look like."""
        bases = {name: base.digest for name, base in self.study.bases.items()}
        contents = tuple(
            digest({"scenario": bases[each.scenario], "values": dict(each.values)})
            for each in self.points
        )
        return Shape(self.digest, self.table(), contents, tuple(self.study.outcomes))


def write(planned: Plan, folder: Path, command: str) -> None:
    """Write study, scenarios and points; the manifest comes last."""
    from pyarrow import Table
    from pyarrow.parquet import write_table

    (folder / PARTS).mkdir(exist_ok=True)
    (folder / "scenarios").mkdir(exist_ok=True)
    scenarios = {}
    for number, (name, base) in enumerate(planned.study.bases.items(), start=1):
        path = folder / "scenarios" / f"{number}.toml"
        storing.write_text(path, to_toml(base))
        scenarios[name] = {
            "file": f"scenarios/{number}.toml",
            "sha256": storing.sha256(path),
            "digest": base.digest,
        }
    table = planned.table()
    table["values"] = [json.dumps(dict(each.values)) for each in planned.points]
    with storing.whole(folder / POINTS) as part:
        write_table(Table.from_pandas(table, preserve_index=False), part)
    manifest = {
        "schema": SCHEMA,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
        "name": planned.study.name,
        "study": planned.study.plain,
        "scenarios": scenarios,
        "points": planned.points_digest,
        "digest": planned.digest,
        "versions": versions(),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    storing.write_text(folder / MANIFEST, text + "\n")


def read(folder: Path) -> Plan:
    """Return the plan that a folder holds; raise `DamagedError` if it is not as it was written."""
    said = content(folder)
    try:
        return _plan(folder, said)
    except (EastwestError, KeyError, TypeError, ValueError, OSError, AttributeError) as error:
        raise DamagedError(f"{folder / MANIFEST}: is damaged ({error})") from None


def is_of_run(folder: Path) -> bool:
    """Return whether a folder holds a run."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and "replicates" in said and "study" not in said


def content(folder: Path) -> Mapping[str, Any]:
    """Return what a manifest says; raise `ResultsError` if it is not a sweep's."""
    path = folder / MANIFEST
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        wrong = "holds no sweep" if folder.is_dir() else "no such folder"
        raise ResultsError(f"{folder}: {wrong}") from None
    except (OSError, ValueError):
        raise DamagedError(f"{path}: is damaged") from None
    schema = said.get("schema") if isinstance(said, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise ResultsError(f"{path}: was made by a newer version of eastwest (got {schema})")
    if is_of_run(folder):
        raise ResultsError(f"{folder}: holds a run, not a sweep or a comparison")
    if schema != SCHEMA or not set(said) >= NEEDED:
        raise DamagedError(f"{path}: is damaged")
    found: Mapping[str, Any] = said
    return found


def _plan(folder: Path, said: Mapping[str, Any]) -> Plan:
    """Return the plan that a manifest speaks of; raise whatever if it is damaged."""
    import pandas as pd

    bases, is_ours = {}, True
    for name, where in said["scenarios"].items():
        path = (folder / where["file"]).resolve()
        if storing.sha256(path) != where["sha256"]:
            raise ResultsError(f"{where['file']} was changed")
        bases[name] = replace(Scenario.load(str(path)), name=name)
        is_ours = is_ours and bases[name].digest == where["digest"]
    study = study_file.make(said["study"], said["name"], bases, known=True)
    rows = pd.read_parquet(folder / POINTS, columns=["point", "scenario", "values"])
    found = (Point(int(n), str(name), json.loads(each)) for n, name, each in rows.to_numpy())
    planned = Plan(study, tuple(found), "" if is_ours else said["digest"])
    if planned.points_digest != said["points"] or planned.digest != said["digest"]:
        raise ResultsError("it does not fit its own digest")
    return planned


def named(changed: list[str]) -> str:
    """Return keys in a line, the first of them where there are many."""
    return ", ".join(changed[:SHOWN]) + (", ..." if len(changed) > SHOWN else "")


def changes(stored: Plan, asked: Plan) -> list[str]:
    """Return the keys that differ between a stored study and the one asked for."""
    old, new = dict(_flat(_all(stored.study))), dict(_flat(_all(asked.study)))
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if not keys and asked.study.design.kind == "file" and stored.points != asked.points:
        return ["design.file (its rows)"]
    return keys


def _all(study: Study) -> dict[str, Any]:
    scenarios = {name: dict(base.data) for name, base in study.bases.items()}
    for data in scenarios.values():
        data.pop("group", None)
    return {**study.content, "scenarios": scenarios}


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what tables hold by dotted key; an entry of a dated list by its year."""
    if isinstance(value, list) and all(isinstance(each, dict) and "from" in each for each in value):
        value = {each["from"]: each for each in value}
    if not isinstance(value, dict):
        yield key, value
        return
    for name, each in value.items():
        yield from _flat(each, f"{key}.{name}" if key else str(name))
