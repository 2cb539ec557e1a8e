"""National dated series: poverty line, central funds, registered rural people."""

from collections.abc import Mapping
from pathlib import Path

from eastwest import tables
from eastwest.errors import DataError

GROWTH_AFTER = {"poverty_line": 0.04, "central_funds": 0.0, "registered_rural": 0.0}
"""Growth after the last data year. [share a year], assumed"""


def read_national(folder: Path | None) -> Mapping[str, Mapping[int, float]]:
    """Return the dated values of every national series."""
    found: dict[str, dict[int, float]] = {name: {} for name in GROWTH_AFTER}
    for row in tables.read("national_series.csv", ("variable", "year", "value"), folder):
        values = found[row.text("variable", GROWTH_AFTER)]
        year = row.whole("year", 1900)
        if year in values:
            raise row.error("year", f"{row.cells['variable']} of {year} stands there twice")
        values[year] = row.number("value", 1e-9)
    for variable, values in found.items():
        if not values:
            path = tables.locate("national_series.csv", folder)
            raise DataError(f"{path}: variable: {variable} is missing")
    return found
