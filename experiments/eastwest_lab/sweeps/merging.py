"""Bring together what shards have done."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from eastwest import storing
from eastwest.errors import ResultsError
from eastwest_lab.sweeps import manifest, parts
from eastwest_lab.sweeps.manifest import PARTS, Plan
from eastwest_lab.sweeps.parts import Part
from eastwest_lab.sweeps.results import Results, load
from eastwest_lab.sweeps.store import Shard, Store

SHOWN = 20
"""Missing runs that are named."""


def merge(folders: Sequence[Path], out: Path | None) -> Results:
    """Bring the shards of one study together; nothing is written unless every run is there.

    Args:
        folders: Of sweeps of the same study.
        out: New or empty folder; none: there must be one folder, which is only looked at.

    Raises:
        ResultsError: If the studies differ, a part is damaged, or runs are missing.
    """
    loaded = [load(folder) for folder in folders]
    first = loaded[0].plan
    for other in loaded[1:]:
        changed = manifest.changes(first, other.plan)
        if changed or other.plan.digest != first.digest:
            rule = (
                f"holds another study than {folders[0]}: {manifest.named(changed) or 'its points'}"
            )
            raise ResultsError(f"{other.folder}: {rule}")
    faults = [f"{each.folder}: {fault}" for each in loaded for fault in each.faults]
    if faults:
        raise ResultsError("\n".join(faults))
    found = [part for each in loaded for part in each.parts]
    _refuse_missing(first, found)
    if out is None:
        if len(folders) > 1:
            raise ResultsError("out: must be given where several folders are merged")
        return loaded[0]
    with storing.fresh(out):
        manifest.write(first, out, f"eastwest merge {' '.join(map(str, folders))}")
        for number, part in enumerate(found, start=1):
            _copy(part, out / PARTS / f"merged-{number:06d}")
    return load(out)


def _refuse_missing(planned: Plan, found: list[Part]) -> None:
    """Raise `ResultsError` with the runs that nobody has done."""
    store = Store(Path(), planned, Shard())
    store.take(found, retry=False)
    wanted = planned.study.replicates.number or store.status.shape[-1]
    missing = list(store.left(wanted))
    if missing:
        named = [f"{point}-{replicate}" for point, replicate in missing[:SHOWN]]
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        total = wanted * len(planned.points)
        rule = f"{len(missing)} of {total} runs are missing (point-replicate)"
        raise ResultsError(f"{rule}: {', '.join(named)}{more}")


def _copy(part: Part, path: Path) -> None:
    """Copy a part under another name; its note comes last."""
    new = Part(path, part.code)
    for old, copy in ((part.yearly, new.yearly), (part.runs, new.runs), (part.note, new.note)):
        with storing.whole(copy) as whole:
            shutil.copyfile(old, whole)
    if parts.scan(path.parent)[1]:
        raise ResultsError(f"{path}: could not be copied whole")
