"""Names of results folders that every system accepts."""

import re
from datetime import datetime
from pathlib import Path

LONGEST = 60
"""Characters of a scenario's name that a folder's name keeps."""
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
"""Names that Windows gives to devices."""


def slug(name: str) -> str:
    """Return a name as the name of a folder: letters, digits, dots, hyphens, underscores."""
    plain = re.sub(r"[^\w.-]+", "-", name).strip(".-")[:LONGEST].rstrip(".-")
    if plain.split(".")[0].lower() in RESERVED:
        plain = f"_{plain}"
    return plain or "scenario"


def folders(names: list[str], out: Path | None) -> list[Path]:
    """Return one folder for each scenario: `out` for one alone, else inside it or `results`."""
    if out is not None and len(names) == 1:
        return [out]
    stamp = "" if out is not None else f"-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    found: list[Path] = []
    for name in names:
        wanted = (out or Path("results")) / f"{slug(name)}{stamp}"
        path, copy = wanted, 2
        while path in found or (out is None and path.exists()):
            path, copy = wanted.with_name(f"{wanted.name}-{copy}"), copy + 1
        found.append(path)
    return found
