"""Rules that people bring: which fields of a scenario take them, and where each comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import reduce
from operator import or_
from typing import Any, get_args

GROUPS: dict[str, tuple[str, ...]] = {
    "score": ("__call__",),
    "grade": ("grades", "bias", "value", "rivals", "follow", "assign"),
    "reward": ("level", "column", "worth", "kept", "per_dyad"),
    "outcome": ("__call__", "through"),
    "channel": ("__call__",),
    "pairing": ("__call__", "donors", "roles", "counties"),
    "decision": ("__call__",),
}
"""Groups of rules, and what the rules of each must be able to do."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from.

    Args:
        group, kind: By what name scenarios ask for it.
        distribution, version: Who brings it; empty for a rule that was added in Python.
    """

    group: str
    kind: str
    distribution: str = ""
    version: str = ""

    def __str__(self) -> str:
        """Return the distribution and its version."""
        return f"{self.distribution} {self.version}" if self.distribution else "added in Python"


_origins: dict[type, Origin] = {}


def take(rule: type, origin: Origin) -> None:
    """Make a class known; one that was known by the same group and kind is forgotten."""
    asked = (origin.group, origin.kind)
    for known, other in list(_origins.items()):
        if (other.group, other.kind) == asked:
            del _origins[known]
    _origins[rule] = origin


def brought(group: str | None = None) -> dict[type, Origin]:
    """Return the classes that people brought to a group, or to any, and where they come from."""
    return {rule: own for rule, own in _origins.items() if group in (None, own.group)}


def origin(rule: object) -> Origin | None:
    """Return where a rule comes from; None for one of eastwest's own."""
    return _origins.get(type(rule))


def origins(thing: Any) -> list[Origin]:
    """Return where the rules that people brought come from, each once, wherever they stand."""
    own = origin(thing)
    if is_dataclass(thing):
        inside = [getattr(thing, each.name) for each in fields(thing)]
    else:
        inside = list(thing.values()) if isinstance(thing, Mapping) else []
        inside = list(thing) if isinstance(thing, list | tuple) else inside
    found = [own] if own else []
    found += [each for part in inside for each in origins(part)]
    return list(dict.fromkeys(found))


def is_protocol(kind: Any) -> bool:
    """Return whether a class only says what others must be able to do."""
    return bool(getattr(kind, "_is_protocol", False))


@dataclass(frozen=True, slots=True)
class Open:
    """Marks a field that takes rules of a group, those that people brought among them."""

    group: str

    def widened(self, source: Any) -> Any:
        """Return the tables that the field takes, with the classes that people brought.

        A protocol in the type speaks to type checkers alone.
        """
        own = [each for each in get_args(source) or (source,) if not is_protocol(each)]
        return reduce(or_, (*own, *brought(self.group)))

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell pydantic what the field takes."""
        return handler(self.widened(source))
