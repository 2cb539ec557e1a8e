"""The registry of rules: `kind` becomes a class here, eastwest's own and other people's alike.

A distribution offers a rule as an entry point: under `[project.entry-points."eastwest.score"]`
the line `weakest_link = "my_package:WeakestLink"`. Nothing is searched before a scenario names a
kind that eastwest does not have, and only what is named is imported.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal, get_args, get_origin, get_type_hints

from eastwest.errors import RuleError
from eastwest.evaluation.regime import Regime
from eastwest.pairing.registry import PAIRINGS
from eastwest.reading.finding import choice, got, nearest
from eastwest.rules import GROUPS, Open, Origin, brought, take
from eastwest.scenario import Tables
from eastwest.vocabulary import STRICT, About

PREFIX = "eastwest."
"""Before the name of a group in that of its entry points."""


def add_rule(group: str, rule: type) -> type:
    """Make a rule known to this process; one of the same kind that was added before is replaced.

    Args:
        group: `score`, `grade`, `reward`, `outcome`, `channel`, `pairing` or `decision`.
        rule: A frozen dataclass with a field `kind`, best made with `eastwest.parameters`.

    Returns:
        The class.
    """
    kind = sound(group, rule)
    if (group, kind) in offered():
        raise RuleError(f"{kind}: is brought by {_origin(offered()[group, kind])}")
    take(rule, Origin(group, kind))
    return rule


def kinds(group: str) -> tuple[str, ...]:
    """Return every kind of a group: eastwest's own, then other people's, imported or not."""
    others = {own.kind for own in brought(group).values()}
    others |= {kind for where, kind in offered() if where == group}
    return (*own_rules(group), *sorted(others))


def rule_of(group: str, kind: str) -> type | None:
    """Return the class of a kind, imported now if it was not yet; None if nobody has it."""
    known = own_rules(group) | {own.kind: rule for rule, own in brought(group).items()}
    if kind not in known and (group, kind) in offered():
        known[kind] = _loaded(group, kind)
    return known.get(kind)


def every_rule() -> dict[tuple[str, str], type]:
    """Return the class of every group and kind, all of them imported."""
    pairs = [(group, kind) for group in GROUPS for kind in kinds(group)]
    return {pair: rule for pair in pairs if (rule := rule_of(*pair)) is not None}


def bring(table: Mapping[Any, Any]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Import the rules that a table names; yield key path and fault of those that fail."""
    for path, kind in _named(table):
        if any(kind in own_rules(group) for group in GROUPS):
            continue
        for group in GROUPS:
            try:
                rule_of(group, kind)
            except RuleError as error:
                yield path, str(error)


@cache
def own_rules(group: str) -> dict[str, type]:
    """Return eastwest's own rules of a group by kind."""
    if group == "pairing":
        return dict(PAIRINGS)
    classes = [rule for table in (Tables, Regime) for rule in _open_to(table, group)]
    return {kind_of(rule): rule for rule in dict.fromkeys(classes)}


def kind_of(rule: Any) -> str:
    """Return the kind by which scenarios name a rule or its class; empty if it has none."""
    kinds = (each.default for each in fields(rule) if each.name == "kind")
    return str(next(kinds, ""))


def sound(group: str, rule: type) -> str:
    """Return the kind of a class that can be a rule; raise `RuleError` for another."""
    name = getattr(rule, "__name__", repr(rule))
    if group not in GROUPS:
        meant = nearest(str(group), GROUPS)
        hint = f"; did you mean {meant!r}?" if meant else ""
        raise RuleError(f"{name}: the group must be {choice(GROUPS)} {got(group)}{hint}")
    wrong = wrong_with(group, rule)
    if not wrong and kind_of(rule) in own_rules(group):
        wrong = f"{kind_of(rule)!r} is a kind of eastwest's own"
    if wrong:
        raise RuleError(f"{name}: {wrong}")
    rule.__pydantic_config__ = STRICT  # type: ignore[attr-defined]
    return kind_of(rule)


def wrong_with(group: str, rule: type) -> str | None:
    """Return what keeps a class from being a rule of a group, if anything does."""
    return next(_wrong(group, rule), None)


def _wrong(group: str, rule: type) -> Iterator[str]:
    if not is_dataclass(rule) or not vars(rule)["__dataclass_params__"].frozen:
        yield "must be a frozen dataclass"
        return
    try:
        hints = get_type_hints(rule, include_extras=True)
    except Exception as error:  # noqa: BLE001  the annotations are other people's
        yield f"has a type that cannot be read: {error}"
        return
    kind = hints.pop("kind", None)
    if get_origin(kind) is not Literal or get_args(kind) != (kind_of(rule),):
        yield 'must have a field of its name: kind: Literal["..."] = "..."'
    for each in fields(rule):
        hint = hints.get(each.name)
        marks = getattr(hint, "__metadata__", ())
        is_table = each.name == "kind" or next(_held(hint), None) is not None
        if not is_table and not any(isinstance(mark, About) for mark in marks):
            yield f"{each.name}: must say what it is: Annotated[..., About(unit, source, text)]"
    for method in GROUPS[group]:
        if not hasattr(rule, method):
            yield f"must have {method!r}, as every rule of {group}"


@cache
def offered() -> dict[tuple[str, str], EntryPoint]:
    """Return the entry points of all distributions by group and kind."""
    points = entry_points()
    named = {group: points.select(group=PREFIX + group) for group in GROUPS}
    return {(group, each.name): each for group, found in named.items() for each in found}


def _origin(point: EntryPoint) -> Origin:
    group = point.group.removeprefix(PREFIX)
    dist = point.dist
    return Origin(group, point.name, dist.name if dist else "", dist.version if dist else "")


def _loaded(group: str, kind: str) -> type:
    """Import a rule that a distribution offers; raise `RuleError` if it is none."""
    point = offered()[group, kind]
    own = _origin(point)
    try:
        rule = point.load()
        named = sound(group, rule)
    except Exception as error:
        said = str(error) if isinstance(error, RuleError) else f"{type(error).__name__}: {error}"
        raise RuleError(f"cannot be loaded from {own}: {said}") from error
    if named != kind:
        raise RuleError(f"cannot be loaded from {own}: its kind must be {kind!r} {got(named)}")
    take(rule, own)
    return rule  # type: ignore[no-any-return]


def _named(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield the path and text of every `kind` in a table."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if key == "kind" and isinstance(inside, str):
                yield (*path, key), inside
            yield from _named(inside, (*path, key))


def _open_to(table: type, group: str) -> Iterator[type]:
    """Yield the classes that a table takes in the fields that are open to a group."""
    for each in dict.fromkeys(classes_in(table)):
        for hint in get_type_hints(each, include_extras=True).values():
            marks = getattr(hint, "__metadata__", ())
            if any(isinstance(mark, Open) and mark.group == group for mark in marks):
                yield from _held(hint)


def classes_in(hint: Any) -> Iterator[type]:
    """Yield all tables that a type holds, however deep."""
    for each in _held(hint):
        yield each
        for inside in get_type_hints(each).values():
            yield from classes_in(inside)


def _held(hint: Any) -> Iterator[type]:
    """Yield the tables that may stand where a type is due."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inside in get_args(hint):
        yield from _held(inside)
