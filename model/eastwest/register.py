"""Every parameter of a table with its range, its unit and its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Interval, Le, Lt

from eastwest.rules import origin
from eastwest.vocabulary import About

EVIDENCE = {
    "documented": "a document gives it",
    "near the path": "assumed, and set by hand so that results lie near the official series",
    "assumed": "nobody has published it; a guess of the right order",
    "choice": "whoever writes a scenario chooses it, or it fixes a unit: nothing to document",
}
"""Grades of evidence, the best first."""


@dataclass(frozen=True, slots=True)
class Value:
    """One parameter: its dotted key, what it is, what it may be, and who says so."""

    key: str
    value: Any
    unit: str
    source: str
    text: str
    range: str

    @property
    def is_assumed(self) -> bool:
        """Return whether no document gives the value."""
        return self.source.startswith("assumed")

    @property
    def evidence(self) -> str:
        """Return how well the value is founded: `EVIDENCE` says what each grade means."""
        if self.is_assumed:
            near = any(words in self.source for words in ("official path", "sets the level"))
            return "near the path" if near else "assumed"
        return "choice" if self.source.startswith("choice") else "documented"


def values(thing: Any, sources: Mapping[str, str], prefix: str = "") -> Iterator[Value]:
    """Yield the parameters of a table and of all tables in it.

    Args:
        thing: A dataclass of parameters, or a table of such by name.
        sources: Key -> document, where the scenario's author names one.
        prefix: Key of the table itself.
    """
    if isinstance(thing, Mapping):
        for name, each in thing.items():
            yield from values(each, sources, f"{prefix}{name}.")
        return
    hints = get_type_hints(type(thing), include_extras=True)
    for each in fields(thing):
        key, value = f"{prefix}{each.name}", getattr(thing, each.name)
        if is_dataclass(value) or _holds_tables(value):
            yield from values(value, sources, f"{key}.")
            continue
        if each.name == "kind":
            yield Value(key, value, "-", str(origin(thing) or "choice"), "Which rule", "")
            continue
        for about in getattr(hints[each.name], "__metadata__", ()):
            if isinstance(about, About):
                source = sources.get(key, about.source)
                allowed = allowed_range(hints[each.name])
                yield Value(key, value, about.unit, source, about.text, allowed)


def allowed_range(hint: Any) -> str:
    """Return what a type allows: `0 to 1`, `>= 0`, `tiny | national`; empty if anything."""
    names = [str(name) for name in _names(hint)]
    if names:
        return " | ".join(names)
    least = most = ""
    for mark in _marks(hint):
        for name, sign in (("ge", ">="), ("gt", ">"), ("le", "<="), ("lt", "<")):
            bound = getattr(mark, name, None)
            if bound is not None and name in ("ge", "gt"):
                least = f"{sign} {bound:g}"
            elif bound is not None:
                most = f"{sign} {bound:g}"
    if least.startswith(">= ") and most.startswith("<= "):
        return f"{least[3:]} to {most[3:]}"
    return ", ".join(bound for bound in (least, most) if bound)


def _names(hint: Any) -> tuple[Any, ...]:
    """Return the texts or truth values that a type allows, none if it allows others."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    if hint is bool:
        return ("true", "false")
    return tuple(name for inside in get_args(hint) for name in _names(inside))


def _marks(hint: Any) -> Iterator[Any]:
    """Yield all marks of range in a type, however deep they sit."""
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, Ge | Gt | Le | Lt | Interval):
            yield mark
    for inside in get_args(hint):
        yield from _marks(inside)


def _holds_tables(value: Any) -> bool:
    return isinstance(value, Mapping) and any(is_dataclass(each) for each in value.values())
