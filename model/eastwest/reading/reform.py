"""Reforms: partial scenarios that are laid over any scenario."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from eastwest.reading.chain import OWN
from eastwest.reading.finding import refuse
from eastwest.reading.library import find_reform, shown
from eastwest.reading.merge import Table
from eastwest.reading.source import Source, read


def reform(name: str, below: Mapping[str, Any]) -> Source:
    """Return a reform as the topmost source over a resolved scenario.

    Args:
        name: Library name or path, as a person typed it.
        below: The scenario's tables, whose title and notes the reform's are added to.
    """
    file = find_reform(name)
    source = read(file, shown(file))
    if "extends" in source.data:
        rule = "must not stand in a reform: it is laid over any scenario"
        refuse([*source.findings, source.finding(("extends",), rule)])
    data = dict(source.data)
    for key, between in (("title", " + "), ("notes", "\n")):
        if key in data:
            data[key] = joined(below.get(key), data[key], between)
    return replace(source, data=data)


def without_own(data: Mapping[str, Any]) -> Table:
    """Return a scenario's tables without what speaks of that scenario alone."""
    return {key: value for key, value in data.items() if key not in OWN}


def joined(first: Any, second: Any, between: str) -> Any:
    """Return two texts as one in every language; what is no text is left to be checked."""
    if not _is_text(first) or not _is_text(second):
        return second
    languages = dict.fromkeys([*first, *second])
    return {code: between.join((_in(first, code), _in(second, code))) for code in languages}


def _is_text(value: Any) -> bool:
    texts = value.values() if isinstance(value, Mapping) else ()
    return bool(texts) and all(isinstance(each, str) for each in texts)


def _in(text: Mapping[str, str], code: str) -> str:
    """Return a text in a language, in its first one where that is missing."""
    return text.get(code) or next(iter(text.values()))
