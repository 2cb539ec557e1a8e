"""What to write in place of a value of another type, where that is plain."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from eastwest.policy import Levers
from eastwest.reading.finding import choice
from eastwest.reading.kinds import kind_of
from eastwest.reading.slips import meant_number

_TRUTHS = {
    "true": "true",
    "yes": "true",
    "1": "true",
    "false": "false",
    "no": "false",
    "0": "false",
}


def instead(kind: str, key: object, classes: Iterable[Any], value: object) -> str:
    """Return `; write ...`, or nothing where it is not plain what was meant.

    Args:
        kind: Of pydantic's error.
        key: The last part of the key's path.
        classes: What may stand at the key.
        value: What was given.
    """
    if kind in ("float_type", "int_type"):
        return _write(key, meant_number(value, whole=kind == "int_type"))
    if kind == "bool_type":
        return _write(key, _TRUTHS.get(str(value).lower()))
    if kind == "string_type" and isinstance(value, int | float):
        return _write(key, f'"{value}"')
    if kind in ("tuple_type", "list_type") and isinstance(value, str | int | float):
        return _write(key, _list(value, of_text=any(str in get_args(each) for each in classes)))
    if kind == "dict_type":
        return f"; write {key}.NAME = ..."
    if kind == "dataclass_type" and (entries := _entries(value)):
        is_dated = key == "levers" and any("from" in each for each in entries)
        return "; write [[lever]]" if is_dated else f"; write [{key}]"
    if kind == "dataclass_type":
        return next((f"; write {each}" for each in _inside(key, classes, value)), "")
    return ""


def elsewhere(owner: object, key: object, value: Any) -> str:
    """Return `; write ...` for a key that belongs elsewhere, or nothing.

    Args:
        owner: The class that has no such key.
        key: What was written.
        value: What was given there.
    """
    if owner is not Levers:
        return ""
    if key == "from" or re.fullmatch("[0-9]{4}", str(key)):
        return f"; write [[lever]], and below it from = {value if key == 'from' else key}"
    if key == "levers" and isinstance(value, Mapping):
        return f"; write {next(iter(value), 'NAME')} = ..."
    return ""


def _entries(value: object) -> list[Mapping[Any, Any]]:
    """Return the tables of a list, as `[[name]]` begins them; none where other things are in it."""
    entries = value if isinstance(value, list) else []
    return entries if all(isinstance(each, Mapping) for each in entries) else []


def _write(key: object, text: str | None) -> str:
    if not text:
        return ""
    return f"; write {text}" if isinstance(key, int) else f"; write {key} = {text}"


def _list(value: object, *, of_text: bool) -> str:
    """Return a single value, or years with a dash between them, as a list."""
    years = str(value).replace("\u2013", "-").split("-")
    if len(years) == 2 and all(each.strip().isdecimal() for each in years):
        return f"[{', '.join(each.strip() for each in years)}]"
    if of_text:
        items = (each.strip() for each in re.split("[,，、;；]", str(value)))
        listed = ", ".join(f'"{each}"' for each in items if each)
        return f"[{listed}]"
    return f'["{value}"]' if isinstance(value, str) else f"[{value}]"


def _inside(key: object, classes: Iterable[Any], value: object) -> Iterator[str]:
    """Yield the keys of a table that a value given in its place was perhaps meant for."""
    tables = [each for each in classes if isinstance(each, type) and is_dataclass(each)]
    if value in (named := [kind_of(each) for each in tables if kind_of(each)]):
        yield f'{key}.kind = "{value}"'
    if named and isinstance(value, str):
        yield f"{key}.kind = {choice(named)}"
    if not isinstance(value, str):
        yield from (f"{key}.{name} = ..., or another of its keys" for name in _keys(tables))
    for name, names in _choices(tables):
        if value in names:
            yield f'{key}.{name} = "{value}"'
    for name, names in _choices(tables):
        yield f"{key}.{name} = {choice(names)}" if names else f'{key}.{name} = "{value}"'
    yield from (f"{key}.{name} = ..., or another of its keys" for name in _keys(tables))


def _keys(tables: Iterable[type]) -> Iterator[str]:
    """Yield the keys of tables."""
    for table in tables:
        yield from (each.name for each in fields(table) if each.name != "kind")


def _choices(tables: Iterable[type]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of tables that hold text, and the names of which it must be one, if any."""
    for table in tables:
        for name, hint in get_type_hints(table).items():
            if hint is str or (get_origin(hint) is Literal and name != "kind"):
                yield name, get_args(hint)
