"""Read a folder of results, each file checked against the manifest first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eastwest import storing
from eastwest.errors import ResultsError
from eastwest.results.saving import MANIFEST, SCHEMA
from eastwest.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

NEEDED = {"schema", "scenario", "world", "years", "seed", "replicates", "tables", "files"}
"""What a manifest must say."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A folder of results; each table is checked against the manifest before it is read."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def scenario(self) -> Scenario:
        """Return the scenario as it was run."""
        scenario = Scenario.load(str(self._sound("scenario.toml").resolve()))
        return replace(scenario, name=self.manifest["scenario"]["name"])

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels that were saved."""
        return tuple(self.manifest["tables"])

    def frame(self, level: str = "national") -> "pd.DataFrame":
        """Return the tidy table of a level."""
        return self._table(level)

    def agents(self, kind: str) -> "pd.DataFrame":
        """Return what was kept of agents, such as "EasternGovernment"."""
        return self._table(f"agents_{kind}")

    def sheet(self, name: str) -> "pd.DataFrame":
        """Return a table that is kept as CSV alone, "parameters" or "variables", as text."""
        import pandas as pd

        return pd.read_csv(self._sound(f"{name}.csv"), dtype=str, keep_default_na=False)

    def _table(self, name: str) -> "pd.DataFrame":
        import pandas as pd

        return pd.read_parquet(self._sound(f"{name}.parquet"))

    def _sound(self, name: str) -> Path:
        """Return the path of a file that is as it was written."""
        path, known = self.folder / name, self.manifest["files"]
        if name not in known:
            raise ResultsError(f"{path}: is not among the files of this run")
        try:
            found = storing.sha256(path)
        except OSError as error:
            raise ResultsError(f"{path}: cannot be read: {storing.reason(error)}") from None
        if found != known[name]:
            raise ResultsError(f"{path}: was changed or damaged since it was written")
        return path


def load(folder: str | PathLike[str]) -> Saved:
    """Return a folder of results that `save` or the command line wrote."""
    folder = Path(folder)
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        wrong = "holds no finished run" if folder.is_dir() else "no such folder"
        raise ResultsError(f"{folder}: {wrong}") from None
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read: {storing.reason(error)}") from None
    except ValueError:
        raise ResultsError(f"{path}: is damaged") from None
    schema = manifest.get("schema", 0) if isinstance(manifest, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise ResultsError(f"{path}: was made by a newer version of eastwest (got {schema})")
    if isinstance(manifest, dict) and "study" in manifest:
        raise ResultsError(f"{folder}: holds a sweep or a comparison, not a run")
    if schema != SCHEMA or not set(manifest) >= NEEDED:
        raise ResultsError(f"{path}: is damaged")
    return Saved(folder, manifest)
