"""The end of a run in the terminal: where things are, and a few numbers."""

from pathlib import Path
from typing import TYPE_CHECKING

from eastwest.results import Result
from eastwest_lab.catalogue import amount, label, unit
from eastwest_lab.cli.terminal import heading, line, table
from eastwest_lab.cli.timeline import regimes, words
from eastwest_lab.language import Messages, messages
from eastwest_lab.reports.findings import Change, changes, key_numbers

if TYPE_CHECKING:
    import pandas as pd

SHOWN = ("aid", "donations", "investment_landed", "workers_placed", "poor", "tie_strength")
"""Variables whose numbers are shown."""


def summarise(result: Result, folder: Path, report: Path, lang: str) -> None:
    """Write key numbers, before and after each change of regime if there is one, and paths."""
    say, years = messages(lang), result.scenario.tables.years
    national = result.frame()
    national = national[national["variable"].isin(SHOWN)]
    found = changes(regimes(result.scenario), years, lang)
    heading(say.pick(words(result.scenario.tables.title)))
    if found:
        _before_and_after(national, found, say)
    else:
        _last_year(national, years[1], say)
    line(f"{say('cli.folder')}{say('words.colon')}{folder}")
    line(f"{say('cli.report')}{say('words.colon')}{report}")


def _before_and_after(national: "pd.DataFrame", found: list[Change], say: Messages) -> None:
    """Write the means of the replicates, a table for each change of regime."""
    numbers = key_numbers(national, found, say.code)
    for place, change in enumerate(found):
        line(f"{change.year}{say('words.colon')}{change.title}")
        header = [
            say("report.variable"),
            say("report.before", year=change.year),
            say("report.after", year=change.after),
            say("report.change"),
            say("report.unit"),
        ]
        cells = [each.cells[place] for each in numbers]
        rows = [
            [each.label, cell.before[0], cell.after[0], cell.change[0], each.unit]
            for each, cell in zip(numbers, cells, strict=True)
        ]
        table(header, rows, last=True)


def _last_year(national: "pd.DataFrame", year: int, say: Messages) -> None:
    """Write the means of the last year; no regime changes."""
    values = national[national["year"] == year].groupby("variable")["value"].mean()
    rows = [
        [label(name, say.code), amount(float(values[name]), unit(name), say.code)]
        for name in SHOWN
        if name in values.index
    ]
    table([say("report.variable"), say("report.after", year=year)], rows)
