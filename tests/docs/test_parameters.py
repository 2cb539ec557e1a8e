"""The page of parameters is what the program says of itself."""

import runpy
from pathlib import Path

import pytest

from eastwest.loader import load
from eastwest.register import EVIDENCE, Value, values

SCRIPT = Path(__file__).with_name("parameters.py")


def test_the_page_is_up_to_date() -> None:
    script = runpy.run_path(str(SCRIPT))
    said = f"run python {SCRIPT.relative_to(SCRIPT.parents[2])}"
    assert script["PATH"].read_text(encoding="utf-8") == script["page"](), said


@pytest.mark.parametrize(
    ("source", "evidence"),
    [
        ("Ministry of Agriculture 2023: 0.5187 a county", "documented"),
        ("assumed", "assumed"),
        ("assumed; 0 to 0.8", "assumed"),
        ("assumed; near the official path", "near the path"),
        ("choice", "choice"),
        ("choice; fixes the unit of utility", "choice"),
    ],
)
def test_evidence_follows_from_the_source(source: str, evidence: str) -> None:
    assert Value("a", 1.0, "-", source, "", "").evidence == evidence
    assert evidence in EVIDENCE


def test_every_document_is_more_than_a_word() -> None:
    tables = load("history").tables
    found = [each for each in values(tables, tables.sources) if each.evidence == "documented"]
    assert found
    assert all(any(letter.isdigit() for letter in each.source) for each in found), found
