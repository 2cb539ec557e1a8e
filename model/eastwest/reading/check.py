"""Check tables against the classes of the model; each finding is one clear sentence."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from eastwest.reading.finding import UNKNOWN, Finding, choice, got
from eastwest.reading.instead import elsewhere, instead
from eastwest.reading.kinds import bring, kind_of, kinds, own_rules
from eastwest.reading.layers import Layers
from eastwest.reading.locate import Path
from eastwest.reading.merge import WHOLE
from eastwest.rules import Open, brought

Kind = TypeVar("Kind")

_RULES = {
    "missing": "is missing",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "string_type": "must be text",
    "finite_number": "must be a finite number",
    "dict_type": "must be a table",
    "dataclass_type": "must be a table",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "greater_than": "must be greater than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "too_long": "must have {max_length} values",
    "too_short": "must have at least {min_length} value",
}
_ADAPTERS: dict[tuple[type, ...], TypeAdapter[Any]] = {}


class _Spot(NamedTuple):
    """Where an error is: its key path, the table that holds it, and what may stand there."""

    path: Path
    owner: Any
    classes: tuple[Any, ...]
    wrong: "_Wrong | None" = None


class _Wrong(NamedTuple):
    """What is wrong: key path, rule, and the name given in place of a valid one."""

    path: Path
    rule: str
    given: object = ""
    valid: Iterable[str] = ()


def check(
    kind: type[Kind], table: Mapping[Any, Any], layers: Layers, findings: list[Finding]
) -> Kind | None:
    """Return an object of a class made from a table; what is wrong is added to the findings."""
    failed = [layers.finding(path, rule) for path, rule in bring(table)]
    if failed:
        findings.extend(failed)
        return None
    try:
        made: Kind = _adapter(kind).validate_json(json.dumps(table))
    except ValidationError as error:
        findings.extend(_findings(error, kind, table, layers))
        return None
    return made


def _adapter(kind: type) -> TypeAdapter[Any]:
    """Return pydantic's reader of a class, made once: making it takes longer than reading."""
    key = (kind, *brought())
    if key not in _ADAPTERS:
        _ADAPTERS[key] = TypeAdapter(kind)
    return _ADAPTERS[key]


def _findings(
    error: ValidationError, kind: type, table: Mapping[Any, Any], layers: Layers
) -> Iterator[Finding]:
    """Yield our sentences for what pydantic found."""
    for each in error.errors(include_url=False):
        spot = _follow(kind, each["loc"], table)
        if spot is None:
            continue
        yield layers.finding(*(spot.wrong or _sentence(spot, each)))


def _sentence(spot: _Spot, error: Mapping[str, Any]) -> _Wrong:
    """Return one of pydantic's errors in our words."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "unexpected_keyword_argument":
        advice = elsewhere(spot.owner, spot.path[-1], value)
        if advice:
            return _Wrong(spot.path, UNKNOWN + advice)
        return _Wrong(spot.path, UNKNOWN, spot.path[-1], _names(spot.owner))
    if kind == "missing" and isinstance(spot.path[-1], int):
        number = len(get_args(spot.owner))
        return _Wrong(spot.path[:-1], f"must have {number} values {got(value)}")
    if kind == "missing":
        return _Wrong(spot.path, "is missing")
    if kind == "literal_error":
        valid = re.findall(r"'([^']*)'", context["expected"])
        return _Wrong(spot.path, f"must be {choice(valid)} {got(value)}", value, valid)
    if kind == "value_error":
        return _own(spot.path, str(context["error"]))
    if kind == "dict_type" and spot.path[-1] in WHOLE:
        texts = '{ en = "...", zh = "..." }'
        return _Wrong(spot.path, f"must be a text in each language: {texts} {got(value)}")
    rule = _RULES[kind].format(**context) if kind in _RULES else error["msg"]
    advice = instead(kind, spot.path[-1], spot.classes, value)
    return _Wrong(spot.path, f"{rule} {got(value)}{advice}")


def _own(path: Path, message: str) -> _Wrong:
    """Return a rule's own message; the key that it begins with is part of the path."""
    named = re.fullmatch(r"'([\w.]+)' (.*)", message, re.DOTALL)
    return _Wrong((*path, *named[1].split(".")), named[2]) if named else _Wrong(path, message)


def _follow(hint: Any, steps: Sequence[str | int], value: Any) -> _Spot | None:
    """Walk from a class along pydantic's path; None for a variant that was not meant."""
    path: Path = ()
    owner, classes = hint, _variants(hint)
    for step in steps:
        variants = _variants(hint)
        if len(variants) > 1:
            given = value.get("kind") if isinstance(value, Mapping) else None
            named = {kind_of(each): each for each in variants}
            hint = named[given] if given else _likest(variants, value)
            if step != hint.__name__:
                return None
        elif step != "[key]":
            owner, path = variants[0], (*path, step)
            hint, value = _inside(owner, step), _item(value, step)
            classes = _variants(hint)
            wrong = _unknown_kind(hint, path, value)
            if wrong:
                return _Spot(path, hint, (), wrong)
    return _Spot(path, owner, classes)


def _unknown_kind(hint: Any, path: Path, value: Any) -> _Wrong | None:
    """Return what is wrong with the kind of a rule where a rule is due, if anything."""
    groups = [mark.group for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Open)]
    if not groups or not isinstance(value, Mapping):
        return None
    given, valid = value.get("kind"), kinds(groups[0])
    if given in valid or (given is None and own_rules(groups[0])):
        return None
    if not valid:
        return _Wrong(path, f"no rule of the group {groups[0]} is installed {got(given)}")
    return _Wrong((*path, "kind"), f"must be {choice(valid)} {got(given)}", given, valid)


def _variants(hint: Any) -> tuple[Any, ...]:
    """Return the classes that may stand here; None aside, nearly always one."""
    for mark in getattr(hint, "__metadata__", ()):
        hint = mark.widened(hint.__origin__) if isinstance(mark, Open) else hint
    if get_origin(hint) in (Union, UnionType):
        return tuple(each for each in get_args(hint) if each is not type(None))
    return (hint,)


def _likest(variants: Sequence[Any], value: Any) -> Any:
    """Return the variant that shares most keys with a table that names no kind."""
    given = set(value) if isinstance(value, Mapping) else set()
    return max(variants, key=lambda each: len(given & _names(each)))


def _names(owner: Any) -> set[str]:
    return {each.name for each in fields(owner)} if is_dataclass(owner) else set()


def _inside(owner: Any, step: str | int) -> Any:
    """Return what may stand at a key of a class, a table or a list."""
    if is_dataclass(owner):
        return _open_or_plain(owner, str(step)) if isinstance(owner, type) else None
    inside = get_args(owner)
    return inside[-1] if get_origin(owner) is dict else inside[0] if inside else None


def _open_or_plain(owner: type, name: str) -> Any:
    """Return the type of a field, marked if people's own rules may stand there."""
    hint = get_type_hints(owner, include_extras=True).get(name)
    is_open = any(isinstance(mark, Open) for mark in getattr(hint, "__metadata__", ()))
    return hint if is_open else get_type_hints(owner).get(name)


def _item(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None
