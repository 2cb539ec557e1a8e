"""What three scenarios gave when somebody last looked: `python tests/regression/baseline.py`.

The script writes `baseline.csv` anew; read the difference before you commit it.
"""

import csv
from pathlib import Path

from eastwest.loader import load
from eastwest.runs import simulate

PATH = Path(__file__).with_name("baseline.csv")
SCENARIOS = ("history", "reputation_forever", "no_collaboration")
VARIABLES = (
    "aid",
    "donations",
    "purchases",
    "workers_placed",
    "firms_active",
    "investment_landed",
    "effort_services",
    "padding",
    "score_mean",
    "tie_strength",
    "poor",
    "rural_income_ratio",
    "theil_between",
)
YEARS = (1996, 2005, 2015, 2016, 2018, 2020, 2021, 2025)

Row = tuple[str, str, int, float]


def rows() -> list[Row]:
    """Run the scenarios in the classroom world and return (scenario, variable, year, value)."""
    found: list[Row] = []
    for name in SCENARIOS:
        record = simulate(load(name).change({"world.size": "classroom"}), levels=())
        for variable in VARIABLES:
            value = dict(zip(record.years, record.national[variable], strict=True))
            found += [(name, variable, year, value[year]) for year in YEARS]
    return found


def stored() -> list[Row]:
    """Read what was last agreed on."""
    with PATH.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    return [(name, variable, int(year), float(value)) for name, variable, year, value in lines]


if __name__ == "__main__":
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("scenario", "variable", "year", "value"))
        writer.writerows((*row[:3], f"{row[3]:.12g}") for row in rows())
