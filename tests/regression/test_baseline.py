"""Results change only on purpose: then `baseline.csv` changes in the same commit."""

import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def test_results_are_those_that_were_last_agreed_on() -> None:
    baseline = runpy.run_path(str(HERE / "baseline.py"))
    agreed = {row[:3]: row[3] for row in baseline["stored"]()}
    now = {row[:3]: row[3] for row in baseline["rows"]()}
    assert now == pytest.approx(agreed, rel=1e-7, abs=1e-9)
