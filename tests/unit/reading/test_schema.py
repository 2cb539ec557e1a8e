"""The JSON Schema for editors accepts what the loader accepts and marks what it refuses."""

import json
import tomllib

import pytest
from typer.testing import CliRunner

from eastwest.loader import load, schema, to_toml
from eastwest.reading.library import base, reforms, scenarios
from eastwest_lab.cli.app import app

SCHEMA = schema()
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
BOUNDS = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
    "minItems": lambda value, bound: len(value) >= bound,
    "maxItems": lambda value, bound: len(value) <= bound,
    "const": lambda value, bound: value == bound,
    "enum": lambda value, bound: value in bound,
    "required": lambda value, bound: set(bound) <= set(value),
}
WORDS = {"$schema", "$defs", "title", "description", "propertyNames"}


def is_valid(value, rule):
    """Whether a value fits a schema; of JSON Schema only what ours uses."""
    used = {"$ref", "anyOf", "type", "properties", "additionalProperties", "items", "prefixItems"}
    assert rule.keys() <= used | BOUNDS.keys() | WORDS
    if "$ref" in rule:
        return is_valid(value, SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]])
    if "anyOf" in rule and not any(is_valid(value, each) for each in rule["anyOf"]):
        return False
    kind = rule.get("type")
    if kind and not isinstance(value, TYPES[kind]):
        return False
    if isinstance(value, bool) and kind in ("integer", "number"):
        return False
    if not all(holds(value, rule[name]) for name, holds in BOUNDS.items() if name in rule):
        return False
    return all(is_valid(each, inside) for each, inside in parts(value, rule))


def parts(value, rule):
    """What is inside a value, each with the schema that it must fit."""
    if isinstance(value, dict):
        others = rule.get("additionalProperties", {})
        for key, each in value.items():
            known = rule.get("properties", {}).get(key, others)
            yield each, {"enum": []} if known is False else known
    if isinstance(value, list):
        first = rule.get("prefixItems", [])
        yield from zip(value, first, strict=False)
        for each in value[len(first) :]:
            yield each, rule.get("items", {})


@pytest.mark.parametrize("file", [base(), *scenarios().values(), *reforms().values()], ids=str)
def test_every_file_of_the_library_fits(file):
    assert is_valid(tomllib.loads(file.read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_every_resolved_scenario_fits(name):
    assert is_valid(tomllib.loads(to_toml(load(name))), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "colour = 1",
        "east.altruism = -1",
        "east.altruism = true",
        "seed = 1.5",
        "years = [1996]",
        'world.size = "huge"',
        "levers.platform = 2.0",
        "[[lever]]\nsubsidy = 1.0",
        "[[lever]]\nfrom = 2016\nsubsidi = 1.0",
        '[[pairing]]\nfrom = 2016\nplan = "2015"',
        "[[change]]\nfrom = 2016\nobserve.audit.share = 1.5",
        '[[change]]\nfrom = 2016\ngrade = { kind = "lottery" }',
    ],
)
def test_what_the_loader_refuses_does_not_fit(text):
    assert not is_valid(tomllib.loads(text), SCHEMA)


def test_every_parameter_says_what_it_is():
    levers = SCHEMA["properties"]["lever"]["items"]["properties"]
    assert levers["subsidy"]["description"] == "Subsidies to firms [times the channel's; assumed]"
    assert all(each["description"] for each in levers.values())


def test_the_command_prints_or_writes_it(tmp_path):
    printed = CliRunner().invoke(app, ["schema"])
    assert json.loads(printed.output) == SCHEMA
    CliRunner().invoke(app, ["schema", "--out", str(tmp_path / "s.json")])
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == SCHEMA
