"""Lay tables over tables: key by key, dated lists by their date."""

from collections.abc import Iterator, Mapping
from typing import Any

from eastwest.reading.finding import DATED

Table = dict[Any, Any]
"""Values by name; the entries of a dated list by year."""

WHOLE = ("title", "question", "notes")
"""Texts in two languages: a new one replaces both, since an old translation would lie."""


def merge(below: Mapping[Any, Any], above: Mapping[Any, Any]) -> Table:
    """Return `above` laid over `below`: tables key by key, everything else replaced.

    A table of another `kind` replaces the one below, whose keys would not fit.
    """
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping) and _fits(under, value):
            value = merge(under, value)
        merged[key] = value
    return merged


def merge_files(below: Mapping[Any, Any], above: Mapping[Any, Any]) -> Table:
    """Return one scenario's tables laid over another's, whose dated lists are tables by year."""
    plain = {key: value for key, value in above.items() if key not in (*DATED, *WHOLE)}
    merged = merge(below, plain)
    merged.update({key: above[key] for key in WHOLE if key in above})
    for name in DATED:
        if name in below or name in above:
            merged[name] = merge_dated(below.get(name, {}), above.get(name, {}))
    return merged


def merge_dated(below: Mapping[int, Any], above: Mapping[int, Any]) -> dict[int, Any]:
    """Return dated entries by year, in order; `drop = true` removes.

    A new `use`, and a pairing of another plan or kind, start afresh.
    """
    merged = dict(below)
    for year, entry in above.items():
        rest = {key: value for key, value in entry.items() if key != "drop"}
        if entry.get("drop") is True:
            merged.pop(year, None)
        elif year in merged and not _is_new(merged[year], rest):
            merged[year] = merge(merged[year], rest)
        else:
            merged[year] = rest
    return {year: merged[year] for year in sorted(merged)}


def idle_drops(below: Mapping[Any, Any], above: Mapping[Any, Any]) -> Iterator[tuple[str, int]]:
    """Yield dated lists and years that are dropped though nothing is there."""
    for name in DATED:
        for year, entry in above.get(name, {}).items():
            if entry.get("drop") is True and year not in below.get(name, {}):
                yield name, year


def _is_new(under: Mapping[Any, Any], over: Mapping[Any, Any]) -> bool:
    """Return whether an entry does not mean the one below, whose keys would not fit."""
    names = (key for key in ("plan", "kind") if key in over)
    return "use" in over or any(under.get(key) != over[key] for key in names)


def _fits(under: Mapping[Any, Any], over: Mapping[Any, Any]) -> bool:
    kinds = {table["kind"] for table in (under, over) if isinstance(table.get("kind"), str)}
    return len(kinds) < 2
