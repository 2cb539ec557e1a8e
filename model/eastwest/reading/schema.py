"""The JSON Schema of scenario files, by which editors complete keys and mark what is wrong."""

from dataclasses import fields
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from eastwest.evaluation.regime import Regime
from eastwest.policy import Levers
from eastwest.reading.finding import DATED, FIRST_YEAR, LAST_YEAR
from eastwest.reading.kinds import classes_in, every_rule
from eastwest.reading.source import SCHEMA
from eastwest.rules import brought
from eastwest.scenario import Tables
from eastwest.vocabulary import TIED, About

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
YEAR = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_NAME: Json = {"type": "string"}
UNSAID = ("default", "required", "title")
"""What pydantic says and a file need not know: files are partial, their defaults inherited."""


def schema(plans: tuple[str, ...]) -> Json:
    """Return the JSON Schema of scenarios and reforms.

    Args:
        plans: Names of pairing plans.
    """
    pairings = {kind: rule for (group, kind), rule in every_rule().items() if group == "pairing"}
    kinds = (Tables, Regime, Levers, *pairings.values())
    adapters: list[tuple[type, Any, TypeAdapter[Any]]] = [
        (kind, "validation", TypeAdapter(kind)) for kind in kinds
    ]
    made, shared = TypeAdapter.json_schemas(adapters)
    shared = _plain(shared)
    known = {each.__name__: each for kind in (*kinds, *brought()) for each in classes_in(kind)}
    parts: Json = shared.get("$defs", {})
    for kind in kinds:
        parts[kind.__name__] = parts.get(kind.__name__) or _plain(made[kind, "validation"])
    for name, part in parts.items():
        _describe(part, known[name])
    top = parts.pop("Tables")
    top["properties"] |= {
        "schema": {"const": SCHEMA, "description": "Version of the way of writing"},
        "extends": {
            "anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1}],
            "description": "A scenario of the library or a path, or several: the later wins",
        },
        **{name: _dated(name, parts, plans, pairings) for name in DATED},
    }
    return {"$schema": DIALECT, "title": "eastwest scenario", **top, "$defs": parts}


def _dated(name: str, parts: Json, plans: tuple[str, ...], pairings: dict[str, type]) -> Json:
    """Return the schema of a dated list."""
    own: Json = {
        "from": {**YEAR, "description": "First year of the entry"},
        "announced": {**YEAR, "description": "Year from which it is known, before the first"},
        "drop": {"type": "boolean", "description": "Take away the entry of this year"},
    }
    if name == "regime":
        use = {"type": "string", "description": "A regime of the library, or a path"}
        own |= parts["Regime"]["properties"] | {"use": use}
    elif name == "pairing":
        own["plan"] = {"enum": list(plans), "description": "Pairing plan"}
        own["down_to"] = {"enum": list(TIED), "description": "How far down pairs are tied"}
        for rule in pairings.values():
            own |= parts[rule.__name__]["properties"]
        own["kind"] = {"enum": list(pairings), "description": "Pairing rule, instead of a plan"}
    else:
        own |= parts["Regime" if name == "change" else "Levers"]["properties"]
    entry = {"type": "object", "additionalProperties": False, "required": ["from"]}
    return {"type": "array", "items": {**entry, "properties": own}}


def _plain(value: Any, *, is_names: bool = False) -> Any:
    """Return a schema without what a partial file need not know.

    Args:
        value: Any part of a schema.
        is_names: Whether the keys are names of the file, which all stay.
    """
    if isinstance(value, list):
        return [_plain(each) for each in value if each != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    dropped = () if is_names else UNSAID
    return {
        key: _plain(each, is_names=not is_names and key in ("properties", "$defs"))
        for key, each in value.items()
        if key not in dropped
    }


def _describe(part: Json, kind: type) -> None:
    """Say of each parameter what it is, its unit and its source."""
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        for about in getattr(hints[each.name], "__metadata__", ()):
            if isinstance(about, About):
                text = f"{about.text} [{about.unit}; {about.source}]"
                part["properties"][each.name]["description"] = text
