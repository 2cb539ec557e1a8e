"""Write a folder of results: tables, the scenario in full, a manifest that vouches for them."""

import csv
import io
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from eastwest import storing
from eastwest.backend import backend
from eastwest.loader import to_toml
from eastwest.results import frames
from eastwest.results.actors import file_name
from eastwest.results.files import WITH_MARK, for_spreadsheets, write_table
from eastwest.rules import origins
from eastwest.runs import Record
from eastwest.scenario import Scenario
from eastwest.tables import SHEET
from eastwest.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = 1
"""Version of the way in which a folder of results is laid out."""
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Parent:
    """The run that a fork continues under another rule.

    Args:
        scenario: Name of its scenario.
        digest: Digest of its scenario.
        year: First year under the other rule.
        reforms: What was laid over it from then on, as it was typed.
        tables: Digest of each of its tables, where it was saved.
        versions: By program, of what made it, the backend among them, where it was saved.
    """

    scenario: str
    digest: str
    year: int
    reforms: tuple[str, ...]
    tables: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


class Measured(Protocol):
    """What can be saved: `eastwest.results.Result`."""

    @property
    def scenario(self) -> Scenario: ...  # noqa: D102
    @property
    def records(self) -> tuple[Record, ...]: ...  # noqa: D102
    @property
    def parent(self) -> Parent | None: ...  # noqa: D102
    @property
    def levels(self) -> tuple[str, ...]: ...  # noqa: D102
    def frame(self, level: str = "national") -> "pd.DataFrame": ...  # noqa: D102
    def agents(self, kind: str) -> "pd.DataFrame": ...  # noqa: D102


def save(result: Measured, folder: Path, levels: Sequence[str] | None, command: str) -> Path:
    """Write a result into a new or empty folder; the manifest comes last."""
    with storing.fresh(folder):
        digests = write_tables(result, folder, levels)
        write_manifest(result, folder, digests, command)
    return folder


def write_tables(
    result: Measured, folder: Path, levels: Sequence[str] | None = None
) -> dict[str, str]:
    """Write scenario and tables; return the digest of each level's table."""
    storing.write_text(folder / "scenario.toml", to_toml(result.scenario))
    storing.write_text(folder / "variables.csv", _catalogue(result.scenario), WITH_MARK)
    digests = {}
    for level in result.levels if levels is None else levels:
        frame = result.frame(level)
        write_table(frame, folder, level)
        digests[level] = frames.digest(frame)
        if level == "national":
            with storing.whole(folder / "national_wide.csv") as part:
                for_spreadsheets(frames.wide(frame)).to_csv(
                    part, index=False, encoding=WITH_MARK, lineterminator="\n"
                )
    for kind in result.records[0].actors:
        write_table(result.agents(kind), folder, file_name(kind))
    return digests


def write_manifest(
    result: Measured, folder: Path, digests: Mapping[str, str], command: str = ""
) -> None:
    """Write what the files of a folder are, how they were made, and their SHA-256."""
    tables = result.scenario.tables
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "schema": SCHEMA,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
        "scenario": {"name": result.scenario.name, "digest": result.scenario.digest},
        **({"parent": asdict(result.parent)} if result.parent else {}),
        "world": tables.world.size,
        "years": list(tables.years),
        "seed": tables.seed,
        "replicates": [record.replicate for record in result.records],
        "versions": versions(),
        "rules": [asdict(each) for each in origins(result.scenario)],
        "tables": dict(digests),
        "files": {path.relative_to(folder).as_posix(): storing.sha256(path) for path in paths},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    storing.write_text(folder / MANIFEST, text + "\n")


def versions() -> dict[str, str]:
    """Return the versions that a result may depend on."""
    used = ["numpy", "scipy", "pandas", "mesa"] + ["numba"] * (backend() != "numpy")
    others = {name: version(name) for name in used}
    own = {"eastwest": VERSION, "backend": backend(), "python": platform.python_version()}
    return own | others


def _catalogue(scenario: Scenario) -> str:
    """Return the catalogue of variables as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SHEET)
    for row in frames.catalogue(scenario):
        writer.writerow([storing.plain_cell(cell) for cell in row.values()])
    return text.getvalue()
