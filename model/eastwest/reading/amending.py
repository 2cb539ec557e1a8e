"""What a change does to the regime in force: misspelt lines, and values that it makes wrong."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from eastwest.reading.finding import DATED, Finding
from eastwest.reading.layers import Layers
from eastwest.reading.merge import Table

SHEET = "indicator"
NEW = "is no line of the sheet; a new one needs 'channel' or 'outcome'"


def known_lines(
    patch: Mapping[Any, Any], below: Mapping[Any, Any], layers: Layers, findings: list[Finding]
) -> Mapping[Any, Any]:
    """Return a patch without lines that neither are on the sheet below nor could be new ones."""
    lines, sheet = patch.get(SHEET), below.get(SHEET)
    if not isinstance(lines, Mapping) or not isinstance(sheet, Mapping):
        return patch
    kept = Table()
    for name, line in lines.items():
        is_new = not isinstance(line, Mapping) or {"channel", "outcome"} & line.keys()
        if name in sheet or is_new:
            kept[name] = line
        else:
            findings.append(layers.finding((SHEET, name), NEW, name, sheet))
    return {**patch, SHEET: kept}


def blamed(found: Iterable[Finding], change: Layers, told: set[Finding]) -> Iterator[Finding]:
    """Yield findings of an amended regime; those in what it amends are told on the change's line.

    Args:
        found: What is wrong with the regime as amended.
        change: The layers of the change.
        told: What was found before, which is no fault of the change; grows by what is found.
    """
    own = change.finding((), "").path
    for each in found:
        if each in told:
            continue
        told.add(each)
        path = each.path[2:] if each.path[:1] and each.path[0] in DATED else each.path
        if not each.file or each.path[:2] == own:
            yield each
        else:
            place = f"{each.file}:{each.cell or each.line}"
            yield change.finding(path, f"{each.rule}, as {place} has it", each.given, each.valid)
